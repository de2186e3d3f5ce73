/**
 * How often, how long, how many: every number by which the engine refuses. Times in milliseconds.
 *
 * The defaults are those of NIST SP 800-63B-4 where it names one (sections 3.1.3.3 and 3.2.2).
 */
export interface Limits {
  /** The number of wrong codes that ends one challenge. */
  triesPerChallenge: number;
  /** N4: the number of consecutive wrong codes, over all challenges, that suspends the user's devices. */
  failuresUntilSuspended: number;
  /** N4: the pause after each challenge that failed by wrong codes; it doubles each time. */
  failureBackOff: BackOff;
  /** N5: pushes to one user since the last success, of one application and of all; and the growing pause after that. */
  pushesPerApplication: PushLimit;
  pushesOverAll: PushLimit;
  /** The same of applications that ask in parallel; and how many of the requests of one may wait for a user at once. */
  parallelPerApplication: PushLimit;
  parallelOverAll: PushLimit;
  parallelAtOnce: number;
  pushBackOff: BackOff;
  /** Requests to let a device in that ring a user; they count for no other limit, and no other limit stops them. */
  vouchingRings: PushLimit;
  /** Quiet requests of one application that wait for one user at once. */
  quietAtOnce: number;
  /** After a plain Deny, so that clients that retry by themselves don't ask again at once. */
  denyCoolDownMs: number;
  /** After "this wasn't me"; it doubles with each report. */
  reportQuarantine: BackOff;
}

export interface PushLimit {
  pushes: number;
  windowMs: number;
}

export interface BackOff {
  firstMs: number;
  mostMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const DEFAULT_LIMITS: Limits = {
  triesPerChallenge: 3,
  failuresUntilSuspended: 100,
  failureBackOff: { firstMs: 30 * SECOND, mostMs: HOUR },
  pushesPerApplication: { pushes: 5, windowMs: 10 * MINUTE },
  pushesOverAll: { pushes: 15, windowMs: 10 * MINUTE },
  parallelPerApplication: { pushes: 30, windowMs: 10 * MINUTE },
  parallelOverAll: { pushes: 60, windowMs: 10 * MINUTE },
  parallelAtOnce: 30,
  pushBackOff: { firstMs: 30 * SECOND, mostMs: HOUR },
  vouchingRings: { pushes: 3, windowMs: HOUR },
  quietAtOnce: 50,
  denyCoolDownMs: 10 * SECOND,
  reportQuarantine: { firstMs: 10 * MINUTE, mostMs: DAY },
};

/** @returns the `step`-th pause (from 1) in ms: `firstMs`, twice that, four times that, up to `mostMs` */
export function pauseMs({ firstMs, mostMs }: BackOff, step: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(Math.max(step, 1) - 1, 30));
}

/**
 * Clocks of several processes differ by less than this. A time on file that is further ahead was written by a clock that
 * has been corrected since: it counts for no limit, and no pause lasts because of it.
 */
export const CLOCK_TOLERANCE_MS = MINUTE;

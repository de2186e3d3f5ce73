/**
 * How often, how long, how many: every number the engine refuses by. Times in milliseconds.
 *
 * The defaults are NIST SP 800-63B-4's where it names one (sections 3.1.3.3 and 3.2.2).
 */
export interface Limits {
  /** Wrong codes that end one challenge. */
  triesPerChallenge: number;
  /** N4: consecutive wrong codes, over all challenges, that suspend the user's devices. */
  failuresUntilSuspended: number;
  /** N4: back-off after each challenge that failed by wrong codes, doubling. */
  failureBackOff: BackOff;
  /** N5: pushes since the last success in this window, and the growing pause after that. */
  pushesPerWindow: number;
  pushWindowMs: number;
  pushBackOff: BackOff;
  /** After a plain Deny: clients that retry by themselves don't ask at once again. */
  denyCoolDownMs: number;
  /** After "this wasn't me": doubling with each report. */
  reportQuarantine: BackOff;
}

export interface BackOff {
  firstMs: number;
  mostMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const DEFAULT_LIMITS: Limits = {
  triesPerChallenge: 3,
  failuresUntilSuspended: 100,
  failureBackOff: { firstMs: 30 * SECOND, mostMs: HOUR },
  pushesPerWindow: 5,
  pushWindowMs: 10 * MINUTE,
  pushBackOff: { firstMs: 30 * SECOND, mostMs: HOUR },
  denyCoolDownMs: 10 * SECOND,
  reportQuarantine: { firstMs: 10 * MINUTE, mostMs: 24 * HOUR },
};

/** The `step`-th pause (from 1): first, twice that, four times that, up to the most. In ms. */
export function pauseMs({ firstMs, mostMs }: BackOff, step: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(Math.max(step, 1) - 1, 30));
}

import { NodError } from '../diagnostics/errors.ts';
import type { ApplicationRow, Trx } from '../store/schema.ts';
import { recentChallengeTimes, standingOf } from './rows.ts';
import { conceals } from './view.ts';

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
  /** N5: the number of pushes since the last success in this window, and the growing pause after that. */
  pushesPerWindow: number;
  pushWindowMs: number;
  pushBackOff: BackOff;
  /** After a plain Deny, so that clients that retry by themselves don't ask again at once. */
  denyCoolDownMs: number;
  /** After "this wasn't me"; it doubles with each report. */
  reportQuarantine: BackOff;
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
  pushesPerWindow: 5,
  pushWindowMs: 10 * MINUTE,
  pushBackOff: { firstMs: 30 * SECOND, mostMs: HOUR },
  denyCoolDownMs: 10 * SECOND,
  reportQuarantine: { firstMs: 10 * MINUTE, mostMs: DAY },
};

/** @returns the `step`-th pause (from 1) in ms: `firstMs`, twice that, four times that, up to `mostMs` */
export function pauseMs({ firstMs, mostMs }: BackOff, step: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(Math.max(step, 1) - 1, 30));
}

const ASKED_TOO_OFTEN = 'This user was asked too often without an approval.';

/**
 * Whether this application may ask this user now. Three brakes, so that an attacker with the password can neither guess
 * codes nor bomb the user until they press Approve: back-off after wrong codes (N4), a pause after Deny and quarantine
 * after a report, and a limit on pushes since the last success (N5, A6.6.3).
 *
 * @param trx the transaction that inserts the challenge, in its user's turn: otherwise many simultaneous calls would
 *   all find room
 * @returns `pendingId` of this application's pending challenge for this user, which the new one will replace
 * @throws NodError user_backing_off, user_quarantined, push_limit; each with `retryAfterSeconds`
 */
export async function admitChallenge(
  trx: Trx,
  userId: string,
  application: Pick<ApplicationRow, 'id' | 'reveal_denial'>,
  nowMs: number,
  limits: Limits,
): Promise<{ pendingId: string | null }> {
  const brakes = await standingOf(trx, userId, application.id);
  if (!brakes) throw new NodError('user_unknown', 'There is no user of this name.');
  if (brakes.blocked_until_ms > nowMs) {
    throw refused('user_backing_off', 'Too many wrong codes for this user.', brakes.blocked_until_ms - nowMs);
  }
  const waitMs = (brakes.until_ms ?? 0) - nowMs;
  if (waitMs > 0) {
    // Where a denial is concealed, the refusal uses the words of the push limit.
    if (conceals(application)) throw refused('push_limit', ASKED_TOO_OFTEN, waitMs);
    throw (brakes.strikes ?? 0) > 0
      ? refused('user_quarantined', 'The user has reported a request of this application.', waitMs)
      : refused('user_backing_off', 'The user has just said no.', waitMs);
  }
  await limitPushes(trx, userId, brakes.last_success_ms, nowMs, limits);
  return { pendingId: brakes.pending_id };
}

async function limitPushes(trx: Trx, userId: string, lastSuccessMs: number, nowMs: number, limits: Limits) {
  // Only the newest few rows are read, however many a flood has left behind.
  const most = limits.pushesPerWindow + 12;
  const times = await recentChallengeTimes(trx, userId, Math.max(lastSuccessMs, nowMs - DAY), most);
  if (times.length < limits.pushesPerWindow) return;
  const newest = times[0] ?? 0;
  const oldestInWindow = times[limits.pushesPerWindow - 1] ?? 0;
  const waitMs = Math.max(
    oldestInWindow + limits.pushWindowMs - nowMs,
    newest + pauseMs(limits.pushBackOff, times.length - limits.pushesPerWindow + 1) - nowMs,
  );
  if (waitMs > 0) throw refused('push_limit', ASKED_TOO_OFTEN, waitMs);
}

function refused(code: 'user_backing_off' | 'user_quarantined' | 'push_limit', why: string, waitMs: number): NodError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new NodError(code, `${why} Try again in ${retryAfterSeconds} seconds.`, { params: { retryAfterSeconds } });
}

import { NodError } from '../diagnostics/errors.ts';
import type { ApplicationRow, Db } from '../store/schema.ts';
import { type Limits, pauseMs } from './limits.ts';
import { brakesOf, recentChallenges } from './queries.ts';
import { conceals } from './view.ts';

const DAY_MS = 24 * 3_600_000;
const ASKED_TOO_OFTEN = 'This user was asked too often without an approval.';

/**
 * Whether this application may ask this user now. Three brakes, so that somebody with the password can neither guess
 * codes nor bomb the user until they press Approve: back-off after wrong codes (N4), a pause after Deny and quarantine
 * after a report, and a limit on pushes since the last success (N5, A6.6.3).
 *
 * @param db the transaction that inserts the challenge, in its user's turn: many that ask at once would all find room else
 * @throws NodError user_backing_off, user_quarantined, push_limit; each with `retryAfterSeconds`
 */
export async function admitChallenge(
  db: Db,
  userId: string,
  application: Pick<ApplicationRow, 'id' | 'reveal_denial'>,
  nowMs: number,
  limits: Limits,
): Promise<void> {
  const [brakes] = await brakesOf(db, { userId, applicationId: application.id });
  if (!brakes) throw new NodError('user_unknown', 'There is no user of this name.');
  if (brakes.blocked_until_ms > nowMs) {
    throw refused('user_backing_off', 'Too many wrong codes for this user.', brakes.blocked_until_ms - nowMs);
  }
  const waitMs = (brakes.until_ms ?? 0) - nowMs;
  if (waitMs > 0) {
    // In the words of the other brake, where a denial is not to be told.
    if (conceals(application)) throw refused('push_limit', ASKED_TOO_OFTEN, waitMs);
    throw (brakes.strikes ?? 0) > 0
      ? refused('user_quarantined', 'The user has reported a request of this application.', waitMs)
      : refused('user_backing_off', 'The user has just said no.', waitMs);
  }
  await limitPushes(db, userId, brakes.last_success_ms, nowMs, limits);
}

async function limitPushes(
  db: Db,
  userId: string,
  lastSuccessMs: number,
  nowMs: number,
  limits: Limits,
): Promise<void> {
  // Only the newest few rows are read, whatever a flood has left behind.
  const most = limits.pushesPerWindow + 12;
  const sinceMs = Math.max(lastSuccessMs, nowMs - DAY_MS);
  const rows = await recentChallenges(db, { userId, sinceMs, most });
  if (rows.length < limits.pushesPerWindow) return;
  const newest = rows[0]?.created_at_ms ?? 0;
  const oldestInWindow = rows[limits.pushesPerWindow - 1]?.created_at_ms ?? 0;
  const waitMs = Math.max(
    oldestInWindow + limits.pushWindowMs - nowMs,
    newest + pauseMs(limits.pushBackOff, rows.length - limits.pushesPerWindow + 1) - nowMs,
  );
  if (waitMs > 0) throw refused('push_limit', ASKED_TOO_OFTEN, waitMs);
}

function refused(code: 'user_backing_off' | 'user_quarantined' | 'push_limit', why: string, waitMs: number): NodError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new NodError(code, `${why} Try again in ${retryAfterSeconds} seconds.`, { params: { retryAfterSeconds } });
}

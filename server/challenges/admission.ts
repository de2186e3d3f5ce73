import { sql } from 'kysely';
import { requireUnlocked } from '../accounts/users.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { ApplicationRow, Trx } from '../store/schema.ts';
import type { Limits } from './limits.ts';
import { recentRings, saidNoTo, standingOf } from './rows.ts';
import { ringsPauseMs, saidNoPauseMs, wrongCodesPauseMs } from './stops.ts';
import { conceals } from './view.ts';

/** How a request is made. */
export interface Admission {
  /** Why it is made quietly, as the refusal that it is with match `none`; undefined when it isn't. */
  quietFor: NodError | undefined;
  /** Whether the user's devices are rung. */
  rings: boolean;
  /** This application's pending request for this user, whose place a request takes that isn't made quietly. */
  pendingId: string | null;
}

/**
 * Whether and how this application may ask this user now, so that an attacker with the password can neither guess codes,
 * nor bomb the user until they press Approve, nor lock them out by asking often:
 *
 * | what happened                              | a request is                                    |
 * | ------------------------------------------ | ----------------------------------------------- |
 * | wrong codes (N4)                           | refused                                         |
 * | the user has denied or reported one        | made quietly; with match `none` refused         |
 * | too many pushes since the last success (N5) | made quietly; with match `none` refused         |
 * | as many of its requests wait as may, in parallel | the same                            |
 * | nothing of this                            | made, and rings                                 |
 *
 * Where denials are concealed, the application is told, and counted, as if nobody had answered: after a denial its
 * requests are made like any others, but ring nobody.
 *
 * @param trx the transaction that inserts the challenge, in its user's turn: otherwise many simultaneous calls would
 *   all find room
 * @throws NodError user_unknown, user_locked, user_backing_off (`retryAfterSeconds`)
 */
export async function admitChallenge(
  trx: Trx,
  userId: string,
  application: Pick<ApplicationRow, 'id' | 'reveal_denial' | 'parallel'>,
  nowMs: number,
  limits: Limits,
): Promise<Admission> {
  const user = await standingOf(trx, userId, application.id);
  if (!user) throw new NodError('user_unknown', 'There is no user of this name.');
  requireUnlocked(user);
  const wrongCodesMs = wrongCodesPauseMs(user, nowMs, limits);
  if (wrongCodesMs > 0) throw refused('user_backing_off', 'Too many wrong codes for this user.', wrongCodesMs);
  const quarantine = { strikes: user.strikes ?? 0, until_ms: user.until_ms ?? 0 };
  const saidNo = saidNoRefusal(quarantine.strikes, saidNoPauseMs(quarantine, nowMs, limits));
  const { id: applicationId, parallel } = application;
  const rings = await recentRings(trx, { userId, applicationId, parallel, user, nowMs, limits });
  const { own, all } = ringsPauseMs(rings, parallel, nowMs, limits);
  const tooOften =
    tooOftenRefusal(Math.max(own, all)) ??
    (parallel === 1 ? await tooMany(trx, userId, application, nowMs, limits) : undefined);
  return {
    quietFor: conceals(application) ? tooOften : (saidNo ?? tooOften),
    rings: saidNo === undefined && tooOften === undefined,
    pendingId: user.pending_id,
  };
}

/** @returns the refusal while the pause after a denial or a report lasts */
export function saidNoRefusal(strikes: number, waitMs: number): NodError | undefined {
  if (waitMs === 0) return undefined;
  return strikes > 0
    ? refused('user_quarantined', 'The user has reported a request of this application.', waitMs)
    : refused('user_backing_off', 'The user has just said no.', waitMs);
}

function tooOftenRefusal(waitMs: number): NodError | undefined {
  return waitMs === 0 ? undefined : refused('push_limit', 'This user was asked too often without an approval.', waitMs);
}

/**
 * @returns the refusal while as many requests of an application that asks in parallel wait as may. What the user has denied in
 *   secret waits in its eyes, and so takes up room.
 */
async function tooMany(
  trx: Trx,
  userId: string,
  application: Pick<ApplicationRow, 'id' | 'reveal_denial'>,
  nowMs: number,
  { parallelAtOnce }: Limits,
): Promise<NodError | undefined> {
  const waiting = await trx
    .selectFrom('challenges')
    .select('expires_at_ms')
    .where('user_id', '=', userId)
    .where('application_id', '=', application.id)
    .where('parallel', '=', sql.lit(1))
    .where('quiet', '=', 0)
    .where('expires_at_ms', '>', nowMs)
    .where((is) =>
      is.or([
        is('state', '=', 'pending'),
        ...(conceals(application) ? [is.and([is('withdrawn_at_ms', 'is', null), saidNoTo(is)])] : []),
      ]),
    )
    .orderBy('expires_at_ms')
    .execute();
  const [first] = waiting;
  if (first === undefined || waiting.length < parallelAtOnce) return undefined;
  return refused('push_limit', `${waiting.length} requests wait for this user already.`, first.expires_at_ms - nowMs);
}

/** @returns the error of a pause that still lasts `waitMs` */
export function refused(
  code: 'user_backing_off' | 'user_quarantined' | 'push_limit',
  why: string,
  waitMs: number,
): NodError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new NodError(code, `${why} Try again in ${retryAfterSeconds} seconds.`, { params: { retryAfterSeconds } });
}

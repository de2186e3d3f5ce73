import { announce } from '../announcements/announce.ts';
import { type BackOff, pauseMs } from '../challenges/limits.ts';
import { pauseLeftMs } from '../challenges/stops.ts';
import type { Core } from '../core/core.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ChallengeRow, Db, FallbackWay, Trx } from '../store/schema.ts';

/**
 * The failures of one way of one user, in a row. What they cost the user is that way: it pauses, and from the twentieth on it
 * is closed. Whoever knows a password can type at a login page as long as they like, so nothing here suspends a device, delays a
 * push, or touches another way (N4).
 */
export const FAILURES_UNTIL_CLOSED = 20;
/** Every third failure pauses. */
const TRIES = 3;
const BACK_OFF: BackOff = { firstMs: 30_000, mostMs: 3_600_000 };

export interface Counter {
  readonly way: FallbackWay;
  readonly failures: number;
  /** How long it still pauses, in ms; 0 when it doesn't. */
  readonly pauseMs: number;
  readonly closedAtMs: number | null;
}

/** The counters of a user that say anything. */
export async function countersOf(db: Db, userId: string, nowMs: number): Promise<Counter[]> {
  const rows = await db.selectFrom('fallback_counters').selectAll().where('user_id', '=', userId).execute();
  return rows.map((row) => ({
    way: row.way,
    failures: row.failures,
    pauseMs: pauseLeftMs(row.blocked_until_ms, pauseOf(row.failures), nowMs),
    closedAtMs: row.closed_at_ms,
  }));
}

const pauseOf = (failures: number) => pauseMs(BACK_OFF, Math.ceil(failures / TRIES));

/** @throws NodError fallback_closed, fallback_backing_off (`retryAfterSeconds`) */
export async function requireOpen(db: Db, userId: string, way: FallbackWay, nowMs: number): Promise<void> {
  const counter = (await countersOf(db, userId, nowMs)).find((one) => one.way === way);
  if (counter === undefined) return;
  if (counter.closedAtMs !== null) {
    throw new NodError(
      'fallback_closed',
      'This way was closed after too many wrong codes. The user opens it again on a device, or whoever runs the server does.',
    );
  }
  if (counter.pauseMs > 0) {
    const retryAfterSeconds = Math.ceil(counter.pauseMs / 1000);
    throw new NodError('fallback_backing_off', `Too many wrong codes. Try again in ${retryAfterSeconds} seconds.`, {
      params: { retryAfterSeconds },
    });
  }
}

/** Counts a wrong code, in the user's turn. At the twentieth the way closes, and the user is told. */
export async function countFailure(core: Core, trx: Trx, challenge: ChallengeRow, way: FallbackWay): Promise<void> {
  const { user_id: userId, application_id: applicationId, source_ip: ip } = challenge;
  const atMs = core.clock();
  const { failures } = await trx
    .insertInto('fallback_counters')
    .values({ user_id: userId, way, failures: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'way'])
        .doUpdateSet((row) => ({ failures: row('fallback_counters.failures', '+', 1) })),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  const closes = failures >= FAILURES_UNTIL_CLOSED;
  if (closes || failures % TRIES === 0) {
    await trx
      .updateTable('fallback_counters')
      .set(closes ? { closed_at_ms: atMs } : { blocked_until_ms: atMs + pauseOf(failures) })
      .where('user_id', '=', userId)
      .where('way', '=', way)
      .execute();
  }
  const about = { atMs, userId, applicationId, challengeId: challenge.id, sourceIp: ip };
  await recordEvent(trx, { ...about, type: 'fallback.refused', detail: { way, failures } });
  if (!closes) return;
  await recordEvent(trx, { ...about, type: 'fallback.closed', detail: { way, failures } });
  await announce(core, trx, {
    userId,
    what: 'fallback.closed',
    by: 'server',
    applicationId,
    ip: ip || undefined,
    detail: { way },
  });
}

/** After a right code: that way begins anew. */
export async function forgetFailures(trx: Trx, userId: string, way: FallbackWay): Promise<void> {
  await trx.deleteFrom('fallback_counters').where('user_id', '=', userId).where('way', '=', way).execute();
}

/**
 * Opens one way again, or all, and ends their pauses. One that is open already stays so.
 * @param by the device that does it; undefined: the operator
 * @returns the ways that were closed
 */
export async function reopen(
  { clock }: Pick<Core, 'clock'>,
  trx: Trx,
  of: { userId: string; way?: FallbackWay; by?: { deviceId: string; ip: string } },
): Promise<FallbackWay[]> {
  const { userId, way, by } = of;
  let query = trx.deleteFrom('fallback_counters').where('user_id', '=', userId);
  if (way !== undefined) query = query.where('way', '=', way);
  const rows = await query.returning(['way', 'closed_at_ms']).execute();
  const closed = rows.flatMap((row) => (row.closed_at_ms === null ? [] : [row.way]));
  for (const one of closed) {
    await recordEvent(trx, {
      type: 'fallback.reopened',
      atMs: clock(),
      userId,
      deviceId: by?.deviceId,
      deviceIp: by?.ip,
      detail: { way: one },
    });
  }
  return closed;
}

import { sql } from 'kysely';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { QuarantineRow, UserRow } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { type BackOff, CLOCK_TOLERANCE_MS, type Limits, type PushLimit, pauseMs } from './limits.ts';
import { type Rings, recentRings } from './rows.ts';

// What stops requests to a user: how long each of it still lasts, as the operator sees it, and how the operator lifts it.

/**
 * How long a stored pause still lasts. It can't last longer than the longest that it may have been: one that does was
 * written by a clock that ran ahead, and counts for nothing.
 * @param mostMs the longest that this pause can have been when it began
 * @returns 0 when it is over
 */
export function pauseLeftMs(untilMs: number, mostMs: number, nowMs: number): number {
  const leftMs = untilMs - nowMs;
  return leftMs > mostMs + CLOCK_TOLERANCE_MS ? 0 : Math.max(0, Math.min(leftMs, mostMs));
}

/** N4: the pause after wrong codes. */
export function wrongCodesPauseMs(
  user: Pick<UserRow, 'blocked_until_ms' | 'consecutive_failures'>,
  nowMs: number,
  { failureBackOff, triesPerChallenge }: Limits,
): number {
  const step = Math.ceil(user.consecutive_failures / triesPerChallenge);
  return pauseLeftMs(user.blocked_until_ms, pauseMs(failureBackOff, step), nowMs);
}

/** The pause of one application after the user has denied or reported a request of it. */
export function saidNoPauseMs(
  { strikes, until_ms: untilMs }: Pick<QuarantineRow, 'strikes' | 'until_ms'>,
  nowMs: number,
  { reportQuarantine, denyCoolDownMs }: Limits,
): number {
  return pauseLeftMs(untilMs, strikes > 0 ? pauseMs(reportQuarantine, strikes) : denyCoolDownMs, nowMs);
}

/**
 * N5: the pause after too many pushes.
 * @param times of the pushes since the last success, newest first
 */
export function pushPauseMs(
  times: readonly number[],
  { pushes, windowMs }: PushLimit,
  backOff: BackOff,
  nowMs: number,
): number {
  const oldestInWindow = times[pushes - 1];
  if (oldestInWindow === undefined) return 0;
  // A process whose clock is a little ahead may have made them: no pause is longer for it.
  const sinceMs = (atMs: number) => Math.max(0, nowMs - atMs);
  const backOffMs = pauseMs(backOff, times.length - pushes + 1);
  return Math.max(0, windowMs - sinceMs(oldestInWindow), backOffMs - sinceMs(times[0] ?? 0));
}

/** N5: how long requests of one application, and those of all, still ring nobody. @param parallel as in the application's row */
export function ringsPauseMs(
  { own, all }: Rings,
  parallel: number,
  nowMs: number,
  limits: Limits,
): { own: number; all: number } {
  const [ofOne, ofAll] =
    parallel === 1
      ? [limits.parallelPerApplication, limits.parallelOverAll]
      : [limits.pushesPerApplication, limits.pushesOverAll];
  // Of those that ask in parallel two could use up what all have. One that has hardly asked isn't stopped by that.
  const isSpared = parallel === 1 && own.length < limits.pushesPerApplication.pushes;
  return {
    own: pushPauseMs(own, ofOne, limits.pushBackOff, nowMs),
    all: isSpared ? 0 : pushPauseMs(all, ofAll, limits.pushBackOff, nowMs),
  };
}

/** Something that stops requests to a user at the moment. */
export interface Stop {
  /** `wrong_codes`: nobody can ask. The others make requests quiet: of one application, or of all (`pushes_of_all`). */
  kind: 'wrong_codes' | 'denied' | 'reported' | 'pushes' | 'pushes_of_all';
  /** The application's name; null where it concerns all. */
  application: string | null;
  untilMs: number;
}

/** What stops requests to this user at the moment. @throws NodError user_unknown */
export async function stopsOf({ store, clock, limits }: Engine, userId: string): Promise<Stop[]> {
  const { db } = store;
  const nowMs = clock();
  const user = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
  if (!user) throw new NodError('user_unknown', 'There is no such user.');
  const quarantines = await db
    .selectFrom('quarantines')
    .innerJoin('applications', 'applications.id', 'quarantines.application_id')
    .select(['applications.name', 'strikes', 'until_ms'])
    .where('user_id', '=', userId)
    .orderBy('applications.name')
    .execute();
  const asking = await db
    .selectFrom('challenges')
    .innerJoin('applications', 'applications.id', 'challenges.application_id')
    .select(['applications.id', 'applications.name', 'applications.parallel'])
    .distinct()
    .where('challenges.user_id', '=', userId)
    .where('challenges.kept', '=', sql.lit(1))
    .where('challenges.created_at_ms', '>', nowMs - COUNTED_MS)
    .orderBy('applications.name')
    .execute();
  const stops: { kind: Stop['kind']; application: string | null; leftMs: number }[] = [
    { kind: 'wrong_codes', application: null, leftMs: wrongCodesPauseMs(user, nowMs, limits) },
    ...quarantines.map((row) => ({
      kind: row.strikes > 0 ? ('reported' as const) : ('denied' as const),
      application: row.name,
      leftMs: saidNoPauseMs(row, nowMs, limits),
    })),
  ];
  let ofAllMs = 0;
  for (const { id, name, parallel } of asking) {
    const rings = await recentRings(db, { userId, applicationId: id, parallel, user, nowMs, limits });
    const { own, all } = ringsPauseMs(rings, parallel, nowMs, limits);
    stops.push({ kind: 'pushes', application: name, leftMs: own });
    ofAllMs = Math.max(ofAllMs, all);
  }
  stops.push({ kind: 'pushes_of_all', application: null, leftMs: ofAllMs });
  return stops.filter(({ leftMs }) => leftMs > 0).map(({ leftMs, ...stop }) => ({ ...stop, untilMs: nowMs + leftMs }));
}

const COUNTED_MS = 24 * 3_600_000;

/**
 * Lifts everything that stops requests to this user, the count of wrong codes and earlier reports included. Devices that
 * were suspended stay so: they are paired anew.
 * @returns what was lifted. @throws NodError user_unknown
 */
export async function unblock(engine: Engine, userId: string): Promise<Stop[]> {
  const lifted = await stopsOf(engine, userId);
  const atMs = engine.clock();
  await engine.store.transaction(async (trx) => {
    await engine.store.takeTurn(trx, userId);
    await trx
      .updateTable('users')
      .set({ consecutive_failures: 0, blocked_until_ms: 0, unblocked_at_ms: atMs })
      .where('id', '=', userId)
      .execute();
    await trx.deleteFrom('quarantines').where('user_id', '=', userId).execute();
    await recordEvent(trx, {
      type: 'user.unblocked',
      atMs,
      userId,
      detail: { lifted: lifted.map(({ kind, application }) => ({ kind, application })) },
    });
  });
  return lifted;
}

import type { Core } from '../core/core.ts';
import { newId } from '../crypto/ids.ts';
import type { Channel, Db, OutboxRow, Trx } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { Recipient } from './recipients.ts';

/**
 * The rows of `outbox`: what is due to whom, written in the transaction of the announcement, so that a crash loses none.
 *
 * As in push/deliveries.ts, `next_attempt_ms` is the work list, and a process that takes a row moves this time into the
 * future first (a lease): another one tries again only if the first has died meanwhile.
 */

/** Longer than any channel's one try may take (email-channel.ts: a minute). */
export const LEASE_MS = 120_000;

/** After the first try, when the others follow: eleven in all, over a day. Then the row is `failed`, and stays visible. */
export const RETRY_AFTER_MS: readonly number[] = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 28_800].map(
  (seconds) => seconds * 1_000,
);

/** A target gets this many announcements of one user in an hour of those that aren't `always`; the rest come later. */
export const MOST_PER_HOUR = 10;
const HOUR_MS = 3_600_000;

interface Due {
  readonly announcementId: string;
  readonly userId: string;
  readonly always: boolean;
  readonly recipients: readonly Recipient[];
  readonly dueAtMs: number;
}

/** Notes what is due. Who has a row of this announcement that waits still is told by that one. */
export async function enqueue({ clock, randomBytes }: Pick<Core, 'clock' | 'randomBytes'>, trx: Trx, due: Due) {
  const { announcementId, userId, always, dueAtMs } = due;
  const waiting = await trx
    .selectFrom('outbox')
    .select(['channel', 'target'])
    .where('announcement_id', '=', announcementId)
    .where('next_attempt_ms', 'is not', null)
    .execute();
  const waits = ({ channel, target }: Recipient) =>
    waiting.some((row) => row.channel === channel && row.target === target);
  const atMs = clock();
  const rows = due.recipients
    .filter((recipient) => !waits(recipient))
    .map(({ channel, target }) => ({
      id: newId('out_', randomBytes),
      announcement_id: announcementId,
      user_id: userId,
      channel,
      target,
      always: always ? 1 : 0,
      state: 'queued' as const,
      attempts: 0,
      next_attempt_ms: dueAtMs,
      created_at_ms: atMs,
      updated_at_ms: atMs,
    }));
  if (rows.length > 0) await trx.insertInto('outbox').values(rows).execute();
}

/**
 * Takes the row that has been due for longest, so that no other process takes it. The try is counted now: a row that ends
 * its process each time is given up in the end.
 * @param busy targets that are being served: each gets one thing at a time, so that a slow one holds up itself alone
 */
export async function claimNext(
  store: Store,
  channel: Channel,
  busy: readonly string[],
  nowMs: number,
): Promise<OutboxRow | undefined> {
  const due = (db: Db) => {
    const query = db
      .selectFrom('outbox')
      .select('id')
      .where('channel', '=', channel)
      .where('next_attempt_ms', '<=', nowMs)
      .orderBy('next_attempt_ms')
      .limit(1);
    return busy.length === 0 ? query : query.where('target', 'not in', busy);
  };
  // Nearly every look finds nothing, and a look alone takes no lock.
  if ((await due(store.db).executeTakeFirst()) === undefined) return undefined;
  // Equal to, and not in: PostgreSQL may run a query behind `in` once per row, and each time it skips what it has just taken.
  return store.db
    .updateTable('outbox')
    .set((row) => ({ next_attempt_ms: nowMs + LEASE_MS, attempts: row('attempts', '+', 1) }))
    .where('id', '=', store.skipTaken(due(store.db)))
    .where('next_attempt_ms', '<=', nowMs)
    .returningAll()
    .executeTakeFirst();
}

/** How one try ended. `answer` is a word of ours: what the other side wrote isn't kept. */
export type Attempt =
  | { readonly state: 'sent' }
  | { readonly state: 'skipped' | 'retry' | 'failed'; readonly answer: string };

/** Writes how the try ended, unless another process has taken the row since. @param random from 0 to 1, exclusive */
export async function finish(db: Db, row: OutboxRow, attempt: Attempt, nowMs: number, random: number): Promise<void> {
  const waitMs = attempt.state === 'retry' ? RETRY_AFTER_MS[row.attempts - 1] : undefined;
  await db
    .updateTable('outbox')
    .set({
      state: attempt.state !== 'retry' ? attempt.state : waitMs === undefined ? 'failed' : 'queued',
      answer: attempt.state === 'sent' ? '' : attempt.answer,
      next_attempt_ms: waitMs === undefined ? null : Math.round(nowMs + waitMs * (1 + random / 5)),
      updated_at_ms: nowMs,
    })
    .where('id', '=', row.id)
    .where('next_attempt_ms', '=', row.next_attempt_ms)
    .execute();
}

/**
 * Puts off what a target has had enough of in this hour. Nothing is dropped.
 * @returns whether it was put off
 */
export async function putOff(db: Db, row: OutboxRow, nowMs: number): Promise<boolean> {
  if (row.always === 1) return false;
  const sent = await db
    .selectFrom('outbox')
    .select('updated_at_ms')
    .where('user_id', '=', row.user_id)
    .where('channel', '=', row.channel)
    .where('target', '=', row.target)
    .where('updated_at_ms', '>', nowMs - HOUR_MS)
    .where('state', '=', 'sent')
    .where('always', '=', 0)
    .orderBy('updated_at_ms', 'desc')
    .limit(MOST_PER_HOUR)
    .execute();
  const oldest = sent[MOST_PER_HOUR - 1];
  if (oldest === undefined) return false;
  await db
    .updateTable('outbox')
    .set((was) => ({ next_attempt_ms: oldest.updated_at_ms + HOUR_MS, attempts: was('attempts', '-', 1) }))
    .where('id', '=', row.id)
    .where('next_attempt_ms', '=', row.next_attempt_ms)
    .execute();
  return true;
}

/** What was sent is forgotten after a month; what failed stays as long, for the operator to see. */
const KEPT_MS = 30 * 24 * HOUR_MS;

/** Removes rows that are done and old, and links that are no longer good. */
export async function forgetDone(db: Db, nowMs: number): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where('next_attempt_ms', 'is', null)
    .where('updated_at_ms', '<', nowMs - KEPT_MS)
    .execute();
  await db
    .deleteFrom('undo_links')
    .where('expires_at_ms', '<', nowMs - KEPT_MS)
    .execute();
}

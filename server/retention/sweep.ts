import type { Core } from '../core/core.ts';
import type { Db } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

export const DAY_MS = 86_400_000;
/**
 * What has led to nothing is kept for a day whatever the settings say: pairings that nobody finished, and devices that
 * were never activated. Their history is in the audit log.
 */
const UNFINISHED_MS = DAY_MS;
/** Rows that are looked at, and at most removed, at a time: some ms of a database. */
const BATCH_ROWS = 500;
/** Traffic goes on between two batches. */
const PAUSE_MS = 20;

/** How many rows were removed. Receipts and deliveries go with their challenge. */
export interface Swept {
  challenges: number;
  announcements: number;
  events: number;
  devices: number;
  enrollments: number;
}

interface Pass {
  readonly store: Store;
  /** Ends the pass between two batches. */
  readonly signal: AbortSignal;
  readonly nowMs: number;
}

/**
 * Removes what is older than it is to be kept. Tables are walked along their primary keys, in batches: an index by age
 * would cost time at every login, and this runs once a day.
 *
 * What stays for ever: users; devices that were ever active, removed ones too, with the tickets by which they came. They
 * say whether a user ever had a device and through whom (devices/may-add-device.ts): otherwise whoever signs somebody up
 * would be free to pair a "first" device again, and a key that was taken off an account could come back.
 *
 * @param days of challenges, receipts, announcements and events; 0 keeps them for ever
 */
export async function sweep(
  { store, clock }: Pick<Core, 'store' | 'clock'>,
  days: number,
  signal: AbortSignal,
): Promise<Swept> {
  const pass: Pass = { store, signal, nowMs: clock() };
  const cutoffMs = pass.nowMs - days * DAY_MS;
  return {
    challenges: days === 0 ? 0 : await sweepChallenges(pass, cutoffMs),
    announcements: days === 0 ? 0 : await sweepAnnouncements(pass, cutoffMs),
    events: days === 0 ? 0 : await sweepEvents(pass, cutoffMs),
    devices: await sweepDevices(pass),
    enrollments: await sweepEnrollments(pass),
  };
}

function sweepChallenges(pass: Pass, cutoffMs: number): Promise<number> {
  return walk<string>(pass, '', {
    look: async (db, after) => {
      const rows = await db
        .selectFrom('challenges')
        .select(['id', 'created_at_ms'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH_ROWS)
        .execute();
      return { last: rows.at(-1)?.id, anyOld: rows.some((row) => row.created_at_ms < cutoffMs) };
    },
    remove: (db, after, last) =>
      db
        .deleteFrom('challenges')
        .where('id', '>', after)
        .where('id', '<=', last)
        .where('created_at_ms', '<', cutoffMs)
        .where('state', '!=', 'pending')
        .executeTakeFirst(),
  });
}

/** What was due of them, and the links that undo them, go too. */
function sweepAnnouncements(pass: Pass, cutoffMs: number): Promise<number> {
  return walk<string>(pass, '', {
    look: async (db, after) => {
      const rows = await db
        .selectFrom('announcements')
        .select(['id', 'at_ms'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH_ROWS)
        .execute();
      return { last: rows.at(-1)?.id, anyOld: rows.some((row) => row.at_ms < cutoffMs) };
    },
    remove: (db, after, last) =>
      db
        .deleteFrom('announcements')
        .where('id', '>', after)
        .where('id', '<=', last)
        .where('at_ms', '<', cutoffMs)
        // The no to a device that waits to be let in is said by its notice.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('devices')
                .select('devices.id')
                .whereRef('devices.id', '=', 'announcements.device_id')
                .where('devices.wait_asked_at_ms', 'is not', null),
            ),
          ),
        )
        .executeTakeFirst(),
  });
}

async function sweepEvents(pass: Pass, cutoffMs: number): Promise<number> {
  // SQLite gives the id after the highest one that is there: the newest event stays, so that no id is given out twice.
  const newest = await pass.store.db
    .selectFrom('events')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return walk<number>(pass, 0, {
    look: async (db, after) => {
      const rows = await db
        .selectFrom('events')
        .select(['id', 'at_ms'])
        .where('id', '>', after)
        .where('id', '<', newest?.id ?? 0)
        .orderBy('id')
        .limit(BATCH_ROWS)
        .execute();
      return { last: rows.at(-1)?.id, anyOld: rows.some((row) => row.at_ms < cutoffMs) };
    },
    remove: (db, after, last) =>
      db
        .deleteFrom('events')
        .where('id', '>', after)
        .where('id', '<=', last)
        .where('at_ms', '<', cutoffMs)
        .executeTakeFirst(),
  });
}

/** One at a time: the database looks through all deliveries for those of a device that goes. */
async function sweepDevices({ store, signal, nowMs }: Pass): Promise<number> {
  let removed = 0;
  for (let after = ''; !signal.aborted; ) {
    const rows = await store.db
      .selectFrom('devices')
      .select(['id', 'activated_at_ms', 'created_at_ms', 'wait_asked_at_ms'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_ROWS)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) break;
    for (const row of rows) {
      if (row.activated_at_ms !== null || row.created_at_ms >= nowMs - UNFINISHED_MS) continue;
      // One that waits to be let in has its own end (devices/recovery-delay.ts).
      if (row.wait_asked_at_ms !== null) continue;
      if (signal.aborted) break;
      removed += await removeLapsed(store, row.id);
      await pause();
    }
    after = last.id;
    await pause();
  }
  return removed;
}

async function removeLapsed(store: Store, deviceId: string): Promise<number> {
  const { numDeletedRows } = await store.relaxed(async (trx) => {
    await trx.deleteFrom('verifiers').where('device_id', '=', deviceId).execute();
    return trx
      .deleteFrom('devices')
      .where('id', '=', deviceId)
      .where('activated_at_ms', 'is', null)
      .where('wait_asked_at_ms', 'is', null)
      .executeTakeFirst();
  });
  return Number(numDeletedRows);
}

function sweepEnrollments(pass: Pass): Promise<number> {
  const cutoffMs = pass.nowMs - UNFINISHED_MS;
  return walk<string>(pass, '', {
    look: async (db, after) => {
      const rows = await db
        .selectFrom('enrollments')
        .select(['id', 'created_at_ms'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH_ROWS)
        .execute();
      return { last: rows.at(-1)?.id, anyOld: rows.some((row) => row.created_at_ms < cutoffMs) };
    },
    remove: (db, after, last) =>
      db
        .deleteFrom('enrollments')
        .where('id', '>', after)
        .where('id', '<=', last)
        .where('created_at_ms', '<', cutoffMs)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('devices').select('devices.id').whereRef('enrollment_id', '=', 'enrollments.id'))),
        )
        .executeTakeFirst(),
  });
}

/** What is done with one batch of a table: the rows with keys above `after`, up to and including `last`. */
interface Steps<Key> {
  look(db: Db, after: Key): Promise<{ last: Key | undefined; anyOld: boolean }>;
  remove(db: Db, after: Key, last: Key): Promise<{ numDeletedRows: bigint }>;
}

/** @param first below all keys. @returns how many rows were removed */
async function walk<Key>({ store, signal }: Pass, first: Key, { look, remove }: Steps<Key>): Promise<number> {
  let removed = 0;
  let after = first;
  while (!signal.aborted) {
    const { last, anyOld } = await look(store.db, after);
    if (last === undefined) break;
    if (anyOld) {
      const from = after;
      // What a power cut brings back is removed the next day.
      const { numDeletedRows } = await store.relaxed((trx) => remove(trx, from, last));
      removed += Number(numDeletedRows);
    }
    after = last;
    await pause();
  }
  return removed;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

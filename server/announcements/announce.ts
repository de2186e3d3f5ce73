import { sql } from 'kysely';
import type { Core } from '../core/core.ts';
import { newId } from '../crypto/ids.ts';
import type { AnnouncementRow, Trx } from '../store/schema.ts';
import { enqueue } from './outbox.ts';
import { recipientsOf } from './recipients.ts';

/**
 * What a user is told of (N14, A6.3.7, A6.3.5), with the sentence that the app makes of it. Those that may change who
 * answers for the user always go out, on every channel; a limit merges others, and drops none.
 */
export const ANNOUNCED = {
  'device.added': { always: true },
  'device.refused': { always: true },
  'device.waits': { always: true },
  'device.suspended': { always: true },
  'device.resumed': { always: true },
  'device.removed': { always: true },
  'device.moved': { always: true },
  'device.objected': { always: true },
  'device.renamed': { always: false },
  'device.idle': { always: false },
  'offline.added': { always: true },
  'verifier.added': { always: true },
  'verifier.removed': { always: true },
  'email.changed': { always: true },
  'fallback.used': { always: true },
  'fallback.closed': { always: true },
  'totp.added': { always: true },
  'totp.removed': { always: true },
  'bypass.made': { always: true },
  'recovery.codes_made': { always: true },
  'recovery.used': { always: true },
  'account.session_opened': { always: true },
  'login.failed': { always: false },
  'application.quarantined': { always: false },
  'report.taken_back': { always: false },
  'approval.disowned': { always: true },
  'enrollment.refused': { always: false },
  'user.locked': { always: true },
  'user.unlocked': { always: true },
} as const satisfies Record<string, { always: boolean }>;
export type Announced = keyof typeof ANNOUNCED;

export interface Announcement {
  readonly userId: string;
  readonly what: Announced;
  /** The device that it is about. */
  readonly deviceId?: string | undefined;
  /** Who did it; a device by `byDeviceId`. */
  readonly by: AnnouncementRow['by_whom'];
  readonly byDeviceId?: string | undefined;
  readonly applicationId?: string | undefined;
  /** Where it came from. The place of that address is told with it where it is known, unless `detail` has a `location`. */
  readonly ip?: string | undefined;
  /** Names as they are now, for when they have changed. Never a secret. */
  readonly detail?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** What announcing takes of the server. */
export type AnnounceCore = Pick<Core, 'clock' | 'randomBytes' | 'places'>;

/** For so long what is alike is told as one. */
export const MERGE_WINDOW_MS = 10 * 60_000;

/**
 * Tells the user of it, in the transaction that does it: so there is an announcement if and only if it happened. What is due
 * on each channel is noted in the same transaction (outbox.ts) and sent after the commit.
 *
 * What isn't told always is merged into one of the same kind, device and application that is younger than ten minutes. The
 * first goes out at once; the others, with their number, when the ten minutes are over.
 *
 * The place is written down now: each channel says the same, and what an address was is not what it will be.
 * @returns the announcement's id
 */
export async function announce(core: AnnounceCore, trx: Trx, announcement: Announcement): Promise<string> {
  const input = { ...announcement, detail: withPlace(core, announcement) };
  const { always } = ANNOUNCED[input.what];
  const atMs = core.clock();
  const told = {
    user_id: input.userId,
    what: input.what,
    device_id: input.deviceId ?? null,
    by_device_id: input.byDeviceId ?? null,
    application_id: input.applicationId ?? null,
  };
  const earlier = always ? undefined : await mergeIntoEarlier(trx, told, input, atMs);
  const announcementId = earlier?.id ?? newId('ann_', core.randomBytes);
  if (earlier === undefined) {
    await trx
      .insertInto('announcements')
      .values({
        ...told,
        id: announcementId,
        at_ms: atMs,
        by_whom: input.by,
        ip: input.ip ?? null,
        detail: JSON.stringify(input.detail),
      })
      .execute();
  }
  await enqueue(core, trx, {
    announcementId,
    userId: input.userId,
    always,
    recipients: await recipientsOf(trx, told, atMs),
    dueAtMs: earlier === undefined ? atMs : earlier.at_ms + MERGE_WINDOW_MS,
  });
  return announcementId;
}

function withPlace({ places }: AnnounceCore, { ip, detail = {} }: Announcement): NonNullable<Announcement['detail']> {
  const location = ip === undefined || detail.location !== undefined ? undefined : places.placeOf(ip);
  return location === undefined ? detail : { ...detail, location };
}

type Told = Pick<AnnouncementRow, 'user_id' | 'what' | 'device_id' | 'by_device_id' | 'application_id'>;

/** Counts it with an earlier one that is alike, if there is one. It comes from where the last came from. */
async function mergeIntoEarlier(trx: Trx, told: Told, { ip, detail }: Announcement, atMs: number) {
  const same = (column: 'device_id' | 'by_device_id' | 'application_id') => {
    const value = told[column];
    return value === null ? sql<boolean>`${sql.ref(column)} is null` : sql<boolean>`${sql.ref(column)} = ${value}`;
  };
  const earlier = await trx
    .selectFrom('announcements')
    .select(['id', 'at_ms', 'detail'])
    .where('user_id', '=', told.user_id)
    .where('at_ms', '>', atMs - MERGE_WINDOW_MS)
    .where('at_ms', '<=', atMs)
    .where('what', '=', told.what)
    // One that was undone offers no step any more.
    .where('undone_at_ms', 'is', null)
    .where(same('device_id'))
    .where(same('by_device_id'))
    .where(same('application_id'))
    .orderBy('at_ms', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (earlier === undefined) return undefined;
  const first = JSON.parse(earlier.detail);
  // A place belongs to its address.
  if (ip !== undefined) delete first.location;
  // Of several renames: from the first name to the last.
  const merged = { ...first, ...detail, ...(first.from === undefined ? {} : { from: first.from }) };
  const { numUpdatedRows } = await trx
    .updateTable('announcements')
    .set((row) => ({
      count: row('count', '+', 1),
      last_at_ms: atMs,
      detail: JSON.stringify(merged),
      ...(ip === undefined ? {} : { ip }),
    }))
    .where('id', '=', earlier.id)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? earlier : undefined;
}

import type { Core } from '../core/core.ts';
import { newId } from '../crypto/ids.ts';
import type { AnnouncementRow, Trx } from '../store/schema.ts';

/**
 * What a user is told of (N14, A6.3.7, A6.3.5), with the sentence that the app makes of it. Those that may change who
 * answers for the user always go out, on every channel; a limit merges others, and drops none.
 */
export const ANNOUNCED = {
  'device.added': { always: true },
  'device.refused': { always: true },
  'device.suspended': { always: true },
  'device.resumed': { always: true },
  'device.removed': { always: true },
  'device.moved': { always: true },
  'device.objected': { always: true },
  'device.renamed': { always: false },
  'device.idle': { always: false },
  'verifier.added': { always: true },
  'verifier.removed': { always: true },
  'email.changed': { always: true },
  'login.failed': { always: false },
  'application.quarantined': { always: false },
  'enrollment.refused': { always: false },
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
  /** Where it came from. */
  readonly ip?: string | undefined;
  /** Names as they are now, for when they have changed. Never a secret. */
  readonly detail?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/**
 * Tells the user of it, in the transaction that does it: so there is an announcement if and only if it happened. What is due
 * on each channel is sent after the commit.
 * @returns the announcement's id
 */
export async function announce(
  { clock, randomBytes }: Pick<Core, 'clock' | 'randomBytes'>,
  trx: Trx,
  input: Announcement,
): Promise<string> {
  const id = newId('ann_', randomBytes);
  await trx
    .insertInto('announcements')
    .values({
      id,
      user_id: input.userId,
      what: input.what,
      at_ms: clock(),
      device_id: input.deviceId ?? null,
      by_device_id: input.byDeviceId ?? null,
      by_whom: input.by,
      application_id: input.applicationId ?? null,
      ip: input.ip ?? null,
      detail: JSON.stringify(input.detail ?? {}),
    })
    .execute();
  return id;
}

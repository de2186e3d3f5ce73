import { type AnnounceCore, announce } from '../announcements/announce.ts';
import { type EventType, recordEvent } from '../events/record.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import { revokedColumns } from './device-life.ts';
import { barWaiting, NO_WAIT_MS } from './wait.ts';

/** A no to a new device: by whom, and how. */
export interface TurnedAway {
  readonly device: Pick<DeviceRow, 'id' | 'user_id' | 'name' | 'kind' | 'platform'>;
  /** The application that brought it; null where a device or the operator did. */
  readonly applicationId: string | null;
  /** One of the user's devices, or the link in an e-mail. */
  readonly by: { readonly whom: 'device'; readonly id: string } | { readonly whom: 'email' };
  readonly atMs: number;
  readonly event: Extract<EventType, 'device.vouching_refused' | 'device.wait_denied'>;
  readonly challengeId?: string;
  /** Where the new device is, and where the no came from, as far as that is known. */
  readonly sourceIp?: string | undefined;
  readonly deviceIp?: string | undefined;
  readonly detail?: Readonly<Record<string, boolean>>;
}

/**
 * A no to a device that was never let in: it and its key are at their end, and so is any other ticket of the application that
 * brought it, but for one of the operator's. For a week no new device may wait to be let in without a yes. The user is told.
 * @returns false where the device doesn't wait for an answer any more; then nothing has changed
 */
export async function turnAway(
  core: AnnounceCore,
  trx: Trx,
  { device, applicationId, by, atMs, event, challengeId, sourceIp, deviceIp, detail }: TurnedAway,
): Promise<boolean> {
  const userId = device.user_id;
  if (!(await endUnvouched(trx, device.id, atMs))) return false;
  await barWaiting(trx, userId, atMs + NO_WAIT_MS);
  await trx
    .updateTable('enrollments')
    .set({ state: 'closed' })
    .where('user_id', '=', userId)
    .where('application_id', applicationId === null ? 'is' : '=', applicationId)
    .where('state', 'in', ['open', 'claimed'])
    // A stolen phone may deny whatever it likes: a ticket of the operator's, or by a recovery code, helps against it and stays.
    .where('lets_in', '=', 'vouching')
    .execute();
  const byDeviceId = by.whom === 'device' ? by.id : undefined;
  const about = {
    atMs,
    userId,
    applicationId: applicationId ?? undefined,
    challengeId,
    deviceId: device.id,
    sourceIp,
    deviceIp,
    detail: { by: byDeviceId ?? by.whom, name: device.name },
  };
  await recordEvent(trx, { ...about, type: event });
  await recordEvent(trx, { ...about, type: 'device.revoked' });
  await announce(core, trx, {
    userId,
    what: 'device.refused',
    deviceId: device.id,
    by: by.whom,
    byDeviceId,
    applicationId: applicationId ?? undefined,
    ip: sourceIp,
    detail: { name: device.name, kind: device.kind, platform: device.platform, ...detail },
  });
  return true;
}

/** @returns false where it was let in, or removed, before */
export async function endUnvouched(trx: Trx, deviceId: string, atMs: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('devices')
    .set(revokedColumns(atMs))
    .where('id', '=', deviceId)
    .where('state', '=', 'unvouched')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await trx.deleteFrom('verifiers').where('device_id', '=', deviceId).execute();
  return true;
}

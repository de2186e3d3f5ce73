import { type AnnounceCore, announce } from '../announcements/announce.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import { suspendDevice } from './suspension.ts';

/** A device that was suspended, by the name that it has. */
export type Suspended = Pick<DeviceRow, 'id' | 'name'>;

export interface SuspendUndone {
  readonly userId: string;
  /** On which "This wasn't me" acts; one that isn't active is passed over. */
  readonly devices: readonly DeviceRow[];
  /** Undefined for the link of an e-mail. */
  readonly presser: Pick<DeviceRow, 'id' | 'name'> | undefined;
  readonly atMs: number;
  readonly ip: string | undefined;
  /** What it was pressed about, for the log. */
  readonly about: Readonly<Record<string, string>>;
}

/** What "This wasn't me" does to devices: they are suspended, reversibly, and everybody is told. */
export async function suspendUndone(core: AnnounceCore, trx: Trx, of: SuspendUndone): Promise<Suspended[]> {
  const { userId, devices, presser, atMs, ip, about } = of;
  const suspended: Suspended[] = [];
  for (const device of devices) {
    const by = { deviceId: device.id, userId, byDeviceId: presser?.id ?? null };
    if (!(await suspendDevice(trx, { ...by, why: 'undo', confirmed: false, removalAtMs: null, atMs }))) continue;
    suspended.push({ id: device.id, name: device.name });
    const detail = { why: 'undo', name: device.name };
    await recordEvent(trx, {
      type: 'device.suspended',
      atMs,
      userId,
      deviceId: device.id,
      deviceIp: ip,
      detail: { ...detail, by: presser?.id ?? 'email', ...about },
    });
    await announce(core, trx, {
      userId,
      what: 'device.suspended',
      deviceId: device.id,
      by: presser === undefined ? 'email' : 'device',
      byDeviceId: presser?.id,
      ip,
      detail: { ...detail, ...(presser === undefined ? {} : { byName: presser.name }) },
    });
  }
  // What these have begun to remove stays until somebody decides.
  const ids = suspended.map(({ id }) => id);
  if (ids.length > 0) {
    await trx
      .updateTable('devices')
      .set({ removal_at_ms: null })
      .where('user_id', '=', userId)
      .where('state', '=', 'suspended')
      .where('suspended_by', 'in', ids)
      .execute();
  }
  return suspended;
}

import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import { actOn, tell } from './acting.ts';
import type { CallSource } from './authenticate-proof.ts';
import type { DevicesCore } from './devices.ts';
import { REMOVAL_MS, suspendDevice } from './suspension.ts';

/** For so long after it became active a device may say which one it was before. */
const WITHIN_MS = 3_600_000;

/**
 * "This is that very phone", whose storage was cleared: the browser knows nothing of the old device any more, so the new one
 * names it. The old one is suspended, and removed a day later. Exempt from the rule of age, and therefore bound: within an hour
 * of becoming active, one at a time, and only one of the same kind. Should the old one be a device after all, it objects.
 * @throws NodError device_unknown, replaces_refused, and those of requireActive
 */
export async function replaceDevice(
  core: DevicesCore,
  device: DeviceRow,
  oldDeviceId: string,
  source: CallSource,
): Promise<void> {
  const on = { userId: device.user_id, targetId: oldDeviceId, by: { whom: 'device', device }, source } as const;
  await actOn(core, on, async (acting) => {
    const { trx, by, target, atMs } = acting;
    if (by.whom !== 'device') return;
    if (target.suspended_by === by.device.id && target.suspension === 'replaced') return;
    const inTime = by.device.activated_at_ms !== null && atMs <= by.device.activated_at_ms + WITHIN_MS;
    if (!inTime || target.id === by.device.id || target.kind !== by.device.kind) throw refused();
    const before = await trx
      .selectFrom('devices')
      .select('id')
      .where('user_id', '=', device.user_id)
      .where('suspended_by', '=', device.id)
      .where('suspension', '=', 'replaced')
      .executeTakeFirst();
    if (before) throw refused();
    const removalAtMs = atMs + REMOVAL_MS;
    const about = { deviceId: target.id, userId: target.user_id, byDeviceId: device.id };
    const replace = { ...about, why: 'replaced', confirmed: false, removalAtMs, atMs } as const;
    if (!(await suspendDevice(trx, replace))) throw refused();
    const detail = { why: 'replaced', removalAtMs };
    await tell(core, acting, { event: 'device.suspended', what: 'device.suspended', detail });
  });
}

function refused(): NodError {
  return new NodError(
    'replaces_refused',
    'This can be said once, within an hour of adding the device, and only of an active one of the same kind. Remove the old one from the list of devices.',
  );
}

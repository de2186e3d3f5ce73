import type { Self } from '../../shared/protocol/device-api.ts';
import type { Confirmation } from '../../shared/protocol/user-verification.ts';
import { requireUnlockedUser } from '../accounts/users.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import { type Acting, tell } from './acting.ts';
import type { CallSource } from './authenticate-proof.ts';
import { confirmAction } from './confirmation.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { objectUntilMs, suspendDevice } from './suspension.ts';
import { describeSelf } from './views.ts';

/**
 * A suspended device says that it is its user's: the device that suspended it is suspended as well, its own removal is off,
 * and from then on only the operator decides about both. It is word against word, so neither goes on; that may leave the user
 * with no way in until the operator has judged, which is less bad than the wrong one of them.
 * @throws NodError objection_refused, verifier_invalid, device_pending, device_unvouched
 */
export async function objectToSuspension(
  core: DevicesCore,
  device: DeviceRow,
  verification: Confirmation | undefined,
  source: CallSource,
): Promise<Self> {
  const { store, clock } = core;
  // One that was never let in isn't suspended, and is told what it is.
  if (device.state === 'pending' || device.state === 'unvouched') requireActive(device);
  const { confirmed, note } = await confirmAction(core, device, { verification, target: device.id, action: 'object' });
  await store.transaction(async (trx) => {
    await store.takeTurn(trx, device.user_id);
    await requireUnlockedUser(trx, device.user_id);
    const atMs = clock();
    const devices = await trx.selectFrom('devices').selectAll().where('user_id', '=', device.user_id).execute();
    const objector = devices.find(({ id }) => id === device.id);
    const suspender = devices.find(({ id }) => id === objector?.suspended_by);
    const untilMs = objector && objectUntilMs(objector, suspender);
    if (!objector || !suspender || untilMs == null || untilMs <= atMs) throw refused();
    await note(trx);
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set({ suspension: 'objection', removal_at_ms: null })
      .where('id', '=', objector.id)
      .where('state', '=', 'suspended')
      .where('suspended_by', '=', suspender.id)
      .where('suspension_confirmed', '=', 0)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw refused();
    const acting: Acting = { trx, by: { whom: 'device', device: objector }, target: objector, atMs, ip: source.ip };
    const detail = { against: suspender.name };
    await tell(core, acting, { event: 'device.objected', what: 'device.objected', detail });
    const about = { deviceId: suspender.id, userId: suspender.user_id, byDeviceId: objector.id };
    if (await suspendDevice(trx, { ...about, why: 'objection', confirmed, removalAtMs: null, atMs })) {
      const said = { event: 'device.suspended', what: 'device.suspended', detail: { why: 'objection' } } as const;
      await tell(core, { ...acting, target: suspender }, said);
    }
    await source.proof?.spend(trx);
  });
  await store.bus.publish(`user:${device.user_id}`);
  return describeSelf(core, device.id);
}

function refused(): NodError {
  return new NodError(
    'objection_refused',
    'This device can’t object, or not any more. Use another of your devices, or ask the operator of this server.',
  );
}

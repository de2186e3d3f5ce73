import type { DeviceAction } from '../../shared/protocol/trust-api.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import { type Acting, type Actor, actOn, requireOldEnough, tell, unknownDevice } from './acting.ts';
import type { CallSource } from './authenticate-proof.ts';
import { confirmAction } from './confirmation.ts';
import { requireAnotherWayIn } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { isForGood, isLeftToDevices, resumeDevice, suspendDevice } from './suspension.ts';

/** What the user's devices do to each other from the list of devices, and the operator to any (N16). */

/** A device that acts, and what its call carried. */
export interface OwnAction extends DeviceAction {
  /** The device that it is about. */
  readonly targetId: string;
}

/**
 * Suspends a device of the same user, at once. One that is suspended already stays as it is.
 * @throws NodError device_unknown, device_too_young, last_device, verifier_invalid, and those of requireActive
 */
export async function suspendOwn(
  core: DevicesCore,
  actor: DeviceRow,
  { targetId, verification, evenIfLast }: OwnAction,
  source: CallSource,
): Promise<void> {
  const { confirmed, note } = await confirmAction(core, actor, { verification, target: targetId, action: 'suspend' });
  await actOn(core, { ...on(actor, targetId), source }, async (acting) => {
    requireOldEnough(acting);
    await note(acting.trx);
    await suspendNow(core, acting, { why: 'list', confirmed, evenIfLast });
  });
}

/** By the operator: no device may object, or resume it. @throws NodError device_unknown, last_device */
export async function suspendByOperator(
  core: DevicesCore,
  { userId, deviceId, evenIfLast }: { userId: string; deviceId: string; evenIfLast?: boolean | undefined },
): Promise<'suspended' | 'for good'> {
  return actOn(core, { userId, targetId: deviceId, by: { whom: 'operator' } }, async (acting) => {
    const { trx, target } = acting;
    if (target.state === 'suspended') {
      // It would be the operator's then, who may resume it.
      if (isForGood(target)) return 'for good';
      // Whatever a device has laid on it: from now on it is the operator's, who alone decides.
      await trx
        .updateTable('devices')
        .set({ suspension: 'operator', suspended_by: null, suspended_at_ms: acting.atMs, suspension_confirmed: 1 })
        .where('id', '=', target.id)
        .where('state', '=', 'suspended')
        .execute();
      await tell(core, acting, { event: 'device.suspended', what: 'device.suspended', detail: { why: 'operator' } });
      return 'suspended';
    }
    await suspendNow(core, acting, { why: 'operator', confirmed: true, evenIfLast });
    return 'suspended';
  });
}

async function suspendNow(
  core: DevicesCore,
  acting: Acting,
  {
    why,
    confirmed,
    evenIfLast = false,
  }: { why: 'list' | 'operator'; confirmed: boolean; evenIfLast?: boolean | undefined },
): Promise<void> {
  const { trx, by, target, atMs } = acting;
  if (target.state === 'suspended') return;
  await requireAnotherWayIn(trx, target, evenIfLast);
  const suspended = await suspendDevice(trx, {
    deviceId: target.id,
    userId: target.user_id,
    why,
    byDeviceId: by.whom === 'device' ? by.device.id : null,
    confirmed,
    removalAtMs: null,
    atMs,
  });
  if (!suspended) throw unknownDevice();
  await tell(core, acting, { event: 'device.suspended', what: 'device.suspended', detail: { why, confirmed } });
}

/**
 * Makes a suspended device active again; its removal is off. The rule of age doesn't keep a device from taking back what it
 * did itself.
 * @throws NodError device_unknown, device_too_young, verifier_invalid, operator_needed, and those of requireActive
 */
export async function resumeOwn(
  core: DevicesCore,
  actor: DeviceRow,
  { targetId, verification }: OwnAction,
  source: CallSource,
): Promise<void> {
  const { note } = await confirmAction(core, actor, { verification, target: targetId, action: 'resume' });
  await actOn(core, { ...on(actor, targetId), source }, async (acting) => {
    const { trx, target } = acting;
    await note(trx);
    if (target.state === 'active') return;
    if (target.suspended_by !== actor.id) requireOldEnough(acting);
    if (target.state !== 'suspended') throw unknownDevice();
    if (!isLeftToDevices(target)) {
      throw new NodError('operator_needed', 'Only the operator of this server can resume this device. Ask there.');
    }
    await requireNoElder(acting);
    await resumeNow(core, acting);
  });
}

/**
 * A new device doesn't undo what one that was there before it has done: of two that a thief has brought in, each would have the
 * other back as often as it is suspended. @throws NodError device_too_young
 */
async function requireNoElder(acting: Acting): Promise<void> {
  const { trx, target } = acting;
  if (target.suspended_by === null) return;
  const suspender = await trx
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', target.suspended_by)
    .executeTakeFirst();
  if (suspender) requireOldEnough({ ...acting, target: suspender });
}

/** The operator judges, whatever a device or an objection has said; and not of wrong codes: those want a new pairing (N4). */
export async function resumeByOperator(
  core: DevicesCore,
  { userId, deviceId }: { userId: string; deviceId: string },
): Promise<void> {
  await actOn(core, { userId, targetId: deviceId, by: { whom: 'operator' } }, async (acting) => {
    const { target } = acting;
    if (target.state === 'active') return;
    if (target.state !== 'suspended') throw unknownDevice();
    if (isForGood(target)) {
      throw new NodError(
        'enrollment_refused',
        'After too many wrong codes a device is paired anew: nod enroll USER --without-vouching --reason TEXT',
      );
    }
    await resumeNow(core, acting);
  });
}

async function resumeNow(core: DevicesCore, acting: Acting): Promise<void> {
  if (!(await resumeDevice(acting.trx, acting.target.id))) throw unknownDevice();
  const why = acting.target.suspension ?? '';
  await tell(core, acting, { event: 'device.resumed', what: 'device.resumed', detail: { why } });
}

/** Gives any of one's own devices another name. @throws NodError device_unknown, device_too_young, and those of requireActive */
export async function renameOwn(
  core: DevicesCore,
  actor: DeviceRow,
  { targetId, name }: { targetId: string; name: string },
  source: CallSource,
): Promise<void> {
  await actOn(core, { ...on(actor, targetId), source }, async (acting) => {
    const { trx, target } = acting;
    requireOldEnough(acting);
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set({ name })
      .where('id', '=', target.id)
      .where('state', 'in', ['active', 'suspended'])
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw unknownDevice();
    if (target.name === name) return;
    const detail = { from: target.name, to: name, name };
    await tell(core, acting, { event: 'device.renamed', what: 'device.renamed', detail });
  });
}

function on(actor: DeviceRow, targetId: string): { userId: string; targetId: string; by: Actor } {
  return { userId: actor.user_id, targetId, by: { whom: 'device', device: actor } };
}

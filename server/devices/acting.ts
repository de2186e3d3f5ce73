import { requireUnlockedUser } from '../accounts/users.ts';
import { type Announced, announce } from '../announcements/announce.ts';
import { isTooYoung } from '../announcements/rule-of-age.ts';
import { NodError } from '../diagnostics/errors.ts';
import { type EventType, recordEvent } from '../events/record.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';

/** Who acts on a device: one of its user's devices, the operator, or the person on the account page. */
export type Actor =
  | { readonly whom: 'device'; readonly device: DeviceRow }
  | { readonly whom: 'operator' }
  | { readonly whom: 'recovery' };

/** One action, within its transaction: it holds the user's turn, and everything was read anew. */
export interface Acting {
  readonly trx: Trx;
  readonly by: Actor;
  readonly target: DeviceRow;
  readonly atMs: number;
  readonly ip: string | undefined;
}

/**
 * Runs what a device of a user, or the operator, does to one of the user's devices. All such actions of one user come one
 * after the other, and the acting device has to be active still, and its user not locked meanwhile: of two that suspend each
 * other at the same moment exactly one does.
 * @returns what `work` returns. @throws NodError device_unknown, device_pending, device_unvouched, device_suspended,
 *   device_revoked, user_locked
 */
export async function actOn<T>(
  core: DevicesCore,
  on: { userId: string; targetId: string; by: Actor; source?: CallSource },
  work: (acting: Acting) => Promise<T>,
): Promise<T> {
  const { store, clock } = core;
  const { userId, targetId, source = {} } = on;
  const done = await store.transaction(async (trx) => {
    await store.takeTurn(trx, userId);
    let by = on.by;
    if (by.whom === 'device') {
      const device = await ownDevice(trx, userId, by.device.id);
      requireActive(device);
      await requireUnlockedUser(trx, userId);
      by = { whom: 'device', device };
    }
    const target = await ownDevice(trx, userId, targetId);
    const result = await work({ trx, by, target, atMs: clock(), ip: source.ip });
    await source.proof?.spend(trx);
    return result;
  });
  // Wakes the streams of the user's devices: one that is suspended now finds that it may not go on.
  await store.bus.publish(`user:${userId}`);
  return done;
}

/** @throws NodError device_unknown, also for another user's */
async function ownDevice(trx: Trx, userId: string, id: string): Promise<DeviceRow> {
  const row = await trx
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (!row) throw unknownDevice();
  return row;
}

export function unknownDevice(): NodError {
  return new NodError('device_unknown', 'There is no such device.');
}

/** @throws NodError device_too_young */
export function requireOldEnough({ by, target, atMs }: Acting): void {
  if (by.whom !== 'device' || by.device.id === target.id || !isTooYoung(by.device, target, atMs)) return;
  throw new NodError(
    'device_too_young',
    'This device is too new to act on one that was there before it. Use an older device, or wait three days.',
  );
}

/** Writes the event, and tells the user. */
export async function tell(
  core: DevicesCore,
  { trx, by, target, atMs, ip }: Acting,
  said: { event: EventType; what: Announced; detail?: Record<string, string | number | boolean> },
): Promise<void> {
  const byDeviceId = by.whom === 'device' ? by.device.id : undefined;
  const detail = { name: target.name, ...said.detail };
  await recordEvent(trx, {
    type: said.event,
    atMs,
    userId: target.user_id,
    deviceId: target.id,
    deviceIp: ip,
    detail: { by: byDeviceId ?? by.whom, ...detail },
  });
  await announce(core, trx, {
    userId: target.user_id,
    what: said.what,
    deviceId: target.id,
    by: by.whom,
    byDeviceId,
    ip,
    detail: { ...detail, ...(by.whom === 'device' ? { byName: by.device.name } : {}) },
  });
}

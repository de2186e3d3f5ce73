import { noteAdmission } from '../devices/admit.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import { requireActive, requireUnlapsed } from '../devices/device-life.ts';
import { NO_WAIT } from '../devices/wait.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import { notingRefusals, type RecoveryCore, type TypedCode, useRecoveryCode } from './recovery-ticket.ts';

/**
 * Lets a device in that waits for another one's yes: a code stands in for it. In a move the old device stays as it is, since
 * nobody has said there that its place is taken.
 * @throws NodError recovery_invalid, vouching_unavailable where the device is in already, activation_invalid (lapsed),
 *   device_pending, device_suspended, device_revoked
 */
export async function admitByRecovery(
  core: RecoveryCore,
  device: DeviceRow,
  { typed, ip, proof }: { typed: string; ip: string; proof: Proof },
): Promise<void> {
  const { store } = core;
  const userId = device.user_id;
  const code: TypedCode = { userId, typed, ip, at: 'device', deviceId: device.id };
  await notingRefusals(core, code, () =>
    store.transaction(async (trx) => {
      await store.takeTurn(trx, userId);
      const now = await trx.selectFrom('devices').selectAll().where('id', '=', device.id).executeTakeFirst();
      if (!now) throw new NodError('device_unknown', 'There is no such device.');
      const atMs = core.clock();
      if (now.state !== 'unvouched') {
        requireActive(now);
        throw new NodError('vouching_unavailable', 'This device has been let in already: no code is needed.');
      }
      requireUnlapsed(now, atMs);
      await proof.spend(trx);
      await useRecoveryCode(core, trx, code);
      const ticket = await trx
        .selectFrom('enrollments')
        .select(['application_id', 'lets_in', 'reason', 'made_by'])
        .where('id', '=', now.enrollment_id)
        .executeTakeFirstOrThrow();
      const { numUpdatedRows } = await trx
        .updateTable('devices')
        .set({ state: 'active', activated_at_ms: atMs, ...NO_WAIT })
        .where('id', '=', now.id)
        .where('state', '=', 'unvouched')
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new NodError('device_revoked', 'This device was turned away. Pair it again.');
      const how = 'recovery';
      await noteAdmission(core, trx, { device: now, ticket, how, atMs, deviceIp: ip, by: how });
    }),
  );
  // Wakes what waits on it: its own stream, and the other devices' lists.
  await store.bus.publish(`user:${userId}`);
}

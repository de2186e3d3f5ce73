import type { Self } from '../../shared/protocol/device-api.ts';
import type { RecoveryTicket, RecoveryTicketRequest } from '../../shared/protocol/recovery-api.ts';
import { announce } from '../announcements/announce.ts';
import type { Core } from '../core/core.ts';
import { noteAdmission } from '../devices/admit.ts';
import type { CallSource } from '../devices/authenticate-proof.ts';
import { requireUnlapsed } from '../devices/device-life.ts';
import { NO_WAIT } from '../devices/wait.ts';
import { NodError } from '../diagnostics/errors.ts';
import { countEvent, recordEvent } from '../events/record.ts';
import { addressBlock } from '../net/client-address.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import type { RecoveryParts } from './recovery.ts';
import { holdsCode, spendRecoveryCode } from './recovery-codes.ts';
import { hasSeveralRealms, whoRecovers } from './who-recovers.ts';

// What a recovery code does for devices: it brings a ticket for a new one, or lets one in that waits already (N15).

/**
 * Spends a code for a ticket. Nobody of that name, a locked user, a wrong code and a used one get the same answer after the same
 * work; only a right code leads further, to a transaction that spends it with the ticket or not at all.
 * @throws NodError recovery_invalid, realm_required, enrollment_refused (the account is full; the code stays good)
 */
export async function ticketByCode(
  core: Core,
  { devices, settings }: RecoveryParts,
  request: RecoveryTicketRequest,
  { ip }: { ip: string },
): Promise<RecoveryTicket> {
  const { db } = core.store;
  const { realm = '', username } = request;
  if (realm.trim() === '' && (await hasSeveralRealms(db))) {
    throw new NodError('realm_required', 'Say which realm: it is on the sheet with your codes.');
  }
  const user = await whoRecovers(db, { realm, username }, settings.serverName);
  if (!(await holdsCode(db, { userId: user?.id, typed: request.code })) || user === undefined) {
    return refuse(core, { userId: user?.id, ip });
  }
  const { token, expiresAtMs } = await devices
    .createEnrollment({
      user,
      applicationId: null,
      sourceIp: ip,
      async spendRecovery(trx) {
        await core.store.takeTurn(trx, user.id);
        await spend(core, trx, { userId: user.id, typed: request.code, ip, for: 'pairing' });
      },
    })
    .catch((error: unknown) => {
      // Used or locked at the same moment.
      if (error instanceof NodError && (error.code === 'recovery_invalid' || error.code === 'user_locked')) {
        return refuse(core, { userId: user.id, ip });
      }
      throw error;
    });
  return { token, expiresAtMs };
}

/**
 * Lets an unvouched device in by a code of its user's. @throws NodError recovery_invalid, vouching_unavailable (it
 * is in), activation_invalid, device_pending, device_revoked
 */
export async function admitByCode(
  core: Core,
  { devices }: RecoveryParts,
  device: Pick<DeviceRow, 'id' | 'user_id'>,
  typed: string,
  { ip, proof }: CallSource,
): Promise<Self> {
  const { store, clock } = core;
  const { id, user_id: userId } = device;
  const admitted = await store.transaction(async (trx) => {
    await store.takeTurn(trx, userId);
    const current = await trx.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst();
    if (current === undefined) throw new NodError('device_unknown', 'There is no such device.');
    if (current.state === 'active') throw new NodError('vouching_unavailable', 'This device was let in already.');
    if (current.state === 'pending') {
      throw new NodError('device_pending', 'Answer the test notification first, then type the code.');
    }
    const atMs = clock();
    requireUnlapsed(current, atMs);
    if (!(await holdsCode(trx, { userId, typed }))) return 'refused';
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set({ state: 'active', activated_at_ms: atMs, ...NO_WAIT })
      .where('id', '=', id)
      .where('state', '=', 'unvouched')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new NodError('device_revoked', 'This device was removed. Pair it again.');
    const ticket = await trx
      .selectFrom('enrollments')
      .select(['application_id', 'lets_in', 'reason', 'made_by'])
      .where('id', '=', current.enrollment_id)
      .executeTakeFirstOrThrow();
    await spend(core, trx, { userId, typed, ip, for: 'device', deviceId: id });
    await noteAdmission(core, trx, { device: current, ticket, how: 'recovery', atMs, deviceIp: ip, by: 'vouching' });
    await proof?.spend(trx);
    return 'admitted';
  });
  if (admitted === 'refused') return refuse(core, { userId, ip, deviceId: id });
  // Wakes the streams of the user's devices: this one hears that it is in.
  await store.bus.publish(`user:${userId}`);
  return devices.self({ id });
}

/** Spends a code in the user's turn, and tells the user. @throws NodError recovery_invalid */
export async function spend(
  core: Core,
  trx: Trx,
  spent: {
    userId: string;
    typed: string;
    ip: string | undefined;
    for: 'pairing' | 'device' | 'account';
    deviceId?: string;
  },
): Promise<void> {
  const { userId, typed, ip, deviceId } = spent;
  const atMs = core.clock();
  const left = await spendRecoveryCode(trx, { userId, typed, atMs });
  if (left === undefined) throw notGood();
  const detail = { for: spent.for, left };
  await recordEvent(trx, { type: 'recovery.used', atMs, userId, deviceId, sourceIp: ip, detail });
  await announce(core, trx, { userId, what: 'recovery.used', by: 'recovery', deviceId, ip, detail });
}

/** One entry an hour for each network and user, with a count: nobody fills the log by guessing. */
export async function refuse(
  core: Pick<Core, 'store' | 'clock'>,
  of: { userId: string | undefined; ip: string | undefined; deviceId?: string },
): Promise<never> {
  const { userId, ip = '', deviceId } = of;
  const event = { type: 'recovery.refused', atMs: core.clock(), userId, deviceId, sourceIp: ip } as const;
  await countEvent(core.store.db, event, addressBlock(ip));
  throw notGood();
}

function notGood(): NodError {
  return new NodError(
    'recovery_invalid',
    'That name and that code don’t belong together, or the code was used before. Look at both again.',
  );
}

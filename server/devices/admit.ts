import { type AnnounceCore, announce } from '../announcements/announce.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow, EnrollmentRow, Trx, VouchRow } from '../store/schema.ts';
import { REMOVAL_MS, suspendDevice } from './suspension.ts';
import { NO_WAIT } from './wait.ts';

/** How a device was let in, and by whom: a row of `vouches`, but for what the device itself says. */
export interface Admission extends Pick<VouchRow, 'how'> {
  readonly device: Pick<DeviceRow, 'id' | 'user_id' | 'name' | 'kind' | 'platform'>;
  /** The ticket by which it came. */
  readonly ticket: Pick<EnrollmentRow, 'application_id' | 'lets_in' | 'reason' | 'made_by'>;
  readonly atMs: number;
  /** Its own address. */
  readonly deviceIp: string | undefined;
  /** How it showed that pushes reach it, or that none do; for the log. */
  readonly by: 'echo' | 'pull' | 'vouching' | 'waiting';
  readonly voucher?: { readonly deviceId: string; readonly challengeId: string; readonly receiptJws: string };
}

/**
 * Writes down who let a device in, in the transaction that makes it active: it stays as long as the device. The user's
 * other devices and addresses are told (N14).
 */
export async function noteAdmission(core: AnnounceCore, trx: Trx, admission: Admission): Promise<void> {
  const { device, ticket, how, atMs, deviceIp, by, voucher } = admission;
  await trx
    .insertInto('vouches')
    .values({
      device_id: device.id,
      how,
      by_device_id: voucher?.deviceId ?? null,
      challenge_id: voucher?.challengeId ?? null,
      receipt_jws: voucher?.receiptJws ?? null,
      reason: how === 'operator' ? ticket.reason : null,
      made_by: how === 'operator' ? ticket.made_by : null,
      at_ms: atMs,
    })
    .execute();
  await endSuspension(trx, device.id, device.user_id);
  const about = { atMs, userId: device.user_id, deviceId: device.id, deviceIp };
  const operator = how === 'operator' ? { reason: ticket.reason, madeBy: ticket.made_by } : {};
  await recordEvent(trx, { ...about, type: 'device.activated', detail: { by, how, ...operator } });
  if (voucher) {
    await recordEvent(trx, {
      ...about,
      type: 'device.vouched',
      applicationId: ticket.application_id ?? undefined,
      challengeId: voucher.challengeId,
      detail: { by: voucher.deviceId, how },
    });
  }
  await announce(core, trx, {
    userId: device.user_id,
    what: how === 'moved' ? 'device.moved' : 'device.added',
    deviceId: device.id,
    by: whoLetIn(admission),
    byDeviceId: voucher?.deviceId,
    applicationId: ticket.application_id ?? undefined,
    ip: deviceIp,
    detail: {
      name: device.name,
      kind: device.kind,
      platform: device.platform,
      how,
      ...(how === 'operator' && ticket.reason !== null ? { reason: ticket.reason } : {}),
    },
  });
}

function whoLetIn({ voucher, ticket, how }: Admission) {
  if (voucher) return 'device';
  if (how === 'recovery') return 'recovery';
  return ticket.application_id === null ? 'operator' : 'application';
}

/**
 * Makes a device active for which another one has vouched. In a move it takes the name of the old one, which is suspended
 * in the same transaction, and removed a day later.
 * @param vouched.old the device whose place it takes; `confirmed`: its verifier has confirmed the person
 * @returns false where it doesn't wait for that any more: it was removed meanwhile
 */
export async function admitVouched(
  core: AnnounceCore,
  trx: Trx,
  vouched: Omit<Admission, 'how' | 'by' | 'voucher'> & {
    voucher: NonNullable<Admission['voucher']>;
    old: { readonly id: string; readonly confirmed: boolean } | undefined;
  },
): Promise<boolean> {
  const { device, old, atMs } = vouched;
  // Read now: it may have been renamed since it answered.
  const { name } = old ? await nameOf(trx, old.id) : device;
  const { numUpdatedRows } = await trx
    .updateTable('devices')
    .set({ state: 'active', activated_at_ms: atMs, name, ...NO_WAIT })
    .where('id', '=', device.id)
    .where('user_id', '=', device.user_id)
    .where('state', '=', 'unvouched')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  const how = old ? 'moved' : 'device';
  await noteAdmission(core, trx, { ...vouched, device: { ...device, name }, how, by: 'vouching' });
  if (old) await retireOld(trx, { device, old, atMs, deviceIp: vouched.deviceIp });
  return true;
}

function nameOf(trx: Trx, deviceId: string): Promise<{ name: string }> {
  return trx.selectFrom('devices').select('name').where('id', '=', deviceId).executeTakeFirstOrThrow();
}

async function retireOld(
  trx: Trx,
  {
    device,
    old,
    atMs,
    deviceIp,
  }: Pick<Parameters<typeof admitVouched>[2], 'device' | 'atMs' | 'deviceIp'> & {
    old: { id: string; confirmed: boolean };
  },
): Promise<void> {
  const suspended = await suspendDevice(trx, {
    deviceId: old.id,
    userId: device.user_id,
    why: 'moved',
    byDeviceId: device.id,
    confirmed: old.confirmed,
    removalAtMs: atMs + REMOVAL_MS,
    atMs,
  });
  if (!suspended) return;
  const about = { atMs, userId: device.user_id, deviceId: old.id, deviceIp };
  await recordEvent(trx, { ...about, type: 'device.suspended', detail: { why: 'moved', by: device.id } });
  await recordEvent(trx, { ...about, type: 'device.moved', detail: { to: device.id } });
}

/**
 * N4: a suspension after too many failures ends by re-binding, and the count with it. Only the first device of the user
 * that works again ends it; a further device leaves the count alone.
 */
async function endSuspension(trx: Trx, deviceId: string, userId: string): Promise<void> {
  const others = await trx
    .selectFrom('devices')
    .select(['state', 'suspension'])
    .where('user_id', '=', userId)
    .where('id', '!=', deviceId)
    .where('state', 'in', ['active', 'suspended'])
    .execute();
  if (others.some(({ state }) => state === 'active')) return;
  // Suspensions of earlier releases have no reason: they were all of this kind. Any other says nothing about codes.
  if (!others.some(({ suspension }) => suspension === 'wrong_codes' || suspension === null)) return;
  await trx
    .updateTable('users')
    .set({ consecutive_failures: 0, blocked_until_ms: 0 })
    .where('id', '=', userId)
    .execute();
}

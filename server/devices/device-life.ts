import { sql } from 'kysely';
import type { Self, SelfChange } from '../../shared/protocol/device-api.ts';
import { announce } from '../announcements/announce.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ApplicationRow, DeviceRow, DeviceState, Trx } from '../store/schema.ts';
import type { CallSource, Proof } from './authenticate-proof.ts';
import type { DevicesCore } from './devices.ts';
import { describeSelf } from './views.ts';
import { barWaiting, NO_WAIT, NO_WAIT_MS } from './wait.ts';

/** A device that was not activated by then has to pair again. */
export const PENDING_LIFETIME_MS = 60 * 60_000;

const refusals: Record<Exclude<DeviceState, 'active'>, () => NodError> = {
  pending: () =>
    new NodError('device_pending', 'This device is not activated yet. Answer the test notification first.'),
  unvouched: () =>
    new NodError(
      'device_unvouched',
      'None of your other devices has let this one in yet. Approve it there, then try again.',
    ),
  suspended: () =>
    new NodError(
      'device_suspended',
      'This device is suspended. Resume it on another of your devices; after too many wrong codes, pair it again.',
    ),
  revoked: () => new NodError('device_revoked', 'This device was removed from the account. Pair it again to use it.'),
};

/**
 * Lets only an active device through. A pending one has shown a key and nothing else: it must not see requests,
 * history or the other devices of the account.
 * @throws NodError device_pending, device_suspended, device_revoked
 */
export function requireActive(device: Pick<DeviceRow, 'state'>): void {
  if (device.state !== 'active') throw refusals[device.state]();
}

/**
 * Lets pending devices through as well, which still have to be activated.
 * @throws NodError device_suspended, device_revoked
 */
export function requireUsable(device: Pick<DeviceRow, 'state'>): void {
  if (device.state !== 'pending' && device.state !== 'unvouched') requireActive(device);
}

/**
 * @throws NodError activation_invalid for a device that was not activated, or has asked nobody, within the hour, and doesn't
 *   wait instead (recovery-delay.ts)
 */
export function requireUnlapsed(
  device: Pick<DeviceRow, 'state' | 'created_at_ms' | 'wait_asked_at_ms'>,
  nowMs: number,
): void {
  if (
    (device.state === 'pending' || device.state === 'unvouched') &&
    device.wait_asked_at_ms === null &&
    device.created_at_ms < nowMs - PENDING_LIFETIME_MS
  ) {
    throw new NodError('activation_invalid', 'This pairing was not finished in time. Pair the device again.');
  }
}

/**
 * Gives the device another name, or takes down the features that it has now. @throws NodError device_suspended,
 * device_revoked
 */
export async function changeDevice(
  core: DevicesCore,
  device: DeviceRow,
  { name = device.name, features }: SelfChange,
  source: CallSource,
): Promise<Self> {
  requireUsable(device);
  await core.store.transaction(async (trx) => {
    if (features !== undefined) {
      const named = JSON.stringify(features);
      await trx.updateTable('devices').set({ features: named }).where('id', '=', device.id).execute();
    }
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set({ name })
      .where('id', '=', device.id)
      .where('name', '!=', name)
      .executeTakeFirst();
    await source.proof?.spend(trx);
    if (numUpdatedRows !== 1n) return;
    const about = { userId: device.user_id, deviceId: device.id };
    const detail = { from: device.name, to: name };
    await recordEvent(trx, { ...about, type: 'device.renamed', atMs: core.clock(), deviceIp: source.ip, detail });
    if (device.state !== 'active') return;
    const by = { by: 'device', byDeviceId: device.id, ip: source.ip } as const;
    await announce(core, trx, { ...about, ...by, what: 'device.renamed', detail: { ...detail, name } });
  });
  return describeSelf(core, device.id);
}

/**
 * N4: after too many consecutive failures every device of the user is disabled until re-binding. So are devices that
 * are just being paired: a pairing that began before the failures must not undo them. Runs inside the caller's
 * transaction; the caller records why.
 * @returns ids of the devices that were suspended
 */
export async function suspendAll(trx: Trx, userId: string, atMs: number): Promise<string[]> {
  const rows = await trx
    .updateTable('devices')
    .set({
      state: 'suspended',
      suspension: 'wrong_codes',
      suspended_at_ms: atMs,
      suspended_by: null,
      suspension_confirmed: 0,
      test_nonce_hash: null,
      ...NO_WAIT,
    })
    .where('user_id', '=', userId)
    .where('state', 'in', ['active', 'pending', 'unvouched'])
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** What is left of a device that is no more: neither its subscription nor a test that could still activate it. */
export function revokedColumns(atMs: number) {
  return {
    state: 'revoked',
    revoked_at_ms: atMs,
    endpoint: null,
    p256dh: null,
    auth: null,
    vapid_key_id: null,
    test_nonce_hash: null,
    removal_at_ms: null,
    ...NO_WAIT,
  } as const;
}

export interface Revocation {
  /** Who did it: `operator`, `application`, or a device's id. */
  by: 'operator' | 'application' | `dev_${string}`;
  ip?: string | undefined;
  /** The application that did it; its name is in the audit log, for when it is gone. */
  application?: Pick<ApplicationRow, 'id' | 'name'> | undefined;
  /** When given, only a device of this user is revoked; any other is unknown. */
  userId?: string | undefined;
  /** Whoever removes it means it although the user has no other active device. */
  evenIfLast?: boolean | undefined;
  /** The calling device's, spent in the same transaction. */
  proof?: Proof | undefined;
}

/**
 * Removes a device at once and for good (N16): it is asked nothing any more, its answers are refused, its subscription
 * is forgotten, and its key, which stays for the sake of old receipts, can never be enrolled again. A second call
 * changes nothing.
 * @throws NodError device_unknown, last_device
 */
export async function revokeDevice(core: DevicesCore, deviceId: string, revocation: Revocation): Promise<void> {
  const { store, clock } = core;
  const { by, ip, application, userId, proof, evenIfLast = false } = revocation;
  const query = store.db.selectFrom('devices').select('user_id').where('id', '=', deviceId);
  const known = await (userId === undefined ? query : query.where('user_id', '=', userId)).executeTakeFirst();
  if (!known) throw new NodError('device_unknown', 'There is no such device.');
  const atMs = clock();
  const revoked = await store.transaction(async (trx) => {
    // Of two removals at once the second sees that only one way in is left.
    await store.takeTurn(trx, known.user_id);
    const device = await trx.selectFrom('devices').selectAll().where('id', '=', deviceId).executeTakeFirst();
    if (device) await requireAnotherWayIn(trx, device, evenIfLast);
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set(revokedColumns(atMs))
      .where('id', '=', deviceId)
      .where('state', '!=', 'revoked')
      .executeTakeFirst();
    if (!device || numUpdatedRows !== 1n) {
      await proof?.spend(trx);
      return false;
    }
    await trx.deleteFrom('verifiers').where('device_id', '=', deviceId).execute();
    await dropDeliveries(trx, deviceId, device.user_id, atMs);
    const about = { userId: device.user_id, applicationId: application?.id, deviceId };
    const names = { name: device.name, ...(application === undefined ? {} : { application: application.name }) };
    await recordEvent(trx, { ...about, type: 'device.revoked', atMs, sourceIp: ip, detail: { by, ...names } });
    const waited = device.wait_asked_at_ms !== null;
    if (waited && by !== 'application' && by !== deviceId) await barWaiting(trx, device.user_id, atMs + NO_WAIT_MS);
    // The user was told that it waits.
    if (device.activated_at_ms !== null || waited) {
      const others = by === 'operator' || by === 'application';
      await announce(core, trx, {
        ...about,
        what: 'device.removed',
        by: others ? by : 'device',
        byDeviceId: others ? undefined : by,
        ip,
        detail: names,
      });
    }
    await proof?.spend(trx);
    return true;
  });
  // Wakes the device's open stream, which then finds that it may not go on.
  if (revoked) await store.bus.publish(`user:${known.user_id}`);
}

/** Keeps one way in. @throws NodError last_device unless the user has another active device, or `evenIfLast` is meant */
export async function requireAnotherWayIn(
  trx: Trx,
  device: Pick<DeviceRow, 'id' | 'user_id' | 'state'>,
  evenIfLast: boolean,
): Promise<void> {
  if (evenIfLast || device.state !== 'active') return;
  const other = await trx
    .selectFrom('devices')
    .select('id')
    .where('user_id', '=', device.user_id)
    .where('id', '!=', device.id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (other) return;
  throw new NodError(
    'last_device',
    'This is the last device that can approve for this account. Without it only the operator can let another one in.',
  );
}

/** Requests that wait are no longer on their way to this device: no retries, and applications see that. */
export async function dropDeliveries(trx: Trx, deviceId: string, userId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'gone', next_attempt_ms: null, updated_at_ms: atMs })
    .where('device_id', '=', deviceId)
    .where('challenge_id', 'in', (query) =>
      query
        .selectFrom('challenges')
        .select('id')
        .where('user_id', '=', userId)
        .where('kept', '=', sql.lit(1))
        .where('state', '=', 'pending'),
    )
    .execute();
}

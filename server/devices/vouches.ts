import type { VouchResponse } from '../../shared/protocol/trust-api.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow, VouchRow } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';
import { letInAtMs, WAIT_COLUMNS } from './wait.ts';

// Who let whom in: a graph that each of the user's devices, and the operator, can read.

export type Vouched = VouchResponse;

/** @throws NodError device_unknown for a device that isn't this user's */
export async function vouchOf({ store }: DevicesCore, userId: string, deviceId: string): Promise<Vouched> {
  const row = await store.db
    .selectFrom('devices')
    .leftJoin('vouches', 'vouches.device_id', 'devices.id')
    .select(['how', 'by_device_id', 'at_ms', 'receipt_jws'])
    .where('devices.id', '=', deviceId)
    .where('devices.user_id', '=', userId)
    .executeTakeFirst();
  if (!row) throw new NodError('device_unknown', 'There is no such device.');
  return {
    vouch: row.how === null ? null : { how: row.how, byDeviceId: row.by_device_id, atMs: row.at_ms ?? 0 },
    receipt: row.receipt_jws,
  };
}

/** One device of a user, as the graph shows it. `how` is null for one of before, or one that was never let in. */
export interface TrustEntry
  extends Pick<DeviceRow, 'id' | 'name' | 'state'>,
    Partial<Pick<VouchRow, 'reason' | 'made_by' | 'challenge_id'>> {
  how: VouchRow['how'] | null;
  byDeviceId: string | null;
  atMs: number;
  /** Of one that waits to be let in without a yes: since when, and when it is let in; null: nobody has seen that yet. */
  wait?: { readonly askedAtMs: number; readonly letInAtMs: number | null };
}

/** All devices that were ever let in, and those that wait for it, oldest first. */
export async function trustOf({ store }: DevicesCore, userId: string): Promise<TrustEntry[]> {
  const rows = await store.db
    .selectFrom('devices')
    .leftJoin('vouches', 'vouches.device_id', 'devices.id')
    .select(['id', 'name', 'state', 'activated_at_ms', 'created_at_ms'])
    .select(['how', 'by_device_id', 'reason', 'made_by', 'challenge_id', 'at_ms'])
    .select(WAIT_COLUMNS)
    .where('user_id', '=', userId)
    .where((is) => is.or([is('activated_at_ms', 'is not', null), is('state', '=', 'unvouched')]))
    .orderBy('created_at_ms')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    state: row.state,
    how: row.how,
    reason: row.reason,
    made_by: row.made_by,
    challenge_id: row.challenge_id,
    byDeviceId: row.by_device_id,
    atMs: row.at_ms ?? row.activated_at_ms ?? row.created_at_ms,
    ...(row.wait_asked_at_ms === null ? {} : { wait: { askedAtMs: row.wait_asked_at_ms, letInAtMs: letInAtMs(row) } }),
  }));
}

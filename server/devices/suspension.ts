import type { Suspension, Trx } from '../store/schema.ts';
import { dropDeliveries } from './device-life.ts';

export interface SuspendDevice {
  readonly deviceId: string;
  readonly userId: string;
  readonly why: Suspension;
  /** The device that does it; null where none does. */
  readonly byDeviceId: string | null;
  /** A verifier or the operator stands behind it: there is no objection. */
  readonly confirmed: boolean;
  /** When it is removed for good; null: not by itself. */
  readonly removalAtMs: number | null;
  readonly atMs: number;
}

/**
 * Suspends an active device (N16): at once, and reversibly. It is asked nothing any more and its answers are refused; its key,
 * its subscription and its verifier stay for the day it is resumed.
 * @returns false where it wasn't active
 */
export async function suspendDevice(trx: Trx, suspend: SuspendDevice): Promise<boolean> {
  const { deviceId, userId, why, byDeviceId, confirmed, removalAtMs, atMs } = suspend;
  const { numUpdatedRows } = await trx
    .updateTable('devices')
    .set({
      state: 'suspended',
      suspension: why,
      suspended_by: byDeviceId,
      suspended_at_ms: atMs,
      suspension_confirmed: confirmed ? 1 : 0,
      removal_at_ms: removalAtMs,
      test_nonce_hash: null,
    })
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await dropDeliveries(trx, deviceId, userId, atMs);
  return true;
}

import type { SuspensionView } from '../../shared/protocol/trust-api.ts';
import { isTooYoung } from '../announcements/rule-of-age.ts';
import type { DeviceRow, Suspension, Trx } from '../store/schema.ts';
import { dropDeliveries } from './device-life.ts';

const HOUR_MS = 3_600_000;
/** For so long a suspended device may object. */
const OBJECTION_MS = 24 * HOUR_MS;
/** So long after its removal by another device, or after a move, a suspended one is removed for good. */
export const REMOVAL_MS = 24 * HOUR_MS;

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

/**
 * Makes a suspended device active again, and ends its removal. One that never was active isn't let in so.
 * @returns false where it wasn't suspended
 */
export async function resumeDevice(trx: Trx, deviceId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('devices')
    .set({
      state: 'active',
      suspension: null,
      suspended_by: null,
      suspended_at_ms: null,
      suspension_confirmed: 0,
      removal_at_ms: null,
    })
    .where('id', '=', deviceId)
    .where('state', '=', 'suspended')
    .where('activated_at_ms', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

type Aged = Pick<DeviceRow, 'activated_at_ms'>;

/** What only the operator ends: somebody else has to judge. After wrong codes nobody does: the device is paired anew (N4). */
const NOT_RESUMED_BY_DEVICES: ReadonlySet<Suspension | null> = new Set(['objection', 'operator', 'wrong_codes', null]);

/** Whether the device is at its end, whoever wants it back. Suspensions of earlier releases have no reason. */
export function isForGood({ suspension }: Pick<DeviceRow, 'suspension'>): boolean {
  return suspension === 'wrong_codes' || suspension === null;
}

/** Whether one of the user's devices may resume it, or have it removed. Suspensions of earlier releases have no reason. */
export function isLeftToDevices({ suspension }: Pick<DeviceRow, 'suspension'>): boolean {
  return !NOT_RESUMED_BY_DEVICES.has(suspension);
}

/** A suspension that one device has laid on another by itself. In a move the old device has agreed to its own. */
const OPEN_TO_OBJECTION: ReadonlySet<Suspension | null> = new Set(['undo', 'list', 'removal', 'replaced']);

export type SuspendedColumns = Pick<
  DeviceRow,
  | 'id'
  | 'state'
  | 'activated_at_ms'
  | 'suspension'
  | 'suspended_by'
  | 'suspended_at_ms'
  | 'suspension_confirmed'
  | 'removal_at_ms'
>;

/**
 * Until when a suspended device may object; null: it may not. For a day; to a removal that came later, until that is done. The
 * rule of age holds here too, as of the moment at which it was suspended: otherwise a device that was let in by mistake would
 * answer "This wasn't me" with the owner's own suspension.
 * @param suspender the device that suspended it
 */
export function objectUntilMs(device: SuspendedColumns, suspender: Aged | undefined): number | null {
  const { state, suspension, suspended_at_ms: suspendedAtMs, suspended_by: by } = device;
  if (state !== 'suspended' || suspendedAtMs === null || suspender === undefined || by === device.id) return null;
  if (!OPEN_TO_OBJECTION.has(suspension) || device.suspension_confirmed !== 0) return null;
  if (isTooYoung(device, suspender, suspendedAtMs)) return null;
  return (suspension === 'removal' ? device.removal_at_ms : null) ?? suspendedAtMs + OBJECTION_MS;
}

/** Why and until when, for the user's devices; null for one that isn't suspended. */
export function suspensionView(
  device: SuspendedColumns,
  suspender: Aged | undefined,
  nowMs: number,
): SuspensionView | null {
  if (device.state !== 'suspended') return null;
  const untilMs = objectUntilMs(device, suspender);
  return {
    why: device.suspension ?? 'wrong_codes',
    byDeviceId: device.suspended_by,
    atMs: device.suspended_at_ms ?? 0,
    objectUntilMs: untilMs !== null && untilMs > nowMs ? untilMs : null,
    removalAtMs: device.removal_at_ms,
  };
}

import type { DeviceRow } from '../store/schema.ts';

/**
 * The rule of age: whoever has just got a device into an account can't turn on the devices that were there. It holds for what
 * devices do to each other (devices/acting.ts), for the step in an announcement, and for the address of announcements.
 */

/** For so long after it became active a device acts on none that was active before it. */
export const YOUNG_MS = 72 * 3_600_000;

type Aged = Pick<DeviceRow, 'activated_at_ms'>;

/** Whether a device was active before another one. One that never was is older than none. */
export function isOlder(device: Aged, than: Aged): boolean {
  return device.activated_at_ms !== null && device.activated_at_ms < (than.activated_at_ms ?? Number.POSITIVE_INFINITY);
}

/** Whether this device may not act on that one yet. */
export function isTooYoung(actor: Aged, target: Aged, atMs: number): boolean {
  return isOlder(target, actor) && isYoung(actor, atMs);
}

/** Whether a device became active less than YOUNG_MS ago; one that never was active is young. */
export function isYoung(device: Aged, atMs: number): boolean {
  return atMs < (device.activated_at_ms ?? Number.POSITIVE_INFINITY) + YOUNG_MS;
}

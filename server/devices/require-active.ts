import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow, DeviceState } from '../store/schema.ts';

const refusals: Record<Exclude<DeviceState, 'active'>, () => NodError> = {
  pending: () =>
    new NodError('device_pending', 'This device is not activated yet. Answer the test notification first.'),
  suspended: () =>
    new NodError('device_suspended', 'This device is suspended after too many wrong codes. Pair it again to go on.'),
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

/** @throws NodError device_suspended, device_revoked: lets pending devices through, which still have to be activated. */
export function requireUsable(device: Pick<DeviceRow, 'state'>): void {
  if (device.state !== 'pending') requireActive(device);
}

import type { Device } from '../../authenticator/accounts.ts';

/**
 * The user's devices that this one may have been before its storage was cleared: in use, of the same kind, and not the one
 * that has just let it in, which was at hand beside it. The one that was used last comes first.
 */
export function mayBeThis(devices: readonly Device[]): readonly Device[] {
  const self = devices.find(({ thisDevice }) => thisDevice);
  if (!self) return [];
  return devices
    .filter(({ id, kind, state }) => id !== self.id && kind === self.kind && state === 'active')
    .filter(({ id }) => id !== self.vouch?.byDeviceId)
    .sort((a, b) => b.lastSeenMs - a.lastSeenMs);
}

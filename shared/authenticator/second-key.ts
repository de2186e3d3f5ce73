import type { Self } from '../protocol/device-api.ts';
import type { PublicJwk } from '../protocol/keys.ts';
import type { Account } from './account.ts';
import { errorCode } from './errors.ts';
import type { Core } from './ports.ts';

/**
 * The public half of the second key, with which a device makes offline codes (offline-code.ts).
 * @returns undefined in a shell that can't scan, and where the browser doesn't keep such a key: everything else works without
 */
export async function secondKey(core: Core, thumbprint: string): Promise<PublicJwk | undefined> {
  if (!core.scans) return undefined;
  return core.keys.ensureOfflineKey(thumbprint).catch((error: unknown) => {
    if (errorCode(error) === 'storage_refused') return undefined;
    throw error;
  });
}

/**
 * Gives the server the second key of a device that was paired before there were such keys. Where its answer was lost, the next
 * time brings the same key again.
 * @returns what the server says of the device then. @throws AuthenticatorError offline, device_revoked …
 */
export async function bringSecondKey(core: Core, account: Account, self: Self): Promise<Self> {
  // A server of before doesn't say, and takes none.
  if (self.state !== 'active' || self.offlineKey !== false) return self;
  const offlineJwk = await secondKey(core, account.thumbprint);
  if (offlineJwk === undefined) return self;
  return core.api.addOfflineKey(account, offlineJwk);
}

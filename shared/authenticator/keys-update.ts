import { ProtocolError } from '../protocol/errors.ts';
import { verifyKeySet } from '../protocol/keyset.ts';
import type { Account } from './account.ts';
import type { Core } from './core.ts';
import { AuthenticatorError } from './errors.ts';

/**
 * Follows a rotation of the server's keys: a new set counts only if a key that is pinned already has signed it, and only
 * if it isn't older than the pinned one. Whoever takes over the server's name can't take over its devices.
 * @returns the keys pinned from now on.
 * @throws AuthenticatorError signature_invalid, or what the call throws
 */
export async function updateServerKeys(core: Core, account: Account): Promise<Account['pinnedKeys']> {
  const sets = await core.api.keySets(account.issuer);
  const changed = await verifyKeySet(sets, {
    keys: account.pinnedKeys,
    issuer: account.issuer,
    sinceSeconds: account.pinnedSinceSeconds,
  }).catch((error: unknown) => {
    if (!(error instanceof ProtocolError)) throw error;
    throw new AuthenticatorError('signature_invalid', `a key set that can't be believed: ${error.code}`);
  });
  const kept = await core.keys.changeAccount(account.deviceId, (current) =>
    // Another update may have finished meanwhile; the newer one stays.
    current.pinnedSinceSeconds > changed.iatSeconds
      ? current
      : { ...current, pinnedKeys: changed.keys, pinnedSinceSeconds: changed.iatSeconds },
  );
  return kept?.pinnedKeys ?? account.pinnedKeys;
}

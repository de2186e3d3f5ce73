import { ProtocolError } from '../protocol/errors.ts';
import { hashKeySet, verifyKeySets } from '../protocol/keyset.ts';
import type { Account } from './account.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { Core } from './ports.ts';

/**
 * Follows a rotation of the server's keys: a new set counts only if the newest key that is pinned has signed it, and only if
 * it isn't older than the pinned one. An attacker who takes over the server's name can't take over its devices.
 * @returns the keys pinned from now on
 * @throws AuthenticatorError signature_invalid, or what the call throws
 */
export async function updateServerKeys(core: Core, account: Account): Promise<Account['pinnedKeys']> {
  const sets = await core.api.keySets(account.issuer);
  const changed = await verifyKeySets(sets, {
    keys: account.pinnedKeys,
    issuer: account.issuer,
    sinceSeconds: account.pinnedSinceSeconds,
    nowSeconds: Math.floor((await core.clock.now(account.issuer)) / 1000),
  }).catch((error: unknown) => {
    if (!(error instanceof ProtocolError)) throw error;
    throw new AuthenticatorError('signature_invalid', `a key set that can’t be believed: ${error.code}`);
  });
  const kept = await core.keys.changeAccount(account.deviceId, (current) =>
    // Another update may have finished meanwhile; the newer one stays.
    current.pinnedSinceSeconds > changed.iatSeconds
      ? current
      : { ...current, pinnedKeys: changed.keys, pinnedSinceSeconds: changed.iatSeconds },
  );
  return kept?.pinnedKeys ?? account.pinnedKeys;
}

/**
 * Asks for the server's keys when it says that it has others than those pinned: a key that was withdrawn is not believed
 * until some message happens to name a new one. Never throws for what a server or the network does: what is pinned stays,
 * and the next answer says again that there is something to ask for.
 * @param keySetHash from the server's answer; older servers don't say
 */
export async function followServerKeys(core: Core, deviceId: string, keySetHash: string | undefined): Promise<void> {
  if (keySetHash === undefined) return;
  const account = await core.keys.account(deviceId);
  if (!account || (await hashKeySet(account.pinnedKeys)) === keySetHash) return;
  await updateServerKeys(core, account).catch((error: unknown) => {
    if (errorCode(error) === undefined) throw error;
  });
}

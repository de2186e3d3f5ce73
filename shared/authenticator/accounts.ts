import { type Account, whatServerSays } from './account.ts';
import type { Core } from './core.ts';
import { AuthenticatorError, errorCode, isTransient } from './errors.ts';
import { notificationTag } from './notification-words.ts';

/** The accounts of this device, oldest first; the unfinished and the revoked too, as their state says. */
export function listAccounts(core: Core): Promise<Account[]> {
  return core.keys.accounts();
}

/** Gives this device another name on the account. @throws AuthenticatorError account_unknown, offline, request_malformed … */
export async function renameDevice(core: Core, deviceId: string, name: string): Promise<Account> {
  const account = await known(core, deviceId);
  const self = await core.api.rename(account, name);
  const renamed = await core.keys.changeAccount(deviceId, (current) => ({
    ...current,
    ...whatServerSays(self, core.now()),
  }));
  return renamed ?? account;
}

/**
 * Removes an account from this device: first at the server, so that a key that is gone here isn't still good there.
 * @param options.evenIfUnreachable forget it here although the server could not be told
 * @throws AuthenticatorError offline, server_unreachable … unless `evenIfUnreachable`
 */
export async function removeAccount(
  core: Core,
  deviceId: string,
  options: { evenIfUnreachable: boolean },
): Promise<void> {
  const account = await known(core, deviceId);
  await core.api.revoke(account, deviceId).catch((error: unknown) => {
    if (isOver.has(errorCode(error) ?? '')) return;
    if (options.evenIfUnreachable && isTransient(error)) return;
    throw error;
  });
  for (const item of await core.inbox.waiting()) {
    if (item.deviceId === deviceId) await core.notifier.close(notificationTag(item));
  }
  await core.inbox.forgetDevice(deviceId);
  await core.keys.removeAccount(deviceId);
}

/** What means that the server doesn't take this key any more, or that we can't sign with it. */
const isOver: ReadonlySet<string> = new Set(['device_revoked', 'device_unknown', 'key_missing', 'proof_invalid']);

async function known(core: Core, deviceId: string): Promise<Account> {
  const account = await core.keys.account(deviceId);
  if (!account) throw new AuthenticatorError('account_unknown', 'no such account on this device');
  return account;
}

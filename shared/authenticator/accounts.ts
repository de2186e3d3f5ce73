import type { DevicesResponse } from '../protocol/device-api.ts';
import { type Account, knownAccount, noteSelf, notingRefusal } from './account.ts';
import { errorCode, isTransient } from './errors.ts';
import { notificationTag } from './notification-words.ts';
import type { Core } from './ports.ts';

export type Device = DevicesResponse['devices'][number];

/** All devices of the account's user, this one first. @throws AuthenticatorError offline, device_revoked … */
export async function listDevices(core: Core, account: Account): Promise<Device[]> {
  const { devices } = await notingRefusal(core, account.deviceId, core.api.devices(account));
  return devices.sort((a, b) => Number(b.thisDevice) - Number(a.thisDevice) || b.lastSeenMs - a.lastSeenMs);
}

/** Gives this device another name. @throws AuthenticatorError account_unknown, request_malformed, offline … */
export async function renameDevice(core: Core, deviceId: string, name: string): Promise<Account> {
  const account = await knownAccount(core, deviceId);
  const self = await core.api.changeSelf(account, { name });
  return (await noteSelf(core, deviceId, self)) ?? account;
}

/** Revokes a device of the user; revoking this one removes the account here too. @throws AuthenticatorError offline … */
export async function revokeDevice(core: Core, account: Account, deviceId: string): Promise<void> {
  if (deviceId === account.deviceId) return removeAccount(core, deviceId, { evenIfUnreachable: false });
  await core.api.revoke(account, deviceId);
}

/**
 * Removes an account from this device: first at the server, so that a key that is gone here isn't still good there.
 * @param options.evenIfUnreachable forget it here although the server could not be told
 * @throws AuthenticatorError account_unknown, and unless `evenIfUnreachable` offline, server_unreachable …
 */
export async function removeAccount(
  core: Core,
  deviceId: string,
  options: { evenIfUnreachable: boolean },
): Promise<void> {
  const account = await knownAccount(core, deviceId);
  await core.api.revoke(account, deviceId).catch((error: unknown) => {
    if (ALREADY_OVER.has(errorCode(error) ?? '')) return;
    if (options.evenIfUnreachable && isTransient(error)) return;
    throw error;
  });
  for (const item of await core.inbox.waiting()) {
    if (item.deviceId === deviceId) await core.notifier.close(notificationTag(item));
  }
  await core.inbox.forgetDevice(deviceId);
  await core.keys.removeAccount(deviceId);
}

/** Codes that mean that the server doesn't take this key any more, or that it can't sign any more. */
const ALREADY_OVER: ReadonlySet<string> = new Set(['device_revoked', 'device_unknown', 'key_missing', 'proof_invalid']);

import type { DevicesResponse } from '../protocol/device-api.ts';
import type { DeviceAction } from '../protocol/trust-api.ts';
import { type Account, knownAccount, noteSelf, notingRefusal } from './account.ts';
import { callRemove } from './device-calls.ts';
import { errorCode, isUnheard } from './errors.ts';
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

/**
 * Removes an account from this device: first at the server, so that a key that is gone here isn't still good there.
 * @param options.evenIfUnreachable forget it here although the server could not be told (isUnheard)
 * @param options.action the person confirmed, and whether they mean it although it is the last way in
 * @throws AuthenticatorError account_unknown, last_device, and unless `evenIfUnreachable` offline, server_unreachable, user_locked …
 */
export async function removeAccount(
  core: Core,
  deviceId: string,
  options: { evenIfUnreachable: boolean; action?: DeviceAction },
): Promise<void> {
  const account = await knownAccount(core, deviceId);
  await removeAtServer(core, account, options.action ?? {}).catch((error: unknown) => {
    if (ALREADY_OVER.has(errorCode(error) ?? '')) return;
    if (options.evenIfUnreachable && isUnheard(error)) return;
    throw error;
  });
  for (const item of await core.inbox.waiting()) {
    if (item.deviceId === deviceId) await core.notifier.close(notificationTag(item));
  }
  await core.inbox.forgetDevice(deviceId);
  await core.keys.removeAccount(deviceId);
}

/** Servers of before have another call for it. */
async function removeAtServer(core: Core, account: Account, action: DeviceAction): Promise<void> {
  await callRemove(core, account, account.deviceId, action).catch((error: unknown) => {
    if (errorCode(error) !== 'not_found') throw error;
    return core.api.revoke(account, account.deviceId);
  });
}

/** Codes that mean that the server doesn't take this key any more, or that it can't sign any more. */
const ALREADY_OVER: ReadonlySet<string> = new Set(['device_revoked', 'device_unknown', 'key_missing', 'proof_invalid']);

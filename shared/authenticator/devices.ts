import type { DevicesResponse } from '../protocol/device-api.ts';
import type { Account } from './account.ts';
import { noteRefusal } from './account-refusal.ts';
import { removeAccount } from './accounts.ts';
import type { Core } from './core.ts';

export type Device = DevicesResponse['devices'][number];

/** All devices of the account's user, this one first. @throws AuthenticatorError offline, device_revoked … */
export async function listDevices(core: Core, account: Account): Promise<Device[]> {
  const { devices } = await core.api.devices(account).catch(async (error: unknown) => {
    await noteRefusal(core, account.deviceId, error);
    throw error;
  });
  return devices.sort((a, b) => Number(b.thisDevice) - Number(a.thisDevice) || b.lastSeenMs - a.lastSeenMs);
}

/** Revokes a device of the user; revoking this one removes the account here too. @throws AuthenticatorError offline … */
export async function revokeDevice(core: Core, account: Account, deviceId: string): Promise<void> {
  if (deviceId === account.deviceId) return removeAccount(core, deviceId, { evenIfUnreachable: false });
  await core.api.revoke(account, deviceId);
}

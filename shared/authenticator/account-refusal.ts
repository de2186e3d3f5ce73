import type { Account } from './account.ts';
import type { Core } from './core.ts';
import { errorCode } from './errors.ts';

const states: Readonly<Record<string, Account['state']>> = {
  device_revoked: 'revoked',
  device_unknown: 'revoked',
  device_suspended: 'suspended',
};

/**
 * When the server says that this device is no longer what it was, the account shows it from now on.
 * @returns true when the error was such a one: asking again is of no use
 */
export async function noteRefusal(core: Core, deviceId: string, error: unknown): Promise<boolean> {
  const state = states[errorCode(error) ?? ''];
  if (!state) return false;
  await core.keys.changeAccount(deviceId, (current) => ({ ...current, state }));
  return true;
}

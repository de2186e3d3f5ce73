import type { VouchingResponse } from '../protocol/trust-api.ts';
import { knownAccount, noteSelf, notingRefusal } from './account.ts';
import { retireOlder } from './enrol.ts';
import { errorCode } from './errors.ts';
import type { Core } from './ports.ts';

/** What a new device shows while it waits to be let in: kept, so that the app may be closed and opened meanwhile. */
export type VouchingAsk = Omit<VouchingResponse, 'timeMs'>;

/**
 * Has the user's other devices asked to let this one in. The first time by itself; after that only when the person wants it
 * (`again`), since the server counts how often it is asked.
 * @param options.code in a move: the digits that are on the screen already, for another account
 * @throws AuthenticatorError account_unknown, offline, device_revoked, rate_limited …
 */
export async function askToBeLetIn(
  core: Core,
  deviceId: string,
  { again, code }: { again: boolean; code?: string | undefined },
): Promise<void> {
  const account = await knownAccount(core, deviceId);
  if (account.state !== 'unvouched' || (account.vouching && !again)) return;
  const asking = code === undefined ? {} : { code };
  const { timeMs: _timeMs, ...vouching } = await notingRefusal(core, deviceId, core.api.askVouching(account, asking));
  // Let in meanwhile: then there is nothing to show any more.
  await core.keys.changeAccount(deviceId, (current) =>
    current.state === 'unvouched' ? { ...current, vouching } : current,
  );
}

/**
 * Asks the server whether this device has been let in. What the server says is in the account then; an earlier pairing of
 * the same account on this device has done its work.
 * @throws AuthenticatorError account_unknown, offline, device_revoked where it was refused or nobody answered in time …
 */
export async function lookWhetherLetIn(core: Core, deviceId: string): Promise<void> {
  const known = await knownAccount(core, deviceId);
  const self = await notingRefusal(core, deviceId, core.api.self(known));
  const account = await noteSelf(core, deviceId, self);
  if (account?.state === 'active') await retireOlder(core, account);
}

/** The same for every account that waits, whenever something else wakes the app. Best effort. */
export async function lookAtWaiting(core: Core): Promise<void> {
  for (const { deviceId, state } of await core.keys.accounts()) {
    if (state !== 'unvouched') continue;
    await lookWhetherLetIn(core, deviceId).catch((error: unknown) => {
      if (errorCode(error) === undefined) throw error;
    });
  }
}

/** The account's device is one that its user had before, and whose storage was cleared: the older one is suspended. */
export async function replaceDevice(core: Core, deviceId: string, replacedId: string): Promise<void> {
  const account = await knownAccount(core, deviceId);
  await notingRefusal(core, deviceId, core.api.replaces(account, { deviceId: replacedId }));
}

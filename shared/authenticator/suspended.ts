import { type Account, noteRefusal, noteSelf, notingRefusal } from './account.ts';
import { errorCode } from './errors.ts';
import type { Core } from './ports.ts';

/** A device that is suspended is told nothing: it has to ask whether it still is. */

/** Asks the server what it says about this device now. A suspended one hears so that it has been resumed. */
export async function lookAtSelf(core: Core, account: Account): Promise<void> {
  await noteSelf(core, account.deviceId, await notingRefusal(core, account.deviceId, core.api.self(account)));
}

/** The same for each suspended account, which nothing else asks about. Best effort. */
export async function lookAtSuspended(core: Core): Promise<void> {
  for (const account of await core.keys.accounts()) {
    if (account.state !== 'suspended') continue;
    await lookAtSelf(core, account).catch(async (error: unknown) => {
      if (errorCode(error) === undefined) throw error;
      await noteRefusal(core, account.deviceId, error);
    });
  }
}

import { type Account, noteSelf, notingRefusal } from './account.ts';
import { seeHappened } from './announcements.ts';
import { callSeen, callWait } from './device-calls.ts';
import { errorCode, isTransient } from './errors.ts';
import type { Core } from './ports.ts';

/** A new device that nobody lets in waits for days: what it says, and what the others say that have seen the notice of it. */

/**
 * The person has no other device at hand: this one would rather wait to be let in, and all are told of that. How far the wait
 * is stands in the account.
 * @throws AuthenticatorError waiting_refused, activation_invalid, device_revoked, offline …
 */
export async function waitToBeLetIn(core: Core, account: Account): Promise<void> {
  const { deviceId } = account;
  const self = await notingRefusal(core, deviceId, callWait(core, account));
  await noteSelf(core, deviceId, self);
}

/**
 * A person has what happened on the screen, up to that time. Of a new device that waits to be let in the server is told first:
 * its wait begins with that. Where it can't be told now, all of it stays news.
 * @throws AuthenticatorError offline, server_unreachable …
 */
export async function seeOnScreen(core: Core, account: Account, upToMs: number): Promise<void> {
  const { deviceId, happened = [] } = account;
  for (const { id, what, undo, atMs } of happened) {
    if (what !== 'device.waits' || undo !== 'possible' || atMs > upToMs) continue;
    await notingRefusal(core, deviceId, callSeen(core, account, id)).catch((error: unknown) => {
      // Anything else is final: gone, or a server that knows no such thing.
      if (errorCode(error) === undefined || isTransient(error)) throw error;
    });
  }
  await seeHappened(core, deviceId, upToMs);
}

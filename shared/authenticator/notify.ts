import type { Account } from './account.ts';
import { acknowledge, acknowledgeShown } from './acknowledge.ts';
import type { Core } from './core.ts';
import type { Ending, InboxItem } from './inbox-item.ts';
import { endedNotification, notificationTag, requestNotification } from './notification-words.ts';

/**
 * Says that the challenge has arrived, shows its notification, says that it is displayed; in that order, but the
 * notification never waits for the network.
 */
export async function notifyOfRequest(core: Core, item: InboxItem, account: Account): Promise<void> {
  const received = acknowledge(core, account, item.challengeId, 'received');
  const noted = await inTurn(core, () => show(core, item, account));
  await received;
  await acknowledgeShown(core, noted);
}

/**
 * Shows what was kept but not shown, because the worker was stopped between the two. Run whenever something else wakes it.
 */
export async function notifyOfForgotten(core: Core): Promise<void> {
  for (const item of await core.inbox.waiting()) {
    if (item.arrivedBy !== 'push' || item.notifiedAtMs !== null) continue;
    const account = await core.keys.account(item.deviceId);
    if (account && item.expiresAtMs > (await core.clock.now(account.issuer)))
      await notifyOfRequest(core, item, account);
  }
}

/** @returns the request as it is kept now */
async function show(core: Core, seen: InboxItem, account: Account): Promise<InboxItem> {
  const item = (await core.inbox.get(seen)) ?? seen;
  // Somebody else has shown it since it was seen here: twice would ring twice.
  if (item.notifiedAtMs !== seen.notifiedAtMs) return item;
  if (item.ended) {
    await core.notifier.show(endedNotification(item, item.claims, item.ended));
    return item;
  }
  const can = { readsOrigins: core.logins !== undefined, confirmsUser: Boolean(account.verifier) };
  await core.notifier.show(requestNotification(item, account.user.username, can));
  const shown = (await core.inbox.change(item, (current) => ({ ...current, notifiedAtMs: core.now() }))) ?? item;
  if (shown.ended) await takeBack(core, shown, shown.ended);
  return shown;
}

/** Who ended it while it was being shown may have looked for its notification too early, and it would stay for good. */
async function takeBack(core: Core, item: InboxItem, ended: Ending): Promise<void> {
  if (ended.here) await core.notifier.close(notificationTag(item));
  else await core.notifier.show(endedNotification(item, item.claims, ended));
}

/** The end of the last showing begun, of each core. A stopped worker's is gone with it. */
const lastTurn = new WeakMap<Core, Promise<unknown>>();

/**
 * Handles one push after the other as far as showing goes. Workers handle pushes side by side, and the end of each looks
 * for what was forgotten: what another one has kept and is about to show is not.
 */
function inTurn<Result>(core: Core, task: () => Promise<Result>): Promise<Result> {
  const turn = (lastTurn.get(core) ?? Promise.resolve()).then(task);
  lastTurn.set(
    core,
    turn.catch(() => undefined),
  );
  return turn;
}

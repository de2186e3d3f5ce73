import type { Account } from './account.ts';
import { acknowledge, acknowledgeShown } from './acknowledge.ts';
import type { Core } from './core.ts';
import type { InboxItem } from './inbox-item.ts';
import { requestNotification } from './notification-words.ts';

/**
 * Says that the challenge has arrived, shows its notification, says that it is displayed; in that order, but the
 * notification never waits for the network.
 */
export async function notifyOfRequest(core: Core, item: InboxItem, account: Account): Promise<void> {
  const received = acknowledge(core, account, item.challengeId, 'received');
  await core.notifier.show(requestNotification(item, account.user.username));
  const noted = await core.inbox.change(item, (current) => ({ ...current, notifiedAtMs: core.now() }));
  await received;
  await acknowledgeShown(core, noted ?? item);
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

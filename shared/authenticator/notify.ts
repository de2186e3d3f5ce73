import type { Account, Caller } from './account.ts';
import { abilitiesOf } from './answer.ts';
import type { Ending, InboxItem, RequestId } from './inbox-item.ts';
import { endedNotification, notificationTag, requestNotification } from './notification-words.ts';
import type { Core, Keys, Notifier } from './ports.ts';

/**
 * Says that the challenge has arrived, shows its notification, says that it is displayed; in that order, but the
 * notification never waits for the network.
 * @param options.isOwnPush its own push is being handled: then a notification is shown whatever was shown before
 */
export async function notifyOfRequest(
  core: Core,
  item: InboxItem,
  account: Account,
  options: { isOwnPush: boolean } = { isOwnPush: false },
): Promise<void> {
  const received = acknowledge(core, account, item.challengeId, 'received');
  const noted = await inTurn(core, () => show(core, item, account, options));
  await received;
  await acknowledgeDisplayed(core, noted);
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

/** A person sees the request on a screen of ours: the server hears of it once, and its notification goes away. */
export async function acknowledgeShown(core: Core, request: RequestId): Promise<void> {
  const acknowledged = async () => {
    const item = await core.inbox.get(request);
    if (item) await acknowledgeDisplayed(core, item);
  };
  // Side by side: the notification doesn't stay until the server has answered.
  await Promise.all([acknowledged(), core.notifier.close(notificationTag(request))]);
}

async function acknowledgeDisplayed(core: Core, item: InboxItem): Promise<void> {
  const account = await core.keys.account(item.deviceId);
  if (!account || item.ended || item.shownAckAtMs !== null) return;
  let first = false;
  await core.inbox.change(item, (current) => {
    first = current.shownAckAtMs === null;
    return { ...current, shownAckAtMs: current.shownAckAtMs ?? core.now() };
  });
  if (first) await acknowledge(core, account, item.challengeId, 'displayed');
}

/**
 * Tells the server what happened to a challenge here. Best effort: the request is answered without it too, so a failure
 * is not reported; the server then knows less about delivery.
 */
export async function acknowledge(
  core: Core,
  caller: Caller,
  challengeId: string,
  event: 'received' | 'displayed',
): Promise<void> {
  await core.api.acknowledge(caller, challengeId, event).catch(() => undefined);
}

/** @returns the request as it is kept now */
async function show(
  core: Core,
  seen: InboxItem,
  account: Account,
  { isOwnPush }: { isOwnPush: boolean },
): Promise<InboxItem> {
  const item = (await core.inbox.get(seen)) ?? seen;
  // Another page or worker has shown it since it was seen here: twice would ring twice.
  const isShown = item.notifiedAtMs !== seen.notifiedAtMs;
  if (isShown && !isOwnPush) return item;
  if (item.ended) {
    await core.notifier.show(endedNotification(item, item.claims, item.ended));
    return item;
  }
  const content = requestNotification(item, account.user.username, abilitiesOf(core, account, item.claims));
  // iOS takes the subscription away from an app that has received three pushes without showing anything.
  await core.notifier.show(isShown ? { ...content, quiet: true } : content);
  const shown = (await core.inbox.change(item, (current) => ({ ...current, notifiedAtMs: core.now() }))) ?? item;
  if (shown.ended) await takeBack(core, shown, shown.ended);
  return shown;
}

/** For a request that ended while it was being shown: its end may have come before there was a notification to close. */
async function takeBack(core: Core, item: InboxItem, ended: Ending): Promise<void> {
  if (ended.here) await core.notifier.close(notificationTag(item));
  else await core.notifier.show(endedNotification(item, item.claims, ended));
}

/** The end of the last showing that began, per core. A stopped worker's is gone with it. */
const lastTurn = new WeakMap<Core, Promise<unknown>>();

/**
 * Handles one push after the other as far as showing goes. Workers handle pushes side by side, and the end of each looks
 * for forgotten requests: one that another push has kept and is about to show is not forgotten.
 */
function inTurn<Result>(core: Core, task: () => Promise<Result>): Promise<Result> {
  const turn = (lastTurn.get(core) ?? Promise.resolve()).then(task);
  lastTurn.set(
    core,
    turn.catch(() => undefined),
  );
  return turn;
}

/**
 * A notifier that notes on every account whether notifications appear. A browser may take pushes and grant the permission
 * and still refuse to show anything (Firefox on Linux without libnotify): a test would pass, and nobody would be asked.
 */
export function createNotingNotifier(notifier: Notifier, keys: Pick<Keys, 'accounts' | 'changeAccount'>): Notifier {
  async function note(showRefused: boolean): Promise<void> {
    for (const { deviceId, showRefused: before = false } of await keys.accounts()) {
      if (before !== showRefused) await keys.changeAccount(deviceId, (account) => ({ ...account, showRefused }));
    }
  }

  return {
    async show(content) {
      try {
        await notifier.show(content);
      } catch (error) {
        await note(true);
        throw error;
      }
      await note(false);
    },
    close: (tag) => notifier.close(tag),
  };
}

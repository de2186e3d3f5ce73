import type { Caller } from './account.ts';
import type { Core } from './core.ts';
import type { InboxItem } from './inbox-item.ts';

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

/** A person sees the request on a screen of ours: acknowledged once. */
export async function acknowledgeShown(core: Core, item: InboxItem): Promise<void> {
  const account = await core.keys.account(item.deviceId);
  if (!account || item.ended || item.shownAckAtMs !== null) return;
  let first = false;
  await core.inbox.change(item, (current) => {
    first = current.shownAckAtMs === null;
    return { ...current, shownAckAtMs: current.shownAckAtMs ?? core.now() };
  });
  if (first) await acknowledge(core, account, item.challengeId, 'displayed');
}

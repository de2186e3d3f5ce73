import type { Account } from './account.ts';
import { noteRefusal } from './account-refusal.ts';
import { acknowledge } from './acknowledge.ts';
import type { Core } from './core.ts';
import { endRequest } from './end-request.ts';
import { errorCode } from './errors.ts';
import { pullHistory } from './history.ts';
import type { InboxItem } from './inbox-item.ts';
import { ingestChallenge } from './ingest.ts';

/**
 * Fetches what waits for this account and makes the inbox say the same: new requests are taken in (each verified), those
 * that wait no longer are ended with what the server's history says about them.
 * @returns the requests that are new here
 * @throws AuthenticatorError offline, server_unreachable, device_revoked …
 */
export async function pullPending(core: Core, account: Account): Promise<InboxItem[]> {
  const askedAtMs = core.now();
  const { challenges } = await core.api.pending(account).catch(async (error: unknown) => {
    await noteRefusal(core, account.deviceId, error);
    throw error;
  });
  await core.keys.changeAccount(account.deviceId, (current) => ({ ...current, lastContactAtMs: core.now() }));

  const added: InboxItem[] = [];
  const stillWaiting = new Set<string>();
  for (const { challenge } of challenges) {
    const taken = await takeInPulled(core, challenge);
    if (!taken) continue;
    stillWaiting.add(taken.item.challengeId);
    if (taken.added) added.push(taken.item);
  }
  await endGone(core, account, (item) => !stillWaiting.has(item.challengeId) && item.arrivedAtMs < askedAtMs);
  return added;
}

/**
 * Takes in one challenge that was pulled. What can't be verified is left out: the rest of the list is still good.
 * @returns undefined when there is nothing to show
 */
export async function takeInPulled(
  core: Core,
  challenge: string,
): Promise<{ item: InboxItem; added: boolean } | undefined> {
  try {
    const ingested = await ingestChallenge(core, challenge, 'pull');
    if (ingested.kind === 'expired') return undefined;
    const added = ingested.kind === 'added';
    if (added) await acknowledge(core, ingested.account, ingested.item.challengeId, 'received');
    return { item: ingested.item, added };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

async function endGone(core: Core, account: Account, isGone: (item: InboxItem) => boolean): Promise<void> {
  const gone = (await core.inbox.waiting()).filter((item) => item.deviceId === account.deviceId && isGone(item));
  if (gone.length === 0) return;
  // Without the history nobody knows how they ended: they stay until the next time, and run out by themselves.
  const page = await pullHistory(core, account, {}).catch(() => undefined);
  const nowMs = await core.clock.now(account.issuer);
  for (const item of gone) {
    const known = page?.items.find(({ challengeId }) => challengeId === item.challengeId);
    const ranOut = item.expiresAtMs <= nowMs;
    if (!known && !ranOut && !page) continue;
    const state = known?.state ?? (ranOut ? 'expired' : 'canceled');
    const ending = { state, decidedBy: known?.decidedBy?.name ?? null, here: known?.decidedBy?.thisDevice ?? false };
    await endRequest(core, item, ending, { announce: 'close' });
  }
}

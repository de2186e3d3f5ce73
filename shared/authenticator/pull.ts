import type { WaitingChallenge } from '../protocol/device-api.ts';
import { type Account, notingRefusal } from './account.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import { pullHistory } from './history.ts';
import type { InboxItem } from './inbox-item.ts';
import { acknowledge, notifyOfRequest } from './notify.ts';
import type { Core } from './ports.ts';
import { followServerKeys } from './server-keys.ts';
import { ingestChallenge } from './take-in.ts';

/**
 * Fetches what waits for this account and makes the inbox say the same: new requests are taken in (each verified), those
 * that wait no longer are ended with what the server's history says about them.
 * @returns the requests that are new here
 * @throws AuthenticatorError offline, server_unreachable, device_revoked …
 */
export async function pullPending(core: Core, account: Account): Promise<InboxItem[]> {
  const askedAtMs = core.now();
  const { challenges, keySetHash } = await notingRefusal(core, account.deviceId, core.api.pending(account));
  await followServerKeys(core, account.deviceId, keySetHash);
  await core.keys.changeAccount(account.deviceId, (current) => ({
    ...current,
    refusal: null,
    lastContactAtMs: core.now(),
  }));

  const added: InboxItem[] = [];
  const stillWaiting = new Set<string>();
  for (const waiting of challenges) {
    const taken = await takeInPulled(core, waiting);
    if (!taken) continue;
    stillWaiting.add(taken.item.challengeId);
    if (taken.added) added.push(taken.item);
  }
  await endGone(core, account, (item) => !stillWaiting.has(item.challengeId) && item.arrivedAtMs < askedAtMs);
  return added;
}

/**
 * Takes in one challenge that was pulled. One that can't be verified is left out: the rest of the list is still good.
 * @returns undefined when there is nothing to show
 */
export async function takeInPulled(
  core: Core,
  { challenge, fetched }: WaitingChallenge,
): Promise<{ item: InboxItem; added: boolean } | undefined> {
  try {
    const ingested = await ingestChallenge(core, challenge, fetched ? 'fetch' : 'pull');
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

/**
 * Asks the servers what waits, and shows what is new as a push would have.
 * @param which `all` after a start of the browser, when a push may be slow to come; otherwise the accounts that get none
 */
export async function pullAndShow(core: Core, which: 'all' | 'without push'): Promise<void> {
  const asked = (await core.keys.accounts()).filter(
    ({ state, delivery }) => state === 'active' && (which === 'all' || delivery === 'pull'),
  );
  // Side by side: a server that doesn't answer holds up none of the others.
  await Promise.all(
    asked.map(async (account) => {
      try {
        for (const item of await pullPending(core, account)) await notifyOfRequest(core, item, account);
      } catch (error) {
        // The next round asks again.
        if (!(error instanceof AuthenticatorError)) throw error;
      }
    }),
  );
}

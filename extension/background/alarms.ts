import type { Core } from '../../shared/authenticator/core.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import { notifyOfRequest } from '../../shared/authenticator/notify.ts';
import { pullPending } from '../../shared/authenticator/pull.ts';

/** What a stopped worker is woken for. Chrome lets nothing be repeated more often than every half minute. */
const ROUND = 'round';
const PERIOD_MINUTES = 0.5;

/**
 * Runs rounds as long as there is something that no push will bring: an account without push, an answer that waits for
 * the network, a request that runs out while its number stands on the badge.
 */
export async function setRounds(core: Core): Promise<void> {
  const accounts = await core.keys.accounts();
  const pulls = accounts.some(({ state, delivery }) => state === 'active' && delivery === 'pull');
  const needed = pulls || (await core.inbox.outbox()).length > 0 || (await core.inbox.waiting()).length > 0;
  const running = (await chrome.alarms.get(ROUND)) !== undefined;
  if (needed && !running) await chrome.alarms.create(ROUND, { periodInMinutes: PERIOD_MINUTES });
  if (!needed && running) await chrome.alarms.clear(ROUND);
}

/**
 * Asks the servers what waits, and shows what is new as a push would have.
 * @param which `all` after a start of the browser, when a push may be slow to come; else the accounts that get none
 */
export async function pullAndShow(core: Core, which: 'all' | 'without push'): Promise<void> {
  const asked = (await core.keys.accounts()).filter(
    ({ state, delivery }) => state === 'active' && (which === 'all' || delivery === 'pull'),
  );
  // Side by side: a server that doesn't answer keeps nobody else waiting.
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

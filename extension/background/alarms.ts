import type { Core } from '../../shared/authenticator/ports.ts';

/** The alarm that wakes a stopped worker. Chrome repeats an alarm every half minute at most. */
const ROUND = 'round';
const PERIOD_MINUTES = 0.5;

/**
 * Runs rounds as long as there is something that no push will bring: an account without push, an answer that waits for
 * the network, a request that may expire while the badge counts it.
 */
export async function setRounds(core: Core): Promise<void> {
  const accounts = await core.keys.accounts();
  const pulls = accounts.some(({ state, delivery }) => state === 'active' && delivery === 'pull');
  const needed = pulls || (await core.inbox.outbox()).length > 0 || (await core.inbox.waiting()).length > 0;
  const running = (await chrome.alarms.get(ROUND)) !== undefined;
  if (needed && !running) await chrome.alarms.create(ROUND, { periodInMinutes: PERIOD_MINUTES });
  if (!needed && running) await chrome.alarms.clear(ROUND);
}

import type { Core } from '../core.ts';
import { AuthenticatorError } from '../errors.ts';
import { notifyOfRequest } from '../notify.ts';
import { pullPending } from '../pull.ts';

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

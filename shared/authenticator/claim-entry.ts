import type { Core } from './core.ts';
import { type OutboxEntry, SENDING_LEASE_MS } from './inbox-item.ts';

/**
 * Takes over a kept decision, or one whose sender was stopped, in one transaction: of a page and a worker that come online
 * together one gets true and sends.
 */
export async function claimEntry(core: Core, entry: OutboxEntry): Promise<boolean> {
  let claimed = false;
  await core.inbox.changeOutbox(entry, (current) => {
    claimed = isFree(current, core.now());
    return claimed ? { ...current, state: 'sending', sinceMs: core.now() } : current;
  });
  return claimed;
}

/** Whether nobody is sending it at the moment. */
export function isFree(entry: OutboxEntry, nowMs: number): boolean {
  return entry.state === 'kept' || nowMs - entry.sinceMs >= SENDING_LEASE_MS;
}

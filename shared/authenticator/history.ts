import type { Account } from './account.ts';
import type { Core } from './core.ts';
import type { HistoryItem } from './inbox-item.ts';
import type { Reader } from './reader.ts';

const PAGE_SIZE = 20;

/**
 * Fetches a page of the account's history from the server and keeps it for reading offline.
 * @param page.beforeMs only what ended before (server's clock); left out for the newest page
 * @returns the page, and where the next one begins, null when there is none
 * @throws AuthenticatorError offline, server_unreachable …
 */
export async function pullHistory(
  core: Core,
  account: Account,
  page: { beforeMs?: number },
): Promise<{ items: HistoryItem[]; nextBeforeMs: number | null }> {
  const { items, nextBeforeMs } = await core.api.history(account, { ...page, limit: PAGE_SIZE });
  const history = items.map(
    ({ challengeId, applicationName, title, state, finalAtMs, decidedBy, context }): HistoryItem => ({
      deviceId: account.deviceId,
      challengeId,
      applicationName,
      title,
      state,
      finalAtMs,
      decidedBy: decidedBy && { name: decidedBy.name, thisDevice: decidedBy.thisDevice },
      place: context.location ?? context.ip ?? null,
      browser: [context.browser, context.os].filter(Boolean).join(' on ') || null,
    }),
  );
  await core.inbox.keepHistory(history);
  return { items: history, nextBeforeMs };
}

/** What this device knows by itself, newest first. */
export function readHistory(
  reader: Pick<Reader, 'inbox'>,
  options: { limit: number; deviceId?: string },
): Promise<HistoryItem[]> {
  return reader.inbox.history(options);
}

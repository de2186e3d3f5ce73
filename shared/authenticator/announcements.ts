import { type AnnouncementsResponse, announcementsResponseSchema } from '../protocol/trust-api.ts';
import { type Account, notingRefusal } from './account.ts';
import { errorCode } from './errors.ts';
import { KEPT_NEWS } from './news.ts';
import type { Core } from './ports.ts';
import { isRecent } from './recent.ts';
import { lookAtSelf } from './suspended.ts';

/** What happened to an account (N14): fetched and read. Notices tell of it as well (news.ts). */

/**
 * Fetches a page of what happened to the account; the newest page is kept for reading without the server.
 * @param page.beforeMs only what is older (server's clock); left out for the newest page
 * @throws AuthenticatorError offline, server_unreachable, not_found (an older server), device_suspended …
 */
export async function pullHappened(
  core: Core,
  account: Account,
  page: { beforeMs?: number },
): Promise<AnnouncementsResponse> {
  const { deviceId } = account;
  const before = page.beforeMs === undefined ? '' : `before=${page.beforeMs}&`;
  const path = `/device/v1/announcements?${before}limit=${KEPT_NEWS}`;
  const call = { origin: account.issuer, caller: account, method: 'GET', path } as const;
  const answer = await notingRefusal(core, deviceId, core.api.ask(call, announcementsResponseSchema));
  if (page.beforeMs === undefined) {
    await core.keys.changeAccount(deviceId, (current) => ({ ...current, happened: answer.items }));
  }
  return answer;
}

/** What the first screen warns of may be as old as this. */
const ASK_SELF_MS = 60 * 60_000;

/**
 * Looks for what no notice has told, for every active account, and for what its server says about this device where that
 * wasn't asked for an hour: an extension's popup asks nowhere else. What can't be had now is had the next time.
 */
export async function pullNews(core: Core): Promise<void> {
  const later = (error: unknown) => {
    if (errorCode(error) === undefined) throw error;
  };
  for (const account of await core.keys.accounts()) {
    if (account.state !== 'active') continue;
    await pullHappened(core, account, {}).catch(later);
    if (!isRecent(account.lastContactAtMs, core.now(), ASK_SELF_MS)) await lookAtSelf(core, account).catch(later);
  }
}

/** A person has read everything up to that time; what came since stays news. */
export async function seeHappened(core: Core, deviceId: string, upToMs: number): Promise<void> {
  await core.keys.changeAccount(deviceId, (current) => ({
    ...current,
    happenedSeenMs: Math.max(upToMs, current.happenedSeenMs ?? 0),
  }));
}

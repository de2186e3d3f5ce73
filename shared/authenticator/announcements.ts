import type { AnnouncementsResponse, AnnouncementView, UndoResponse } from '../protocol/trust-api.ts';
import { type Account, notingRefusal } from './account.ts';
import { errorCode } from './errors.ts';
import { lastTime } from './news.ts';
import type { Core } from './ports.ts';

/** What happened to an account (N14): kept here, fetched, read, and undone. */

/** A page from the server, and as much as is kept of each account. */
const PAGE_SIZE = 20;

/** Keeps what a notice has told. The newest stays first, whatever the order of arrival. */
export async function keepHappened(core: Core, deviceId: string, told: AnnouncementView): Promise<void> {
  await core.keys.changeAccount(deviceId, (current) => {
    const others = (current.happened ?? []).filter(({ id }) => id !== told.id);
    const happened = [told, ...others].sort((a, b) => lastTime(b) - lastTime(a)).slice(0, PAGE_SIZE);
    return { ...current, happened };
  });
}

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
  const answer = await notingRefusal(core, deviceId, core.api.announcements(account, { ...page, limit: PAGE_SIZE }));
  if (page.beforeMs === undefined) {
    await core.keys.changeAccount(deviceId, (current) => ({ ...current, happened: answer.items }));
  }
  return answer;
}

/** Looks for what no notice has told, for every active account. What can't be had now is had the next time. */
export async function pullNews(core: Core): Promise<void> {
  for (const account of await core.keys.accounts()) {
    if (account.state !== 'active') continue;
    await pullHappened(core, account, {}).catch((error: unknown) => {
      if (errorCode(error) === undefined) throw error;
    });
  }
}

/** A person has read everything up to that time; what came since stays news. */
export async function seeHappened(core: Core, deviceId: string, upToMs: number): Promise<void> {
  await core.keys.changeAccount(deviceId, (current) => ({
    ...current,
    happenedSeenMs: Math.max(upToMs, current.happenedSeenMs ?? 0),
  }));
}

/**
 * "This wasn't me": suspends what this has added, and all that has vouched for since.
 * @returns what was suspended. @throws AuthenticatorError undo_impossible, device_too_young …
 */
export async function undoHappened(core: Core, account: Account, id: string): Promise<UndoResponse> {
  return notingRefusal(core, account.deviceId, core.api.undo(account, id));
}

import type { ChallengeClaims } from '../protocol/challenge.ts';
import type { Account } from './account.ts';
import { browserOf, type First, type HistoryItem, type InboxItem } from './inbox-item.ts';
import type { Core, Reader } from './ports.ts';

/** What this device remembers of requests that are over: the history, and what is familiar. */

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
      ...whereFrom(context),
    }),
  );
  await core.inbox.keepHistory(history);
  return { items: history, nextBeforeMs };
}

/** Where a request came from, as its line of the history says it. */
export function whereFrom(context: ChallengeClaims['context']): Pick<HistoryItem, 'place' | 'browser'> {
  return { place: context.location ?? context.ip ?? null, browser: browserOf(context) || null };
}

/** The history that this device has kept, newest first. */
export function readHistory(
  reader: Pick<Reader, 'inbox'>,
  options: { limit: number; deviceId?: string },
): Promise<HistoryItem[]> {
  return reader.inbox.history(options);
}

/**
 * The traits of a request that were never approved here before. Only an approval makes something familiar: otherwise an
 * attacker who sends enough requests would make their own place look usual.
 * @returns in order of weight; for the very first request of an account just `application`, since everything is new then
 */
export async function firstsOf(reader: Pick<Reader, 'inbox'>, item: InboxItem): Promise<First[]> {
  const known = await reader.inbox.familiar(item.deviceId);
  if (known.length === 0) return ['application'];
  const isKnown = (kind: First, value: string) => known.some((one) => one.kind === kind && one.value === value);
  return traits(item.claims)
    .filter(({ kind, value }) => !isKnown(kind, value))
    .map(({ kind }) => kind);
}

/** Remembers what an approved request was like. */
export async function learnFamiliar(core: Core, item: InboxItem): Promise<void> {
  await core.inbox.learn(item.deviceId, traits(item.claims), core.now());
}

function traits({ app, context }: ChallengeClaims): { kind: First; value: string }[] {
  const found: { kind: First; value: string }[] = [];
  const place = context.location ?? (context.ip && network(context.ip));
  if (place) found.push({ kind: 'place', value: place });
  const browser = browserOf(context);
  if (browser) found.push({ kind: 'browser', value: browser });
  found.push({ kind: 'application', value: app.id });
  return found;
}

/** Where only the address is known, the neighbourhood counts (IPv4 /16, IPv6 /48): addresses change from day to day. */
function network(ip: string): string {
  return ip.includes(':') ? ip.split(':').slice(0, 3).join(':') : ip.split('.').slice(0, 2).join('.');
}

import type { ChallengeClaims } from '../protocol/challenge.ts';
import type { Account } from './account.ts';
import { browserOf, type First, type HistoryItem, type InboxItem, type Strange } from './inbox-item.ts';
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
    ({ challengeId, applicationName, title, state, finalAtMs, decidedBy, context, ...more }): HistoryItem => ({
      deviceId: account.deviceId,
      challengeId,
      applicationName,
      title,
      state,
      finalAtMs,
      decidedBy: decidedBy && { name: decidedBy.name, thisDevice: decidedBy.thisDevice },
      fallback: more.fallback,
      ...whereFrom(context),
      disowned: more.disownedAtMs !== null,
      mayDisown: more.mayDisown,
      ...(more.attachments ? { attachments: more.attachments } : {}),
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

/** So many earlier requests are looked at to tell whether one is really the first of its kind: all that are kept. */
const LOOK_BACK = 200;

/** What this device knows of other requests, of all its accounts. */
export interface Past {
  readonly over: readonly HistoryItem[];
  readonly waiting: readonly InboxItem[];
}

/** Takes as long as drawing a screen when much is kept: to be read once for all requests that wait. */
export async function readPast(reader: Pick<Reader, 'inbox'>): Promise<Past> {
  const [over, waiting] = await Promise.all([readHistory(reader, { limit: LOOK_BACK }), reader.inbox.waiting()]);
  return { over, waiting };
}

/**
 * The traits of a request that were never approved here before. Only an approval makes something familiar: otherwise an
 * attacker who sends enough requests would make their own place look usual. Whether such a trait was asked with before is
 * another question: "first" is said only where it is so.
 * @param past is asked for only where something is strange
 * @returns in order of weight; while an account has approved nothing just `application`, since everything is new then
 */
export async function strangeIn(
  reader: Pick<Reader, 'inbox'>,
  item: InboxItem,
  past: () => Promise<Past> = () => readPast(reader),
): Promise<Strange[]> {
  const known = await reader.inbox.familiar(item.deviceId);
  const isKnown = (kind: First, value: string) => known.some((one) => one.kind === kind && one.value === value);
  const strange = traits(item.claims).filter(({ kind, value }) =>
    known.length === 0 ? kind === 'application' : !isKnown(kind, value),
  );
  if (strange.length === 0) return [];
  const earlier = earlierRequests(await past(), item);
  const own = namesOf(item);
  return strange.map(({ kind }) => ({ kind, asked: earlier.some((one) => one[kind] === own[kind]) }));
}

/** What counts as lately. */
export const LATELY_MS = 5 * 60_000;

/**
 * How many requests this account has had within five minutes, this one among them and approved ones not: somebody who was let
 * in at one site and now signs in at the next isn't being bombed.
 */
export function requestsLately({ over, waiting }: Past, { deviceId, challengeId, claims }: InboxItem): number {
  const sinceMs = claims.iat * 1000 - LATELY_MS;
  const others = [
    ...over.filter(({ state, finalAtMs }) => state !== 'approved' && finalAtMs > sinceMs),
    ...waiting.filter((one) => one.claims.iat <= claims.iat && one.claims.iat * 1000 > sinceMs),
  ].filter((one) => one.deviceId === deviceId && one.challengeId !== challengeId);
  return 1 + others.length;
}

/** What the other requests of this account were like, as far as this device knows of them. */
function earlierRequests({ over, waiting }: Past, { deviceId, challengeId, claims }: InboxItem): Names[] {
  return [
    ...over.map(({ applicationName: application, ...line }) => ({ ...line, application })),
    ...waiting.filter((one) => one.claims.iat <= claims.iat).map((one) => ({ ...one, ...namesOf(one) })),
  ].filter((one) => one.deviceId === deviceId && one.challengeId !== challengeId);
}

/** The history keeps names, not ids. */
type Names = Readonly<Record<First, string | null>>;

function namesOf({ claims }: InboxItem): Names {
  return { application: claims.app.name, ...whereFrom(claims.context) };
}

/** Remembers what an approved request was like. */
export async function learnFamiliar(core: Core, item: InboxItem): Promise<void> {
  await core.inbox.learn(item.deviceId, traits(item.claims), core.now());
}

function traits({ app, context, vouch }: ChallengeClaims): { kind: First; value: string }[] {
  // Where a new device was let in from is no place where its user signs in.
  if (vouch) return [];
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

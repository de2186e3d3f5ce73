import type { ChallengeClaims } from '../protocol/challenge.ts';
import type { Core } from './core.ts';
import type { First, InboxItem } from './inbox-item.ts';
import type { Reader } from './reader.ts';

/**
 * What about a request was never approved here before. Only an approval makes something familiar: otherwise whoever sends
 * enough requests would make their own place look usual.
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
  const browser = [context.browser, context.os].filter(Boolean).join(' on ');
  if (browser) found.push({ kind: 'browser', value: browser });
  found.push({ kind: 'application', value: app.id });
  return found;
}

/** Where only the address is known, the neighbourhood counts (IPv4 /16, IPv6 /48): addresses change from day to day. */
function network(ip: string): string {
  return ip.includes(':') ? ip.split(':').slice(0, 3).join(':') : ip.split('.').slice(0, 2).join('.');
}

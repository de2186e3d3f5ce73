import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import { connectToPublicAddress, isPublicAddress } from './public-address.ts';

/**
 * A `fetch` for addresses that others chose: it connects to public addresses only, whatever a name means at that moment.
 *
 * @param options.privateAllowed leaves the check out: only where the operator said so, or in the demo
 * @returns rejects with AddressRefusedError as its cause where the check fails
 */
export function createGuardedFetch({ privateAllowed }: { privateAllowed: boolean }): typeof fetch {
  const dispatcher = new Agent({
    connections: 4,
    ...(privateAllowed ? {} : { connect: connectToPublicAddress({ lookup }) }),
  });
  const guarded = (input: string | URL, init?: object) => undiciFetch(input, { ...init, dispatcher });
  // undici's own types of the same standard; the platform's fetch wouldn't take this dispatcher.
  return guarded as unknown as typeof fetch;
}

/**
 * Whether a webhook may have this URL: https, no credentials in it, no private address. With `privateAllowed` (the
 * operator said so, or it is the demo) private addresses pass, and so does http to this machine.
 *
 * This judges what the URL itself shows. Names are judged where they are resolved, at the connection (createGuardedFetch).
 */
export function isAllowedWebhookUrl(text: string, { privateAllowed }: { privateAllowed: boolean }): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const local = host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '::1';
  if (url.protocol !== 'https:' && !(privateAllowed && url.protocol === 'http:' && local)) return false;
  return privateAllowed || !(local || (isIP(host) !== 0 && !isPublicAddress(host)));
}

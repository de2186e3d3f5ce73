import { lookup } from 'node:dns';
import { Agent, fetch as undiciFetch } from 'undici';
import { refusePrivateAddresses } from './public-address.ts';

/**
 * A `fetch` for addresses that others chose. The check is part of the connection's own name resolution: DNS rebinding
 * (a name that is public at a first look-up and private at the connection) fails, since there is only one look-up.
 * Literal addresses are never looked up; isAllowedWebhookUrl judges them.
 */
export function createGuardedFetch({ privateAllowed }: { privateAllowed: boolean }): typeof fetch {
  const dispatcher = new Agent({
    connections: 4,
    pipelining: 1,
    connect: privateAllowed ? {} : { lookup: refusePrivateAddresses(lookup) },
  });
  const guarded = (input: string | URL, init?: object) => undiciFetch(input, { ...init, dispatcher });
  // undici has its own types of the same standard; the platform's fetch wouldn't take this dispatcher.
  return guarded as unknown as typeof fetch;
}

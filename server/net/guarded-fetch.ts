import { lookup } from 'node:dns';
import { Agent, fetch as undiciFetch } from 'undici';
import { refusePrivateAddresses } from './public-address.ts';

/**
 * A `fetch` for addresses that others chose. The check sits in the connection's own name resolution: a name that is
 * public when it is looked up and private when it is connected to (DNS rebinding) gets nowhere, since both are one step.
 * Literal addresses are never looked up; isAllowedWebhookUrl judges them.
 */
export function createGuardedFetch({ privateAllowed }: { privateAllowed: boolean }): typeof fetch {
  const dispatcher = new Agent({
    connections: 4,
    pipelining: 1,
    connect: privateAllowed ? {} : { lookup: refusePrivateAddresses(lookup) },
  });
  const guarded = (input: string | URL, init?: object) => undiciFetch(input, { ...init, dispatcher });
  // undici's own types of the same standard; the platform's fetch wouldn't take this dispatcher.
  return guarded as unknown as typeof fetch;
}

import { lookup } from 'node:dns';
import { Agent, fetch as undiciFetch } from 'undici';
import { connectToPublicAddress } from './public-address.ts';

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

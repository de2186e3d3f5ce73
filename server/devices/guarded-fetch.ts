import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import { isPrivateAddress } from './webhook-address.ts';

/**
 * A `fetch` for addresses that others chose. The check sits in the connection's own name resolution: a name that is
 * public when it is looked up and private when it is connected to (DNS rebinding) gets nowhere, since both are one step.
 * Literal addresses never come here; isAllowedWebhookUrl judges them.
 */
export function createGuardedFetch({ privateAllowed }: { privateAllowed: boolean }): typeof fetch {
  const publicOnly: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const allowed = error ? [] : addresses.filter(({ address }) => privateAllowed || !isPrivateAddress(address));
      const [first] = allowed;
      if (error || !first) {
        callback(error ?? Object.assign(new Error('address not allowed'), { code: 'ENOTFOUND' }), '', 0);
      } else if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
  const dispatcher = new Agent({ connect: { lookup: publicOnly }, connections: 4, pipelining: 1 });
  const guarded = (input: string | URL, init?: RequestInit) => undiciFetch(input, { ...(init as object), dispatcher });
  return guarded as unknown as typeof fetch;
}

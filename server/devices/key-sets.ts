import { signKeySet } from '../../shared/protocol/keyset.ts';
import type { DevicesContext } from './context.ts';

/**
 * The server's public keys as a message signed by each of its keys, so that a device that has pinned any of them can
 * follow a rotation. Signed anew each time: a device refuses a set that is older than the one it has, and several
 * processes must not keep sets of different age.
 */
export function keySets({ keys, settings, clock }: DevicesContext): Promise<string[]> {
  const set = { issuer: settings.origin, keys: keys.publicJwks, nowMs: clock() };
  return Promise.all(keys.signingKeys.map((key) => signKeySet(set, key)));
}

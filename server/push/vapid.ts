import webpush from 'web-push';
import type { Clock } from '../crypto/ids.ts';

/** One VAPID key pair (RFC 8292), base64url raw: a 65-byte point and a 32-byte scalar. */
export interface VapidKey {
  readonly keyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The server's keys as far as pushes need them: the current pair, and older ones that subscriptions still name. */
export interface VapidKeys {
  readonly vapid: VapidKey;
  readonly previousVapid: readonly VapidKey[];
}

export interface Vapid {
  /**
   * The Authorization header for pushes to `origin` (the `aud`, RFC 8292 section 2) under one key; undefined when the
   * server has no key of that id any more.
   */
  authorization(origin: string, keyId: string): string | undefined;
  /** Forgets a cached header: a service that refused it may have done so for its time (a clock that was set since). */
  forget(origin: string, keyId: string): void;
}

/** web-push makes tokens that live 12 hours (RFC 8292 allows 24); a header is replaced when half of that is over. */
const RENEW_AFTER_MS = 6 * 60 * 60 * 1000;
/** Origins come from endpoints, which clients choose below the wildcards; the cache must not grow with them. */
const MAX_CACHED_HEADERS = 256;

/**
 * VAPID headers, signed once per push origin and key instead of once per push: a signature each time costs as much as
 * the encryption.
 *
 * @param options.subject `mailto:` or `https:` contact of the operator (RFC 8292 section 2.1)
 */
export function createVapid(options: { keys: VapidKeys; subject: string; clock: Clock }): Vapid {
  const { keys, subject, clock } = options;
  const keysById = new Map([...keys.previousVapid, keys.vapid].map((key) => [key.keyId, key]));
  const cache = new Map<string, { header: string; renewAtMs: number }>();
  const cacheKey = (origin: string, keyId: string) => `${keyId} ${origin}`;

  return {
    authorization(origin, keyId) {
      const cached = cache.get(cacheKey(origin, keyId));
      if (cached !== undefined && clock() < cached.renewAtMs) return cached.header;
      const key = keysById.get(keyId);
      if (key === undefined) return undefined;
      const header = webpush.getVapidHeaders(origin, subject, key.publicKey, key.privateKey, 'aes128gcm').Authorization;
      cache.delete(cacheKey(origin, keyId));
      cache.set(cacheKey(origin, keyId), { header, renewAtMs: clock() + RENEW_AFTER_MS });
      const oldest = cache.keys().next().value;
      if (cache.size > MAX_CACHED_HEADERS && oldest !== undefined) cache.delete(oldest);
      return header;
    },
    forget(origin, keyId) {
      cache.delete(cacheKey(origin, keyId));
    },
  };
}

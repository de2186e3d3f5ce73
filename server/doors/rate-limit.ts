import type { Clock } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { addressBlock } from '../net/client-address.ts';

/** At most this many callers are remembered. One that still has to wait is never forgotten: that would forgive it. */
const MAX_CALLERS = 10_000;
/** A site's /48 has 65,536 blocks of which each is a caller; together they may do as much as eight. */
const CALLERS_PER_SITE = 8;
/** So much may be done by all that come while there is no room to remember them. */
const CALLERS_UNREMEMBERED = 64;
/** Looking for those that can be forgotten costs a pass over all of them. */
const SWEEP_EVERY_MS = 1_000;

/** How often one caller may do something: `burst` times at once, then one more per `refillMs`. */
export interface RateLimit {
  burst: number;
  refillMs: number;
}

export interface RateLimiter {
  /**
   * Takes a token of this address: of the caller that it stands for, and of its site.
   * @throws NodError rate_limited with retryAfterSeconds
   */
  take(address: string): void;
}

/**
 * A token bucket per caller, in memory (A6.6.3): an IPv4 address, or an IPv6 /64 and, wider, its /48. Each process counts
 * for itself: limits that must hold across processes (tries per enrollment, pushes per user) are counted in the database,
 * by the room that they belong to.
 */
export function createRateLimiter({ burst, refillMs }: RateLimit, clock: Clock, maxCallers = MAX_CALLERS): RateLimiter {
  const emptyMs = burst * refillMs;
  // Per bucket, the time at which it is full again: no other number is needed.
  const fullAtMs = new Map<string, number>();
  let sweptAtMs = 0;

  /** Forgets those whose bucket is full: they are like new ones. */
  function sweep(nowMs: number): void {
    if (Math.abs(nowMs - sweptAtMs) < SWEEP_EVERY_MS) return;
    sweptAtMs = nowMs;
    for (const [bucket, fullAt] of fullAtMs) if (fullAt <= nowMs || fullAt > nowMs + emptyMs) fullAtMs.delete(bucket);
  }

  function bucketsOf(address: string, nowMs: number): [bucket: string, tokenMs: number][] {
    const caller = addressBlock(address);
    const site = addressBlock(address, 48);
    const buckets: [string, number][] = [[caller, refillMs]];
    if (site !== caller) buckets.push([site, refillMs / CALLERS_PER_SITE]);
    if (fullAtMs.size + buckets.length > maxCallers) sweep(nowMs);
    if (fullAtMs.size + buckets.length <= maxCallers) return buckets;
    const known = buckets.filter(([bucket]) => fullAtMs.has(bucket));
    return known.length === buckets.length ? known : [...known, ['unremembered', refillMs / CALLERS_UNREMEMBERED]];
  }

  return {
    take(address) {
      const nowMs = clock();
      const taken = bucketsOf(address, nowMs).map(([bucket, tokenMs]) => {
        const fullAt = fullAtMs.get(bucket) ?? 0;
        // Further ahead than an empty bucket's: written by a clock that has been corrected since, so it counts for nothing.
        const isFull = fullAt <= nowMs || fullAt > nowMs + emptyMs;
        return [bucket, (isFull ? nowMs : fullAt) + tokenMs] as const;
      });
      const waitMs = Math.max(...taken.map(([, fullAt]) => fullAt)) - emptyMs - nowMs;
      if (waitMs > 0) {
        throw new NodError('rate_limited', 'Too many tries from this address. Wait before the next one.', {
          params: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
        });
      }
      for (const [bucket, fullAt] of taken) fullAtMs.set(bucket, fullAt);
    },
  };
}

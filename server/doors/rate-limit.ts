import type { Clock } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';

/** Remembers at most this many callers; the one not seen for longest is forgotten first. */
const MAX_CALLERS = 10_000;

/** How much one caller may do: `burst` at once, then one more each `refillMs`. */
export interface RateLimit {
  burst: number;
  refillMs: number;
}

export interface RateLimiter {
  /** Takes one token of this caller's. @throws NodError rate_limited with retryAfterSeconds */
  take(caller: string): void;
}

/**
 * A token bucket per caller, in memory (A6.6.3). Each process counts for itself: what must hold across processes (tries
 * per enrollment, pushes per user) is counted in the database by its owner.
 */
export function createRateLimiter({ burst, refillMs }: RateLimit, clock: Clock, maxCallers = MAX_CALLERS): RateLimiter {
  // Per caller, the time at which the bucket will be full again: one number says it all.
  const fullAtMs = new Map<string, number>();
  return {
    take(caller) {
      const nowMs = clock();
      const fullAt = Math.max(fullAtMs.get(caller) ?? 0, nowMs) + refillMs;
      const waitMs = fullAt - burst * refillMs - nowMs;
      if (waitMs > 0) {
        throw new NodError('rate_limited', 'Too many tries from this address. Wait before the next one.', {
          params: { retryAfterSeconds: Math.ceil(waitMs / 1000) },
        });
      }
      // Deleting first moves the caller to the end: the map's order is the order of last use.
      fullAtMs.delete(caller);
      fullAtMs.set(caller, fullAt);
      const oldest = fullAtMs.size > maxCallers ? fullAtMs.keys().next().value : undefined;
      if (oldest !== undefined) fullAtMs.delete(oldest);
    },
  };
}

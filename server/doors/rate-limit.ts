import type { Clock } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';

/** At most this many callers are remembered; the caller that was not seen for longest is forgotten first. */
const MAX_CALLERS = 10_000;

/** How often one caller may do something: `burst` times at once, then one more per `refillMs`. */
export interface RateLimit {
  burst: number;
  refillMs: number;
}

export interface RateLimiter {
  /** Takes a token of this caller. @throws NodError rate_limited with retryAfterSeconds */
  take(caller: string): void;
}

/**
 * A token bucket per caller, in memory (A6.6.3). Each process counts for itself: limits that must hold across
 * processes (tries per enrollment, pushes per user) are counted in the database, by the room that they belong to.
 */
export function createRateLimiter({ burst, refillMs }: RateLimit, clock: Clock, maxCallers = MAX_CALLERS): RateLimiter {
  // Per caller, the time at which its bucket is full again: no other number is needed.
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

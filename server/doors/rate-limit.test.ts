import { describe, expect, it } from 'vitest';
import { NodError } from '../diagnostics/errors.ts';
import { createRateLimiter } from './rate-limit.ts';

function limiter(maxCallers?: number) {
  const clock = { nowMs: 1_000_000 };
  const { take } = createRateLimiter({ burst: 3, refillMs: 1_000 }, () => clock.nowMs, maxCallers);
  /** Seconds to wait, 0 for a call that was let through. */
  const wait = (caller: string) => {
    try {
      take(caller);
      return 0;
    } catch (error) {
      if (error instanceof NodError && error.code === 'rate_limited') return error.params.retryAfterSeconds;
      throw error;
    }
  };
  return { clock, wait };
}

describe('createRateLimiter', () => {
  it('A6.6.3: lets a burst through, then one each interval', () => {
    const { clock, wait } = limiter();
    expect([wait('a'), wait('a'), wait('a'), wait('a')]).toEqual([0, 0, 0, 1]);
    clock.nowMs += 999;
    expect(wait('a')).toBe(1);
    clock.nowMs += 1;
    expect([wait('a'), wait('a')]).toEqual([0, 1]);
  });

  it('a refused try takes no token', () => {
    const { clock, wait } = limiter();
    for (let tries = 0; tries < 50; tries++) wait('a');
    clock.nowMs += 1_000;
    expect(wait('a')).toBe(0);
  });

  it('never saves up more than the burst', () => {
    const { clock, wait } = limiter();
    wait('a');
    clock.nowMs += 3_600_000;
    expect([wait('a'), wait('a'), wait('a'), wait('a')]).toEqual([0, 0, 0, 1]);
  });

  it('counts each caller alone', () => {
    const { wait } = limiter();
    expect([wait('a'), wait('a'), wait('a'), wait('b')]).toEqual([0, 0, 0, 0]);
  });

  it('remembers a bounded number of callers, the busiest for longest', () => {
    const { wait } = limiter(2);
    for (let tries = 0; tries < 3; tries++) wait('busy');
    wait('b');
    expect(wait('busy')).toBe(1);
    wait('c');
    wait('d');
    // Forgotten by now: with ten thousand places that takes ten thousand addresses.
    expect(wait('busy')).toBe(0);
  });
});

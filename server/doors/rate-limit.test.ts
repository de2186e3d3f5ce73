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

  it('A6.6.3: an IPv6 site with all its networks may do as much as eight callers', () => {
    const { clock, wait } = limiter();
    const network = (site: number, at: number) => `2001:db8:${site}:${at.toString(16)}::1`;
    const passed = Array.from({ length: 65_536 }, (_, at) => wait(network(1, at))).filter((seconds) => seconds === 0);
    expect(passed).toHaveLength(24);
    // Of one network no more than of any caller, and another site is another one.
    expect([1, 2, 3, 4].map(() => wait(network(2, 1)))).toEqual([0, 0, 0, 1]);
    clock.nowMs += 1_000;
    expect(Array.from({ length: 9 }, (_, at) => wait(network(1, 500 + at))).filter((n) => n === 0)).toHaveLength(8);
  });

  it('A6.6.3: a caller that has to wait is not forgotten, however many others come', () => {
    const { clock, wait } = limiter(1_000);
    for (let tries = 0; tries < 3; tries++) wait('192.0.2.1');
    const other = (at: number) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;
    const passed = Array.from({ length: 50_000 }, (_, at) => wait(other(at))).filter((seconds) => seconds === 0);
    expect(wait('192.0.2.1')).toBe(1);
    // Those that it could remember, and what is left for all others together.
    expect(passed).toHaveLength(999 + 3 * 64);
    // Later, when the buckets are full again, there is room for new ones.
    clock.nowMs += 3_000;
    expect(Array.from({ length: 4 }, () => wait('198.51.100.7'))).toEqual([0, 0, 0, 1]);
  });

  it('a clock that ran ahead and was corrected makes nobody wait', () => {
    const { clock, wait } = limiter();
    clock.nowMs += 86_400_000;
    for (let tries = 0; tries < 3; tries++) wait('a');
    clock.nowMs -= 86_400_000;
    expect(wait('a')).toBe(0);
  });
});

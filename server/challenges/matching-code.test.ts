import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isMatchingCode, macOfCode, newMatchingCode } from './matching-code.ts';

describe('matching code', () => {
  it('N2: has the requested number of digits, leading zeros kept', () => {
    for (const digits of [2, 4, 6, 8]) {
      expect(newMatchingCode(digits, randomBytes)).toMatch(new RegExp(`^[0-9]{${digits}}$`));
    }
    expect(newMatchingCode(6, () => new Uint8Array([0, 0, 0, 7]))).toBe('000007');
  });

  it('N2: every value is equally likely: a number that would fold over is drawn again', () => {
    const draws = [new Uint8Array([255, 255, 255, 255]), new Uint8Array([0, 0, 0, 9])];
    expect(newMatchingCode(6, () => draws.shift() ?? new Uint8Array(4))).toBe('000009');
    expect(draws).toHaveLength(0);
    const counts = new Array<number>(100).fill(0);
    for (let draw = 0; draw < 50_000; draw++) {
      const value = Number(newMatchingCode(2, randomBytes));
      counts[value] = (counts[value] ?? 0) + 1;
    }
    // 500 of each are expected. Nine standard deviations: the test fails for a biased generator, not by chance.
    expect(Math.min(...counts)).toBeGreaterThan(300);
    expect(Math.max(...counts)).toBeLessThan(700);
  });

  it('a MAC belongs to one challenge and one server', () => {
    const secret = randomBytes(32);
    const mac = macOfCode(secret, 'chl_a', '482913');
    expect(isMatchingCode(secret, 'chl_a', '482913', mac)).toBe(true);
    expect(isMatchingCode(secret, 'chl_b', '482913', mac)).toBe(false);
    expect(isMatchingCode(secret, 'chl_a', '482914', mac)).toBe(false);
    expect(isMatchingCode(randomBytes(32), 'chl_a', '482913', mac)).toBe(false);
  });
});

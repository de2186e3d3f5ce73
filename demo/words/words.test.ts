import { describe, expect, it } from 'vitest';
import { inTime } from '../trouble.ts';
import { apart, wordsIn } from './all.ts';

describe('the site’s words', () => {
  it('a name inside a sentence that runs from right to left keeps its own direction', () => {
    expect(apart('ar', 'alice')).toBe('\u2068alice\u2069');
    expect(apart('de', 'alice')).toBe('alice');
  });

  it('times are in the plural that the number has', () => {
    const { inTime: words } = wordsIn('en');
    expect([undefined, 0.2, 40, 100, 7200].map((seconds) => inTime(seconds, words))).toEqual([
      'in a few minutes',
      'in 1 second',
      'in 40 seconds',
      'in 2 minutes',
      'in 2 hours',
    ]);
  });
});

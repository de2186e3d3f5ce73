import { describe, expect, it } from 'vitest';
import { nextAttemptAt, outcomeOf, parseRetryAfter } from './outcome.ts';

describe('outcomeOf', () => {
  it.each([
    [200, 'sent'],
    [201, 'sent'],
    [202, 'sent'],
    [404, 'gone'],
    [410, 'gone'],
    [400, 'failed'],
    [401, 'failed'],
    [403, 'failed'],
    [413, 'failed'],
    [301, 'failed'],
    [302, 'failed'],
    [307, 'failed'],
    [429, 'retry'],
    [408, 'retry'],
    [500, 'retry'],
    [502, 'retry'],
    [503, 'retry'],
    [599, 'retry'],
    [0, 'retry'],
  ])('%i is %s', (statusCode, outcome) => {
    expect(outcomeOf(statusCode)).toBe(outcome);
  });
});

describe('parseRetryAfter', () => {
  const nowMs = Date.UTC(2026, 0, 1, 12);
  it.each([
    ['2', 2000],
    [' 120 ', 120_000],
    ['0', 0],
    ['Thu, 01 Jan 2026 12:00:05 GMT', 5000],
    ['Thursday, 01-Jan-26 12:00:05 GMT', 5000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
  ])('%s', (header, expected) => {
    expect(parseRetryAfter(header, nowMs)).toBe(expected);
  });

  it.each([[undefined], [''], ['-1'], ['1.5'], ['soon'], ['1e9'], ['99999999999'], ['Monday'], ['2026-01-01']])(
    '%s means nothing',
    (header) => {
      expect(parseRetryAfter(header, nowMs)).toBeUndefined();
    },
  );
});

describe('nextAttemptAt', () => {
  const question = { nowMs: 1_000_000, expiresAtMs: 1_060_000, attempts: 1, retryAfterMs: undefined, random: 0.999 };

  it('doubles, up to half a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 2000].map(
      (attempts) => (nextAttemptAt({ ...question, attempts }) ?? 0) - question.nowMs,
    );
    expect(delays.map((delay) => Math.round(delay / 1000))).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('jitters between half the delay and all of it', () => {
    expect(nextAttemptAt({ ...question, attempts: 3, random: 0 })).toBe(1_002_000);
    expect(nextAttemptAt({ ...question, attempts: 3, random: 0.5 })).toBe(1_003_000);
  });

  it('does as the service asks', () => {
    expect(nextAttemptAt({ ...question, retryAfterMs: 7000 })).toBe(1_007_000);
  });

  it('does not hammer a service that asks for it', () => {
    expect(nextAttemptAt({ ...question, retryAfterMs: 0 })).toBe(1_000_500);
  });

  it.each([59_999, 60_000, 60_001, 999_999_999_000])('gives up when %i ms is after the challenge', (retryAfterMs) => {
    expect(nextAttemptAt({ ...question, retryAfterMs })).toBe(retryAfterMs < 60_000 ? 1_059_999 : null);
  });
});

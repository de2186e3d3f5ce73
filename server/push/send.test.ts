import { describe, expect, it } from 'vitest';
import { outcomeOf, parseRetryAfter } from './send.ts';

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

it('what WNS says when it takes too many is retried there, and nowhere else', () => {
  expect(outcomeOf(406, 'microsoft')).toBe('retry');
  for (const hostClass of ['google', 'mozilla', 'apple', 'other'] as const) {
    expect(outcomeOf(406, hostClass)).toBe('failed');
  }
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

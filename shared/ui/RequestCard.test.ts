import { expect, test } from 'vitest';
import { ringOffset } from './CountdownRing.tsx';
import { browserWords, type RequestView, strangeSentences } from './RequestCard.tsx';

const view: RequestView = {
  id: 'chl_1',
  applicationName: 'Harbour Photos',
  username: 'alice',
  title: null,
  context: { location: 'Lisbon, Portugal', browser: 'Chrome', os: 'macOS' },
  details: [],
  strange: {},
  createdAtMs: 0,
  expiresAtMs: 60_000,
  totalMs: 60_000,
  match: 'code',
  digits: 6,
};

test('what was seen before raises no amber sentence', () => {
  expect(strangeSentences(view)).toEqual([]);
});

test('each thing that is new gets a sentence of its own, the place by its short name', () => {
  const strange = { application: 'first', place: 'first', browser: 'first' } as const;
  expect(strangeSentences({ ...view, strange })).toEqual([
    'First request from Harbour Photos',
    'First time from Lisbon',
    'First time with Chrome on macOS',
  ]);
});

test('what was asked with before and never approved is not called the first', () => {
  const strange = { application: 'unapproved', place: 'unapproved', browser: 'unapproved' } as const;
  const sentences = strangeSentences({ ...view, strange });
  expect(sentences).toHaveLength(3);
  for (const sentence of sentences) expect(sentence).toMatch(/^You have approved nothing (for Harbour|from|with) /);
});

test('a new place or browser that is not known by name raises no sentence about nothing', () => {
  expect(
    strangeSentences({ ...view, context: { ip: '203.0.113.7' }, strange: { place: 'first', browser: 'first' } }),
  ).toEqual([]);
});

test('M2: many requests in a short time are said with their number, and a second try isn’t', () => {
  expect(strangeSentences({ ...view, lately: 2 })).toEqual([]);
  expect(strangeSentences({ ...view, lately: 3, strange: { place: 'first' } })).toEqual([
    '3 requests in 5 minutes, and you approved none',
    'First time from Lisbon',
  ]);
});

test('M2: a browser that the site doesn’t know is said; one that it knows, or says nothing of, is not', () => {
  const told = (browserKnown?: boolean) => strangeSentences({ ...view, context: { ...view.context, browserKnown } });
  expect(told(false)).toEqual(['This site doesn’t know that browser yet']);
  expect([told(true), told()]).toEqual([[], []]);
});

test('a name from outside cannot turn the amber sentence around', () => {
  const [sentence] = strangeSentences({ ...view, applicationName: '\u202EknaB', strange: { application: 'first' } });
  expect(sentence).toBe('First request from knaB');
});

test('browser and system are told as far as they are known', () => {
  expect(browserWords({ browser: 'Firefox', os: 'Android' })).toBe('Firefox on Android');
  expect(browserWords({ os: 'Android' })).toBe('Android');
  expect(browserWords({})).toBe('Unknown browser');
});

test('the ring empties with the time and never runs past its ends', () => {
  expect(ringOffset(60_000, 60_000)).toBe(0);
  expect(ringOffset(15_000, 60_000)).toBe(75);
  expect(ringOffset(-1, 60_000)).toBe(100);
  expect(ringOffset(90_000, 60_000)).toBe(0);
  expect(ringOffset(1, 0)).toBe(100);
});

import { expect, test } from 'vitest';
import { translateTo } from '../../languages/spoken.ts';
import * as de from './de/time-words.ts';
import * as es from './es/time-words.ts';
import * as fr from './fr/time-words.ts';
import * as ja from './ja/time-words.ts';
import { comingTime, dayHeading, relativeTime, secondsLeft, timeLeft, timeOfDay } from './relative-time.ts';

const TIME_WORDS = { de, es, fr, ja };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Lisbon';
/** A Monday afternoon. */
const NOW = Date.UTC(2025, 10, 24, 14, 5);

test.each([
  [0, 'just now'],
  [44 * SECOND, 'just now'],
  [45 * SECOND, '1 min ago'],
  [89 * SECOND, '1 min ago'],
  [2 * MINUTE, '2 min ago'],
  [59 * MINUTE, '59 min ago'],
  [59.9 * MINUTE, '1 h ago'],
  [2 * HOUR, '2 h ago'],
  [11.4 * HOUR, '11 h ago'],
  [13 * HOUR, '13 h ago'],
  [15 * HOUR, 'yesterday'],
  [DAY, 'yesterday'],
  [3 * DAY, '21 Nov'],
  [400 * DAY, '20 Oct 2024'],
])('%i ms ago reads "%s"', (agoMs, words) => {
  expect(relativeTime(NOW - agoMs, NOW, ZONE)).toBe(words);
});

test('a time in the future, from a clock that is off, reads as now', () => {
  expect(relativeTime(NOW + 5 * MINUTE, NOW, ZONE)).toBe('just now');
});

test('"yesterday" turns at the midnight of the reader, not of the server', () => {
  const now = Date.UTC(2025, 10, 24, 22);
  const thirteenHoursAgo = now - 13 * HOUR;
  expect(relativeTime(thirteenHoursAgo, now, 'UTC')).toBe('13 h ago');
  // In Tokyo it is 07:00 on the 25th, and was 18:00 on the 24th.
  expect(relativeTime(thirteenHoursAgo, now, 'Asia/Tokyo')).toBe('yesterday');
});

test.each([
  [0, 'Today'],
  [DAY, 'Yesterday'],
  [3 * DAY, 'Friday'],
  [7 * DAY, '17 Nov'],
  [400 * DAY, '20 Oct 2024'],
])('a day %i ms back is headed "%s"', (agoMs, heading) => {
  expect(dayHeading(NOW - agoMs, NOW, ZONE)).toBe(heading);
});

test('the time of day is the reader’s', () => {
  expect(timeOfDay(NOW, ZONE)).toBe('14:05');
  expect(timeOfDay(NOW, 'Asia/Tokyo')).toBe('23:05');
});

test.each([
  [120 * SECOND, '2 min left'],
  [59 * SECOND, '59 seconds left'],
  [1_001, '2 seconds left'],
  [1, '1 second left'],
  [0, 'no time left'],
  [-5 * SECOND, 'no time left'],
])('%i ms left reads "%s"', (leftMs, words) => {
  expect(timeLeft(leftMs)).toBe(words);
});

test('seconds are rounded up and never negative', () => {
  expect(secondsLeft(14_001)).toBe(15);
  expect(secondsLeft(-1)).toBe(0);
});

test('a time to come, within a few days', () => {
  const nowMs = Date.UTC(2026, 10, 28, 20, 30);
  const inMs = (hours: number) => comingTime(nowMs + hours * 3_600_000, nowMs, 'UTC');
  expect([inMs(1), inMs(24), inMs(72)]).toEqual(['today at 21:30', 'tomorrow at 20:30', '1 Dec at 20:30']);
});

// Last, since there is no way back to English.
test.each([
  ['de', 'Freitag', '17. Nov.'],
  ['fr', 'Vendredi', '17 nov.'],
  ['es', 'Viernes', '17 nov'],
  ['ja', '金曜日', '11月17日'],
] as const)('over a list in %s a weekday begins like a sentence', (language, weekday, date) => {
  const { timeWords: words } = TIME_WORDS[language];
  translateTo({ timeWords: words });
  expect(dayHeading(NOW - 3 * DAY, NOW, ZONE)).toBe(weekday);
  expect(dayHeading(NOW - 7 * DAY, NOW, ZONE)).toBe(date);
});

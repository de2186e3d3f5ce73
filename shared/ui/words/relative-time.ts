import { timeWords } from './time-words.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago something was, as a person says it: "just now", "2 min ago", "3 h ago", "yesterday", "3 Nov",
 * "3 Nov 2024". Both times in ms since the epoch. A time in the future (a clock that is off) counts as now.
 * @param timeZone IANA name; the reader's own when left out.
 */
export function relativeTime(atMs: number, nowMs: number, timeZone?: string): string {
  const agoMs = nowMs - atMs;
  if (agoMs < 45 * SECOND) return timeWords.justNow;
  if (agoMs < 59.5 * MINUTE) return timeWords.minutesAgo(Math.max(1, Math.round(agoMs / MINUTE)));
  if (agoMs < 12 * HOUR) return timeWords.hoursAgo(Math.round(agoMs / HOUR));
  const daysAgo = dayNumber(nowMs, timeZone) - dayNumber(atMs, timeZone);
  if (daysAgo === 0) return timeWords.hoursAgo(Math.round(agoMs / HOUR));
  if (daysAgo === 1) return timeWords.yesterday;
  return shortDate(atMs, nowMs, timeZone);
}

/** The heading of a day in a list: "Today", "Yesterday", "Monday" (within a week), "3 Nov", "3 Nov 2024". */
export function dayHeading(atMs: number, nowMs: number, timeZone?: string): string {
  const daysAgo = dayNumber(nowMs, timeZone) - dayNumber(atMs, timeZone);
  if (daysAgo <= 0) return timeWords.todayHeading;
  if (daysAgo === 1) return timeWords.yesterdayHeading;
  if (daysAgo < 7)
    return capital(new Intl.DateTimeFormat(timeWords.locale, { weekday: 'long', timeZone }).format(atMs));
  return shortDate(atMs, nowMs, timeZone);
}

/** At the beginning of a sentence or a heading: French and Spanish write weekdays small. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The time of day, "14:05". */
export function timeOfDay(atMs: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(timeWords.locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(atMs);
}

/** A day and its time, in the middle of a sentence: "Saturday 28 Nov, 20:34", with the year where it is another one. */
export function dayAndTime(atMs: number, nowMs: number, timeZone?: string): string {
  const sameYear = year(atMs, timeZone) === year(nowMs, timeZone);
  return new Intl.DateTimeFormat(timeWords.locale, {
    ...(sameYear ? { weekday: 'long' } : { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(atMs);
}

/** When something will be, within a few days: "today at 14:05", "tomorrow at 14:05", "3 Nov at 14:05". */
export function comingTime(atMs: number, nowMs: number, timeZone?: string): string {
  const daysAhead = dayNumber(atMs, timeZone) - dayNumber(nowMs, timeZone);
  const day =
    daysAhead <= 0 ? timeWords.today : daysAhead === 1 ? timeWords.tomorrow : shortDate(atMs, nowMs, timeZone);
  return timeWords.dayAt(day, timeOfDay(atMs, timeZone));
}

/** How long something takes, in whole hours up to four days: "72 hours", "5 days", "6 days and 5 hours". */
export function delayWords(delayMs: number): string {
  const hours = Math.round(delayMs / HOUR);
  if (hours <= 96) return timeWords.hours(hours);
  const rest = hours % 24;
  const days = timeWords.days(Math.floor(hours / 24));
  return rest === 0 ? days : timeWords.daysAndHours(days, timeWords.hours(rest));
}

/** Time left, for people who can't see the ring: "2 min left", "12 seconds left", "1 second left", "no time left". */
export function timeLeft(leftMs: number): string {
  const seconds = secondsLeft(leftMs);
  if (seconds === 0) return timeWords.noTimeLeft;
  if (seconds < 60) return timeWords.secondsLeft(seconds);
  return timeWords.minutesLeft(Math.round(seconds / 60));
}

/** Whole seconds left, rounded up, so that "1" is shown until the very end; never negative. */
export function secondsLeft(leftMs: number): number {
  return Math.max(0, Math.ceil(leftMs / SECOND));
}

/** Names in a row, such as "Pixel 9, iPad and Laptop". */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(timeWords.locale).format(names);
}

function shortDate(atMs: number, nowMs: number, timeZone?: string): string {
  const sameYear = year(atMs, timeZone) === year(nowMs, timeZone);
  return new Intl.DateTimeFormat(timeWords.locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone,
  }).format(atMs);
}

/** Days since the epoch on the reader's calendar, so that "yesterday" turns at their midnight. */
function dayNumber(atMs: number, timeZone?: string): number {
  // en-CA writes 2025-11-03, which Date.UTC can take apart without a library.
  const [y, m, d] = new Intl.DateTimeFormat('en-CA', { timeZone }).format(atMs).split('-').map(Number);
  return Date.UTC(y ?? 0, (m ?? 1) - 1, d ?? 1) / DAY;
}

/** Only compared. */
function year(atMs: number, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone }).format(atMs);
}

import { isNodError } from '../shared/sdk/errors.ts';
import type { DemoWords } from './words/en.ts';

/** Why the devices could not be asked, in words, with what to do next. */
export interface Trouble {
  title: string;
  text: string;
  /** A link, or the button that asks once more. */
  next: { href: string; label: string } | { again: true };
  /** Another link beside it. */
  also?: { href: string; label: string };
  status: 403 | 409 | 429 | 503;
}

const TRY_AGAIN = { again: true } as const;

/** @returns the words for a failed call to Nod, and whether it belongs in the log */
export function troubleWith(
  error: unknown,
  { trouble: words, inTime: times }: DemoWords,
): Trouble & { forTheLog: boolean } {
  const changePassword = { href: '/password', label: words.changePassword };
  const back = { href: '/login', label: words.back };
  if (isNodError(error, 'push_limit')) {
    return {
      title: words.limit.title,
      text: words.limit.text(inTime(error.retryAfterSeconds, times)),
      next: TRY_AGAIN,
      also: changePassword,
      status: 429,
      forTheLog: false,
    };
  }
  if (isNodError(error, 'user_backing_off')) {
    return {
      title: words.backingOff.title,
      text: words.backingOff.text(inTime(error.retryAfterSeconds, times)),
      next: TRY_AGAIN,
      status: 429,
      forTheLog: false,
    };
  }
  if (isNodError(error, 'user_quarantined')) {
    return {
      title: words.quarantined.title,
      text: words.quarantined.text(inTime(error.retryAfterSeconds, times)),
      next: changePassword,
      also: back,
      status: 429,
      forTheLog: false,
    };
  }
  if (isNodError(error, 'no_active_device', 'user_unknown')) {
    return {
      ...words.noDevice,
      next: back,
      status: 409,
      forTheLog: false,
    };
  }
  return {
    ...words.unreachable,
    next: TRY_AGAIN,
    status: 503,
    forTheLog: true,
  };
}

/** Seconds in words that people use: "in 40 seconds", "in 3 minutes". */
export function inTime(seconds: number | undefined, words: DemoWords['inTime']): string {
  if (seconds === undefined) return words.minutesSoon;
  if (seconds <= 90) return words.seconds(Math.max(1, Math.ceil(seconds)));
  if (seconds <= 90 * 60) return words.minutes(Math.ceil(seconds / 60));
  return words.hours(Math.ceil(seconds / 3600));
}

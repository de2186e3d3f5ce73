import { isNodError } from '../shared/sdk/errors.ts';

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
const CHANGE_PASSWORD = { href: '/password', label: 'Change your password' } as const;

/** @returns the words for a failed call to Nod, and whether it belongs in the log */
export function troubleWith(error: unknown): Trouble & { forTheLog: boolean } {
  if (isNodError(error, 'push_limit')) {
    return {
      title: 'Your devices get a rest',
      text: `Several requests went out and none was approved. If they weren’t yours, change your password now. Otherwise try again ${inTime(error.retryAfterSeconds)}.`,
      next: TRY_AGAIN,
      also: CHANGE_PASSWORD,
      status: 429,
      forTheLog: false,
    };
  }
  if (isNodError(error, 'user_backing_off')) {
    return {
      title: 'A short pause',
      text: `After wrong codes signing in pauses for a while. Try again ${inTime(error.retryAfterSeconds)}.`,
      next: TRY_AGAIN,
      status: 429,
      forTheLog: false,
    };
  }
  if (isNodError(error, 'user_quarantined')) {
    return {
      title: 'Signing in is paused',
      text: `A request was answered with “This wasn’t me”. If it wasn’t you who tried, somebody knows your password: change it now where you are signed in, or else when you can sign in again, ${inTime(error.retryAfterSeconds)}.`,
      next: CHANGE_PASSWORD,
      also: { href: '/login', label: 'Back to sign-in' },
      status: 429,
      forTheLog: false,
    };
  }
  if (isNodError(error, 'no_active_device', 'user_unknown')) {
    return {
      title: 'No device can answer',
      text: 'None of your devices can answer this: none is in use any more, or this site takes an approval from the browser extension only. Whoever runs it can pair another one with you.',
      next: { href: '/login', label: 'Back to sign-in' },
      status: 409,
      forTheLog: false,
    };
  }
  return {
    title: 'Nod can’t be reached',
    text: 'Your password was right, but your devices can’t be asked at the moment. Wait a little, then try again.',
    next: TRY_AGAIN,
    status: 503,
    forTheLog: true,
  };
}

/** Seconds in words that people use: "in 40 seconds", "in 3 minutes". */
export function inTime(seconds: number | undefined): string {
  if (seconds === undefined) return 'in a few minutes';
  if (seconds <= 90) return `in ${Math.max(1, Math.ceil(seconds))} seconds`;
  if (seconds <= 90 * 60) return `in ${Math.ceil(seconds / 60)} minutes`;
  return `in ${Math.ceil(seconds / 3600)} hours`;
}

import { englishFallbackWords, type FallbackWords } from './fallback-words.ts';

/**
 * The words of <nod-login>. An application in another language than English hands its own to the element's `words`
 * property. Functions get the names of devices as plain text.
 */
export interface LoginWords {
  typeCode: string;
  answerThere: string;
  /** Where the browser extension can approve, in place of the code or as the only way. */
  approveHere: string;
  approveHereOr: string;
  extensionOnly: string;
  asks(names: readonly string[]): string;
  asksNobody: string;
  /** Where too much was asked lately and nobody was rung: with a code to carry over, and where only the extension can. */
  nobodyRung: string;
  nobodyRungHere: string;
  /** On a phone: a link that opens Nod there, or what to do where links don't open it. */
  openApp: string;
  openFromHome: string;
  copyCode: string;
  copied: string;
  copyRefused: string;
  orScanElsewhere: string;
  orScan: string;
  qrLabel: string;
  devicesLabel: string;
  weakCode(digits: number): string;
  timeLeft: string;
  secondsLeft(seconds: number): string;
  reconnecting: string;
  delivery: Record<'queued' | 'sent' | 'pull' | 'gone' | 'failed' | 'received' | 'displayed', string>;
  outcome: Record<Ending, { heading: string; sentence(deviceName: string | undefined): string }>;
  fallback: FallbackWords;
}

/** How waiting can end: the final states, and `lost` when this page can't hear the answer. */
export type Ending = 'approved' | 'denied' | 'reported' | 'expired' | 'canceled' | 'failed' | 'lost';

const on = (name: string | undefined) => (name ? ` on ${name}` : '');

export const englishWords: LoginWords = {
  typeCode: 'Type this code in Nod',
  answerThere: 'Answer in Nod',
  approveHere: 'Approve in this browser',
  approveHereOr: 'Approve in this browser, or type this code in Nod',
  extensionOnly: 'Open the Nod extension in this browser and choose Approve. No other device can.',
  asks: (names) => `It was sent to ${new Intl.ListFormat('en').format(names)}. Open Nod there.`,
  asksNobody: 'Open Nod on a device that you have paired.',
  nobodyRung: 'Nobody was rung: open Nod and scan this, or type these digits under “I am signing in”.',
  nobodyRungHere:
    'Nobody was rung: open the Nod extension while this page is in front, and choose “Fetch the request of this page”.',
  openApp: 'Open Nod on this phone',
  openFromHome:
    'Nod is on this phone? Copy the code, open Nod from your Home Screen, and paste it there under “I am signing in”.',
  copyCode: 'Copy the code',
  copied: 'Copied. Paste it in Nod.',
  copyRefused: 'Not copied: press the code and hold it',
  orScan: 'Or scan it with Nod',
  orScanElsewhere: 'Or scan it with Nod on another device',
  qrLabel: 'QR code: scan it with Nod instead of typing',
  devicesLabel: 'Asked',
  weakCode: (digits) => `This code has ${digits} digits. NIST accepts 6 or more, since fewer are easily guessed.`,
  timeLeft: 'Time left to answer',
  secondsLeft: (seconds) => `${seconds} seconds left`,
  reconnecting: 'Reconnecting. You can answer all the same.',
  delivery: {
    queued: 'Being asked',
    sent: 'Asked',
    pull: 'Open Nod there to see it',
    gone: 'Can’t be reached: open Nod there',
    failed: 'Not reached yet: open Nod there',
    received: 'Received it',
    displayed: 'Shows it now',
  },
  outcome: {
    approved: {
      heading: 'Approved',
      sentence: (name) => `You said yes${on(name)}. Signing you in.`,
    },
    denied: {
      heading: 'Declined',
      sentence: (name) =>
        `The request was declined${on(name)}, and nobody was signed in. If that was a slip, try again.`,
    },
    reported: {
      heading: 'Reported',
      sentence: (name) =>
        `Somebody answered “This wasn’t me”${on(name)}. Nobody was signed in, and no device is rung for a while. ` +
        'If it wasn’t you who tried, change your password now.',
    },
    expired: {
      heading: 'Time’s up',
      sentence: () => 'Nobody answered in time. Have Nod at hand, then try again.',
    },
    canceled: {
      heading: 'Called off',
      sentence: () =>
        'It ended without an answer, as when a newer one takes its place. Go on in the newer window, or try again.',
    },
    failed: {
      heading: 'Wrong code',
      sentence: () => 'The code was typed wrong three times, so this request is over. Try again to get a new code.',
    },
    lost: {
      heading: 'This page lost touch',
      sentence: () => 'It can’t hear the answer any more. Check your connection, then load the page again.',
    },
  },
  fallback: englishFallbackWords,
};

import type { LoginWords } from '../../login-words.ts';
import { fallbackWords } from './fallback-words.ts';

const on = (name: string | undefined) => (name ? ` on ${name}` : '');

export const loginWords: LoginWords = {
  typeCode: 'Type this code in Nod',
  answerThere: 'Answer in Nod',
  approveHere: 'Approve in this browser',
  approveHereOr: 'Approve in this browser, or type this code in Nod',
  extensionOnly: 'Open the Nod extension in this browser and choose Approve. No other device can.',
  asks: (names) => `It was sent to ${new Intl.ListFormat('fr').format(names)}. Open Nod there.`,
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
  fallback: fallbackWords,
};

import type { FallbackWords } from '../../fallback-words.ts';

export const fallbackWords: FallbackWords = {
  menu: 'Phone not at hand?',
  ways: {
    offline: {
      title: 'Digits of an offline phone',
      hint: 'A phone without a network scans a code here and shows eight digits to type.',
      sentence: 'Approve there, then type the eight digits that it shows.',
      label: 'Eight digits that Nod shows',
    },
    totp: {
      title: 'Six digits of another app',
      hint: 'From an authenticator app, if you have set one up for this account.',
      sentence: 'Open your authenticator app and type the six digits that it shows for this account.',
      label: 'Six digits of the app',
    },
    email: {
      title: 'A code from an e-mail',
      hint: 'To the address that you have set in Nod.',
      sentence: 'The code goes to the address that you have set in Nod.',
      label: 'Code from the e-mail',
    },
    bypass: {
      title: 'A one-time code',
      hint: 'From the people who run your sign-in: call them if you have none.',
      sentence: 'Type the code that the people who run your sign-in gave you for this site. It works once.',
      label: 'One-time code',
    },
  },
  lost: (address) =>
    `Lost your phone? A recovery code counts ${address === undefined ? 'on Nod’s own page' : `at ${address}`}, never here.`,
  scan: 'Open Nod on your phone and scan',
  qrLabel: 'QR code for Nod on a phone without a network',
  larger: 'Show it larger',
  close: 'Close',
  honest:
    'Look at the address of this page first. What you type here is as good as any typed code: a page that only looks like ' +
    'this one could pass it on and sign in as you.',
  neverRecovery: 'A recovery code doesn’t belong here. This page never asks for one.',
  send: 'Send me a code',
  sent: 'It is on its way, if an address is set. That can take a minute.',
  answer: 'Sign in with this code',
  busy: 'One moment …',
  back: 'Choose another way',
  empty: 'Type the code first.',
  incomplete: (digits) => `It has ${digits} digits. Look again, then type them all.`,
  refused: {
    wrong_code: 'That isn’t the right code. Look again and type it once more, or choose another way.',
    fallback_closed:
      'This way is closed after too many wrong codes. Choose another one; a device of yours, or whoever runs your sign-in, ' +
      'can open it again.',
    fallback_not_allowed: 'This site doesn’t take that here. Choose another way.',
    offline_too_long: 'This request is too long for a code to scan. Choose another way.',
    offline_no_device: 'None of your devices can do that yet. Choose another way.',
    offline_used_up: 'Too many wrong digits for this request. Choose another way, or start signing in again.',
    email_used_up: 'Too many wrong codes for this request. Choose another way, or start signing in again.',
    challenge_final: 'This request has ended. Start signing in again.',
    user_locked: 'This account is locked. Ask the people who run your sign-in.',
    unreachable: 'This page can’t reach its site. Check your connection, then try again.',
    other: 'That didn’t work. Try again in a moment, or choose another way.',
  },
  fallbackBackingOff: (when) => `Too many wrong codes: this way pauses. Try again ${when}, or choose another way.`,
  userPauses: (when) => `A request was declined just now, so signing in pauses. Try again ${when}.`,
  inTime: (seconds) => {
    if (seconds === undefined) return 'in a few minutes';
    if (seconds <= 90) return `in ${Math.max(1, Math.ceil(seconds))} seconds`;
    if (seconds <= 90 * 60) return `in ${Math.ceil(seconds / 60)} minutes`;
    return `in ${Math.ceil(seconds / 3600)} hours`;
  },
  approved: 'Your code was right. Signing you in.',
};

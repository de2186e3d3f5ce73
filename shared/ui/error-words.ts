import type { Here } from './here.ts';

/** Facts that make a sentence exact. All optional: without them the sentence is vaguer, never wrong. */
export interface ErrorParams {
  readonly here?: Here;
  /** Name of the server, for who has accounts on several. */
  readonly server?: string;
  readonly triesLeft?: number;
  readonly retryAfterSeconds?: number;
  /** Final state of a request that was answered already, and the name of the device that did. */
  readonly state?: string;
  readonly decidedBy?: string;
  /** By how much this device's clock is ahead of (positive) or behind the server's. */
  readonly clockOffsetMs?: number;
}

export interface ErrorWords {
  readonly title: string;
  readonly body: string;
  readonly nextStep?: string;
}

type Describe = (params: ErrorParams) => ErrorWords;

const device = ({ here = 'phone' }: ErrorParams) => `this ${here}`;
const server = (params: ErrorParams) => params.server ?? 'Nod’s server';
const startAgain = 'If it was you, start again where you sign in.';
const newCode = 'Ask for a new code where you got this one.';

const wrongCode: Describe = ({ triesLeft }) => ({
  title: 'That is not the code',
  body:
    triesLeft === undefined
      ? 'Nothing was approved.'
      : `You have ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`,
  nextStep: 'Look at the other screen and type its code again.',
});

const alreadyFinal: Describe = ({ state, decidedBy }) => {
  const verb = state === undefined ? undefined : ANSWERED[state];
  const where = decidedBy === undefined ? '' : ` on ${decidedBy}`;
  return {
    title: verb === undefined ? 'This request is closed' : `${verb}${where}`,
    body: 'It already has its answer, so yours was not counted.',
    nextStep: 'If the answer wasn’t yours, look at your devices and remove what you don’t know.',
  };
};
const ANSWERED: Readonly<Record<string, string>> = { approved: 'Approved', denied: 'Denied', reported: 'Reported' };

const expired: Describe = () => ({
  title: 'Too late for this one',
  body: 'The request ran out before your answer arrived. Nothing was approved.',
  nextStep: startAgain,
});

const tooMany: Describe = ({ retryAfterSeconds }) => ({
  title: 'Too many tries',
  body: 'Nod slows down to keep others from guessing.',
  nextStep:
    retryAfterSeconds === undefined ? 'Wait a minute, then try again.' : `Try again in ${duration(retryAfterSeconds)}.`,
});

const clock: Describe = (params) => ({
  title: 'The clock is off',
  body: `The clock of ${device(params)} is ${clockWords(params.clockOffsetMs)}, so its answers can’t be checked.`,
  nextStep: 'Set date and time to automatic in the settings, then try again.',
});

/** Only noticed, since everything works: the app goes by the server's clock. */
const clockNoticed: Describe = (params) => ({
  title: 'The clock is off',
  body: `The clock of ${device(params)} is ${clockWords(params.clockOffsetMs)}. Nod goes by the server’s, so you can still answer.`,
  nextStep: 'Set date and time to automatic in the settings.',
});

const unreadable: Describe = (params) => ({
  title: 'Nod can’t trust this',
  body: `What arrived was not signed by the server ${device(params)} was paired with, so it is not shown.`,
  nextStep: 'Nothing was approved. If it happens again, tell whoever runs the server.',
});

const unreachable: Describe = (params) => ({
  title: 'The server doesn’t answer',
  body: `${server(params)} can’t be reached at the moment.`,
  nextStep: 'Wait a moment, then try again.',
});

const refused: Describe = () => ({
  title: 'Nod couldn’t do that',
  body: 'The server didn’t accept what was sent. Nothing was changed.',
  nextStep: 'Close Nod, open it again and retry. If it happens again, tell whoever runs the server.',
});

/** One row a code: first what the app meets by itself, then the server's problem codes. */
export const errorWords = {
  offline: (params) => ({
    title: 'No network',
    body: `${capital(device(params))} is offline.`,
    nextStep: 'Connect to a network, then try again.',
  }),
  server_unreachable: unreachable,
  interrupted: () => ({
    title: 'Nod was interrupted',
    body: 'The browser stopped it before it could say how this went. It may have been done all the same.',
    nextStep: 'Look whether it still waits, or in History; then try again.',
  }),
  permission_denied: (params) => ({
    title: 'Notifications are off for Nod',
    body: `${capital(device(params))} was told not to show them.`,
    nextStep: 'Turn them on in Settings → Notifications → Nod, then try again.',
  }),
  permission_dismissed: () => ({
    title: 'Nothing was chosen',
    body: 'The question closed before you answered it.',
    nextStep: 'Tap Allow notifications again and choose Allow.',
  }),
  subscribe_timeout: () => ({
    title: 'Notifications can’t be set up here',
    body: 'The network didn’t answer when Nod asked for notifications.',
    nextStep: 'Try another network, or go on without: requests then show while Nod is open.',
  }),
  subscribe_failed: () => ({
    title: 'Notifications can’t be set up here',
    body: 'This browser refused, or can’t reach the service that carries them.',
    nextStep: 'Check that notifications are not blocked in the browser’s settings, or go on without.',
  }),
  code_wrong: wrongCode,
  challenge_expired: expired,
  challenge_already_final: alreadyFinal,
  rate_limited: tooMany,
  clock_skew: clock,
  clock_off: clockNoticed,
  enrollment_invalid: () => ({
    title: 'This code doesn’t work',
    body: 'There is no pairing waiting for it.',
    nextStep: 'Compare it letter by letter, or ask for a new one.',
  }),
  enrollment_expired: () => ({
    title: 'This code has run out',
    body: 'A pairing code works for ten minutes.',
    nextStep: newCode,
  }),
  enrollment_used: () => ({
    title: 'This code was used already',
    body: 'A pairing code works once.',
    nextStep: `${newCode} If it wasn’t you who used it, look at your devices.`,
  }),
  device_revoked: (params) => ({
    title: `${capital(device(params))} was removed`,
    body: 'It no longer answers for this account.',
    nextStep: 'If you still want it to, pair it again.',
  }),
  device_suspended: (params) => ({
    title: `${capital(device(params))} is paused`,
    body: 'Too many wrong codes were typed for this account.',
    nextStep: 'Ask whoever runs the server to turn it on again, or pair it anew.',
  }),
  signature_invalid: unreadable,
  storage_refused: (params) => ({
    title: 'Nod can’t keep anything here',
    body: `This browser doesn’t let Nod store data on ${device(params)}. Private windows do that.`,
    nextStep: 'Open Nod in a normal window, or allow it to store data, then try again.',
  }),
  camera_denied: () => ({
    title: 'The camera is off for Nod',
    body: 'Without it, nothing can be scanned.',
    nextStep: 'Turn it on in Settings → Camera, or type the code.',
  }),
  camera_unavailable: () => ({
    title: 'No camera to scan with',
    body: 'There is none here, or another app is using it.',
    nextStep: 'Close other apps that use it, or type the code.',
  }),
  qr_not_for_this: () => ({
    title: 'That is another code',
    body: 'What was scanned doesn’t belong to this request.',
    nextStep: 'Scan the code on the screen where you are signing in. If there is none, choose Deny.',
  }),
  unknown: () => ({
    title: 'Something went wrong',
    body: 'Nod doesn’t know what. Nothing was approved.',
    nextStep: 'Try again. If it happens again, tell whoever runs the server.',
  }),

  // the server's problem codes (server/errors.ts), where they reach a person
  wrong_code: wrongCode,
  challenge_final: alreadyFinal,
  challenge_unknown: () => ({
    title: 'This request is gone',
    body: 'The server doesn’t know it any more. Nothing was approved.',
    nextStep: startAgain,
  }),
  decision_invalid: refused,
  proof_invalid: refused,
  proof_replayed: refused,
  request_malformed: refused,
  request_too_large: refused,
  enrollment_refused: () => ({
    title: 'Pairing was refused',
    body: 'The application that gave you the code said no.',
    nextStep: newCode,
  }),
  enrollment_proof_invalid: refused,
  device_unknown: (params) => ({
    title: `${capital(device(params))} isn’t paired`,
    body: 'The server doesn’t know it.',
    nextStep: 'Pair it again to use it.',
  }),
  device_pending: () => ({
    title: 'Pairing is not finished',
    body: 'The test notification has not been answered yet.',
    nextStep: 'Send the test again, or pair anew.',
  }),
  endpoint_not_allowed: () => ({
    title: 'Notifications can’t be set up here',
    body: 'The server doesn’t send to the service this browser uses.',
    nextStep: 'Tell whoever runs the server, or go on without notifications.',
  }),
  pull_not_allowed: () => ({
    title: 'Notifications are needed here',
    body: 'This server only pairs devices that get notifications.',
    nextStep: 'Allow notifications, or pair another device.',
  }),
  activation_invalid: () => ({
    title: 'That test was an old one',
    body: 'A newer test notification is on its way or has already been answered.',
    nextStep: 'Send the test again.',
  }),
  user_backing_off: tooMany,
  user_quarantined: tooMany,
  push_limit: tooMany,
  unavailable: unreachable,
  internal: unreachable,
} as const satisfies Record<string, Describe>;

/** Every code that has words of its own. */
export type ErrorCode = keyof typeof errorWords;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clockWords(offsetMs: number | undefined): string {
  if (offsetMs === undefined) return 'wrong by more than a minute';
  return `${duration(Math.abs(offsetMs) / 1000)} ${offsetMs > 0 ? 'fast' : 'slow'}`;
}

function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90) return whole === 1 ? '1 second' : `${whole} seconds`;
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return `${hours} hours`;
}

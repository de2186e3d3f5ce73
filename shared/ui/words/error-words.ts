import { type Describe, described, type ErrorParams } from './described.ts';

export type { Describe, ErrorParams, ErrorWords } from './described.ts';

/** "this phone", in the middle of a sentence. */
export const thisDevice = ({ here = 'phone' }: ErrorParams) => `this ${here}`;

const server = (params: ErrorParams) => params.server ?? 'Nod’s server';

/** Nothing that a person could put right but by trying again or telling the operator. */
export const refused: Describe = () => ({
  title: 'Nod couldn’t do that',
  body: 'The server didn’t accept what was sent. Nothing was changed.',
  nextStep: 'Close Nod, open it again and retry. If it happens again, tell whoever runs the server.',
});

/** The server doesn't know a call that this app makes, or misses something in it: one of them is older. */
const outOfStep: Describe = () => ({
  title: 'Nod and its server don’t match',
  body: 'One of them is older than the other.',
  nextStep: 'Close Nod and open it again. If it happens again, tell whoever runs the server.',
});

const unreachable: Describe = (params) => ({
  title: 'The server doesn’t answer',
  body: `${server(params)} can’t be reached at the moment.`,
  nextStep: 'Wait a moment, then try again.',
});

const tooMany: Describe = ({ retryAfterSeconds }) => ({
  title: 'Too many tries',
  body: 'Nod slows down to keep others from guessing.',
  nextStep:
    retryAfterSeconds === undefined ? 'Wait a minute, then try again.' : `Try again in ${duration(retryAfterSeconds)}.`,
});

const clock: Describe = (params) => ({
  title: 'The clock is off',
  body: `The clock of ${thisDevice(params)} is ${clockWords(params.clockOffsetMs)}, so its answers can’t be checked.`,
  nextStep: 'Set date and time to automatic in the settings, then try again.',
});

/** Only noticed, since everything works: the app goes by the server's clock. */
const clockNoticed: Describe = (params) => ({
  title: 'The clock is off',
  body: `The clock of ${thisDevice(params)} is ${clockWords(params.clockOffsetMs)}. Nod goes by the server’s, so you can still answer.`,
  nextStep: 'Set date and time to automatic in the settings.',
});

const unreadable: Describe = (params) => ({
  title: 'Nod can’t trust this',
  body: `What arrived was not signed by the server ${thisDevice(params)} was paired with, so it is not shown.`,
  nextStep: 'Nothing was approved. If it happens again, tell whoever runs the server.',
});

/** What any screen can meet: the network, the server, the browser, the camera. One row per code. */
export const generalErrors = described('generalErrors', {
  offline: (params) => ({
    title: 'No network',
    body: `${capital(thisDevice(params))} is offline.`,
    nextStep: 'Connect to a network, then try again.',
  }),
  server_unreachable: unreachable,
  unavailable: unreachable,
  internal: unreachable,
  answer_malformed: () => ({
    title: 'Something else answered',
    body: 'What answered wasn’t the Nod server. On a guest network, that may be its sign-in page.',
    nextStep: 'Sign in to the network or use another one, then try again.',
  }),
  user_locked: ({ reason }) => ({
    title: 'Your account is locked',
    body: `Whoever runs the server has locked it${reason ? `: “${reason}”` : ''}. Until it is unlocked, nobody signs in with Nod as you.`,
    nextStep: 'Ask whoever runs the server what happened, and to unlock it.',
  }),
  not_found: outOfStep,
  unauthorized: outOfStep,
  request_malformed: refused,
  request_too_large: refused,
  proof_invalid: refused,
  proof_replayed: refused,
  rate_limited: tooMany,
  user_backing_off: tooMany,
  user_quarantined: tooMany,
  push_limit: tooMany,
  interrupted: () => ({
    title: 'Nod was interrupted',
    body: 'The browser stopped it before it could say how this went. It may have been done all the same.',
    nextStep: 'See whether the request still waits, or is among the past requests of your account, then try again.',
  }),
  signature_invalid: unreadable,
  update_needed: () => ({
    title: 'Update Nod',
    body: 'A request holds something that this version of Nod doesn’t know, so Nod doesn’t show it.',
    nextStep: 'Close Nod, open it again and take the new version. Then start again where you sign in.',
  }),
  clock_skew: clock,
  clock_off: clockNoticed,
  storage_refused: (params) => ({
    title: 'Nod can’t keep anything here',
    body: `This browser doesn’t keep what pairs ${thisDevice(params)}. Private windows and Lockdown Mode do that.`,
    nextStep: 'Open Nod in a normal window and allow it to store data, or use another browser.',
  }),
  camera_denied: ({ here, runsIn }) => ({
    title: 'The camera is off for Nod',
    body: 'Without it, nothing can be scanned.',
    nextStep:
      runsIn === 'tab'
        ? `${here === 'computer' ? 'Click' : 'Tap'} the sign beside the address and allow the camera, or type the code.`
        : 'Allow the camera for Nod in the settings, or type the code.',
  }),
  camera_unavailable: () => ({
    title: 'No camera to scan with',
    body: 'There is none here, or another app is using it.',
    nextStep: 'Close other apps that use it, or type the code.',
  }),
  qr_not_for_this: () => ({
    title: 'That code isn’t for this',
    body: 'It belongs to something else, or to a request that is over.',
    nextStep: 'Scan the code on the screen where you sign in or pair.',
  }),
  offline_unready: ({ here = 'phone' }) => ({
    title: `This ${here} can’t do that yet`,
    body: 'It makes such digits for accounts that are in use, after it was in touch with your server once.',
    nextStep: 'Open Nod while there is a network, then try again. For now choose another way where you sign in.',
  }),
  unknown: () => ({
    title: 'Something went wrong',
    body: 'Nod doesn’t know what. Nothing was approved.',
    nextStep: 'Try again. If it happens again, tell whoever runs the server.',
  }),
});

/** As the first word of a sentence. */
export function capital(text: string): string {
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

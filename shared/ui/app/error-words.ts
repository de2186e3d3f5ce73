import { AuthenticatorError } from '../../authenticator/errors.ts';
import type { ErrorWords } from '../error-words.ts';
import type { Here } from '../here.ts';
import { describeError } from '../words.ts';
import { CameraError } from './camera-error.ts';

/** What to say about anything thrown, with the facts it carries. */
export function wordsFor(error: unknown, context: { here: Here; serverName?: string | undefined }): ErrorWords {
  const { here, serverName } = context;
  if (error instanceof CameraError) return describeError(error.code, { here });
  if (!(error instanceof AuthenticatorError)) {
    console.error(error);
    return describeError('unknown', { here });
  }
  const special = SPECIAL[error.code];
  if (special) return special(here);
  const { triesLeft, retryAfterSeconds, state, decidedBy, clockOffsetMs } = error.params;
  return describeError(error.code, {
    here,
    ...(serverName === undefined ? {} : { server: serverName }),
    ...(typeof triesLeft === 'number' ? { triesLeft } : {}),
    ...(typeof retryAfterSeconds === 'number' ? { retryAfterSeconds } : {}),
    ...(typeof state === 'string' ? { state } : {}),
    ...(typeof decidedBy === 'string' ? { decidedBy } : {}),
    ...(typeof clockOffsetMs === 'number' ? { clockOffsetMs } : {}),
  });
}

/** The server doesn't know a call this app makes, or wants something it doesn't send: one of them is older. */
const outOfStep: ErrorWords = {
  title: 'Nod and its server don’t match',
  body: 'One of them is older than the other.',
  nextStep: 'Close Nod and open it again. If it happens again, tell whoever runs the server.',
};

/** Codes that ../error-words.ts doesn't have, or that read better here. */
const SPECIAL: Readonly<Partial<Record<AuthenticatorError['code'], (here: Here) => ErrorWords>>> = {
  approval_unsupported: (here) => ({
    title: `This can’t be approved on this ${here}`,
    body: 'It asks for a check that Nod can’t do here.',
    nextStep: 'If you started it, approve it on another device. If not, choose Deny.',
  }),
  approval_needs_app: () => ({
    title: 'This needs the code',
    body: 'It can’t be approved from the notification.',
    nextStep: 'Open Nod and type the code from the other screen.',
  }),
  login_not_here: (here) => ({
    title: 'Not started in this browser',
    body: `No tab of this ${here}’s browser shows this sign-in, so it can’t be approved here.`,
    nextStep: 'If you started it elsewhere, answer it there. If you didn’t start it, choose Deny.',
  }),
  login_hidden: () => ({
    title: 'Nod may not look at that site',
    body: 'It has to see that your tab is the real site, and the browser doesn’t let it.',
    nextStep: 'Open Nod and choose “Allow”, then approve again.',
  }),
  code_malformed: () => ({
    title: 'The code isn’t complete',
    body: 'Some of its digits are missing.',
    nextStep: 'Type all the digits on the other screen.',
  }),
  confirmation_missing: () => ({
    title: 'You were not confirmed',
    body: 'This wants your fingerprint, face or PIN for the very answer that is sent.',
    nextStep: 'Approve it again and confirm.',
  }),
  confirmation_canceled: () => ({
    title: 'You were not confirmed',
    body: 'Nothing was sent: the question for your fingerprint, face or PIN was closed, or you were not recognised.',
    nextStep: 'Try again. If that can’t be asked any more, remove the account here and pair it again.',
  }),
  confirmation_unsupported: (here) => ({
    title: `This ${here} can’t confirm you`,
    body: 'It has no fingerprint reader, camera or PIN that the browser could ask for.',
    nextStep: 'Set up a PIN or fingerprint in the system, or plug in a security stick, then try again.',
  }),
  verifier_exists: (here) => ({
    title: 'This is turned on already',
    body: `On this ${here} somebody is confirmed already, and nobody else can be in their place.`,
    nextStep: 'Turn it off first. If you can’t be confirmed any more, remove the account here and pair it again.',
  }),
  verifier_invalid: (here) => ({
    title: 'The server didn’t take this',
    body: `What this ${here} offered can’t be used to confirm you.`,
    nextStep: 'Try again, and choose another way if your browser offers several.',
  }),
  not_found: () => outOfStep,
  unauthorized: () => outOfStep,
  key_missing: (here) => ({
    title: `This ${here} has to be paired again`,
    body: 'The browser has deleted what Nod kept for this account.',
    nextStep: 'Remove the account here, then pair again.',
  }),
  account_unknown: (here) => ({
    title: 'The account is gone',
    body: `It is no longer on this ${here}.`,
    nextStep: 'Pair it again to use it.',
  }),
  answer_malformed: () => ({
    title: 'Something else answered',
    body: 'What answered wasn’t the Nod server. On a guest network, that may be its sign-in page.',
    nextStep: 'Sign in to the network or use another one, then try again.',
  }),
  wrong_server: () => ({
    title: 'This server goes by another address',
    body: 'Nothing was sent to it.',
    nextStep: 'Open Nod at the address that your code came from.',
  }),
  qr_not_for_this: () => ({
    title: 'That code isn’t for this',
    body: 'It belongs to something else, or to a request that is over.',
    nextStep: 'Scan the code on the screen where you sign in or pair.',
  }),
};

/** A pairing link of another server. */
export function otherServerWords(origin: string): ErrorWords {
  return {
    title: 'That code is another server’s',
    body: `It belongs to ${new URL(origin).host}.`,
    nextStep: `Open ${origin} on this device and pair there.`,
  };
}

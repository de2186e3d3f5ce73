import type { pairingErrors as english } from '../pairing-errors.ts';
import { allowNotifications } from './common-words.ts';
import { capital, refused, thisDevice } from './error-words.ts';

const newCode = 'Ask for a new code where you got this one.';

/** What stands in the way of getting a device onto an account, and of its staying there. One row per code. */
export const pairingErrors: typeof english = {
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
  enrollment_refused: () => ({
    title: 'Pairing was refused',
    body: 'The site did not confirm this code, or your account has as many devices as it may, or none that could say yes.',
    nextStep: 'Ask for a new code there, or ask whoever runs the server for one.',
  }),
  enrollment_proof_invalid: refused,
  /** The address of a server that was never reached from here: nobody can say whether it is mistyped or out of service. */
  server_not_found: ({ server = 'this address' }) => ({
    title: `Nothing answers at ${server}`,
    body: 'Nod has never reached a server there.',
    nextStep:
      'Compare the address letter by letter. If it is right, the server is down or the network doesn’t reach it.',
  }),
  server_not_nod: ({ server = 'this address' }) => ({
    title: `No Nod server at ${server}`,
    body: 'Something else answers there.',
    nextStep: 'Compare the address letter by letter. On a guest network, sign in to the network first.',
  }),
  wrong_server: () => ({
    title: 'This server goes by another address',
    body: 'Nothing was sent to it.',
    nextStep: 'Open Nod at the address that your code came from.',
  }),
  permission_denied: (params) => ({
    title: 'Notifications are off for Nod',
    body: `${capital(thisDevice(params))} was told not to show them.`,
    nextStep: `${allowNotifications(params.here ?? 'phone', params.runsIn)}, then try again.`,
  }),
  permission_dismissed: () => ({
    title: 'Nothing was chosen',
    body: 'The question closed before you answered it.',
    nextStep: 'Try again and choose Allow.',
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
  device_pending: () => ({
    title: 'Pairing is not finished',
    body: 'The test notification has not been answered yet.',
    nextStep: 'Send the test again, or pair anew.',
  }),
  device_unvouched: (params) => ({
    title: `${capital(thisDevice(params))} isn’t let in yet`,
    body: 'None of your other devices has said yes to it.',
    nextStep: 'Open Nod on one of them, and type there the digits that are shown here.',
  }),
  vouching_unavailable: (params) => ({
    title: 'None of your other devices can be asked',
    body: `They aren’t in use any more, or don’t know yet how to let ${thisDevice(params)} in.`,
    nextStep: 'Open Nod on one of them, so that it updates, and ask again. Or get a code from whoever runs the server.',
  }),
  device_kept_out: (params) => ({
    title: `${capital(thisDevice(params))} was not let in`,
    body: 'One of your other devices said no, or nobody answered in time.',
    nextStep: 'If you still want it on your account, remove it here and pair it with a new code.',
  }),
  device_unknown: (params) => ({
    title: `${capital(thisDevice(params))} isn’t paired`,
    body: 'The server doesn’t know it.',
    nextStep: 'Pair it again to use it.',
  }),
  device_suspended: (params) => ({
    title: `${capital(thisDevice(params))} is paused`,
    body: 'It is asked nothing, and its answers don’t count.',
    nextStep: 'See under Accounts why, and what you can do.',
  }),
  replaces_refused: () => ({
    title: 'It’s too late to say that',
    body: 'It can be said once, in the first hour, of a device of the same kind.',
    nextStep: 'Remove the old one in the list of your devices.',
  }),
  device_revoked: (params) => ({
    title: `${capital(thisDevice(params))} was removed`,
    body: 'It no longer answers for this account.',
    nextStep: 'If you still want it to, pair it again.',
  }),
  /** A request's screen finds no account at all any more. */
  unpaired: (params) => ({
    title: `${capital(thisDevice(params))} isn’t paired any more`,
    body: 'What Nod kept here is gone: somebody removed the account, or the browser deleted it. Nothing was approved here.',
    nextStep: 'Pair it again to use it.',
  }),
  account_unknown: ({ here = 'phone' }) => ({
    title: 'The account is gone',
    body: `It is no longer on this ${here}.`,
    nextStep: 'Pair it again to use it.',
  }),
  key_missing: ({ here = 'phone' }) => ({
    title: `This ${here} has to be paired again`,
    body: 'The browser has deleted what Nod kept for this account.',
    nextStep: 'Remove the account here, then pair again.',
  }),
};

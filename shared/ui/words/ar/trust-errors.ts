import type { trustErrors as english } from '../trust-errors.ts';

/** What keeps a device from acting on another one, and a person from undoing what happened. One row per code. */
export const trustErrors: typeof english = {
  device_too_young: ({ here = 'phone' }) => ({
    title: `This ${here} is too new for that`,
    body: 'For three days a new device can’t pause, rename or remove those that were there before it.',
    nextStep: 'Do it from one of your older devices, or ask whoever runs the server.',
  }),
  last_device: () => ({
    title: 'That is your last way in',
    body: 'Nothing else would answer for you, so nothing was changed.',
    nextStep: 'Pair another device first.',
  }),
  operator_needed: () => ({
    title: 'Your devices can’t decide this',
    body: 'Only whoever runs the server can bring this device back or remove it.',
    nextStep: 'Call or visit them, and say what happened.',
  }),
  objection_refused: ({ here = 'phone' }) => ({
    title: `This ${here} can’t say so any more`,
    body: 'It was confirmed that it should be paused, or the time is over.',
    nextStep: 'Bring it back from another of your devices, or ask whoever runs the server.',
  }),
  email_invalid: () => ({
    title: 'That address can’t be used',
    body: 'It has to be one e-mail address, such as alice@example.org.',
    nextStep: 'Look at it letter by letter, then save it again.',
  }),
  totp_exists: () => ({
    title: 'Another app is set up already',
    body: 'There can be one at a time, and the one that is set up was left as it is.',
    nextStep: 'Remove that one first, then set up this one.',
  }),
  totp_not_begun: () => ({
    title: 'This has to be begun again',
    body: 'It took longer than ten minutes, or another of your devices began as well. Nothing was turned on.',
    nextStep: 'Close this screen, open it again and set up the other app anew.',
  }),
  announcement_unknown: () => ({
    title: 'This is too long ago',
    body: 'The server doesn’t know of it any more.',
    nextStep: 'Look at your devices, and pause the one that isn’t yours.',
  }),
  undo_impossible: () => ({
    title: 'Nothing is left to undo here',
    body: 'The device is paused or removed already, or it was there before this one.',
    nextStep: 'Look at your devices, and pause the one that isn’t yours.',
  }),
  waiting_refused: () => ({
    title: 'No device waits any more',
    body: 'It was let in, turned away, or the time ran out.',
    nextStep: 'Open Nod on one of your devices and look under “What happened”.',
  }),
  disowning_refused: () => ({
    title: 'Too late for that',
    body: 'Only what was approved within the last day can be taken up again like this.',
    nextStep: 'Tell the site itself that it wasn’t you, and look at your devices here.',
  }),
  recovery_invalid: () => ({
    title: 'That isn’t right',
    body: 'This name and this code don’t belong together, or the code was used before. Each is good once.',
    nextStep: 'Look at both again, or type another code of the same sheet.',
  }),
  registration_refused: () => ({
    title: 'That isn’t right',
    body: 'This name and this text don’t belong together, or the text was used before.',
    nextStep: 'Look at both again, or have the page show you a new text.',
  }),
  registration_unavailable: () => ({
    title: 'This link pairs nothing',
    body: 'No application here lets you in by it.',
    nextStep: 'Ask there for a pairing code or another link.',
  }),
  realm_required: () => ({
    title: 'Something is missing',
    body: 'This server has several groups of accounts.',
    nextStep: 'Type the name of yours too. It is on the sheet with your codes.',
  }),
  report_final: () => ({
    title: 'It’s too late to take that back',
    body: 'The application can’t ring you for a while. Signing in there still works.',
    nextStep: 'Start the sign-in again, then open Nod and choose “I am signing in”.',
  }),
  link_invalid: () => ({
    title: 'This link isn’t good any more',
    body: 'Such a link works for seven days, and has to be complete.',
    nextStep: 'Open Nod on one of your devices and look under “What happened”, or ask whoever runs the server.',
  }),
  link_used: () => ({
    title: 'This link was used already',
    body: 'What it could pause was paused then.',
    nextStep:
      'Open Nod on one of your devices to see what happened. If it wasn’t you who used it, ask whoever runs the server.',
  }),
};

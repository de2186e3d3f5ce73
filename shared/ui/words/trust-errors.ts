import type { Describe } from './error-words.ts';

/** What devices of an account do to each other, and what can’t be done. One row per code. */
export const trustErrors = {
  device_too_young: ({ here = 'phone' }) => ({
    title: `This ${here} is too new for that`,
    body: 'For three days a new device can’t change one that was there before it. That protects you from somebody who gets a device in.',
    nextStep: 'Do it on an older one of your devices, or wait.',
  }),
  email_invalid: () => ({
    title: 'This is not an e-mail address',
    body: 'Nothing was changed.',
    nextStep: 'Type one address, such as alice@example.org, without a name or a comma.',
  }),
  last_device: () => ({
    title: 'This is your last device',
    body: 'Without it you can’t approve anything, and can’t let another device in yourself.',
    nextStep: 'Add another device first.',
  }),
  operator_needed: () => ({
    title: 'Somebody has to look into this',
    body: 'Only whoever runs the server can change this device now.',
    nextStep: 'Ask them, and say which of the devices you hold in your hand.',
  }),
  replaces_refused: () => ({
    title: 'It’s too late to say that',
    body: 'It can be said once, in the first hour, of a device of the same kind.',
    nextStep: 'Remove the old one in the list of your devices.',
  }),
  objection_refused: ({ here = 'phone' }) => ({
    title: 'This can’t be objected to',
    body: `It was confirmed, is more than a day ago, or this ${here} was too new.`,
    nextStep: 'Use another of your devices, or ask whoever runs the server.',
  }),
  announcement_unknown: () => ({
    title: 'This notice is gone',
    body: 'The server doesn’t keep it any more.',
    nextStep: 'Look at the list of your devices.',
  }),
  undo_impossible: () => ({
    title: 'There is nothing to undo here',
    body: 'The device is paused already, or was there before this one.',
    nextStep: 'Look at the list of your devices: each can be paused there.',
  }),
  link_invalid: () => ({
    title: 'This link isn’t good',
    body: 'It isn’t known here, or is more than seven days old. Nothing was changed.',
    nextStep: 'Open Nod on one of your devices, and look at the list.',
  }),
  link_used: () => ({
    title: 'This link was used before',
    body: 'What it undoes is undone already.',
    nextStep: 'Open Nod on one of your devices to see what happened.',
  }),
  report_final: () => ({
    title: 'It’s too late to take that back',
    body: 'The site can’t ring you for a while. Signing in there still works.',
    nextStep: 'Start the sign-in again, then open Nod and type the digits.',
  }),
} as const satisfies Record<string, Describe>;

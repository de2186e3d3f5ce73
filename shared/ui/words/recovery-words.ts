import { spoken } from '../../languages/spoken.ts';
import type { Here } from './here.ts';

/** Recovery codes: making them, keeping them, and getting in by one. Apart from `words`, since only lazy screens say this. */
export const recoveryWords = spoken('recoveryWords', {
  title: 'Recovery codes',
  note: 'On paper, for when you have no device',
  offer: (here: Here) =>
    `One thing more: if this ${here} is lost, recovery codes on paper let you in again. Without them only whoever runs the server can. “Done” leaves that for later: it is under Account.`,
  /** In place of the offer, where there are some already. */
  kept: (here: Here, left: number) =>
    `If this ${here} is lost, your recovery codes let a new one in. ${left === 1 ? 'One is' : `${left} are`} left.`,
  /** In place of words.accounts.onlyDeviceNext. */
  onlyDeviceNext: (host: string) =>
    `If you lose it, your recovery codes let a new one in. To pair a second device too, open ${host} on it and enter a code: you get one where you got the first.`,
  lead: (here: Here) =>
    `If this ${here} is lost or broken, a recovery code lets a new one in, and no other device is needed. Keep them on paper, away from your ${here}.`,
  looking: 'Looking…',
  none: 'You have no recovery codes',
  noneNext: 'Without them and without another device, only whoever runs the server can let you in again.',
  left: (count: number) =>
    count === 0 ? 'All codes were used' : count === 1 ? '1 code is left' : `${count} codes are left`,
  made: (when: string) => `Made ${when}`,
  few: 'Make new ones while you still can. The old ones end then.',
  /** On the first screen. */
  fewLeft: (count: number) =>
    count === 0
      ? 'All your recovery codes were used'
      : count === 1
        ? 'One recovery code is left'
        : `${count} recovery codes are left`,
  fewNext: 'They let you in again when everything else is lost. Make new ones while you still can.',
  make: 'Make recovery codes',
  makeNew: 'Make new codes',
  making: 'Making them…',
  askTitle: 'Make new codes?',
  askBody: 'The codes on your old sheet, if you have one, are good for nothing then. All your devices are told.',

  fresh: 'Your recovery codes',
  freshLead: 'They are shown this once. Print or save them now. Each works once.',
  print: 'Print',
  save: 'Save as a file',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying isn’t allowed here',
  keep: 'I have kept them',
  keepTitle: 'Have you kept them?',
  keepBody: 'Nod can’t show these codes again.',
  fileName: 'nod-recovery-codes.txt',

  sheet: {
    title: 'Nod recovery codes',
    address: 'Address',
    realm: 'Belongs to',
    username: 'User name',
    codes: 'Codes',
    how: (address: string) =>
      `Lost your phone? Open ${address} in any browser, or choose “I have a recovery code” when you pair a new device.`,
    warning: 'Type a code nowhere else. Nobody who helps you will ask for one, and no other site needs one.',
  },

  use: {
    open: 'I have a recovery code',
    title: 'Use a recovery code',
    lead: 'Take a code from your sheet that you haven’t used yet. It works once.',
    letInLead: (here: Here) => `It lets this ${here} in without another device. Take one that you haven’t used yet.`,
    realm: 'Belongs to',
    realmHint: 'As it stands on your sheet.',
    username: 'User name',
    usernameMissing: 'Type the user name that stands on your sheet.',
    code: 'Recovery code',
    codeHint: 'Capitals and hyphens don’t matter.',
    codeWrong: 'A code has 16 letters and digits, in four groups.',
    go: 'Use this code',
    busy: 'Checking…',
  },
});

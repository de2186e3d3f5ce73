import { spoken } from '../../languages/spoken.ts';

/**
 * The sentences of system notifications, but for those of ../happened. They are read on a locked screen (N7): an application, a device,
 * an address and its place; never a code, never the details of an action.
 */
export const notificationWords = spoken('notificationWords', {
  /** For Intl; no sentence. */
  locale: 'en-GB',

  actions: { approve: 'Approve', deny: 'Deny' },
  /** Sentences that follow one another. */
  together: (sentences: readonly string[]) => sentences.join(' '),
  /** Facts in a row, such as a browser and a place. */
  facts: (facts: readonly string[]) => facts.join(', '),
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,

  request: {
    signIn: (username: string) => `Sign in as ${username}?`,
    /** An application's own words for what is asked, without a mark at their end. */
    other: (title: string, username: string) => `${title}? For ${username}.`,
    where: (facts: string) => `${facts}.`,
    typeCode: 'Open Nod and type the code.',
    openToAnswer: 'Open Nod to answer.',
  },
  letIn: {
    title: 'Add a device to your account?',
    asks: (device: string, username: string) => `${device} wants to answer as ${username}.`,
    moveTitle: 'Move your account?',
    moveAsks: (device: string, username: string) => `${device} wants to take over ${username}.`,
    next: 'Only if you hold it: open Nod and type its digits.',
  },
  /** How a request ended. The device that answered, or null. */
  ended: {
    approved: (device: string | null) => `Approved${device === null ? ' without a device' : ` on ${device}`}.`,
    denied: (device: string | null) => `Denied${device === null ? '' : ` on ${device}`}.`,
    reported: (device: string | null) => `Reported${device === null ? '' : ` on ${device}`}.`,
    expired: 'This request ran out. Nothing was approved.',
    canceled: 'This request is no longer asked. Nothing was approved.',
    failed: 'Too many wrong codes. Nothing was approved.',
  },
  answer: {
    wrongCode: 'That was not the code. Open Nod and type it again.',
    notTaken: 'Your answer was not taken. Open Nod to see why.',
    phishing: (host: string) => `Refused and reported: ${host} showed this sign-in, and it is a fake.`,
    keptOffline: {
      approve: 'No network. Your approval is kept and sent when there is one.',
      deny: 'No network. Your denial is kept and sent when there is one.',
      report: 'No network. Your report is kept and sent when there is one.',
    },
    keptAway: {
      approve: 'The server doesn’t answer. Your approval is kept and sent when it does.',
      deny: 'The server doesn’t answer. Your denial is kept and sent when it does.',
      report: 'The server doesn’t answer. Your report is kept and sent when it does.',
    },
    /** After the sentence of `ended`. */
    notCounted: 'Your answer was not counted.',
    tooLate: 'Too late: this request ran out. Nothing was approved.',
  },
  test: {
    passed: 'Notifications work.',
    failed: 'The test could not be finished. Open Nod and try again.',
  },
  unverified: 'Nod couldn’t check a request. Open Nod to see what is waiting.',
  update: 'A request needs a newer Nod. Open Nod to update it, then ask again.',
});

export type NotificationWords = typeof notificationWords;

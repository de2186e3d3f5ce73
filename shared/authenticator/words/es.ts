import type { NotificationWords } from './en.ts';

/** What may count in place of a device's answer. */
const ways: Readonly<Record<string, string>> = {
  offline: 'with digits of an offline phone',
  totp: 'with digits of another app',
  email: 'with a code from an e-mail',
  bypass: 'with a one-time code',
};
const byWay = (way: string) => ways[way] ?? 'without a device';

/**
 * The sentences of system notifications and of "What happened". They are read on a locked screen (N7): an application, a device,
 * an address and its place; never a code, never the details of an action, nothing that opens anything. A name comes in its
 * quotation marks (`quoted`), or is null where it isn't known.
 */
export const notificationWords: NotificationWords = {
  /** For Intl; no sentence. */
  locale: 'es',

  actions: { approve: 'Approve', deny: 'Deny' },
  quoted: (name: string) => `“${name}”`,
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
  waits: 'A request waits. Open Nod to see it.',

  /** What happened to an account, without a full stop. */
  happened: {
    'device.added': (device: string | null) => `${device ?? 'A device'} was added to your account`,
    'device.refused': (device: string | null) => `${device ?? 'A device'} was not let in`,
    'device.waits': (device: string | null) =>
      `${device ?? 'A device'} is let in without a yes of yours, unless you say no`,
    'device.suspended': (device: string | null) => `${device ?? 'A device'} was paused`,
    /** Paused, and removed a day later. */
    'device.suspended_removal': (device: string | null) =>
      `${device ?? 'A device'} was paused, and is removed in a day`,
    'device.resumed': (device: string | null) => `${device ?? 'A device'} answers for you again`,
    'device.removed': (device: string | null) => `${device ?? 'A device'} was removed`,
    'device.moved': (device: string | null) => `Your account moved to ${device ?? 'a device'}`,
    'device.objected': (device: string | null) => `Somebody said on ${device ?? 'a device'} that it is yours`,
    'device.renamed': (from: string | null, to: string | null) =>
      `${from ?? 'A device'} is called ${to ?? 'something else'} now`,
    'device.idle': (device: string | null) =>
      `Open Nod on ${device ?? 'a device'}, or it is paused: it was not used for long`,
    'offline.added': (device: string | null) =>
      `${device ?? 'A device'} can sign you in without a network now, by digits`,
    'verifier.added': (device: string | null) => `${device ?? 'A device'} asks for finger, face or PIN now`,
    'verifier.removed': (device: string | null) => `${device ?? 'A device'} asks for finger, face or PIN no more`,
    'email.changed': 'The e-mail address of your account was changed',
    /** @param way offline, totp, email, bypass, or one that this version doesn't know */
    'fallback.used': (application: string | null, way: string) =>
      `Somebody signed in to ${application ?? 'an application'} as you ${byWay(way)}`,
    'fallback.closed': (way: string) => `Signing in ${byWay(way)} was closed after wrong codes`,
    'totp.added': 'Another app can sign you in by six digits now',
    'totp.removed': 'The app that signed you in by six digits does so no more',
    'bypass.made': (application: string | null) => `A one-time code for ${application ?? 'your account page'} was made`,
    /** How many are left, where that is known. */
    'recovery.used': (left: number | null) =>
      `One of your recovery codes was used${left === null ? '' : `; ${left === 1 ? 'one is' : `${left} are`} left`}`,
    'recovery.codes_made': 'New recovery codes were made; those of before are good for nothing now',
    /** There were none before. */
    'recovery.codes_made_first': 'Recovery codes were made',
    'account.session_opened': 'Somebody opened your account page with a recovery code',
    'account.session_opened_bypass': 'Somebody opened your account page with a one-time code',
    'login.failed': (application: string | null) =>
      `Wrong codes ended a sign-in${application === null ? '' : ` to ${application}`}`,
    'application.quarantined': (application: string | null) =>
      `${application ?? 'An application'} can’t ring you for now`,
    'approval.disowned': (application: string | null) =>
      `${application ?? 'An application'} was told that a sign-in as you wasn’t you`,
    'report.taken_back': (application: string | null) =>
      `${application ?? 'An application'} can ring you as before: the report was taken back`,
    'enrollment.refused': 'Somebody tried to add a device, and was refused',
    'user.locked': 'Your account was locked',
    'user.unlocked': 'Your account was unlocked',
    /** What this version doesn't know. */
    other: 'Something changed on your account',
  },
  /** Who did it, as one of several facts. */
  by: {
    application: (name: string | null) => `by ${name ?? 'an application'}`,
    device: (name: string | null) => `on ${name ?? 'another device'}`,
    thisDevice: 'on this device',
    operator: 'by whoever runs the server',
    email: 'by the link in an e-mail',
    recovery: 'by a recovery code',
  },
  /** An address and its place. */
  from: (facts: string) => `from ${facts}`,
  happenedBody: (username: string, facts: string | null) =>
    `Account ${username}${facts === null ? '' : `, ${facts}`}. Tap if this wasn’t you.`,
};

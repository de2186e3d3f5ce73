import { spoken } from '../../languages/spoken.ts';

/** What may count in place of a device's answer. */
const ways: Readonly<Record<string, string>> = {
  offline: 'with digits of an offline phone',
  totp: 'with digits of another app',
  email: 'with a code from an e-mail',
  bypass: 'with a one-time code',
};
const byWay = (way: string) => ways[way] ?? 'without a device';

/**
 * What happened to an account: on a notification, and in the app under "What happened". It may be read on a locked screen (N7): a
 * device, an application, an address and its place; never the e-mail address, never anything that opens anything. A name comes in its
 * quotation marks (`quoted`), or is null where it isn't known.
 */
export const happenedWords = spoken('happenedWords', {
  quoted: (name: string) => `“${name}”`,
  /** Facts in a row, such as an address and a place. */
  facts: (facts: readonly string[]) => facts.join(', '),

  /** What happened to an account, without a full stop. */
  sentences: {
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
  body: (username: string, facts: string | null) =>
    `Account ${username}${facts === null ? '' : `, ${facts}`}. Tap if this wasn’t you.`,
});

export type HappenedWords = typeof happenedWords;

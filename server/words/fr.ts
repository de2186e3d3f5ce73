import type { ServerWords } from './en.ts';

/**
 * What the server itself says to people: e-mails, and the notification of a device whose worker doesn't run. The sentences of
 * what happened may stand on a locked screen (N7: no names, no places), and are subjects of e-mails.
 */
export const serverWords: ServerWords = {
  /** What happened, without a full stop. */
  happened: {
    'device.added': 'A device was added to your account',
    'device.refused': 'A new device was not let into your account',
    'device.waits': 'A new device wants in without a yes from any of yours',
    'device.suspended': 'One of your devices was paused',
    'device.resumed': 'One of your devices may answer again',
    'device.removed': 'A device was removed from your account',
    'device.moved': 'Your account moved to another device',
    'device.objected': 'A paused device says that it is yours',
    'device.renamed': 'One of your devices has another name',
    'device.idle': 'One of your devices was not used for long',
    'offline.added': 'One of your devices makes codes without a network now',
    'verifier.added': 'One of your devices now asks for finger, face or PIN',
    'verifier.removed': 'One of your devices no longer asks for finger, face or PIN',
    'email.changed': 'The e-mail address for these messages changes',
    'fallback.used': 'Somebody signed in as you without a device',
    'fallback.closed': 'A way to sign in without a device was closed after wrong codes',
    'totp.added': 'Another app can sign you in by six digits now',
    'totp.removed': 'The app that signed you in by six digits does so no more',
    'bypass.made': 'A code to sign in without a device was made for you',
    'recovery.used': 'One of your recovery codes was used',
    'recovery.codes_made': 'Recovery codes were made for your account',
    'account.session_opened': 'Your account page was opened with a code',
    'login.failed': 'A login ended after wrong codes',
    'application.quarantined': 'An application was silenced after a report',
    'approval.disowned': 'Somebody says that a sign-in as you wasn’t you',
    'report.taken_back': 'A report of an application was taken back',
    'enrollment.refused': 'A new device could not be added',
    'user.locked': 'Your account was locked by whoever runs the server',
    'user.unlocked': 'Your account was unlocked by whoever runs the server',
  },
  somethingHappened: 'Something happened to your account',
  sentence: (happened: string) => `${happened}.`,
  notification: (happened: string) => `${happened}. Open Nod to see what happened.`,

  /** A notification of a device whose worker doesn't run: what shared/authenticator/words says, and shorter. */
  push: {
    signIn: (username: string) => `Sign in as ${username}?`,
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    facts: (facts: readonly string[]) => facts.join(', '),
    typeCode: 'Open Nod and type the code.',
    test: { title: 'Notifications work', body: 'This device can now receive requests. Open Nod to finish.' },
    approved: (device: string | undefined) =>
      device === undefined ? 'Approved without a device' : `Approved on ${device}`,
    denied: (device: string) => `Denied on ${device}`,
    reported: (device: string) => `Reported on ${device}`,
    expired: 'This request has expired',
    canceled: 'This request was withdrawn',
    failed: 'Too many wrong codes. This request has ended',
  },

  /** The e-mail of what happened: what it says, its facts, and what to do for somebody who did not do it. */
  mail: {
    subject: (server: string, happened: string) => `${server}: ${happened}`,
    /** In front of the facts, each on its own line. */
    labels: {
      account: 'Account',
      device: 'Device',
      by: 'By',
      application: 'For',
      name: 'Name',
      when: 'When',
      howOften: 'How often',
      from: 'From',
      why: 'Why',
      removed: 'Removed',
      counts: 'Counts',
      letIn: 'Let in',
    },
    fact: (label: string) => `${label}:`,
    howOften: (count: number, last: string) => `${count} times, last ${last}`,
    deviceOn: (device: string, platform: string) => `${device} (${platform})`,
    by: {
      operator: 'whoever runs the server',
      application: 'the application',
      email: 'a link in an e-mail',
      recovery: 'somebody with a recovery code',
    },
    place: (address: string, place: string) => `${address}, ${place}`,
    renamed: (from: string, to: string) => `${from}, now ${to}`,
    removedAt: (time: string) => `${time}, unless it is brought back`,
    letInAt: (time: string) => `${time}, unless you say no`,
    letInAfter: (hours: number) => `${hours} hours after somebody has seen this, unless you say no`,

    ifYou: 'If this was you, there is nothing to do.',
    /** Before the link. */
    undo: 'If this wasn’t you, open this page and press its one button. The device, and all that it let in, can answer nothing from then on:',
    undoUntil: (time: string) => `The link is good once, until ${time}. It can do nothing else.`,
    waits: {
      asked: 'Somebody who is signed in as you asked for this, and had none of your devices at hand to say yes.',
      no: 'If this wasn’t you, open this page and say no. The device is turned away for good, and nobody can ask so for a week. Then change your password where you sign in: somebody may know it.',
      begun: 'If this was you, there is nothing to do but wait.',
      begins:
        'If this was you, say so there. The wait begins then, or when Nod is opened on one of your devices and shows this.',
      until: (time: string) => `The link is good until ${time}. It signs nobody in.`,
    },
    emailChanged: (origin: string, server: string): readonly string[] => [
      'The new address counts a day after this. Until then both get this message, and the old one gets all others.',
      `If this wasn’t you, open Nod (${origin}) on one of your devices within that day, set your address again, and look under “What happened”. Without a device, tell whoever runs ${server}.`,
    ],
    idle: (origin: string) =>
      `If you still have this device, open Nod (${origin}) on it once: then nothing happens. Otherwise it is paused a week after the second message like this, and can be brought back on another of your devices.`,
    locked: (server: string) =>
      `Until it is unlocked nobody can sign in with Nod as you, and your devices are not asked. Nothing was removed. Ask whoever runs ${server} what happened and how it goes on.`,
    recovery: (origin: string, server: string) =>
      `If this wasn’t you, open Nod (${origin}) on one of your devices at once and make new recovery codes: that ends the old ones and what they have opened. Then look under “What happened”. Without a device, tell whoever runs ${server}.`,
    guess: 'If this wasn’t you, somebody may know a password of yours: change it.',
    lookHere: (origin: string, server: string) =>
      `Open Nod (${origin}) on one of your devices and look under “What happened”: it says what can be done. Without a device, open ${origin}/account with a recovery code, or tell whoever runs ${server}.`,
    end: (server: string, origin: string) =>
      `This message comes from ${server}, ${origin}. It never asks for a code or a password.`,
  },

  /** The e-mail with a code. Its subject stands on locked screens, so the code isn’t in it. */
  code: {
    subject: (server: string) => `${server}: a code to sign in`,
    /** `from`: an address and its place; may be empty. */
    asks: (application: string, username: string, from: string) =>
      `Somebody wants to sign in to ${application} as ${username}${from === '' ? '' : ` (from ${from})`}.`,
    notYou: (application: string) =>
      `If this isn’t you, tell nobody this code, and change your password at ${application}: somebody knows it.`,
    good: (minutes: number) =>
      `It is good once, for this sign-in, within ${minutes} minutes. Type it only on the page where you are signing in.`,
    end: (server: string, origin: string) =>
      `This message comes from ${server}, ${origin}. Nobody who helps you needs this code.`,
  },
};

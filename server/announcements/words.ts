import type { Announced } from './announce.ts';

/**
 * One calm sentence for each announcement, for where the app can't say it itself: a notification that may stand on a locked
 * screen (N7: no names, no places), and the subject of an e-mail.
 */
const SENTENCES: Readonly<Record<Announced, string>> = {
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
};

/** What happened, without a full stop; also for a kind that an older process doesn't know. */
export function sentenceFor(what: string): string {
  return Object.hasOwn(SENTENCES, what) ? SENTENCES[what as Announced] : 'Something happened to your account';
}

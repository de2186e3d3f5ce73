import type { Announced } from './announce.ts';

/**
 * One calm sentence for each announcement, for where the app can't say it itself: a notification that may stand on a locked
 * screen (N7: no names, no places), and the subject of an e-mail.
 */
const SENTENCES: Readonly<Record<Announced, string>> = {
  'device.added': 'A device was added to your account',
  'device.refused': 'A new device was not let into your account',
  'device.suspended': 'One of your devices was paused',
  'device.resumed': 'One of your devices may answer again',
  'device.removed': 'A device was removed from your account',
  'device.moved': 'Your account moved to another device',
  'device.objected': 'A paused device says that it is yours',
  'device.renamed': 'One of your devices has another name',
  'device.idle': 'One of your devices was not used for long',
  'verifier.added': 'One of your devices now asks for finger, face or PIN',
  'verifier.removed': 'One of your devices no longer asks for finger, face or PIN',
  'email.changed': 'The e-mail address for these messages changes',
  'login.failed': 'A login ended after wrong codes',
  'application.quarantined': 'An application was silenced after a report',
  'enrollment.refused': 'A new device could not be added',
  'user.locked': 'Your account was locked by whoever runs the server',
  'user.unlocked': 'Your account was unlocked by whoever runs the server',
};

/** What happened, without a full stop; also for a kind that an older process doesn't know. */
export function sentenceFor(what: string): string {
  return Object.hasOwn(SENTENCES, what) ? SENTENCES[what as Announced] : 'Something happened to your account';
}

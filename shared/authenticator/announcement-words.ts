import type { AnnouncementView } from '../protocol/trust-api.ts';
import type { Account } from './account.ts';
import type { NotificationContent } from './ports.ts';

/**
 * What happened to an account, as a sentence: on a notification and under "What happened". They are read on a locked screen
 * too (N7): a device, an application, an address and its place; never the e-mail address, never anything that opens anything.
 */
const SENTENCES: Readonly<Record<string, (device: string, detail: AnnouncementView['detail']) => string>> = {
  'device.added': (device) => `${device} was added to your account`,
  'device.refused': (device) => `${device} was not let in`,
  'device.waits': (device) => `${device} is let in without a yes of yours, unless you say no`,
  'device.suspended': (device, { why }) =>
    why === 'removal' ? `${device} was paused, and is removed in a day` : `${device} was paused`,
  'device.resumed': (device) => `${device} answers for you again`,
  'device.removed': (device) => `${device} was removed`,
  'device.moved': (device) => `Your account moved to ${device}`,
  'device.objected': (device) => `Somebody said on ${device} that it is yours`,
  'device.renamed': (device, { from, to }) => `${quoted(from, device)} is called ${quoted(to, 'something else')} now`,
  'device.idle': (device) => `Open Nod on ${device}, or it is paused: it was not used for long`,
  'offline.added': (device) => `${device} can sign you in without a network now, by digits`,
  'verifier.added': (device) => `${device} asks for finger, face or PIN now`,
  'verifier.removed': (device) => `${device} asks for finger, face or PIN no more`,
  'email.changed': () => 'The e-mail address of your account was changed',
  'fallback.used': (_device, { application, way }) =>
    `Somebody signed in to ${quoted(application, 'an application')} as you ${WAYS[String(way)] ?? 'without a device'}`,
  'fallback.closed': (_device, { way }) =>
    `Signing in ${WAYS[String(way)] ?? 'without a device'} was closed after wrong codes`,
  'totp.added': () => 'Another app can sign you in by six digits now',
  'totp.removed': () => 'The app that signed you in by six digits does so no more',
  'bypass.made': (_device, { application }) =>
    `A one-time code for ${quoted(application, 'your account page')} was made`,
  'recovery.used': (_device, { left }) =>
    `One of your recovery codes was used${typeof left === 'number' ? `; ${left === 1 ? 'one is' : `${left} are`} left` : ''}`,
  // Servers of before don't say whether there were any.
  'recovery.codes_made': (_device, { replaced }) =>
    replaced === false
      ? 'Recovery codes were made'
      : 'New recovery codes were made; those of before are good for nothing now',
  'account.session_opened': (_device, { byCode }) =>
    `Somebody opened your account page with ${byCode === 'bypass' ? 'a one-time code' : 'a recovery code'}`,
  'login.failed': (_device, detail) => `Wrong codes ended a sign-in${at(detail)}`,
  'application.quarantined': (_device, { application }) =>
    `${quoted(application, 'An application')} can’t ring you for now`,
  'approval.disowned': (_device, { application }) =>
    `${quoted(application, 'An application')} was told that a sign-in as you wasn’t you`,
  'report.taken_back': (_device, { application }) =>
    `${quoted(application, 'An application')} can ring you as before: the report was taken back`,
  'enrollment.refused': () => 'Somebody tried to add a device, and was refused',
  'user.locked': () => 'Your account was locked',
  'user.unlocked': () => 'Your account was unlocked',
};

/** What may count in place of a device's answer. */
const WAYS: Readonly<Record<string, string>> = {
  offline: 'with digits of an offline phone',
  totp: 'with digits of another app',
  email: 'with a code from an e-mail',
  bypass: 'with a one-time code',
};

/** @returns the sentence, without a full stop; one that fits for what this version doesn't know */
export function happenedSentence({ what, device, detail }: AnnouncementView): string {
  const sentence = Object.hasOwn(SENTENCES, what) ? SENTENCES[what] : undefined;
  return sentence?.(quoted(device?.name, 'A device'), detail) ?? 'Something changed on your account';
}

/** @returns who did it, as the end of a sentence; '' where nobody is known */
export function happenedBy({ by }: AnnouncementView, ownDeviceId: string): string {
  if (by.whom === 'application') return `by ${quoted(by.name, 'an application')}`;
  if (by.whom !== 'device') return DOERS[by.whom];
  return by.deviceId === ownDeviceId ? 'on this device' : `on ${quoted(by.name, 'another device')}`;
}

/** @returns from where, as the end of a sentence; '' where that isn't known. The place is a guess by the address */
export function happenedFrom({ ip, detail }: AnnouncementView): string {
  const from = [detail.location, ip].filter(Boolean).join(', ');
  return from && `from ${from}`;
}

/** What "This wasn't me" is about: what was added; of anything else, the device that did it. @returns its name */
export function undoneDevice({ what, device, by }: AnnouncementView): string | null {
  return BROUGHT_IN.has(what) ? (device?.name ?? null) : by.name;
}

const BROUGHT_IN: ReadonlySet<string> = new Set(['device.added', 'device.moved', 'device.resumed', 'device.waits']);

const DOERS = {
  operator: 'by whoever runs the server',
  server: '',
  email: 'by the link in an e-mail',
  recovery: 'by a recovery code',
} as const;

function at({ application }: AnnouncementView['detail']): string {
  return typeof application === 'string' ? ` to ${quoted(application, '')}` : '';
}

function quoted(name: unknown, otherwise: string): string {
  return typeof name === 'string' && name !== '' ? `“${name}”` : otherwise;
}

/** What happened to an account: told without a sound, and one tap leads to where it can be undone. */
export function happenedNotification(
  told: AnnouncementView,
  account: Pick<Account, 'deviceId' | 'user'>,
): NotificationContent {
  const by = happenedBy(told, account.deviceId);
  const facts = [by, happenedFrom(told)].filter(Boolean).join(', ');
  return {
    tag: `nod-${told.id}`,
    kind: 'happened',
    title: happenedSentence(told),
    body: `Account ${account.user.username}${facts && `, ${facts}`}. Tap if this wasn’t you.`,
    actions: [],
    request: null,
    quiet: true,
    atMs: told.lastAtMs ?? told.atMs,
  };
}

import { shownText } from '../languages/names.ts';
import type { AnnouncementView } from '../protocol/trust-api.ts';
import type { Account } from './account.ts';
import { tell } from './happened/spoken.ts';
import type { NotificationContent } from './ports.ts';

/**
 * What happened to an account, as a sentence: on a notification and under "What happened". The words are in happened/; here is which
 * of what is known goes into them.
 */
const SENTENCES: Readonly<Record<string, (device: string | null, detail: AnnouncementView['detail']) => string>> = {
  'device.added': (device) => tell.sentences['device.added'](device),
  'device.refused': (device) => tell.sentences['device.refused'](device),
  'device.waits': (device) => tell.sentences['device.waits'](device),
  'device.suspended': (device, { why }) =>
    tell.sentences[why === 'removal' ? 'device.suspended_removal' : 'device.suspended'](device),
  'device.resumed': (device) => tell.sentences['device.resumed'](device),
  'device.removed': (device) => tell.sentences['device.removed'](device),
  'device.moved': (device) => tell.sentences['device.moved'](device),
  'device.objected': (device) => tell.sentences['device.objected'](device),
  'device.renamed': (device, { from, to }) => tell.sentences['device.renamed'](quoted(from) ?? device, quoted(to)),
  'device.idle': (device) => tell.sentences['device.idle'](device),
  'offline.added': (device) => tell.sentences['offline.added'](device),
  'verifier.added': (device) => tell.sentences['verifier.added'](device),
  'verifier.removed': (device) => tell.sentences['verifier.removed'](device),
  'email.changed': () => tell.sentences['email.changed'],
  'fallback.used': (_device, { application, way }) => tell.sentences['fallback.used'](quoted(application), String(way)),
  'fallback.closed': (_device, { way }) => tell.sentences['fallback.closed'](String(way)),
  'totp.added': () => tell.sentences['totp.added'],
  'totp.removed': () => tell.sentences['totp.removed'],
  'bypass.made': (_device, { application }) => tell.sentences['bypass.made'](quoted(application)),
  'recovery.used': (_device, { left }) => tell.sentences['recovery.used'](typeof left === 'number' ? left : null),
  // Servers of before don't say whether there were any.
  'recovery.codes_made': (_device, { replaced }) =>
    tell.sentences[replaced === false ? 'recovery.codes_made_first' : 'recovery.codes_made'],
  'account.session_opened': (_device, { byCode }) =>
    tell.sentences[byCode === 'bypass' ? 'account.session_opened_bypass' : 'account.session_opened'],
  'login.failed': (_device, { application }) => tell.sentences['login.failed'](quoted(application)),
  'application.quarantined': (_device, { application }) =>
    tell.sentences['application.quarantined'](quoted(application)),
  'approval.disowned': (_device, { application }) => tell.sentences['approval.disowned'](quoted(application)),
  'report.taken_back': (_device, { application }) => tell.sentences['report.taken_back'](quoted(application)),
  'enrollment.refused': () => tell.sentences['enrollment.refused'],
  'user.locked': () => tell.sentences['user.locked'],
  'user.unlocked': () => tell.sentences['user.unlocked'],
};

/** @returns the sentence, without a full stop; one that fits for what this version doesn't know */
export function happenedSentence({ what, device, detail }: AnnouncementView): string {
  const sentence = Object.hasOwn(SENTENCES, what) ? SENTENCES[what] : undefined;
  return sentence?.(quoted(device?.name), detail) ?? tell.sentences.other;
}

/** @returns who did it, as one of several facts; '' where nobody is known */
export function happenedBy({ by }: AnnouncementView, ownDeviceId: string): string {
  if (by.whom === 'application') return tell.by.application(quoted(by.name));
  if (by.whom === 'server') return '';
  if (by.whom !== 'device') return tell.by[by.whom];
  return by.deviceId === ownDeviceId ? tell.by.thisDevice : tell.by.device(quoted(by.name));
}

/** @returns from where, as one of several facts; '' where that isn't known. The place is a guess by the address */
export function happenedFrom({ ip, detail }: AnnouncementView): string {
  const known = [detail.location, ip].filter((fact): fact is string => typeof fact === 'string' && fact !== '');
  return known.length === 0 ? '' : tell.from(tell.facts(known.map(shownText)));
}

/** What "This wasn't me" is about: what was added; of anything else, the device that did it. @returns its name */
export function undoneDevice({ what, device, by }: AnnouncementView): string | null {
  return BROUGHT_IN.has(what) ? (device?.name ?? null) : by.name;
}

const BROUGHT_IN: ReadonlySet<string> = new Set(['device.added', 'device.moved', 'device.resumed', 'device.waits']);

function quoted(name: unknown): string | null {
  return typeof name === 'string' && name !== '' ? tell.quoted(shownText(name)) : null;
}

/** What happened to an account: told without a sound, and one tap leads to where it can be undone. */
export function happenedNotification(
  told: AnnouncementView,
  account: Pick<Account, 'deviceId' | 'user'>,
): NotificationContent {
  const facts = [happenedBy(told, account.deviceId), happenedFrom(told)].filter(Boolean);
  return {
    tag: `nod-${told.id}`,
    kind: 'happened',
    title: happenedSentence(told),
    body: tell.body(shownText(account.user.username), facts.length === 0 ? null : tell.facts(facts)),
    actions: [],
    request: null,
    quiet: true,
    atMs: told.lastAtMs ?? told.atMs,
  };
}

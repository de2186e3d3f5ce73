import type { AnnouncementView } from '../protocol/trust-api.ts';
import type { Account } from './account.ts';
import type { NotificationContent } from './ports.ts';
import { say } from './words/spoken.ts';

/**
 * What happened to an account, as a sentence: on a notification and under "What happened". The words are in words/; here is which
 * of what is known goes into them.
 */
const SENTENCES: Readonly<Record<string, (device: string | null, detail: AnnouncementView['detail']) => string>> = {
  'device.added': (device) => say.happened['device.added'](device),
  'device.refused': (device) => say.happened['device.refused'](device),
  'device.waits': (device) => say.happened['device.waits'](device),
  'device.suspended': (device, { why }) =>
    say.happened[why === 'removal' ? 'device.suspended_removal' : 'device.suspended'](device),
  'device.resumed': (device) => say.happened['device.resumed'](device),
  'device.removed': (device) => say.happened['device.removed'](device),
  'device.moved': (device) => say.happened['device.moved'](device),
  'device.objected': (device) => say.happened['device.objected'](device),
  'device.renamed': (device, { from, to }) => say.happened['device.renamed'](quoted(from) ?? device, quoted(to)),
  'device.idle': (device) => say.happened['device.idle'](device),
  'offline.added': (device) => say.happened['offline.added'](device),
  'verifier.added': (device) => say.happened['verifier.added'](device),
  'verifier.removed': (device) => say.happened['verifier.removed'](device),
  'email.changed': () => say.happened['email.changed'],
  'fallback.used': (_device, { application, way }) => say.happened['fallback.used'](quoted(application), String(way)),
  'fallback.closed': (_device, { way }) => say.happened['fallback.closed'](String(way)),
  'totp.added': () => say.happened['totp.added'],
  'totp.removed': () => say.happened['totp.removed'],
  'bypass.made': (_device, { application }) => say.happened['bypass.made'](quoted(application)),
  'recovery.used': (_device, { left }) => say.happened['recovery.used'](typeof left === 'number' ? left : null),
  // Servers of before don't say whether there were any.
  'recovery.codes_made': (_device, { replaced }) =>
    say.happened[replaced === false ? 'recovery.codes_made_first' : 'recovery.codes_made'],
  'account.session_opened': (_device, { byCode }) =>
    say.happened[byCode === 'bypass' ? 'account.session_opened_bypass' : 'account.session_opened'],
  'login.failed': (_device, { application }) => say.happened['login.failed'](quoted(application)),
  'application.quarantined': (_device, { application }) => say.happened['application.quarantined'](quoted(application)),
  'approval.disowned': (_device, { application }) => say.happened['approval.disowned'](quoted(application)),
  'report.taken_back': (_device, { application }) => say.happened['report.taken_back'](quoted(application)),
  'enrollment.refused': () => say.happened['enrollment.refused'],
  'user.locked': () => say.happened['user.locked'],
  'user.unlocked': () => say.happened['user.unlocked'],
};

/** @returns the sentence, without a full stop; one that fits for what this version doesn't know */
export function happenedSentence({ what, device, detail }: AnnouncementView): string {
  const sentence = Object.hasOwn(SENTENCES, what) ? SENTENCES[what] : undefined;
  return sentence?.(quoted(device?.name), detail) ?? say.happened.other;
}

/** @returns who did it, as one of several facts; '' where nobody is known */
export function happenedBy({ by }: AnnouncementView, ownDeviceId: string): string {
  if (by.whom === 'application') return say.by.application(quoted(by.name));
  if (by.whom === 'server') return '';
  if (by.whom !== 'device') return say.by[by.whom];
  return by.deviceId === ownDeviceId ? say.by.thisDevice : say.by.device(quoted(by.name));
}

/** @returns from where, as one of several facts; '' where that isn't known. The place is a guess by the address */
export function happenedFrom({ ip, detail }: AnnouncementView): string {
  const known = [detail.location, ip].filter((fact): fact is string => typeof fact === 'string' && fact !== '');
  return known.length === 0 ? '' : say.from(say.facts(known));
}

/** What "This wasn't me" is about: what was added; of anything else, the device that did it. @returns its name */
export function undoneDevice({ what, device, by }: AnnouncementView): string | null {
  return BROUGHT_IN.has(what) ? (device?.name ?? null) : by.name;
}

const BROUGHT_IN: ReadonlySet<string> = new Set(['device.added', 'device.moved', 'device.resumed', 'device.waits']);

function quoted(name: unknown): string | null {
  return typeof name === 'string' && name !== '' ? say.quoted(name) : null;
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
    body: say.happenedBody(account.user.username, facts.length === 0 ? null : say.facts(facts)),
    actions: [],
    request: null,
    quiet: true,
    atMs: told.lastAtMs ?? told.atMs,
  };
}

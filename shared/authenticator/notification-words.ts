import type { ChallengeClaims } from '../protocol/challenge.ts';
import { type Abilities, approvalGate, asksForPerson, hasAttachments, type Outcome } from './answer.ts';
import { browserOf, type Ending, type InboxItem, type RequestId } from './inbox-item.ts';
import type { NotificationContent } from './ports.ts';

/**
 * The words of system notifications. They are read on a locked screen (N7): they say which application asks and from where,
 * never the code, never the details of an action; and there is no Approve where something has to be typed or checked first.
 */

/** One notification per request; showing again replaces it. */
export function notificationTag({ deviceId, challengeId }: RequestId): string {
  return `nod-${deviceId}-${challengeId}`;
}

const NEXT_STEP = {
  tap: '',
  origin: '',
  code: ' Open Nod and type the code.',
  unsupported: ' Open Nod to answer.',
} as const;

export function requestNotification(item: InboxItem, username: string, can: Abilities): NotificationContent {
  const { claims } = item;
  if (claims.vouch) return vouchingNotification(item, claims.vouch, username);
  const gate = approvalGate(claims, can);
  // N10: a press on a notification confirms nobody, and shows no attachment.
  const oneTap = (gate === 'tap' || gate === 'origin') && !asksForPerson(claims, can) && !hasAttachments(claims);
  const next = gate === 'code' || oneTap ? NEXT_STEP[gate] : NEXT_STEP.unsupported;
  const where = whereFrom(claims);
  return {
    tag: notificationTag(item),
    kind: 'request',
    title: claims.app.name,
    body: `${question(claims, username)}${where ? ` ${where}.` : ''}${next}`,
    actions: oneTap ? ['deny', 'approve'] : ['deny'],
    request: { deviceId: item.deviceId, challengeId: item.challengeId },
    quiet: false,
    atMs: claims.iat * 1000,
  };
}

/** A new device asks to be let in. Its name is its own word; the digits are on its screen alone, so nothing is approved here. */
function vouchingNotification(
  item: InboxItem,
  { name, moves = false }: NonNullable<ChallengeClaims['vouch']>,
  username: string,
): NotificationContent {
  const where = whereFrom(item.claims);
  const asks = moves ? `${name} wants to take over ${username}.` : `${name} wants to answer as ${username}.`;
  return {
    tag: notificationTag(item),
    kind: 'request',
    title: moves ? 'Move your account?' : 'Add a device to your account?',
    body: `${asks}${where ? ` ${where}.` : ''} Only if you hold it: open Nod and type its digits.`,
    actions: ['deny'],
    request: { deviceId: item.deviceId, challengeId: item.challengeId },
    quiet: false,
    atMs: item.claims.iat * 1000,
  };
}

export function endedNotification(
  id: RequestId,
  claims: ChallengeClaims | null,
  ending: Pick<Ending, 'state' | 'decidedBy' | 'atMs'>,
): NotificationContent {
  const by = ending.decidedBy === null ? '' : ` on ${ending.decidedBy}`;
  return {
    tag: notificationTag(id),
    kind: 'ended',
    title: claims?.app.name ?? 'Nod',
    body: ENDINGS[ending.state](by),
    actions: [],
    request: { deviceId: id.deviceId, challengeId: id.challengeId },
    quiet: true,
    atMs: ending.atMs,
  };
}

const ENDINGS: Readonly<Record<Ending['state'], (by: string) => string>> = {
  approved: (by) => `Approved${by || WITHOUT_DEVICE}.`,
  denied: (by) => `Denied${by}.`,
  reported: (by) => `Reported${by}.`,
  expired: () => 'This request ran out. Nothing was approved.',
  canceled: () => CANCELED,
  failed: () => FAILED,
};

const WITHOUT_DEVICE = ' without a device';
const CANCELED = 'This request is no longer asked. Nothing was approved.';
const FAILED = 'Too many wrong codes. Nothing was approved.';
const WRONG_CODE = 'That was not the code. Open Nod and type it again.';
export const ANSWER_NOT_TAKEN = 'Your answer was not taken. Open Nod to see why.';

/** For a kept answer whose code proved wrong when it could at last be sent. */
export function wrongCodeNotification(item: InboxItem): NotificationContent {
  return {
    tag: notificationTag(item),
    kind: 'request',
    title: item.claims.app.name,
    body: WRONG_CODE,
    actions: ['deny'],
    request: { deviceId: item.deviceId, challengeId: item.challengeId },
    quiet: false,
    atMs: item.claims.iat * 1000,
  };
}

/** What a person should know about an answer given on the notification, or kept and sent later. */
export function answerNotification(item: InboxItem, body: string, atMs: number): NotificationContent {
  return {
    tag: notificationTag(item),
    kind: 'request',
    title: item.claims.app.name,
    body,
    actions: [],
    request: { deviceId: item.deviceId, challengeId: item.challengeId },
    quiet: true,
    atMs,
  };
}

const KEPT = { approve: 'Your approval', deny: 'Your denial', report: 'Your report' } as const;

/** @returns what a person would not expect of their answer; null for an answer that counted, which needs no words */
export function answerWords(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'phishing':
      return `Refused and reported: ${new URL(outcome.origin).host} showed this sign-in, and it is a fake.`;
    case 'kept':
      return outcome.why === 'offline'
        ? `No network. ${KEPT[outcome.choice]} is kept and sent when there is one.`
        : `The server doesn’t answer. ${KEPT[outcome.choice]} is kept and sent when it does.`;
    case 'elsewhere': {
      const state = outcome.state.charAt(0).toUpperCase() + outcome.state.slice(1);
      return `${state}${outcome.decidedBy === null ? WITHOUT_DEVICE : ` on ${outcome.decidedBy}`}. Your answer was not counted.`;
    }
    case 'expired':
      return 'Too late: this request ran out. Nothing was approved.';
    case 'canceled':
      return CANCELED;
    case 'failed':
      return FAILED;
    case 'wrong_code':
      return WRONG_CODE;
    default:
      return null;
  }
}

export function testNotification(passed: boolean, atMs: number): NotificationContent {
  return {
    tag: 'nod-test',
    kind: 'test',
    title: 'Nod',
    body: passed ? 'Notifications work.' : 'The test could not be finished. Open Nod and try again.',
    actions: [],
    request: null,
    quiet: false,
    atMs,
  };
}

/** For a push that can't be believed. Shown all the same: a push without a notification costs the subscription. */
export function unverifiedNotification(atMs: number): NotificationContent {
  return {
    tag: 'nod-unverified',
    kind: 'unverified',
    title: 'Nod',
    body: 'Nod couldn’t check a request. Open Nod to see what is waiting.',
    actions: [],
    request: null,
    quiet: true,
    atMs,
  };
}

/** For a genuine request that this version of the app can't show in full, and so doesn't show at all. */
export function updateNotification(atMs: number): NotificationContent {
  return {
    ...unverifiedNotification(atMs),
    body: 'A request needs a newer Nod. Open Nod to update it, then ask again.',
    quiet: false,
  };
}

/** "Sign in as alice" is what the server writes where the application gave no action of its own. */
function question(claims: ChallengeClaims, username: string): string {
  const title = claims.action.title.replace(/[.?!]+$/, '');
  if (title.toLowerCase() === 'sign in') return `Sign in as ${username}?`;
  return title === `Sign in as ${username}` ? `${title}?` : `${title}? For ${username}.`;
}

function whereFrom({ context }: ChallengeClaims): string {
  return [browserOf(context), context.location ?? context.ip].filter(Boolean).join(', ');
}

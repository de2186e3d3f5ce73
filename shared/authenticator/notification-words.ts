import { shownText } from '../languages/names.ts';
import type { ChallengeClaims } from '../protocol/challenge.ts';
import { type Abilities, approvalGate, asksForPerson, hasAttachments, type Outcome } from './answer.ts';
import type { Ending, InboxItem, RequestId } from './inbox-item.ts';
import type { NotificationContent } from './ports.ts';
import { say } from './words/spoken.ts';

/**
 * System notifications. They are read on a locked screen (N7): they say which application asks and from where, never the code,
 * never the details of an action; and there is no Approve where something has to be typed or checked first. The words are in words/.
 */

/** One notification per request; showing again replaces it. */
export function notificationTag({ deviceId, challengeId }: RequestId): string {
  return `nod-${deviceId}-${challengeId}`;
}

export function requestNotification(item: InboxItem, username: string, can: Abilities): NotificationContent {
  const { claims } = item;
  if (claims.vouch) return vouchingNotification(item, claims.vouch, username);
  const gate = approvalGate(claims, can);
  // N10: a press on a notification confirms nobody, and shows no attachment.
  const oneTap = (gate === 'tap' || gate === 'origin') && !asksForPerson(claims, can) && !hasAttachments(claims);
  const next = gate === 'code' ? say.request.typeCode : oneTap ? '' : say.request.openToAnswer;
  return {
    tag: notificationTag(item),
    kind: 'request',
    title: claims.app.name,
    body: together(question(claims, username), whereFrom(claims), next),
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
  const { letIn } = say;
  const asks = moves
    ? letIn.moveAsks(shownText(name), shownText(username))
    : letIn.asks(shownText(name), shownText(username));
  return {
    tag: notificationTag(item),
    kind: 'request',
    title: moves ? letIn.moveTitle : letIn.title,
    body: together(asks, whereFrom(item.claims), letIn.next),
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
  return {
    tag: notificationTag(id),
    kind: 'ended',
    title: claims?.app.name ?? 'Nod',
    body: endingWords(ending),
    actions: [],
    request: { deviceId: id.deviceId, challengeId: id.challengeId },
    quiet: true,
    atMs: ending.atMs,
  };
}

/** @returns a sentence about how a request ended; of an end that this version doesn't know, that it isn't asked any more */
function endingWords({ state, decidedBy }: { readonly state: string; readonly decidedBy: string | null }): string {
  const said = Object.hasOwn(say.ended, state) ? say.ended[state as Ending['state']] : say.ended.canceled;
  return typeof said === 'string' ? said : said(decidedBy && shownText(decidedBy));
}

/** For a kept answer whose code proved wrong when it could at last be sent. */
export function wrongCodeNotification(item: InboxItem): NotificationContent {
  return {
    tag: notificationTag(item),
    kind: 'request',
    title: item.claims.app.name,
    body: say.answer.wrongCode,
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

/** @returns what a person would not expect of their answer; null for an answer that counted, which needs no words */
export function answerWords(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'phishing':
      return say.answer.phishing(shownText(new URL(outcome.origin).host));
    case 'kept':
      return say.answer[outcome.why === 'offline' ? 'keptOffline' : 'keptAway'][outcome.choice];
    case 'elsewhere':
      return together(endingWords(outcome), say.answer.notCounted);
    case 'expired':
      return say.answer.tooLate;
    case 'canceled':
      return say.ended.canceled;
    case 'failed':
      return say.ended.failed;
    case 'wrong_code':
      return say.answer.wrongCode;
    default:
      return null;
  }
}

export function testNotification(passed: boolean, atMs: number): NotificationContent {
  return {
    tag: 'nod-test',
    kind: 'test',
    title: 'Nod',
    body: passed ? say.test.passed : say.test.failed,
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
    body: say.unverified,
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
    body: say.update,
    quiet: false,
  };
}

/** "Sign in as alice" is what the server writes where the application gave no action of its own. */
function question(claims: ChallengeClaims, username: string): string {
  const title = claims.action.title.replace(/[.?!]+$/, '');
  const signsIn = title.toLowerCase() === 'sign in' || title === `Sign in as ${username}`;
  const name = shownText(username);
  return signsIn ? say.request.signIn(name) : say.request.other(shownText(title), name);
}

function whereFrom({ context }: ChallengeClaims): string {
  const { browser, os } = context;
  const seen = browser && os ? say.browserOn(shownText(browser), shownText(os)) : shownText(browser ?? os ?? '');
  const facts = [seen, shownText(context.location ?? context.ip ?? '')].filter(Boolean);
  return facts.length === 0 ? '' : say.request.where(say.facts(facts));
}

function together(...sentences: readonly string[]): string {
  return say.together(sentences.filter((sentence) => sentence !== ''));
}

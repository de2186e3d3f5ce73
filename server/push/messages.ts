import { hash } from 'node:crypto';
import type { ChallengeClaims } from '../../shared/protocol/challenge.ts';
import type { NoticeClaims } from '../../shared/protocol/notice.ts';
import { buildPushPayload, type PushNotification } from '../../shared/protocol/push-payload.ts';
import { jsonBytes, shortenToBytes } from '../../shared/protocol/text.ts';
import { ownChallenge, ownNotice } from '../crypto/es256.ts';
import type { ServerWords } from '../words/en.ts';
import type { PendingChallenge } from './deliveries.ts';

/** What is pushed: a challenge, or a notice that asks nothing. */
export interface PushMessage {
  readonly payload: string;
  /** How long the service keeps it for a device that is offline (RFC 8030 section 5.2), at least 1: WNS refuses 0. */
  readonly ttlSeconds: number;
  /** RFC 8030 section 5.3: `high` also wakes a device that saves its battery. */
  readonly urgency: 'high' | 'normal';
  /** RFC 8030 section 5.4, 1 to 32 base64url characters: a waiting message of the same topic gives way to this one. */
  readonly topic: string | undefined;
}

/** A signed notice (nod-notice+jwt) and what to show where the worker can't run. */
export interface Notice {
  readonly notice: string;
  readonly notification: PushNotification;
}

/** What buildPushPayload leaves of a body. */
const BODY_MAX_BYTES = 122;

/** The push that asks. @throws ProtocolError oversized */
export function challengeMessage(
  challenge: Pick<PendingChallenge, 'challengeId' | 'jws' | 'expiresAtMs' | 'username'>,
  nowMs: number,
  words: ServerWords,
): PushMessage {
  return {
    payload: buildPushPayload(
      { challenge: challenge.jws },
      challengeNotification(ownChallenge(challenge.jws), challenge.username, words),
    ),
    ttlSeconds: remainingSeconds(challenge.expiresAtMs, nowMs),
    urgency: 'high',
    topic: challengeTopic(challenge.challengeId),
  };
}

/** The push that tells. @throws ProtocolError oversized; SyntaxError where the notice is no JWS */
export function noticeMessage({ notice, notification }: Notice, nowMs: number): PushMessage {
  const claims = ownNotice(notice);
  return {
    payload: buildPushPayload({ notice }, notification),
    ttlSeconds: remainingSeconds(claims.exp * 1000, nowMs),
    // Somebody waits for a test; a notice that clears the screen may wait until the device wakes by itself.
    urgency: claims.notice === 'test' ? 'high' : 'normal',
    topic: topicOf(claims),
  };
}

/** What is told again with a higher count replaces what still waits. */
function topicOf(claims: NoticeClaims): string | undefined {
  if (claims.notice === 'test') return undefined;
  return challengeTopic(claims.notice === 'closed' ? claims.challengeId : claims.announcement.id);
}

/** Whether the notice is a test push. @throws SyntaxError where it is no JWS */
export function isTest({ notice }: Notice): boolean {
  return ownNotice(notice).notice === 'test';
}

/**
 * What a notification says where the worker can't decide it (Declarative Web Push). It may appear on a locked screen: it
 * asks and says from where, never more (N7: no code, no details of the action).
 */
export function challengeNotification(
  claims: ChallengeClaims,
  username: string,
  { push }: ServerWords,
): PushNotification {
  const { iss, jti, app, action, context, digits } = claims;
  const { browser, os } = context;
  const program = browser === undefined || os === undefined ? (browser ?? os) : push.browserOn(browser, os);
  const from = push.facts(
    [program, context.location].filter((part): part is string => part !== undefined && part !== ''),
  );
  const asked = action.title === `Sign in as ${username}` ? push.signIn(username) : action.title;
  const question = `${asked}${/[\p{P}]$/u.test(asked) ? '' : '?'}${from === '' ? '' : ` ${from}`}`;
  return {
    title: app.name,
    body: digits === undefined ? question : withInstruction(question, push.typeCode),
    navigate: `${iss}/#/request/${jti}`,
    tag: jti,
  };
}

/** A long question gives way to what is to be done. */
function withInstruction(question: string, instruction: string): string {
  const bytesLeft = BODY_MAX_BYTES - jsonBytes(`. ${instruction}`) + 2;
  const shown = shortenToBytes(question, bytesLeft);
  return `${shown}${/[\p{P}]$/u.test(shown) ? '' : '.'} ${instruction}`;
}

/**
 * The topic of everything that concerns one challenge (RFC 8030 section 5.4): the notice that it has ended replaces the
 * question where that still waits for the device. Other challenges have other topics, so that nothing of one application
 * replaces a question of another. A hash, since the push service needn't know the id.
 *
 * @returns 32 base64url characters
 */
export function challengeTopic(challengeId: string): string {
  return hash('sha256', `nod push topic\0${challengeId}`, 'base64url').slice(0, 32);
}

/** W1: a push lives as long as what it asks, and never 0 seconds (WNS). */
export function remainingSeconds(expiresAtMs: number, nowMs: number): number {
  return Math.max(1, Math.floor((expiresAtMs - nowMs) / 1000));
}

import type { ChallengeClaims } from '../protocol/challenge.ts';
import { ProtocolError } from '../protocol/errors.ts';
import type { NoticeClaims } from '../protocol/notice.ts';
import { type PushMessage, parsePushPayload } from '../protocol/push-payload.ts';
import type { AnnouncementView } from '../protocol/trust-api.ts';
import { type Account, PAIRING_LIMIT_MS, type Pairing } from './account.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { InboxItem, RequestId } from './inbox-item.ts';
import { keepHappened } from './news.ts';
import {
  endedNotification,
  happenedNotification,
  testNotification,
  unverifiedNotification,
  updateNotification,
} from './notification-words.ts';
import { notifyOfForgotten, notifyOfRequest } from './notify.ts';
import type { Core } from './ports.ts';
import { isRecent } from './recent.ts';
import { echoPairingTest, echoTest } from './test-push.ts';
import { unverifiedNames, verifyChallengeFor, verifyNoticeFor, verifyNoticeForPairing } from './verify-message.ts';

export type Received =
  | { readonly kind: 'request'; readonly item: InboxItem }
  | { readonly kind: 'ended'; readonly id: RequestId }
  | { readonly kind: 'late'; readonly id: RequestId }
  | { readonly kind: 'announcement'; readonly deviceId: string; readonly announcement: AnnouncementView }
  | { readonly kind: 'test'; readonly deviceId: string; readonly passed: boolean }
  | { readonly kind: 'unverified' };

/**
 * Handles one push, start to end: parse, verify, keep, acknowledge, show. It never throws for what a push may hold, and it
 * always shows exactly one notification for it: browsers take the subscription away from an app that receives silently.
 * @param text the push's plaintext, null when it came without
 */
export async function receivePush(core: Core, text: string | null): Promise<Received> {
  const received = await receiveMessage(core, text);
  await notifyOfForgotten(core);
  return received;
}

async function receiveMessage(core: Core, text: string | null): Promise<Received> {
  try {
    const message = parse(text);
    return 'challenge' in message
      ? await receiveChallenge(core, message.challenge)
      : await receiveNotice(core, message.notice);
  } catch (error) {
    // An error that isn't ours (a broken database, say) shows the same notification, then goes to the shell's log.
    const content = errorCode(error) === 'update_needed' ? updateNotification : unverifiedNotification;
    await core.notifier.show(content(core.now()));
    if (errorCode(error) === undefined) throw error;
    return { kind: 'unverified' };
  }
}

function parse(text: string | null): PushMessage {
  try {
    return parsePushPayload(text ?? '');
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new AuthenticatorError('signature_invalid', `a push that isn't Nod's: ${error.code}`);
  }
}

async function receiveChallenge(core: Core, challenge: string): Promise<Received> {
  const ingested = await ingestChallenge(core, challenge, 'push');
  const { account } = ingested;
  await notePush(core, account);
  if (ingested.kind === 'expired') {
    const id = { deviceId: account.deviceId, challengeId: ingested.claims.jti };
    const ending = { state: 'expired', decidedBy: null, atMs: core.now() } as const;
    await core.notifier.show(endedNotification(id, ingested.claims, ending));
    return { kind: 'late', id };
  }
  const { item } = ingested;
  if (item.ended) {
    // The push was overtaken: the request was answered or closed before it came.
    await core.notifier.show(endedNotification(item, item.claims, item.ended));
    return { kind: 'ended', id: item };
  }
  await notifyOfRequest(core, item, account, { isOwnPush: true });
  return { kind: 'request', item };
}

/** Echoes a test push, or takes in that a request has ended. */
async function receiveNotice(core: Core, notice: string): Promise<Received> {
  const { claims, account, pairing } = await openNotice(core, notice);
  if (account) await notePush(core, account);
  if (claims.notice === 'test') {
    const passed = account
      ? await echoTest(core, account, claims.nonce)
      : await echoPairingTest(core, pairing, claims.nonce, claims.sub);
    await core.notifier.show(testNotification(passed, core.now()));
    return { kind: 'test', deviceId: claims.sub, passed };
  }
  if (claims.notice === 'announcement') {
    const { announcement } = claims;
    // A device that is still being paired is told of nothing.
    if (!account) throw new AuthenticatorError('account_unknown', 'news for a device that is being paired');
    await keepHappened(core, account.deviceId, announcement);
    await core.notifier.show(happenedNotification(announcement, account));
    return { kind: 'announcement', deviceId: claims.sub, announcement };
  }
  const id = { deviceId: claims.sub, challengeId: claims.challengeId };
  const ending = endingOf(claims);
  const known = await endRequest(core, id, ending, { announce: 'replace' });
  if (!known) await core.notifier.show(endedNotification(id, null, { ...ending, atMs: core.now() }));
  return { kind: 'ended', id };
}

async function notePush(core: Core, { deviceId }: Account): Promise<void> {
  await core.keys.changeAccount(deviceId, (current) => ({ ...current, lastPushAtMs: core.now() }));
}

/**
 * Takes in a notice that came over the open stream: no notification of its own is due.
 * @throws AuthenticatorError account_unknown, signature_invalid
 */
export async function takeInNotice(core: Core, notice: string): Promise<void> {
  const { claims, account } = await openNotice(core, notice);
  if (!account) return;
  if (claims.notice === 'test') {
    await echoTest(core, account, claims.nonce);
    return;
  }
  if (claims.notice === 'announcement') {
    await keepHappened(core, account.deviceId, claims.announcement);
    return;
  }
  const id = { deviceId: account.deviceId, challengeId: claims.challengeId };
  await endRequest(core, id, endingOf(claims), { announce: 'close' });
}

/** A notice may be faster than the answer to this device's own decision, and is then about that decision. */
function endingOf({ state, decidedBy, thisDevice = false }: NoticeClaims & { notice: 'closed' }) {
  return { state, decidedBy: decidedBy ?? null, here: thisDevice };
}

type OpenedNotice = { readonly claims: NoticeClaims } & (
  | { readonly account: Account; readonly pairing?: undefined }
  | { readonly account?: undefined; readonly pairing: Pairing }
);

async function openNotice(core: Core, notice: string): Promise<OpenedNotice> {
  const { iss, sub } = unverifiedNames('notice', notice);
  // The pairings are read first: one becomes an account in a single step, so in this order it is found in one of the two.
  const pairings = await core.keys.pairings();
  const account = typeof sub === 'string' ? await core.keys.account(sub) : undefined;
  if (account) return { claims: await verifyNoticeFor(core, account, notice), account };
  // The test push can be faster than the server's answer that names the device.
  const [pairing] = pairings
    .filter(({ issuer, startedAtMs }) => issuer === iss && isRecent(startedAtMs, core.now(), PAIRING_LIMIT_MS))
    .sort((a, b) => b.startedAtMs - a.startedAtMs);
  if (!pairing || typeof sub !== 'string') {
    throw new AuthenticatorError('account_unknown', 'a notice for no account of this device');
  }
  return { claims: await verifyNoticeForPairing(core, pairing, sub, notice), pairing };
}

export type Ingested =
  | { readonly kind: 'added' | 'known'; readonly item: InboxItem; readonly account: Account }
  | { readonly kind: 'expired'; readonly claims: ChallengeClaims; readonly account: Account };

/**
 * Takes in a challenge, however it came: finds its account, verifies it against that account's pinned keys, keeps it once
 * (by its id within the account). The only way into the inbox.
 * @throws AuthenticatorError account_unknown, signature_invalid, update_needed
 */
export async function ingestChallenge(
  core: Core,
  challenge: string,
  arrivedBy: InboxItem['arrivedBy'],
): Promise<Ingested> {
  const account = await accountFor(core, challenge);
  const { claims, expired } = await verifyChallengeFor(core, account, challenge).catch(async (error: unknown) => {
    if (errorCode(error) === 'update_needed') {
      await core.keys.changeAccount(account.deviceId, (current) => ({ ...current, updateNeeded: true }));
    }
    throw error;
  });
  if (expired) return { kind: 'expired', claims, account };
  const { item, added } = await core.inbox.add({
    deviceId: account.deviceId,
    challengeId: claims.jti,
    challenge,
    claims,
    arrivedBy,
    arrivedAtMs: core.now(),
    expiresAtMs: claims.exp * 1000,
    notifiedAtMs: null,
    shownAckAtMs: null,
    triesLeft: null,
    ended: null,
  });
  if (item.ended?.state !== 'expired') return { kind: added ? 'added' : 'known', item, account };
  // Only "expired" is decided on the device. It is taken back when the clock was wrong then.
  const revived = await core.inbox.change(item, (current) => ({ ...current, ended: null, notifiedAtMs: null }));
  return { kind: 'added', item: revived ?? item, account };
}

/** The account that a challenge claims to be for. Only a hint of where to look: verification decides. */
async function accountFor(core: Core, challenge: string): Promise<Account> {
  const { iss, sub } = unverifiedNames('challenge', challenge);
  const candidates = (await core.keys.accounts()).filter(
    (account) => account.issuer === iss && account.user.id === sub && account.state !== 'revoked',
  );
  const account = candidates.find(({ state }) => state === 'active') ?? candidates[0];
  if (!account) throw new AuthenticatorError('account_unknown', 'a challenge for no account of this device');
  return account;
}

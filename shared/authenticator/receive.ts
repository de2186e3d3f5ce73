import { ProtocolError } from '../protocol/errors.ts';
import { type PushMessage, parsePushPayload } from '../protocol/push-payload.ts';
import type { AnnouncementView } from '../protocol/trust-api.ts';
import type { Account } from './account.ts';
import { happenedNotification } from './announcement-words.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { InboxItem, RequestId } from './inbox-item.ts';
import { keepHappened } from './news.ts';
import {
  endedNotification,
  testNotification,
  unverifiedNotification,
  updateNotification,
} from './notification-words.ts';
import { notifyOfForgotten, notifyOfRequest } from './notify.ts';
import type { Core } from './ports.ts';
import { endingOf, ingestChallenge, openNotice } from './take-in.ts';
import { echoPairingTest, echoTest } from './test-push.ts';

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

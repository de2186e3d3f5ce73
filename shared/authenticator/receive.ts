import { ProtocolError } from '../protocol/errors.ts';
import { type PushMessage, parsePushPayload } from '../protocol/push-payload.ts';
import type { Core } from './core.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { InboxItem, RequestId } from './inbox-item.ts';
import { ingestChallenge } from './ingest.ts';
import { receiveNotice } from './notice.ts';
import { endedNotification, unverifiedNotification } from './notification-words.ts';
import { notifyOfForgotten, notifyOfRequest } from './notify.ts';

export type Received =
  | { readonly kind: 'request'; readonly item: InboxItem }
  | { readonly kind: 'ended'; readonly id: RequestId }
  | { readonly kind: 'late'; readonly id: RequestId }
  | { readonly kind: 'test'; readonly deviceId: string; readonly passed: boolean }
  | { readonly kind: 'unverified' };

/**
 * Handles one push, start to end: parse, verify, keep, acknowledge, show. It never throws for what a push may hold, and it
 * always shows exactly one notification for it: browsers take the subscription away from who receives silently.
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
    // What isn't ours (a broken database, say) shows the same notification, then goes to the shell's log.
    await core.notifier.show(unverifiedNotification(core.now()));
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
  await core.keys.changeAccount(account.deviceId, (current) => ({ ...current, lastPushAtMs: core.now() }));
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
  await notifyOfRequest(core, item, account);
  return { kind: 'request', item };
}

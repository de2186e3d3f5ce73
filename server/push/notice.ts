import type { NoticeClaims } from '../../shared/protocol/notice.ts';
import { buildPushPayload, type PushNotification } from '../../shared/protocol/push-payload.ts';
import type { Clock } from '../crypto/ids.ts';
import type { Store } from '../store/store.ts';
import { dropSubscription } from './attempts.ts';
import { challengeTopic, remainingSeconds } from './challenge-push.ts';
import type { Deliver, PushLog } from './deliver.ts';
import { subscriptionOf } from './deliveries.ts';

/** A signed notice (nod-notice+jwt) and what to show where the worker can't run. */
export interface Notice {
  readonly notice: string;
  readonly notification: PushNotification;
}

export type NoticeOutcome = 'sent' | 'gone' | 'failed' | 'pull';

export type SendNotice = (deviceId: string, notice: Notice) => Promise<NoticeOutcome>;

/**
 * Sends a notice to one device, once: what is worth repeating is asked for again by a person (the test), and what isn't
 * would come too late (closed). `pull`: there is nothing to push to. Never rejects.
 */
export function createSendNotice(parts: { store: Store; deliver: Deliver; clock: Clock; log: PushLog }): SendNotice {
  const { store, deliver, clock, log } = parts;

  async function send(deviceId: string, { notice, notification }: Notice): Promise<NoticeOutcome> {
    const device = await store.db
      .selectFrom('devices')
      .select(['id', 'delivery', 'endpoint', 'p256dh', 'auth', 'vapid_key_id', 'push_health'])
      .where('id', '=', deviceId)
      .where('state', '!=', 'revoked')
      .executeTakeFirst();
    const subscription = device === undefined ? null : subscriptionOf(device);
    if (subscription === null) return 'pull';
    const claims = claimsOf(notice);
    const isTest = claims.notice === 'test';
    const { outcome } = await deliver(subscription, {
      payload: buildPushPayload({ notice }, notification),
      ttlSeconds: remainingSeconds(claims.exp * 1000, clock()),
      // Somebody waits for a test; a notice that clears the screen may wait until the device wakes by itself.
      urgency: isTest ? 'high' : 'normal',
      topic: isTest ? undefined : challengeTopic(claims.challengeId),
    });
    if (outcome === 'gone') await dropSubscription(store.db, subscription, clock());
    return outcome === 'retry' ? 'failed' : outcome;
  }

  return async (deviceId, notice) => {
    try {
      return await send(deviceId, notice);
    } catch (error) {
      log.error({ deviceId, err: error }, 'notice not sent');
      return 'failed';
    }
  };
}

/** The server signed this itself a moment ago. */
function claimsOf(jws: string): NoticeClaims {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as NoticeClaims;
}

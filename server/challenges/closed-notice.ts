import { signNotice } from '../../shared/protocol/notice.ts';
import type { Outcome } from '../../shared/protocol/receipt.ts';
import { PUSHED } from '../push/deliveries.ts';
import type { ChallengeRow } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { otherDeliveries } from './rows.ts';

/** For how long a device that was away may still be told that a request has ended. */
const NOTICE_LIFE_SECONDS = 600;

const WORDS: Record<Outcome, (device: string) => string> = {
  approved: (device) => `Approved on ${device}`,
  denied: (device) => `Denied on ${device}`,
  reported: (device) => `Reported on ${device}`,
  expired: () => 'This request has expired',
  canceled: () => 'This request was withdrawn',
  failed: () => 'Too many wrong codes. This request has ended',
};

/**
 * Tells the user's other devices that a challenge has ended, so that their notification says "Approved on Pixel 9"
 * rather than asking on. Only those that were pushed to hear of it; the open PWA learns it by its event stream.
 */
export async function announceClosed(
  engine: Engine,
  challenge: ChallengeRow,
  ended: { state: Outcome; deviceId?: string; deviceName?: string },
): Promise<void> {
  const { store, keys, clock, origin, push } = engine;
  const deliveries = await otherDeliveries(store.db, challenge, ended.deviceId ?? '');
  const others = deliveries.filter(({ state }) => PUSHED.has(state));
  const nowSeconds = Math.floor(clock() / 1000);
  await Promise.all(
    others.map(async ({ id, application }) => {
      const notice = await signNotice(
        {
          iss: origin,
          aud: 'nod-device',
          sub: id,
          jti: `closed-${challenge.id}`,
          iat: nowSeconds,
          exp: nowSeconds + NOTICE_LIFE_SECONDS,
          notice: 'closed',
          challengeId: challenge.id,
          state: ended.state,
          ...(ended.deviceName ? { decidedBy: ended.deviceName } : {}),
        },
        keys.signing,
      );
      await push.sendNotice(id, {
        notice,
        notification: {
          title: application,
          body: WORDS[ended.state](ended.deviceName ?? 'another device'),
          navigate: `${origin}/#/history`,
          tag: challenge.id,
        },
      });
    }),
  );
}

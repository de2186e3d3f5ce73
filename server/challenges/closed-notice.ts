import { signNotice } from '../../shared/protocol/notice.ts';
import type { Outcome } from '../../shared/protocol/receipt.ts';
import { PUSHED } from '../push/deliveries.ts';
import type { ChallengeRow } from '../store/schema.ts';
import { wordsFor } from '../words/all.ts';
import type { ServerWords } from '../words/en.ts';
import type { Engine } from './challenges.ts';
import { otherDeliveries } from './rows.ts';

/** A device that was away for longer is no longer told that a request has ended. */
const NOTICE_LIFE_SECONDS = 600;

/** @param device the name of the one that answered; of a denial and a report there always is one */
function ended(words: ServerWords['push'], state: Outcome, device: string | undefined): string {
  if (state === 'approved') return words.approved(device);
  if (state === 'denied' || state === 'reported') return words[state](device ?? '');
  return words[state];
}

/** The end of a challenge, as a device is told of it. */
interface ClosedChallenge {
  challengeId: string;
  state: Outcome;
  /** The name of the device that answered, where one did. */
  decidedBy?: string | undefined;
  /** Whether the device that answered is the one that is told. */
  thisDevice?: boolean | undefined;
}

/** Signs the notice by which this device learns that a challenge has ended, by push or by its event stream. */
export function signClosedNotice(
  { keys, clock, origin }: Pick<Engine, 'keys' | 'clock' | 'origin'>,
  deviceId: string,
  { challengeId, state, decidedBy, thisDevice }: ClosedChallenge,
): Promise<string> {
  const nowSeconds = Math.floor(clock() / 1000);
  return signNotice(
    {
      iss: origin,
      aud: 'nod-device',
      sub: deviceId,
      jti: `closed-${challengeId}`,
      iat: nowSeconds,
      exp: nowSeconds + NOTICE_LIFE_SECONDS,
      notice: 'closed',
      challengeId,
      state,
      ...(decidedBy === undefined ? {} : { decidedBy }),
      ...(thisDevice === undefined ? {} : { thisDevice }),
    },
    keys.signing,
  );
}

/**
 * Tells the user's other devices that a challenge has ended, so that their notification says "Approved on Pixel 9"
 * and no longer asks. Only devices that were pushed to are told here; an open authenticator learns it by its event
 * stream (device-stream.ts).
 */
export async function announceClosed(
  engine: Engine,
  challenge: ChallengeRow,
  by: { state: Outcome; deviceId?: string; deviceName?: string },
): Promise<void> {
  const { store, origin, push } = engine;
  const deliveries = await otherDeliveries(store.db, challenge, by.deviceId ?? '');
  const others = deliveries.filter(({ state }) => PUSHED.has(state));
  const { state, deviceName } = by;
  await Promise.all(
    others.map(async ({ id, application, language }) => {
      await push.sendNotice(id, {
        notice: await signClosedNotice(engine, id, { challengeId: challenge.id, state, decidedBy: deviceName }),
        notification: {
          title: application,
          body: ended(wordsFor(language, engine.language).push, state, deviceName),
          navigate: `${origin}/#/history`,
          tag: challenge.id,
          silent: true,
        },
      });
    }),
  );
}

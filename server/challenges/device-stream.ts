import { readChallenge } from '../../shared/protocol/challenge.ts';
import type { DeviceEvent } from '../../shared/protocol/device-api.ts';
import { announcementsSince } from '../announcements/since.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { signClosedNotice } from './closed-notice.ts';
import { historyFor, pendingFor } from './for-device.ts';

/** More than `pendingFor` lists: everything that a stream shows may end at once. */
const RECENT = 60;

/** What an open authenticator is told while it is open. */
export interface DeviceStream {
  /** A wake says only "look again". @returns ends the subscription; safe to call twice */
  onWake(wake: () => void): () => void;
  /**
   * What is new since the look before: challenges that wait, oldest first, so that an authenticator that shows only one
   * ends up with the newest; then the signed notices of what happened to the account since the stream began, and of
   * challenges that were shown and have ended. One look at a time.
   * @returns undefined when the device is no longer active (N16), or its user is locked: the stream has to end at once
   */
  look(): Promise<DeviceEvent[] | undefined>;
}

export function openDeviceStream(engine: Engine, device: DeviceRow): DeviceStream {
  return {
    onWake: (wake) => engine.store.bus.subscribe(`user:${device.user_id}`, wake),
    look: createLook(engine, device),
  };
}

function createLook(engine: Engine, device: DeviceRow): DeviceStream['look'] {
  /** Challenges that were shown and whose end was not told yet: id by the signed text. */
  const shown = new Map<string, string>();
  const announced = announcementsSince(engine, device, engine.clock());

  return async () => {
    const { db } = engine.store;
    const now = await db
      .selectFrom('devices')
      .innerJoin('users', 'users.id', 'devices.user_id')
      .select(['state', 'locked_at_ms'])
      .where('devices.id', '=', device.id)
      .executeTakeFirst();
    if (now?.state !== 'active' || now.locked_at_ms !== null) return undefined;
    const events: DeviceEvent[] = [];
    const waiting = await pendingFor(engine, device);
    const pending = new Set(waiting.map(({ challenge }) => challenge));
    for (const one of waiting.reverse()) {
      if (shown.has(one.challenge)) continue;
      shown.set(one.challenge, readChallenge(one.challenge).jti);
      events.push({ type: 'challenge', ...one });
    }
    for (const notice of await announced()) events.push({ type: 'notice', notice });
    const gone = new Map([...shown].filter(([challenge]) => !pending.has(challenge)).map(([jws, id]) => [id, jws]));
    if (gone.size === 0) return events;
    // A challenge that has run out but is not written down as expired yet has no end to tell until a later look.
    for (const { challengeId, notice } of await closedNotices(engine, device, gone)) {
      events.push({ type: 'notice', notice });
      shown.delete(gone.get(challengeId) ?? '');
    }
    return events;
  };
}

/**
 * The notices that tell an open authenticator how challenges that it shows have ended. The same notice comes by push
 * where there is push; a device in pull mode has only this.
 * @returns one compact notice for each of these challenges that has ended
 */
async function closedNotices(
  engine: Engine,
  device: DeviceRow,
  challenges: ReadonlyMap<string, unknown>,
): Promise<{ challengeId: string; notice: string }[]> {
  const { items } = await historyFor(engine, device, { beforeMs: Number.MAX_SAFE_INTEGER, limit: RECENT });
  return Promise.all(
    items
      .filter(({ challengeId }) => challenges.has(challengeId))
      .map(async ({ challengeId, state, decidedBy }) => ({
        challengeId,
        notice: await signClosedNotice(engine, device.id, {
          challengeId,
          state,
          decidedBy: decidedBy?.name,
          thisDevice: decidedBy?.thisDevice,
        }),
      })),
  );
}

import { readChallenge } from '../../../shared/protocol/challenge.ts';
import type { DeviceEvent } from '../../../shared/protocol/device-api.ts';
import { NodError } from '../../diagnostics/errors.ts';
import type { DeviceRow } from '../../store/schema.ts';
import type { Answer } from '../answer.ts';
import { type EventSink, eventStream, lookAgain } from '../event-stream.ts';
import { route } from '../route.ts';
import type { Services } from '../services.ts';
import { closedNotices } from './closed-notice.ts';

/** An authenticator has one page open, sometimes two; more streams than this are a loop gone wrong. */
const MAX_STREAMS_PER_DEVICE = 5;
const openStreams = new WeakMap<Services, Map<string, number>>();

/**
 * What waits for the user now, and each new challenge as it comes; when one that was sent has ended, the signed notice
 * of it. Ends when the device is no longer active (N16: at once).
 */
function deviceEvents(device: DeviceRow, request: Request, services: Services): Answer {
  const { challenges, store, waits, log } = services;
  const leave = takeStream(device.id, services);
  const open = new Set<string>();
  const known = new Map<string, string>();

  const show = async (sink: EventSink) => {
    const state = await store.db.selectFrom('devices').select('state').where('id', '=', device.id).executeTakeFirst();
    if (state?.state !== 'active') return sink.close();
    const pending = await challenges.pendingFor(device);
    const now = new Set<string>();
    // Oldest first, so that the newest is what an authenticator that shows one shows last.
    for (const challenge of pending.toReversed()) {
      const id = known.get(challenge) ?? readChallenge(challenge).jti;
      known.set(challenge, id);
      now.add(id);
      if (!open.has(id)) sink.send('challenge', { type: 'challenge', challenge } satisfies DeviceEvent);
      open.add(id);
    }
    const gone = new Set([...open].filter((id) => !now.has(id)));
    if (gone.size === 0) return;
    // What has run out but is not written down as expired yet stays open until the next look.
    for (const { challengeId, notice } of await closedNotices(device, gone, services)) {
      sink.send('notice', { type: 'notice', notice } satisfies DeviceEvent);
      open.delete(challengeId);
    }
    for (const [challenge, id] of known) if (!open.has(id)) known.delete(challenge);
  };
  const look = lookAgain(show, (sink, error) => {
    log.error({ err: error, deviceId: device.id }, "a device's event stream broke");
    sink.close();
  });

  return eventStream(
    waits.open(request),
    (sink) => {
      const unsubscribe = store.bus.subscribe(`user:${device.user_id}`, () => look(sink));
      look(sink);
      return () => {
        unsubscribe();
        leave();
      };
    },
    look,
  );
}

/** @throws NodError rate_limited. @returns gives the place back; safe to call twice */
function takeStream(deviceId: string, services: Services): () => void {
  const counts = openStreams.get(services) ?? new Map<string, number>();
  openStreams.set(services, counts);
  const count = counts.get(deviceId) ?? 0;
  if (count >= MAX_STREAMS_PER_DEVICE) {
    throw new NodError('rate_limited', 'This device has too many open streams. Close one first.', {
      params: { retryAfterSeconds: 15 },
    });
  }
  counts.set(deviceId, count + 1);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    const now = (counts.get(deviceId) ?? 1) - 1;
    if (now === 0) counts.delete(deviceId);
    else counts.set(deviceId, now);
  };
}

export const eventRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/events',
    name: 'watchDevice',
    summary: 'Server-sent events: challenges as they come, notices as they end',
    access: { by: 'device', state: 'active' },
    answer: { status: 200, description: 'Events `challenge` and `notice`', contentType: 'text/event-stream' },
    errors: ['rate_limited'],
    handle: ({ caller, request }, services) => deviceEvents(caller, request, services),
  }),
];

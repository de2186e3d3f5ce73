import type { ChallengeView } from '../../challenges/view.ts';
import type { ApplicationRow } from '../../store/schema.ts';
import type { Answer } from '../answer.ts';
import { type EventSink, eventStream, lookAgain } from '../event-stream.ts';
import type { Services } from '../route.ts';
import { challengeBody } from './challenge-view.ts';

/**
 * The challenge now, and again at each change of its state or of a delivery; the final state is the last event. A wake
 * says only "look again", so what was sent last decides whether there is something to say.
 *
 * @throws NodError challenge_unknown, before the stream begins
 */
export async function challengeEvents(
  application: ApplicationRow,
  challengeId: string,
  request: Request,
  services: Services,
): Promise<Answer> {
  const { challenges, store, waits, clock, log } = services;
  const first = await challenges.get(application, challengeId);
  let sent = '';
  let expiry: NodeJS.Timeout | undefined;

  const show = (sink: EventSink, view: ChallengeView) => {
    const body = challengeBody(view);
    const data = JSON.stringify(body);
    if (data !== sent) sink.send('challenge', body);
    sent = data;
    if (view.state !== 'pending') sink.close();
  };
  const look = lookAgain(
    async (sink) => show(sink, await challenges.get(application, challengeId)),
    (sink, error) => {
      log.error({ err: error, challengeId }, 'a challenge that is watched could not be read');
      sink.close();
    },
  );

  return eventStream(
    waits.open(request),
    (sink) => {
      const unsubscribe = ['challenge', 'delivery'].map((topic) =>
        store.bus.subscribe(`${topic}:${challengeId}`, () => look(sink)),
      );
      // A little late, so that it is over for sure.
      expiry = setTimeout(() => look(sink), Math.max(0, first.expiresAtMs - clock()) + 10);
      expiry.unref();
      show(sink, first);
      // What changed between the first look and the subscription.
      look(sink);
      return () => {
        for (const end of unsubscribe) end();
        clearTimeout(expiry);
      };
    },
    look,
  );
}

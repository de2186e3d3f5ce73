import { eventStream, lookAgain } from '../event-stream.ts';
import { route } from '../route.ts';

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
    handle({ caller, request }, { challenges, waits, log }) {
      const stream = challenges.openStream(caller);
      const look = lookAgain(
        async (sink) => {
          const events = await stream.look();
          if (events === undefined) return sink.close();
          for (const event of events) sink.send(event.type, event);
        },
        (sink, error) => {
          log.error({ err: error, deviceId: caller.id }, "a device's event stream broke");
          sink.close();
        },
      );
      return eventStream(
        waits.open(request),
        (sink) => {
          const endWakes = stream.onWake(() => look(sink));
          look(sink);
          return () => {
            endWakes();
            stream.close();
          };
        },
        look,
      );
    },
  }),
];

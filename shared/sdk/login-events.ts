import type { NodClient } from './client.ts';
import { isNodError } from './errors.ts';
import { encodeEvent, eventResponse } from './event-stream.ts';
import { loginUpdate } from './login-update.ts';
import type { Fallback } from './rest-api.ts';

/**
 * The response behind <nod-login src>: relays one challenge to the browser that started it, so that the API key stays
 * on the server. The application finds the challenge by the browser's session, never by the address.
 *
 * Events: `update` with a LoginUpdate; `gone` when there is nothing to wait for any more.
 *
 * @param options.now the application server's clock in ms; `signal` ends the stream, for example at shutdown; `fallbacks`
 *   what your server takes in place of a device's answer (login-fallback.ts), absent: nothing
 */
export function loginEvents(options: {
  client: NodClient;
  challengeId: string;
  now: () => number;
  signal?: AbortSignal;
  fallbacks?: readonly Fallback[];
}): Response {
  const { client, challengeId, now, fallbacks } = options;
  return eventResponse({
    retryMs: 1_500,
    signal: options.signal,
    async relay(send, signal) {
      try {
        for await (const challenge of client.watchChallenge(challengeId, { signal })) {
          send(encodeEvent('update', loginUpdate(challenge, now(), fallbacks)));
        }
      } catch (error) {
        // The refusal is final. The browser is told: otherwise it would ask again for ever.
        if (isNodError(error) && error.code !== 'aborted') send(encodeEvent('gone', {}));
      }
    },
  });
}

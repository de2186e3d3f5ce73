import type { NodClient } from './client.ts';
import { isNodError } from './errors.ts';
import { encodeEvent } from './event-stream.ts';
import { loginUpdate } from './login-update.ts';

/** A comment line this often keeps proxies from closing an idle stream. */
const HEARTBEAT_MS = 15_000;

/**
 * The response behind <nod-login src>: relays one challenge to the browser of whoever started it, so that the API key
 * stays on the server. The application decides whose challenge it is (by its session, never by the address).
 *
 * Events: `update` with a LoginUpdate; `gone` when there is nothing to wait for any more.
 */
export function loginEvents(options: {
  client: NodClient;
  challengeId: string;
  now: () => number;
  /** Ends the stream, for example at shutdown. */
  signal?: AbortSignal;
}): Response {
  const { client, challengeId, now } = options;
  const closed = new AbortController();
  const signal = options.signal ? AbortSignal.any([closed.signal, options.signal]) : closed.signal;
  const encoder = new TextEncoder();

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
      const relay = async () => {
        send('retry: 1500\n\n');
        for await (const challenge of client.watchChallenge(challengeId, { signal })) {
          send(encodeEvent('update', loginUpdate(challenge, now())));
        }
      };
      relay()
        .catch((error: unknown) => {
          // Refused for good: the browser is told, or it would ask again for ever.
          if (!signal.aborted && isNodError(error)) send(encodeEvent('gone', {}));
        })
        .finally(() => {
          clearInterval(heartbeat);
          if (!closed.signal.aborted) controller.close();
        });
    },
    cancel() {
      closed.abort();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    },
  });
}

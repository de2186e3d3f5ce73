/** A comment line this often keeps proxies from closing an idle stream. */
const HEARTBEAT_MS = 15_000;

/**
 * A response of server-sent events. `relay` sends until it has nothing more to say or `signal` tells it that nobody
 * listens any more; then the stream ends. What it throws ends the stream too, and the browser comes back by itself.
 *
 * @param options.retryMs when the browser comes back after a broken stream
 * @param options.signal ends the stream from outside, for example at shutdown
 */
export function eventResponse(options: {
  retryMs: number;
  signal?: AbortSignal | undefined;
  relay: (send: (text: string) => void, signal: AbortSignal) => Promise<void>;
}): Response {
  const left = new AbortController();
  const signal = options.signal ? AbortSignal.any([left.signal, options.signal]) : left.signal;
  const encoder = new TextEncoder();

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if (!left.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
      send(`retry: ${options.retryMs}\n\n`);
      options
        .relay(send, signal)
        .catch(() => undefined)
        .finally(() => {
          clearInterval(heartbeat);
          if (!left.signal.aborted) controller.close();
        });
    },
    cancel() {
      left.abort();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // nginx holds answers back unless it is told not to.
      'X-Accel-Buffering': 'no',
    },
  });
}

export interface StreamEvent {
  type: string;
  data: string;
}

/** No event of ours comes near this length. A server that sends more without an end is not Nod. */
const MAX_PENDING_CHARACTERS = 65_536;
/** A comment line at this interval keeps proxies from closing an idle stream. */
const HEARTBEAT_MS = 15_000;

/**
 * Reads server-sent events (HTML Standard, section 9.2) from a response body, for runtimes without EventSource and for
 * requests that need a header. Comments and ids are skipped; the caller decides when to reconnect.
 */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  let type = 'message';
  let data: string[] = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return; // An event without its empty line is incomplete and dropped, as the standard says.
      pending += decoder.decode(value, { stream: true });
      const lines = pending.split(/\r\n|\n|\r(?!$)/);
      pending = lines.pop() ?? '';
      if (pending.length > MAX_PENDING_CHARACTERS) return;
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { type, data: data.join('\n') };
          type = 'message';
          data = [];
          continue;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'event') type = value;
        else if (field === 'data') data.push(value);
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Encodes one event. JSON never holds a raw line break, so one data line is enough. */
export function encodeEvent(type: string, value: unknown): string {
  return `event: ${type}\ndata: ${JSON.stringify(value)}\n\n`;
}

/**
 * A response of server-sent events. `relay` sends until it has nothing more to say, or until `signal` tells it that the
 * listener has left; then the stream ends. An error in `relay` ends the stream too, and the browser reconnects by
 * itself.
 *
 * @param options.retryMs the time after which the browser reconnects to a broken stream
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
      // nginx buffers answers unless it is told not to.
      'X-Accel-Buffering': 'no',
    },
  });
}

import type { Answer } from './answer.ts';
import type { OpenWait } from './open-waits.ts';

/** A client that reads so slowly that more than this waits for it loses the stream; it may come back. */
const MAX_BACKLOG_BYTES = 256 * 1024;
/** About a minute: a look at the database costs ten times what the heartbeat itself does. */
const HEARTBEATS_PER_LOOK = 4;

export interface EventSink {
  /** Sends one event; `data` becomes one line of JSON. */
  send(event: string, data: unknown): void;
  /** Ends the stream properly. Safe to call twice. */
  close(): void;
  readonly closed: boolean;
}

/**
 * Server-sent events (HTML Living Standard, section 9.2) that end when the client goes, the server stops, or the source
 * says so.
 *
 * @param start subscribes to the source and returns what ends the subscription, which is called once when the stream has
 *   ended. When it throws, the stream ends.
 * @param lookAnyway called once a minute: a wake gets lost where a process can't tell the others of its change. That a store
 *   hears none at all is noticed there (server/store), within seconds
 */
export function eventStream(
  wait: OpenWait,
  start: (sink: EventSink) => () => void,
  lookAnyway: (sink: EventSink) => void,
): Answer {
  let cleanUp = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let closed = false;
        let stop: (() => void) | undefined;
        const end = () => {
          if (closed) return;
          closed = true;
          wait.signal.removeEventListener('abort', close);
          wait.done();
          stop?.();
        };
        const close = () => {
          if (closed) return;
          end();
          controller.close();
        };
        const write = (text: string) => {
          if (closed) return;
          controller.enqueue(Buffer.from(text));
          if ((controller.desiredSize ?? 0) <= 0) close();
        };
        const sink: EventSink = {
          send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
          close,
          get closed() {
            return closed;
          },
        };
        // Comment lines keep proxies and NATs from closing a quiet stream, and show whether the client is still there.
        let heartbeats = 0;
        wait.onHeartbeat(() => {
          write(': still here\n\n');
          heartbeats += 1;
          if (!closed && heartbeats % HEARTBEATS_PER_LOOK === 0) lookAnyway(sink);
        });
        cleanUp = end;
        wait.signal.addEventListener('abort', close, { once: true });
        // A first line at once, so that the client and proxies in between see that the stream is open.
        write(': open\n\n');
        try {
          stop = start(sink);
        } catch (error) {
          end();
          throw error;
        }
        if (closed) stop();
        else if (wait.signal.aborted) close();
      },
      cancel() {
        cleanUp();
      },
    },
    { highWaterMark: MAX_BACKLOG_BYTES, size: (chunk) => chunk.byteLength },
  );
  // x-accel-buffering: nginx passes events on as they come.
  return { status: 200, contentType: 'text/event-stream', body, headers: { 'x-accel-buffering': 'no' } };
}

/**
 * Wakes say only "look again" and may come in bursts. Only one look runs at a time; a wake during a look causes one more
 * after it.
 * @param onError called once; after it there are no more looks
 */
export function lookAgain(
  look: (sink: EventSink) => Promise<void>,
  onError: (sink: EventSink, error: unknown) => void,
): (sink: EventSink) => void {
  let looking = false;
  let again = false;
  const run = async (sink: EventSink) => {
    looking = true;
    try {
      while (again && !sink.closed) {
        again = false;
        await look(sink);
      }
      looking = false;
    } catch (error) {
      onError(sink, error);
    }
  };
  return (sink) => {
    again = true;
    if (!looking) void run(sink);
  };
}

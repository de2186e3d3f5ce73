export interface StreamEvent {
  type: string;
  data: string;
}

/** No event of ours comes near this; a server that sends more without an end is not ours. */
const MAX_PENDING_CHARACTERS = 65_536;

/**
 * Reads server-sent events (HTML Standard, section 9.2) off a response body, for runtimes without EventSource and for
 * requests that need a header. Comments and ids are skipped; the caller decides when to come back.
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

/** One event, encoded. JSON never holds a raw line break, so one data line is enough. */
export function encodeEvent(type: string, value: unknown): string {
  return `event: ${type}\ndata: ${JSON.stringify(value)}\n\n`;
}

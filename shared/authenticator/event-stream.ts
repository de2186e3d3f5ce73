/** Longest line an honest server sends: one challenge and its JSON around it. */
const MAX_BUFFER_CHARACTERS = 64 * 1024;

/**
 * Reads the `data:` of a text/event-stream (WHATWG HTML section 9.2), one string per event. Comments keep it alive and
 * yield nothing. Ends quietly when the stream ends, breaks, sends an endless line, or stays silent for `idleLimitMs`.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  options: { signal: AbortSignal; idleLimitMs: number },
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  let data: string[] = [];
  try {
    while (!options.signal.aborted) {
      const chunk = await readWithin(reader, options);
      if (chunk === undefined) return;
      buffer += decoder.decode(chunk, { stream: true });
      if (buffer.length > MAX_BUFFER_CHARACTERS) return;
      const lines = buffer.split(/\r\n|\n|\r(?!$)/);
      buffer = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
        if (line !== '' || data.length === 0) continue;
        const event = data.join('\n');
        data = [];
        yield event;
      }
    }
  } finally {
    // Also when the consumer stops early: without it the connection stays open until the page goes.
    await reader.cancel().catch(() => undefined);
  }
}

async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { signal, idleLimitMs }: { signal: AbortSignal; idleLimitMs: number },
): Promise<Uint8Array | undefined> {
  let giveUp: () => void = () => undefined;
  const gaveUp = new Promise<undefined>((resolve) => {
    giveUp = () => resolve(undefined);
  });
  const timer = setTimeout(giveUp, idleLimitMs);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const read = reader.read().then(({ value, done }) => (done ? undefined : value));
    return await Promise.race([read, gaveUp]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

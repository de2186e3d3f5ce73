import { expect, test } from 'vitest';
import { readEventStream } from './event-stream.ts';

function streamOf(chunks: readonly string[], options: { ends: boolean } = { ends: true }) {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      if (options.ends) controller.close();
    },
    cancel: () => {
      cancelled = true;
    },
  });
  return { body, wasCancelled: () => cancelled };
}

async function read(body: ReadableStream<Uint8Array>, idleLimitMs = 1_000): Promise<string[]> {
  const events: string[] = [];
  for await (const event of readEventStream(body, { signal: new AbortController().signal, idleLimitMs })) {
    events.push(event);
  }
  return events;
}

test.each<[string, string[], string[]]>([
  ['one event', ['data: a\n\n'], ['a']],
  ['cut anywhere', ['da', 'ta: a', '\n', '\ndata: b\n\n'], ['a', 'b']],
  ['comments and names', [': ping\n\nevent: challenge\nid: 1\ndata: a\n\n'], ['a']],
  ['several lines', ['data: a\ndata: b\n\n'], ['a\nb']],
  ['carriage returns', ['data: a\r\n\r\ndata: b\r', '\n\r\n'], ['a', 'b']],
  ['without a space', ['data:a\n\n'], ['a']],
  ['an event that never ends', ['data: a\n'], []],
])('%s', async (_what, chunks, events) => {
  expect(await read(streamOf(chunks).body)).toEqual(events);
});

test('a line without end is not collected for ever', async () => {
  const { body, wasCancelled } = streamOf(['data: ', 'x'.repeat(70_000)], { ends: false });
  expect(await read(body)).toEqual([]);
  expect(wasCancelled()).toBe(true);
});

test('a stream that has gone silent ends, and its connection is closed', async () => {
  const { body, wasCancelled } = streamOf(['data: a\n\n'], { ends: false });
  expect(await read(body, 20)).toEqual(['a']);
  expect(wasCancelled()).toBe(true);
});

import { expect, test } from 'vitest';
import { encodeEvent, readEventStream } from './event-stream.ts';

async function read(...chunks: (string | Uint8Array)[]) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
      }
      controller.close();
    },
  });
  const events = [];
  for await (const event of readEventStream(body)) events.push(event);
  return events;
}

test('an encoded event is read back, line breaks included', async () => {
  const value = { name: 'a\nb\r\nevent: forged', ü: '…' };
  const [event, ...more] = await read(encodeEvent('update', value));
  expect(event).toEqual({ type: 'update', data: JSON.stringify(value) });
  expect(more).toEqual([]);
});

test('chunks may end anywhere, even within a character', async () => {
  const bytes = new TextEncoder().encode('event: update\r\ndata: "Łódź"\r\n\r\n');
  const chunks = [...bytes].map((byte) => Uint8Array.of(byte));
  expect(await read(...chunks)).toEqual([{ type: 'update', data: '"Łódź"' }]);
});

test('comments, ids and unknown fields are skipped; several data lines are joined', async () => {
  expect(await read(': still here\n\nid: 7\nretry: 100\ndata:a\ndata: b\n\n')).toEqual([
    { type: 'message', data: 'a\nb' },
  ]);
});

test('an event cut off by the end of the stream is dropped', async () => {
  expect(await read('data: whole\n\ndata: half\n')).toEqual([{ type: 'message', data: 'whole' }]);
});

test('a line without an end does not fill the memory', async () => {
  const endless = 'x'.repeat(40_000);
  expect(await read(endless, endless, '\ndata: late\n\n')).toEqual([]);
});

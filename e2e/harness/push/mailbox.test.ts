import { expect, test } from 'vitest';
import { Mailbox, type PushMessage } from './mailbox.ts';

let nowMs = 1_000_000;
let count = 0;

function message(fields: Partial<PushMessage> = {}): PushMessage {
  count += 1;
  const defaults = { id: `m${count}`, token: 't', body: Buffer.alloc(0), ttlSeconds: 60, topic: undefined };
  return { ...defaults, sentAtMs: nowMs, delivery: 'held', ...fields };
}

function mailbox() {
  const received: string[] = [];
  return { box: new Mailbox(() => nowMs), received, link: ({ id }: PushMessage) => void received.push(id) };
}

test('messages wait for the browser and come in order', () => {
  const { box, received, link } = mailbox();
  const [first, second] = [message(), message()];
  box.put(first);
  box.put(second);
  expect(first.delivery).toBe('queued');
  box.connect(link);
  expect(received).toEqual([first.id, second.id]);
});

test('after a reconnect the unacknowledged messages come again, and only those', () => {
  const { box, received, link } = mailbox();
  const [first, second] = [message(), message()];
  box.connect(link);
  box.put(first);
  box.put(second);
  box.acknowledge(first.id);
  box.disconnect(link);
  box.connect(link);
  expect(received).toEqual([first.id, second.id, second.id]);
  expect(first.delivery).toBe('acknowledged');
});

test('W1: a message whose TTL ended is not delivered', () => {
  const { box, received, link } = mailbox();
  const late = message({ ttlSeconds: 5 });
  box.put(late);
  nowMs += 5000;
  box.connect(link);
  expect(received).toEqual([]);
  expect(late.delivery).toBe('expired');
});

test('W1: TTL 0 is delivered now or never', () => {
  const { box, received, link } = mailbox();
  const missed = message({ ttlSeconds: 0 });
  box.put(missed);
  box.connect(link);
  const met = message({ ttlSeconds: 0 });
  box.put(met);
  expect(received).toEqual([met.id]);
  expect(missed.delivery).toBe('expired');
});

test('W1: a queued message gives way to a newer one of its topic and subscription only', () => {
  const { box, received, link } = mailbox();
  const [old, foreign, newer] = [message({ topic: 'a' }), message({ topic: 'a', token: 'u' }), message({ topic: 'a' })];
  for (const each of [old, foreign, newer]) box.put(each);
  box.connect(link);
  expect(received).toEqual([foreign.id, newer.id]);
  expect(old.delivery).toBe('replaced');
});

import { expect, test } from 'vitest';
import type { FurtherEvent } from '../messages.ts';
import { createHandOver, type HandOverChannel, takeOver } from './hand-over.ts';

/** Ends of one BroadcastChannel: a message that one posts, the others hear. */
function channels() {
  const ends: EventTarget[] = [];
  return (): HandOverChannel => {
    const end = new EventTarget();
    ends.push(end);
    return Object.assign(end, {
      postMessage: (data: unknown) => {
        for (const other of ends) if (other !== end) other.dispatchEvent(new MessageEvent('message', { data }));
      },
    }) as unknown as HandOverChannel;
  };
}

const PUSH: FurtherEvent = { event: 'push', text: 'challenge' };
const soon = () => new Promise<'not yet'>((resolve) => setTimeout(() => resolve('not yet'), 20));

test('an event is passed on, and its worker is told when it was taken', async () => {
  const open = channels();
  const passedOn: FurtherEvent[] = [];
  takeOver(open(), async (what) => passedOn.push(what) > 0);
  await createHandOver(open())(PUSH);
  expect(passedOn).toEqual([PUSH]);
});

test('an event from before the offscreen document is passed on when the document is there, once', async () => {
  const open = channels();
  const taken = createHandOver(open())(PUSH);
  expect(await Promise.race([taken, soon()])).toBe('not yet');
  const passedOn: FurtherEvent[] = [];
  const takes = async (what: FurtherEvent) => passedOn.push(what) > 0;
  takeOver(open(), takes);
  await taken;
  expect(passedOn).toEqual([PUSH]);
});

test('of several workers each waits for its own event', async () => {
  const open = channels();
  const first = createHandOver(open());
  const second = createHandOver(open());
  takeOver(open(), async (what) => what.event === 'subscription_change');
  await second({ event: 'subscription_change' });
  expect(await Promise.race([first(PUSH), soon()])).toBe('not yet');
});

test('a background worker that can’t be reached hasn’t taken the event', async () => {
  const open = channels();
  takeOver(open(), () => Promise.reject(new Error('Receiving end does not exist.')));
  expect(await Promise.race([createHandOver(open())(PUSH), soon()])).toBe('not yet');
});

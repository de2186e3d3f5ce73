import { expect, test } from 'vitest';
import { receivePush } from '../../authenticator/receive.ts';
import { pair, startHarness } from '../../authenticator/testing/harness.ts';
import { createStore, readInto } from './store.ts';

const SHELL = { permission: 'granted', persisted: true } as const;

test('of two readings at once the one that began earlier takes away nothing that the later one has brought', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { core, server } = harness;
  const store = createStore();
  let finish = () => {};
  const slow = readInto(store, core, new Promise((resolve) => (finish = () => resolve(SHELL))));
  // It has read by now that nothing waits, and is kept from its end by what it asks of the browser.
  await core.inbox.waiting();
  const { id, push } = await server.challenge({ code: '482913' });
  await receivePush(harness.another(), push);
  await readInto(store, core, SHELL);
  const waits = () => store.get().waiting.map(({ item }) => item.challengeId);
  expect(waits()).toEqual([id]);
  finish();
  expect((await slow).waiting).toHaveLength(1);
  expect(waits()).toEqual([id]);
  expect(store.get().revision).toBe(1);
});

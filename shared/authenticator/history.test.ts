import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { readPast, requestsLately, strangeIn } from './history.ts';
import { receivePush } from './receive.ts';
import { pair, startHarness } from './testing/harness.ts';

/** A phone that is asked again and again, from another place each time where that is said. */
async function asked() {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const ask = async (location = 'Lisbon') => {
    harness.tick(1_000);
    const { id, push } = await harness.server.challenge({ context: { location, browser: 'Firefox', os: 'macOS' } });
    await receivePush(harness.core, push);
    const item = await harness.core.inbox.get({ deviceId, challengeId: id });
    if (!item) throw new Error('the request did not arrive');
    return item;
  };
  const answer = async (item: { challengeId: string }, choice: 'approve' | 'deny') => {
    await decide(harness.core, { deviceId, challengeId: item.challengeId, choice, from: 'app' });
  };
  return { harness, ask, answer, strange: (item: Parameters<typeof strangeIn>[1]) => strangeIn(harness.core, item) };
}

test('the first request of an application is the first, and the second isn’t, whatever became of the first', async () => {
  const { ask, answer, strange } = await asked();
  const first = await ask();
  expect(await strange(first)).toEqual([{ kind: 'application', asked: false }]);
  const second = await ask();
  expect(await strange(second)).toEqual([{ kind: 'application', asked: true }]);
  // The older one still is the first.
  expect(await strange(first)).toEqual([{ kind: 'application', asked: false }]);
  await answer(first, 'deny');
  expect(await strange(await ask())).toEqual([{ kind: 'application', asked: true }]);
});

test('a place from which requests came and were denied stays strange, but its next one isn’t called the first', async () => {
  const { ask, answer, strange } = await asked();
  await answer(await ask(), 'approve');
  expect(await strange(await ask())).toEqual([]);
  const abroad = await ask('Oslo');
  expect(await strange(abroad)).toEqual([{ kind: 'place', asked: false }]);
  await answer(abroad, 'deny');
  expect(await strange(await ask('Oslo'))).toEqual([{ kind: 'place', asked: true }]);
});

test('M2: requests of the last five minutes are counted up to this one, whatever became of them but an approval', async () => {
  const { harness, ask, answer } = await asked();
  const lately = async (item: Parameters<typeof requestsLately>[1]) =>
    requestsLately(await readPast(harness.core), item);
  await answer(await ask(), 'approve');
  const first = await ask();
  expect(await lately(first)).toBe(1);
  await answer(first, 'deny');
  const second = await ask();
  const third = await ask();
  expect(await lately(third)).toBe(3);
  // What came after a request doesn't count for it.
  expect(await lately(second)).toBe(2);
  harness.tick(6 * 60_000);
  expect(await lately(await ask())).toBe(1);
});

test('what only the server knows of a line stays when this device writes down its own end of it', async () => {
  const { harness, ask, answer } = await asked();
  const item = await ask();
  const line = {
    deviceId: item.deviceId,
    challengeId: item.challengeId,
    applicationName: 'Demo Bank',
    title: 'Sign in',
  };
  const told = {
    state: 'approved',
    finalAtMs: harness.deviceClock.nowMs,
    decidedBy: null,
    place: null,
    browser: null,
  } as const;
  await harness.core.inbox.keepHistory([{ ...line, ...told, disowned: false, mayDisown: true }]);
  await answer(item, 'approve');
  expect(await harness.core.inbox.history({ limit: 1 })).toMatchObject([{ mayDisown: true, disowned: false }]);
});

import { expect, test } from 'vitest';
import { createActions } from './actions.ts';
import { withLater } from './fetch-later.ts';
import { createLaterActions, type LaterActions } from './later-actions.ts';
import { pair, SUBSCRIPTION, startHarness } from './testing/harness.ts';

async function start() {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { core } = harness;
  const subscriptions = {
    allowed: () => true,
    giveUp: async () => undefined,
    current: async () => SUBSCRIPTION,
    subscribe: async () => SUBSCRIPTION,
  };
  const later = createLaterActions(core, subscriptions);
  const fetched = { count: 0, fails: false };
  const actions = withLater(createActions(core, subscriptions), async () => {
    fetched.count += 1;
    if (fetched.fails) throw new TypeError('Failed to fetch dynamically imported module');
    return later;
  });
  return { actions, later, fetched, deviceId };
}

test('what waits for a request fetches nothing; the first action of a screen that is opened now and then does', async () => {
  const { actions, fetched, deviceId } = await start();
  await actions.pullWaiting();
  await actions.endRunOut();
  expect(fetched.count).toBe(0);
  expect(await actions.listDevices({ deviceId })).toMatchObject([{ id: deviceId }]);
  expect(fetched.count).toBe(1);
});

test('every action that can come later does', async () => {
  const { actions, later } = await start();
  for (const name of Object.keys(later) as (keyof LaterActions)[]) expect(actions[name], name).toBeTypeOf('function');
});

test('what can’t be fetched has a code, and is fetched again the next time', async () => {
  const { actions, fetched, deviceId } = await start();
  fetched.fails = true;
  await expect(actions.listDevices({ deviceId })).rejects.toMatchObject({ code: 'server_unreachable' });
  fetched.fails = false;
  expect(await actions.listDevices({ deviceId })).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { DEVICE_FEATURES } from '../protocol/features.ts';
import { reconcile } from './subscriptions.ts';
import { FakeServer } from './testing/fake-server.ts';
import { pair, SUBSCRIPTION, startHarness } from './testing/harness.ts';

const ALL = [...DEVICE_FEATURES].sort();
const subscriptions = {
  current: async () => SUBSCRIPTION,
  subscribe: async () => SUBSCRIPTION,
  allowed: () => true,
  giveUp: async () => undefined,
};

async function paired(server?: FakeServer) {
  const harness = await startHarness(server ? { server } : {});
  const deviceId = await pair(harness);
  const account = async () => {
    const found = await harness.core.keys.account(deviceId);
    if (!found) throw new Error('no account');
    return found;
  };
  const patches = () => harness.server.calls.filter((call) => call === 'PATCH self').length;
  return { ...harness, account, patches };
}

test('features are named at pairing', async () => {
  const { server, account } = await paired();
  expect(server.devices[0]?.features.sort()).toEqual(ALL);
  expect((await account()).features).toEqual(ALL);
});

test('a server of an older release isn’t told of features, which it would refuse', async () => {
  const old = await FakeServer.start('https://nod.example', () => 1_790_000_000_000);
  old.knowsFeatures = false;
  const { core, account, patches } = await paired(old);
  expect((await account()).features).toBeNull();
  await reconcile(core, await account(), subscriptions, { after: 'open' });
  expect(patches()).toBe(0);
});

test.each(['open', 'push'] as const)('after an update the server is told at the next %s, once', async (after) => {
  const { core, server, account, patches } = await paired();
  const [device] = server.devices;
  if (!device) throw new Error('no device');
  // As the version before named them.
  device.features = ['realm'];
  await core.keys.changeAccount(device.id, (current) => ({ ...current, features: ['realm'], updateNeeded: true }));
  await reconcile(core, await account(), subscriptions, { after });
  expect(device.features.sort()).toEqual(ALL);
  expect(await account()).toMatchObject({ features: ALL, updateNeeded: false });
  await reconcile(core, await account(), subscriptions, { after });
  expect(patches()).toBe(1);
});

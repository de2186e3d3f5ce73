import { expect, test } from 'vitest';
import { AuthenticatorError } from './errors.ts';
import type { Core } from './ports.ts';
import { reconcile } from './subscriptions.ts';
import { pair, SUBSCRIPTION, startHarness } from './testing/harness.ts';

const subscriptions = {
  current: async () => SUBSCRIPTION,
  subscribe: async () => SUBSCRIPTION,
  allowed: () => true,
  giveUp: async () => undefined,
};

async function paired(features?: string[]) {
  const harness = await startHarness();
  if (features) harness.server.features = features;
  const deviceId = await pair(harness);
  const account = await harness.core.keys.account(deviceId);
  const [device] = harness.server.devices;
  if (!account || !device) throw new Error('not paired');
  const reopen = () => reconcile(harness.core, account, subscriptions, { after: 'open' });
  const brought = () => harness.server.calls.filter((call) => call === 'PUT self/offline-key').length;
  return { ...harness, account, device, reopen, brought };
}

test('N6: it is made at pairing, can’t be exported, only derives, and goes with the first key', async () => {
  const { core, account, device } = await paired();
  const key = await core.keys.offlineKey(account.thumbprint);
  expect(key).toMatchObject({ extractable: false, usages: ['deriveBits'], algorithm: { name: 'ECDH' } });
  expect(device.offlineJwk).toEqual(await core.keys.ensureOfflineKey(account.thumbprint));
  expect(device.offlineJwk?.x).not.toBe(device.jwk.x);
  await core.keys.removeAccount(account.deviceId);
  expect(await core.keys.offlineKey(account.thumbprint)).toBeUndefined();
  await expect(core.keys.ensureOfflineKey(account.thumbprint)).rejects.toMatchObject({ code: 'key_missing' });
});

test('a server of before isn’t given one, and is once it takes them', async () => {
  const { server, device, reopen, brought } = await paired(['fetch']);
  expect(device.offlineJwk).toBeUndefined();
  await reopen();
  expect(brought()).toBe(0);
  server.features = ['fetch', 'offline-code'];
  await reopen();
  expect(device.offlineJwk).toBeDefined();
  await reopen();
  expect(brought()).toBe(1);
});

test('where its answer is lost, the same one is brought again', async () => {
  const { core, server, account, device, reopen } = await paired(['fetch']);
  server.features = ['offline-code'];
  const add = core.api.addOfflineKey;
  core.api.addOfflineKey = async (...call) => {
    await add(...call);
    throw new AuthenticatorError('server_unreachable', 'the answer was lost');
  };
  await expect(reopen()).rejects.toMatchObject({ code: 'server_unreachable' });
  const first = device.offlineJwk;
  expect(await core.keys.ensureOfflineKey(account.thumbprint)).toEqual(first);
});

test('page and worker at once make one key', async () => {
  const { core, another, account } = await paired(['fetch']);
  const keys = [core, another(), another()].map((one) => one.keys.ensureOfflineKey(account.thumbprint));
  expect(new Set((await Promise.all(keys)).map(({ x }) => x)).size).toBe(1);
});

test.each<[string, (core: Core) => void]>([
  [
    'the browser keeps no such key',
    (core) => {
      core.keys.ensureOfflineKey = async () => {
        throw new AuthenticatorError('storage_refused', 'no such key is kept');
      };
    },
  ],
  ['nothing can be scanned', (core) => void Reflect.deleteProperty(core, 'scans')],
])('where %s, pairing goes on without', async (_where, change) => {
  const harness = await startHarness();
  change(harness.core);
  await pair(harness);
  expect(harness.server.devices[0]).toMatchObject({ state: 'active', offlineJwk: undefined });
});

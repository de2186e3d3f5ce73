import { expect, test } from 'vitest';
import { notPoints } from '../protocol/vectors/not-points.ts';
import { claimEnrollment, continueWithoutPush, enrol } from './enrol.ts';
import { AuthenticatorError } from './errors.ts';
import { receivePush } from './receive.ts';
import { retryTest } from './test-push.ts';
import { FakeServer } from './testing/fake-server.ts';
import { DEVICE, pair, SUBSCRIPTION, startHarness } from './testing/harness.ts';

const ticket = { code: 'ABCD-EFGH-JKMN' };
const subscriptions = { subscribe: async () => SUBSCRIPTION };

test('pairing names account and server before anything is made', async () => {
  const { core, server } = await startHarness();
  const offer = await claimEnrollment(core, { origin: server.origin, ticket });
  expect(offer).toMatchObject({ serverName: 'Test server', user: { username: 'alice' }, applicationName: 'Demo Bank' });
  expect(await core.keys.accounts()).toEqual([]);
  expect(await core.keys.pairings()).toEqual([]);
});

test('a browser that keeps no key is found out before the server is asked, so the ticket stays good', async () => {
  const { core, server } = await startHarness();
  const refuse = async () => {
    throw new AuthenticatorError('storage_refused', 'no key is kept');
  };
  const keyless = { ...core, keys: { ...core.keys, tryOut: refuse } };
  const attempt = claimEnrollment(keyless, { origin: server.origin, ticket });
  await expect(attempt).rejects.toMatchObject({ code: 'storage_refused' });
  expect(server.calls).toEqual([]);
});

test('the test push that is faster than the answer still activates the device', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness); // its test push arrives inside the call to complete
  expect(await harness.core.keys.account(deviceId)).toMatchObject({ state: 'active', pushHealth: 'ok' });
  expect(await harness.core.keys.pairings()).toEqual([]);
});

test('a test push at the very moment at which the page makes the account finds it', async () => {
  const harness = await startHarness();
  const { core, server } = harness;
  const worker = harness.another();
  const read = Promise.withResolvers<void>();
  const made = Promise.withResolvers<void>();
  // The worker looks for the account just before the page has made it, and goes on just after.
  const late = {
    ...worker,
    keys: {
      ...worker.keys,
      account: async (deviceId: string) => {
        const found = await worker.keys.account(deviceId);
        read.resolve();
        await made.promise;
        return found;
      },
    },
  };
  let pushed: Promise<unknown> = Promise.resolve();
  server.onTestPush = async (payload) => {
    pushed = receivePush(late, payload);
    await read.promise;
  };
  const offer = await claimEnrollment(core, { origin: server.origin, ticket });
  const wait = (ms: number) => {
    made.resolve();
    return core.wait(ms);
  };
  const page = { ...core, wait };
  expect(await enrol(page, { offer, device: DEVICE, subscriptions })).toMatchObject({ kind: 'passed' });
  expect(await pushed).toMatchObject({ kind: 'test', passed: true });
});

test('without the test push the device stays pending until it is sent again or given up', async () => {
  const harness = await startHarness();
  const { core, server } = harness;
  const offer = await claimEnrollment(core, { origin: server.origin, ticket });
  const result = await enrol(core, { offer, device: DEVICE, subscriptions });
  expect(result).toMatchObject({ kind: 'test_missing', account: { state: 'pending' } });
  server.onTestPush = async (payload) => {
    await receivePush(harness.another(), payload);
  };
  expect(await retryTest(core, result.account.deviceId)).toMatchObject({
    kind: 'passed',
    account: { state: 'active' },
  });
});

test('a browser whose subscribe() never settles: a time limit, then on without notifications', async () => {
  const { core, server } = await startHarness();
  const offer = await claimEnrollment(core, { origin: server.origin, ticket });
  const never = { subscribe: () => new Promise<never>(() => undefined) };
  const attempt = enrol(core, { offer, device: DEVICE, subscriptions: never, subscribeLimitMs: 20_000 });
  await expect(attempt).rejects.toMatchObject({ code: 'subscribe_timeout' });
  const result = await enrol(core, { offer, device: DEVICE, subscriptions: null });
  expect(result).toMatchObject({ kind: 'passed', account: { state: 'active', delivery: 'pull' } });
});

test.each([
  [new AuthenticatorError('permission_denied', 'no'), 'permission_denied'],
  [new DOMException('no', 'AbortError'), 'subscribe_failed'],
])('a subscribe that fails says why and leaves nothing behind', async (thrown, code) => {
  const { core, server } = await startHarness();
  const offer = await claimEnrollment(core, { origin: server.origin, ticket });
  const failing = { subscribe: () => Promise.reject(thrown) };
  await expect(enrol(core, { offer, device: DEVICE, subscriptions: failing })).rejects.toMatchObject({ code });
  expect(await core.keys.pairings()).toEqual([]);
});

test('an answer that got lost: trying again finds the device instead of failing on the used ticket', async () => {
  const harness = await startHarness();
  const { core, server } = harness;
  const offer = await claimEnrollment(core, { origin: server.origin, ticket });
  server.losesAnswers = true;
  const attempt = enrol(core, { offer, device: DEVICE, subscriptions });
  await expect(attempt).rejects.toMatchObject({ code: 'server_unreachable' });
  server.losesAnswers = false;
  const result = await enrol(core, { offer, device: DEVICE, subscriptions });
  expect(server.devices).toHaveLength(1);
  expect(await continueWithoutPush(core, result.account.deviceId)).toMatchObject({ account: { state: 'active' } });
});

test('a server that goes by another name gets no ticket', async () => {
  const harness = await startHarness();
  const proxy = await FakeServer.start('https://nod.evil', () => 0);
  // A relay answers with the real server's words.
  const relayed: typeof fetch = (input, init) =>
    harness.server.fetch(String(input).replace('https://nod.evil', 'https://nod.example'), init);
  harness.connect(Object.assign(proxy, { fetch: relayed }));
  const attempt = claimEnrollment(harness.core, { origin: 'https://nod.evil', ticket });
  await expect(attempt).rejects.toMatchObject({ code: 'wrong_server' });
  expect(harness.server.calls).toEqual(['GET server']);
});

test('pairing the same account again replaces the earlier pairing here and at the server', async () => {
  const harness = await startHarness();
  const first = await pair(harness);
  const second = await pair(harness);
  expect((await harness.core.keys.accounts()).map(({ deviceId }) => deviceId)).toEqual([second]);
  expect(harness.server.devices.find(({ id }) => id === first)?.state).toBe('revoked');
});

test('a test notice of another server can’t activate a pairing', async () => {
  const harness = await startHarness();
  const { core, server } = harness;
  const evil = await FakeServer.start('https://evil.example', () => harness.serverClock.nowMs);
  server.onTestPush = async () => {
    const [device] = server.devices;
    if (!device) return;
    const forged = { ...evil.signing, kid: server.signing.kid };
    const { push } = await server.notice(device.id, { notice: 'test', nonce: device.testNonce }, forged);
    expect(await receivePush(harness.another(), push)).toEqual({ kind: 'unverified' });
  };
  const offer = await claimEnrollment(core, { origin: server.origin, ticket });
  expect(await enrol(core, { offer, device: DEVICE, subscriptions })).toMatchObject({ kind: 'test_missing' });
  expect(server.calls).not.toContain('POST activate');
});

test.each(Object.entries(notPoints))('a server key with %s is never pinned', async (_name, coordinates) => {
  const { core, server } = await startHarness();
  server.keys = [...server.keys, { kty: 'EC', crv: 'P-256', ...coordinates }];
  await expect(claimEnrollment(core, { origin: server.origin, ticket })).rejects.toMatchObject({ code: 'malformed' });
  expect(await core.keys.pairings()).toEqual([]);
});

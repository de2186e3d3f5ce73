import { expect, test } from 'vitest';
import { sha256 } from '../protocol/hash.ts';
import { createActions } from './actions.ts';
import { reconcileAll } from './background/worker-events.ts';
import { claimEnrollment, enrol } from './enrol.ts';
import { noteServerFeatures } from './fetch.ts';
import { checkHealth } from './health.ts';
import { createLaterActions } from './later-actions.ts';
import { receivePush } from './receive.ts';
import { resume } from './resume.ts';
import { reconcile } from './subscriptions.ts';
import { createFakePush } from './testing/fake-push-manager.ts';
import { FakeServer } from './testing/fake-server.ts';
import { DEVICE, startHarness } from './testing/harness.ts';
import { createWebPushSubscriptions } from './web-push-subscriptions.ts';

const DEAD = 'https://permanently-removed.invalid/fcm/send/abc';

/** One browser with real subscriptions code, and accounts of two people on one server. */
async function start() {
  const harness = await startHarness();
  const { core, server } = harness;
  const push = createFakePush();
  const subscriptions = createWebPushSubscriptions(push.registrations, {
    userVisibleOnly: true,
    allowed: push.allowed,
  });
  const worker = harness.another();
  server.onTestPush = async (payload) => {
    // A browser delivers to the subscription that it has, and to no other one.
    if (push.state.subscription) await receivePush(worker, payload);
  };
  const pairAs = async (username: string) => {
    server.user = { id: `usr_${username.padEnd(22, 'x')}`, username, displayName: username };
    const offer = await claimEnrollment(core, { origin: server.origin, ticket: { code: 'ABCD-EFGH-JKMN' } });
    const result = await enrol(core, { offer, device: DEVICE, subscriptions });
    return result.account.deviceId;
  };
  const ids = [await pairAs('alice'), await pairAs('bob')];
  const actions = { ...createActions(core, subscriptions), ...createLaterActions(core, subscriptions) };
  const onFile = () => server.devices.map(({ subscription }) => subscription?.endpoint ?? null);
  const deliveries = () => server.devices.map(({ delivery }) => delivery);
  const reconcileEach = async (after: 'open' | 'push' = 'open') => {
    for (const id of ids) {
      const account = await core.keys.account(id);
      if (account) await reconcile(core, account, subscriptions, { after });
    }
  };
  return { ...harness, push, subscriptions, actions, ids, onFile, deliveries, reconcileEach, worker };
}

test('accounts of one browser share its subscription', async () => {
  const { push, onFile, deliveries } = await start();
  expect(push.state.made).toBe(1);
  expect(onFile()).toEqual(Array(2).fill('https://push.example/made-1'));
  expect(deliveries()).toEqual(['push', 'push']);
});

test('turned off, the subscription is given back; turned on, all accounts are told of a new one', async () => {
  const { push, actions, onFile, deliveries } = await start();
  await actions.changeDelivery({ to: 'pull' });
  expect(push.state.subscription).toBeNull();
  expect(onFile()).toEqual([null, null]);
  await actions.changeDelivery({ to: 'push' });
  expect(onFile()).toEqual(Array(2).fill('https://push.example/made-2'));
  expect(deliveries()).toEqual(['push', 'push']);
});

test('a subscription that another account still uses is kept', async () => {
  const { push, actions, ids, server } = await start();
  const [first = '', second = ''] = ids;
  server.broken = (path) => path === 'self/subscription';
  await expect(actions.changeDelivery({ to: 'pull' })).rejects.toMatchObject({ code: 'server_unreachable' });
  expect(push.state.subscription).not.toBeNull();
  server.broken = null;
  await actions.removeAccount({ deviceId: first, evenIfUnreachable: false, evenIfLast: true });
  expect(push.state.subscription).not.toBeNull();
  await actions.removeAccount({ deviceId: second, evenIfUnreachable: false, evenIfLast: true });
  expect(push.state.subscription).toBeNull();
});

test('"Try again" after a lost test asks for a new subscription, and every account that used the old one is told', async () => {
  const { push, actions, ids, server, onFile, worker } = await start();
  const [deviceId = ''] = ids;
  const arrives = server.onTestPush;
  server.onTestPush = null;
  await worker.wait(1_000);
  // The first test of a healthy subscription takes the one there is.
  expect((await actions.retryTest({ deviceId })).kind).toBe('test_missing');
  expect(push.state.made).toBe(1);
  server.onTestPush = arrives;
  expect((await actions.retryTest({ deviceId })).kind).toBe('passed');
  expect(onFile()).toEqual(Array(2).fill('https://push.example/made-2'));
  expect((await worker.keys.accounts()).map(({ testLost = false }) => testLost)).toEqual([false, false]);
});

test.each(['gone', 'failed'] as const)(
  'a subscription that the push service calls %s is renewed, for all',
  async (health) => {
    const { push, server, onFile, deliveries, reconcileEach, core } = await start();
    for (const device of server.devices) device.pushHealth = health;
    await reconcileEach();
    expect(push.state.made).toBe(2);
    expect(onFile()).toEqual(Array(2).fill('https://push.example/made-2'));
    expect(deliveries()).toEqual(['push', 'push']);
    // Refused again: not one more at each opening.
    for (const device of server.devices) device.pushHealth = health;
    await reconcileEach();
    expect(push.state.made).toBe(2);
    await core.wait(10 * 60_000);
    await reconcileEach();
    expect(push.state.made).toBe(3);
  },
);

test.each(['slowed', 'unavailable'] as const)(
  'a push service in trouble (%s) is told of, and nothing is renewed',
  async (trouble) => {
    const { push, server, core, reconcileEach } = await start();
    for (const device of server.devices) Object.assign(device, { pushHealth: 'failed', pushTrouble: trouble });
    await reconcileEach();
    expect(push.state.made).toBe(1);
    const codes = (await checkHealth(core, { permission: 'granted', persisted: true })).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining([`push_${trouble}`]));
  },
);

test('what the browser hands out for a subscription that its service has forgotten is none', async () => {
  const { push, subscriptions, server, onFile, reconcileEach } = await start();
  const key = server.vapidPublicKey;
  push.state.nextEndpoint = DEAD;
  await push.state.subscription?.unsubscribe();
  await expect(subscriptions.subscribe(key)).rejects.toMatchObject({ code: 'subscribe_failed' });
  expect(push.state.subscription?.endpoint).toBe(DEAD);
  expect(await subscriptions.current(key)).toBeNull();
  push.state.nextEndpoint = undefined;
  await reconcileEach();
  expect(onFile()).toEqual(Array(2).fill('https://push.example/made-3'));
  // Also where nobody asks for a fresh one.
  push.state.nextEndpoint = DEAD;
  await push.state.subscription?.unsubscribe();
  await subscriptions.subscribe(key).catch(() => undefined);
  push.state.nextEndpoint = undefined;
  expect((await subscriptions.subscribe(key)).endpoint).toBe('https://push.example/made-5');
});

test('a permission that was taken back is told to the server, and when it is back notifications go on by themselves', async () => {
  const { push, server, core, deliveries, onFile, reconcileEach } = await start();
  push.state.permission = 'denied';
  push.state.subscription = null;
  await reconcileEach();
  expect(deliveries()).toEqual(['pull', 'pull']);
  expect(onFile()).toEqual([null, null]);
  const codes = async () =>
    (await checkHealth(core, { permission: push.state.permission as 'granted', persisted: true })).map(
      ({ code }) => code,
    );
  expect(await codes()).toContain('notifications_denied');
  expect(await codes()).not.toContain('pull_only');
  server.calls.length = 0;
  await reconcileEach();
  expect(server.calls).not.toContain('PUT self/subscription');
  push.state.permission = 'granted';
  await reconcileEach();
  expect(deliveries()).toEqual(['push', 'push']);
  expect((await core.keys.accounts()).map(({ pushPaused }) => pushPaused)).toEqual([false, false]);
});

test('who went without notifications is not subscribed when the app is opened', async () => {
  const { push, actions, reconcileEach, deliveries } = await start();
  await actions.changeDelivery({ to: 'pull' });
  await reconcileEach();
  expect(push.state.subscription).toBeNull();
  expect(deliveries()).toEqual(['pull', 'pull']);
});

test('a subscription that the browser has replaced while the app is closed recovers by its test alone', async () => {
  const { push, server, deliveries, worker, subscriptions } = await start();
  await push.state.subscription?.unsubscribe();
  await subscriptions.subscribe(server.vapidPublicKey);
  const context = { core: worker, subscriptions } as Parameters<typeof reconcileAll>[0];
  await reconcileAll(context, 'open');
  expect(deliveries()).toEqual(['push', 'push']);
  expect((await worker.keys.accounts()).map(({ delivery }) => delivery)).toEqual(['push', 'push']);
});

test('a test that got lost after a renewal is asked for again at the next opening, and not while it is on its way', async () => {
  const { push, server, core, deliveries, reconcileEach, onFile } = await start();
  const arrives = server.onTestPush;
  server.onTestPush = null;
  for (const device of server.devices) device.pushHealth = 'gone';
  await reconcileEach();
  expect(deliveries()).toEqual(['pull', 'pull']);
  const warnings = await checkHealth(core, { permission: 'granted', persisted: true });
  expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['push_untested']));
  server.calls.length = 0;
  await reconcileEach();
  expect(server.calls).not.toContain('POST self/test');
  await core.wait(30_000);
  server.onTestPush = arrives;
  await reconcileEach();
  expect(deliveries()).toEqual(['push', 'push']);
  expect(onFile()[0]).toBe(await currentEndpoint(push));
  expect((await core.keys.accounts())[0]?.endpointHash).toBe(await sha256(await currentEndpoint(push)));
});

async function currentEndpoint(push: ReturnType<typeof createFakePush>): Promise<string> {
  return push.state.subscription?.endpoint ?? '';
}

test('a server that names the push key of another one takes nothing from the accounts there', async () => {
  const { core, server, push, subscriptions, actions, reconcileEach, onFile, worker, ...harness } = await start();
  const other = await FakeServer.start('https://other.example', server.now);
  harness.connect(other);
  expect(other.vapidPublicKey).toBe(server.vapidPublicKey);
  other.onTestPush = async (payload) => void (await receivePush(worker, payload));
  const offer = await claimEnrollment(core, { origin: other.origin, ticket: { code: 'ABCD-EFGH-JKMN' } });
  const { account } = await enrol(core, { offer, device: DEVICE, subscriptions });

  // "Refused": what it wants made anew is what the others use, so they are told.
  for (const device of other.devices) device.pushHealth = 'gone';
  harness.tick(11 * 60_000);
  await reconcile(core, account, subscriptions, { after: 'open' });
  expect(onFile()).toEqual(Array(2).fill(push.state.subscription?.endpoint));
  await actions.changeDelivery({ to: 'push' });
  expect(onFile()).toEqual(Array(2).fill(push.state.subscription?.endpoint));
  await actions.removeAccount({ deviceId: account.deviceId, evenIfUnreachable: false, evenIfLast: true });
  expect(push.state.subscription?.endpoint).toBe(onFile()[0]);
  await reconcileEach();
  expect(server.devices.map(({ delivery }) => delivery)).toEqual(['push', 'push']);
});

test('a clock that ran ahead and was corrected puts nothing off', async () => {
  const { push, server, core, actions, ids, reconcileEach, onFile, deliveries, deviceClock } = await start();
  const [deviceId = ''] = ids;
  const first = async () => (await core.keys.account(deviceId)) ?? Promise.reject(new Error('no account'));
  deviceClock.nowMs += 365 * 86_400_000;
  for (const device of server.devices) device.pushHealth = 'gone';
  await reconcileEach();
  server.features = [];
  await noteServerFeatures(core, await first());
  deviceClock.nowMs -= 365 * 86_400_000;

  for (const device of server.devices) device.pushHealth = 'gone';
  await reconcileEach();
  expect(onFile()).toEqual(Array(2).fill('https://push.example/made-3'));
  expect(deliveries()).toEqual(['push', 'push']);
  server.features = ['fetch'];
  await noteServerFeatures(core, await first());
  expect((await first()).server?.features).toEqual(['fetch']);
  // A pairing that was begun then is over.
  const { issuer, serverName, pinnedKeys, user, thumbprint } = await first();
  const startedAtMs = core.now() + 86_400_000;
  const pairing = { issuer, serverName, pinnedKeys, user, thumbprint, startedAtMs, enrollmentId: 'enr_then' };
  await core.keys.keepPairing(pairing);
  await resume(core);
  expect(await core.keys.pairings()).toEqual([]);
  // Nor is a push of then one that has just arrived.
  await core.keys.changeAccount(deviceId, (account) => ({ ...account, lastPushAtMs: core.now() + 86_400_000 }));
  server.onTestPush = null;
  expect((await actions.retryTest({ deviceId })).kind).toBe('test_missing');
  expect(push.state.made).toBe(3);
});

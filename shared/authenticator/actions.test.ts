import { expect, test } from 'vitest';
import { makeSoftwareVerifier } from '../protocol/vectors/software-verifier.ts';
import { type Actions, createActions, type EnrolStep } from './actions.ts';
import { AuthenticatorError } from './errors.ts';
import { withLater } from './fetch-later.ts';
import { createLaterActions } from './later-actions.ts';
import type { Core } from './ports.ts';
import { receivePush } from './receive.ts';
import type { Subscriptions } from './subscriptions.ts';
import { FakeServer } from './testing/fake-server.ts';
import { DEVICE, pair, SUBSCRIPTION, startHarness } from './testing/harness.ts';

/** Every input and output goes through JSON, as it does between a popup and its worker, and has to come out the same. */
function overJson<Some extends Partial<Actions>>(actions: Some): Some {
  const sent = (value: unknown) => {
    const arrived = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
    expect(arrived).toStrictEqual(value);
    return arrived;
  };
  return new Proxy(actions, {
    get: (all, name) => async (input: unknown) => {
      const action = all[name as keyof Some] as (input: unknown) => Promise<unknown>;
      return sent(await action(sent(input)));
    },
  });
}

const subscriptionsOf = (vapidPublicKey: string): Subscriptions => ({
  allowed: () => true,
  giveUp: async () => undefined,
  current: async (asked) => (asked === vapidPublicKey ? SUBSCRIPTION : null),
  subscribe: async () => SUBSCRIPTION,
});

async function start() {
  const harness = await startHarness();
  const { core, server } = harness;
  const steps: EnrolStep[] = [];
  const subscriptions = subscriptionsOf(server.vapidPublicKey);
  const prompt = createActions(core, subscriptions, { onStep: (step) => steps.push(step) });
  const actions = overJson(withLater(prompt, async () => createLaterActions(core, subscriptions)));
  return { ...harness, actions, steps };
}

async function paired() {
  const started = await start();
  const deviceId = await pair(started);
  const request = async (changes: Parameters<typeof started.server.challenge>[0] = {}) => {
    const { id, push } = await started.server.challenge(changes);
    await receivePush(started.core, push);
    return { deviceId, challengeId: id };
  };
  return { ...started, deviceId, request };
}

const account = (core: Core, deviceId: string) => core.keys.account(deviceId);

test('a pairing, from the ticket to the test, tells its steps', async () => {
  const { actions, steps, server, core, another } = await start();
  const worker = another();
  const offer = await actions.claimEnrollment({ origin: server.origin, ticket: { code: 'ABCD-EFGH-JKMN' } });
  const missing = await actions.enrol({ offer, device: DEVICE, push: true });
  expect(missing.kind).toBe('test_missing');
  expect(steps).toEqual(['subscribing', 'binding', 'testing']);
  server.onTestPush = async (payload) => {
    await receivePush(worker, payload);
  };
  const { deviceId } = missing.account;
  expect((await actions.sendTestAgain({ deviceId })).kind).toBe('passed');
  expect((await actions.retryTest({ deviceId })).kind).toBe('passed');
  expect((await account(core, deviceId))?.state).toBe('active');
});

test('a pairing without notifications, and notifications turned on and off for all accounts', async () => {
  const { actions, server, core, another } = await start();
  const worker = another();
  server.onTestPush = async (payload) => {
    await receivePush(worker, payload);
  };
  const offer = await actions.claimEnrollment({ origin: server.origin, ticket: { code: 'ABCD-EFGH-JKMN' } });
  const { deviceId } = (await actions.enrol({ offer, device: DEVICE, push: false })).account;
  const delivery = async () => (await account(core, deviceId))?.delivery;
  expect(await delivery()).toBe('pull');
  await actions.changeDelivery({ to: 'push' });
  expect(await delivery()).toBe('push');
  await actions.changeDelivery({ to: 'pull' });
  expect(await delivery()).toBe('pull');
  expect((await actions.continueWithoutPush({ deviceId })).kind).toBe('passed');
});

test('one account that gets no notifications keeps none of the others from them', async () => {
  const { core, server, connect, serverClock, ...harness } = await startHarness();
  const other = await FakeServer.start('https://office.example', () => serverClock.nowMs);
  other.vapidPublicKey = `B${'B'.repeat(85)}A`;
  connect(other);
  const subscriptions: Subscriptions = {
    allowed: () => true,
    giveUp: async () => undefined,
    current: async () => null,
    subscribe: async (vapidPublicKey) => {
      if (vapidPublicKey === other.vapidPublicKey) return SUBSCRIPTION;
      throw new AuthenticatorError('subscribe_failed', 'no push for the first one');
    },
  };
  const all = { ...harness, core, server, connect, serverClock };
  const ids = [await pair(all), await pair(all, other)];
  const actions = overJson(createActions(core, subscriptions));
  const deliveries = () => Promise.all(ids.map(async (deviceId) => (await account(core, deviceId))?.delivery));
  await actions.changeDelivery({ to: 'pull' });
  expect(await deliveries()).toEqual(['pull', 'pull']);
  await expect(actions.changeDelivery({ to: 'push' })).rejects.toMatchObject({ code: 'subscribe_failed' });
  expect(await deliveries()).toEqual(['pull', 'push']);
});

test('a request is shown, its notification goes, and it is answered', async () => {
  const { actions, server, notifications, request } = await paired();
  const id = await request({ code: '482913' });
  expect(notifications.size).toBe(1);
  await actions.acknowledgeShown(id);
  expect(notifications.size).toBe(0);
  expect(server.challenges.get(id.challengeId)?.acknowledged).toContain('displayed');
  const answer = { ...id, choice: 'approve', from: 'app' } as const;
  expect(await actions.decide({ ...answer, code: '000000' })).toEqual({ kind: 'wrong_code', triesLeft: 2 });
  expect(await actions.decide({ ...answer, code: '482913' })).toEqual({ kind: 'approved' });
});

test('an answer that was kept is sent, and a request that ran out ends', async () => {
  const { actions, server, online, tick, request } = await paired();
  const id = await request();
  online.value = false;
  expect((await actions.decide({ ...id, choice: 'deny', from: 'app' })).kind).toBe('kept');
  online.value = true;
  await actions.resendOutbox();
  expect(server.challenges.get(id.challengeId)?.state).toBe('denied');
  await request();
  expect(await actions.endRunOut()).toBe(false);
  tick(61_000);
  expect(await actions.endRunOut()).toBe(true);
});

test('every server is asked what waits, also when one of them fails', async () => {
  const { actions, server, core } = await paired();
  const { id } = await server.challenge();
  await actions.pullWaiting();
  expect(await core.inbox.find(id)).toHaveLength(1);
  server.broken = () => true;
  await expect(actions.pullWaiting()).rejects.toMatchObject({ code: 'server_unreachable' });
});

test('a request that rang nobody is fetched, by id and by its digits', async () => {
  const { actions, server, deviceId } = await paired();
  const { id } = await server.challenge({ code: '482913', quiet: true });
  const request = { deviceId, challengeId: id };
  expect(await actions.findRequest({ deviceId, code: '482913' })).toEqual(request);
  expect(await actions.fetchRequest({ challengeId: id, issuer: server.origin })).toEqual(request);
});

test('names, devices and history', async () => {
  const { actions, core, deviceId, request } = await paired();
  await actions.renameDevice({ deviceId, name: 'Old phone' });
  expect((await account(core, deviceId))?.deviceName).toBe('Old phone');
  expect(await actions.listDevices({ deviceId })).toMatchObject([{ id: deviceId, name: 'Old phone' }]);
  const id = await request();
  await actions.decide({ ...id, choice: 'deny', from: 'app' });
  const page = await actions.pullHistory({ deviceId });
  expect(page).toMatchObject({ items: [{ challengeId: id.challengeId, state: 'denied' }], nextBeforeMs: null });
});

test('an account is removed', async () => {
  const first = await paired();
  await first.actions.removeAccount({ deviceId: first.deviceId, evenIfUnreachable: false, evenIfLast: true });
  expect(await first.core.keys.accounts()).toEqual([]);
});

test('an account that is gone meanwhile has a code', async () => {
  const { actions } = await start();
  const failure = await actions.listDevices({ deviceId: 'dev_gone' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AuthenticatorError);
  expect(failure).toMatchObject({ code: 'account_unknown' });
});

test('confirming: set up, asked for one approval, taken away', async () => {
  const { actions, request, deviceId, core } = await paired();
  const user = await makeSoftwareVerifier();
  const offer = await actions.offerVerifier({ deviceId });
  expect(offer).toMatchObject({ userHandle: deviceId, username: 'alice' });
  await actions.registerVerifier({ deviceId, registration: await user.register(offer) });
  const asked = await request({ uv: 'required' });
  const ask = await actions.prepareConfirmation(asked);
  expect(ask).toMatchObject({ credentialId: user.verifier.credentialId });
  const verification = ask ? await user.assert(ask) : undefined;
  const answer = { ...asked, choice: 'approve', from: 'app', ...(verification ? { verification } : {}) } as const;
  expect(await actions.decide(answer)).toEqual({ kind: 'approved' });
  const { credentialId } = user.verifier;
  const removing = { deviceId, action: 'verifier-removal', target: credentialId } as const;
  const removal = await actions.prepareAction(removing);
  if (!removal) throw new Error('nothing to remove');
  await actions.removeVerifier({ deviceId, verification: { ...(await user.assert(removal)), ...removal.fresh } });
  expect(await actions.prepareAction(removing)).toBeNull();
  expect((await account(core, deviceId))?.verifier).toBeNull();
});

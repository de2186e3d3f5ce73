import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { digitsFailed } from './digits-failed.ts';
import { claimEnrollment, enrol } from './enrol.ts';
import { checkHealth } from './health.ts';
import { receivePush } from './receive.ts';
import { resume } from './resume.ts';
import { DEVICE, type Harness, pair, SUBSCRIPTION, startHarness } from './testing/harness.ts';
import { askToBeLetIn, lookWhetherLetIn, replaceDevice } from './vouching.ts';

/** An old device, and a new one of the same user that has answered its test. */
async function asking() {
  const old = await startHarness();
  const oldId = await pair(old);
  const { server } = old;
  server.vouches = true;
  const fresh = await startHarness({ server });
  const freshId = await pairAgain(fresh);
  const account = async () => {
    const found = await fresh.core.keys.account(freshId);
    if (!found) throw new Error('no account');
    return found;
  };
  server.onVouching = async (push) => {
    await receivePush(old.core, push);
  };
  return { old, oldId, fresh, freshId, server, account };
}

async function pairAgain({ core, another, server }: Harness): Promise<string> {
  const worker = another();
  server.onTestPush = async (push) => {
    await receivePush(worker, push);
  };
  const offer = await claimEnrollment(core, { origin: server.origin, ticket: { code: 'ABCD-EFGH-JKMN' } });
  const subscriptions = { subscribe: async () => ({ ...SUBSCRIPTION, endpoint: `${SUBSCRIPTION.endpoint}-2` }) };
  const result = await enrol(core, { offer, device: DEVICE, subscriptions });
  expect(result.kind).toBe('passed');
  return result.account.deviceId;
}

const answered = async ({ old, oldId, account }: Awaited<ReturnType<typeof asking>>, choice: 'approve' | 'deny') => {
  const { challengeId, code } = (await account()).vouching ?? { challengeId: '', code: '' };
  const how = choice === 'approve' ? { choice, code } : { choice };
  return decide(old.core, { deviceId: oldId, challengeId, from: 'app', ...how });
};

test('a further device asks once, keeps what it shows, and is in once another has approved it', async () => {
  const world = await asking();
  const { fresh, freshId, server, account } = world;
  expect((await account()).state).toBe('unvouched');
  await askToBeLetIn(fresh.core, freshId, { again: false });
  // Opened again: the same digits, and nobody is rung a second time.
  await askToBeLetIn(fresh.another(), freshId, { again: false });
  expect(server.calls.filter((call) => call === 'POST vouching')).toHaveLength(1);
  expect((await account()).vouching).toMatchObject({ code: '482911', asksLeft: 3, devices: [{ name: DEVICE.name }] });
  expect(await answered(world, 'approve')).toEqual({ kind: 'approved' });
  await lookWhetherLetIn(fresh.core, freshId);
  expect(await account()).toMatchObject({ state: 'active', vouching: null });
});

test('the person may have the others asked again, as often as the server lets them', async () => {
  const { fresh, freshId, account } = await asking();
  for (const left of [3, 2, 1, 0]) {
    await askToBeLetIn(fresh.core, freshId, { again: true });
    expect((await account()).vouching?.asksLeft).toBe(left);
  }
  await expect(askToBeLetIn(fresh.core, freshId, { again: true })).rejects.toMatchObject({ code: 'rate_limited' });
});

test('a device that was refused says so, and isn’t told from one that was removed by chance', async () => {
  const world = await asking();
  const { fresh, freshId, account } = world;
  const warnings = () => checkHealth(fresh.core, { permission: 'granted', persisted: true });
  expect(await warnings()).toEqual([{ code: 'device_unvouched', deviceId: freshId }]);
  await askToBeLetIn(fresh.core, freshId, { again: false });
  await answered(world, 'deny');
  await expect(lookWhetherLetIn(fresh.core, freshId)).rejects.toMatchObject({ code: 'device_revoked' });
  expect((await account()).state).toBe('revoked');
  expect(await warnings()).toEqual([{ code: 'device_kept_out', deviceId: freshId }]);
});

test('N4: a device whose digits were typed wrong three times knows that they are good no more, until it asks again', async () => {
  const world = await asking();
  const { old, oldId, fresh, freshId, account } = world;
  await askToBeLetIn(fresh.core, freshId, { again: false });
  const { challengeId = '' } = (await account()).vouching ?? {};
  for (const code of ['000001', '000002', '000003']) {
    await lookWhetherLetIn(fresh.core, freshId);
    expect(digitsFailed(await account())).toBe(false);
    await decide(old.core, { deviceId: oldId, challengeId, choice: 'approve', code, from: 'app' });
  }
  await lookWhetherLetIn(fresh.core, freshId);
  expect(digitsFailed(await account())).toBe(true);
  const before = (await account()).lastAsk;
  await askToBeLetIn(fresh.core, freshId, { again: true });
  // Also where an answer about the old ones comes late.
  expect((await account()).lastAsk).toEqual(before);
  expect(digitsFailed(await account())).toBe(false);
});

test('an app that was closed meanwhile knows it when it is opened again', async () => {
  const world = await asking();
  const { fresh, freshId, account } = world;
  await askToBeLetIn(fresh.core, freshId, { again: false });
  await answered(world, 'approve');
  await resume(fresh.another());
  expect((await account()).state).toBe('active');
});

test('paired anew on the same phone: the older pairing stays until it has let the new one in, and then removes itself', async () => {
  const harness = await startHarness();
  const { core, server } = harness;
  const olderId = await pair(harness);
  server.vouches = true;
  server.onVouching = async (push) => {
    await receivePush(core, push);
  };
  const newId = await pairAgain(harness);
  expect((await core.keys.accounts()).map(({ state }) => state).sort()).toEqual(['active', 'unvouched']);
  await askToBeLetIn(core, newId, { again: false });
  const { challengeId = '', code = '' } = (await core.keys.account(newId))?.vouching ?? {};
  await decide(core, { deviceId: olderId, challengeId, choice: 'approve', code, from: 'app' });
  await lookWhetherLetIn(core, newId);
  expect((await core.keys.accounts()).map(({ deviceId }) => deviceId)).toEqual([newId]);
  expect(server.devices.find(({ id }) => id === olderId)?.state).toBe('revoked');
});

test('the device that this one was before is named, and stops', async () => {
  const old = await startHarness();
  const oldId = await pair(old);
  const fresh = await startHarness({ server: old.server });
  const freshId = await pairAgain(fresh);
  await replaceDevice(fresh.core, freshId, oldId);
  expect(old.server.devices.map(({ state }) => state)).toEqual(['suspended', 'active']);
});

test('where a device was let in from doesn’t become a place where its user signs in', async () => {
  const world = await asking();
  await askToBeLetIn(world.fresh.core, world.freshId, { again: false });
  await answered(world, 'approve');
  expect(await world.old.core.inbox.familiar(world.oldId)).toEqual([]);
});

test('a request to be let in never has an Approve on its notification, and says what it is', async () => {
  const { old, fresh, freshId } = await asking();
  await askToBeLetIn(fresh.core, freshId, { again: false });
  expect(old.shown).toEqual([
    expect.objectContaining({
      kind: 'request',
      title: 'Add a device to your account?',
      body: 'Pixel 9 wants to answer as alice. Chrome on macOS, Lisbon. Only if you hold it: open Nod and type its digits.',
      actions: ['deny'],
    }),
  ]);
});

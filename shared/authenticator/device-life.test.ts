import { expect, test } from 'vitest';
import { makeSoftwareVerifier } from '../protocol/vectors/software-verifier.ts';
import { prepareAction } from './confirmation.ts';
import { objectToSuspension, removeDevice, resumeDevice, suspendDevice } from './device-life.ts';
import { lookAtSelf, lookAtSuspended } from './suspended.ts';
import { type Harness, pair, startHarness } from './testing/harness.ts';
import { offerVerifier, registerVerifier } from './verifier.ts';

const DAY_MS = 24 * 3_600_000;

async function account({ core }: Harness, deviceId: string) {
  const found = await core.keys.account(deviceId);
  if (!found) throw new Error('no account');
  return found;
}

/** Two devices of one user. */
async function two() {
  const phone = await startHarness();
  const phoneId = await pair(phone);
  const laptop = await startHarness({ server: phone.server });
  const targetId = await pair(laptop);
  const served = () => phone.server.devices[1];
  return {
    phone,
    laptop,
    targetId,
    served,
    own: () => account(phone, phoneId),
    theirs: () => account(laptop, targetId),
  };
}

test('N16: a device is suspended from another one, hears why, and is brought back', async () => {
  const { phone, laptop, targetId, served, own, theirs } = await two();
  await suspendDevice(phone.core, await own(), { targetId });
  expect(served()?.state).toBe('suspended');
  await lookAtSelf(laptop.core, await theirs());
  expect(await theirs()).toMatchObject({ state: 'suspended', suspension: { why: 'list', removalAtMs: null } });
  await resumeDevice(phone.core, await own(), { targetId });
  // Nothing else asks about a suspended one: it hears of it when the app wakes.
  await lookAtSuspended(laptop.core);
  expect(await theirs()).toMatchObject({ state: 'active', suspension: null });
});

test('N16: a removal is a suspension that says until when', async () => {
  const { phone, laptop, targetId, own, theirs } = await two();
  await removeDevice(phone.core, await own(), { targetId });
  await lookAtSelf(laptop.core, await theirs());
  const { suspension } = await theirs();
  expect(suspension).toMatchObject({ why: 'removal', removalAtMs: phone.server.now() + DAY_MS });
});

test('the last way in is kept unless the person means it', async () => {
  const { phone, targetId, served, own } = await two();
  const { deviceId } = await own();
  await suspendDevice(phone.core, await own(), { targetId });
  const last = suspendDevice(phone.core, await own(), { targetId: deviceId });
  await expect(last).rejects.toMatchObject({ code: 'last_device' });
  expect(phone.server.devices[0]?.state).toBe('active');
  await removeDevice(phone.core, await own(), { targetId: deviceId, evenIfLast: true });
  expect(phone.server.devices.map(({ state }) => state)).toEqual(['revoked', 'suspended']);
  expect(served()?.state).toBe('suspended');
});

test('an objection suspends the one that suspended', async () => {
  const { phone, laptop, targetId, own, theirs } = await two();
  await suspendDevice(phone.core, await own(), { targetId });
  await lookAtSelf(laptop.core, await theirs());
  await objectToSuspension(laptop.core, await theirs());
  expect(phone.server.devices[0]).toMatchObject({ state: 'suspended', suspension: { why: 'objection' } });
  expect((await theirs()).suspension?.objectUntilMs).toBeNull();
  await expect(objectToSuspension(laptop.core, await theirs())).rejects.toMatchObject({ code: 'objection_refused' });
});

test('N10: the person confirms this very action on this very device', async () => {
  const { phone, targetId, served, own } = await two();
  const user = await makeSoftwareVerifier();
  expect(await prepareAction(phone.core, await own(), { action: 'suspend', target: targetId })).toBeNull();
  const { challenge } = await offerVerifier(await own());
  await registerVerifier(phone.core, await own(), await user.register({ challenge }));

  await expect(suspendDevice(phone.core, await own(), { targetId })).rejects.toMatchObject({
    code: 'verifier_invalid',
  });
  const ask = await prepareAction(phone.core, await own(), { action: 'suspend', target: targetId });
  expect(ask?.credentialId).toBe(user.verifier.credentialId);
  const again = await prepareAction(phone.core, await own(), { action: 'suspend', target: targetId });
  if (!ask || !again) throw new Error('nobody is asked');
  expect(again.fresh.nonce).not.toBe(ask.fresh.nonce);
  expect(ask.fresh.iat).toBe(Math.floor((await phone.core.clock.now((await own()).issuer)) / 1000));
  const verification = { ...(await user.assert(ask)), ...ask.fresh };
  const account = await own();
  for (const other of [
    () => removeDevice(phone.core, account, { targetId, verification }),
    () => suspendDevice(phone.core, account, { targetId, verification: { ...verification, ...again.fresh } }),
  ]) {
    await expect(other()).rejects.toMatchObject({ code: 'confirmation_missing' });
  }
  expect(served()?.state).toBe('active');
  await suspendDevice(phone.core, await own(), { targetId, verification });
  expect(served()?.state).toBe('suspended');
});

test('a suspended account whose server is away, or that is gone there, keeps nothing from starting', async () => {
  const { laptop, phone, targetId, own, theirs } = await two();
  await suspendDevice(phone.core, await own(), { targetId });
  await lookAtSelf(laptop.core, await theirs());
  laptop.online.value = false;
  await lookAtSuspended(laptop.core);
  expect((await theirs()).state).toBe('suspended');
  laptop.online.value = true;
  for (const device of phone.server.devices) device.state = 'revoked';
  await lookAtSuspended(laptop.core);
  expect((await theirs()).state).toBe('revoked');
});

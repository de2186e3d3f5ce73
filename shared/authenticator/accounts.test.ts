import { expect, test } from 'vitest';
import { listDevices, removeAccount, renameDevice } from './accounts.ts';
import { renameOther } from './device-life.ts';
import { pullHistory, readHistory } from './history.ts';
import { receivePush } from './receive.ts';
import { pair, startHarness } from './testing/harness.ts';

async function paired() {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const [account] = await harness.core.keys.accounts();
  if (!account) throw new Error('no account');
  return { harness, deviceId, account };
}

test('N16: removing an account revokes it at the server first, then its key is gone', async () => {
  const { harness, deviceId, account } = await paired();
  await receivePush(harness.core, (await harness.server.challenge()).push);
  await removeAccount(harness.core, deviceId, { evenIfUnreachable: false, action: { evenIfLast: true } });
  expect(harness.server.devices[0]?.state).toBe('revoked');
  expect(await harness.core.keys.accounts()).toEqual([]);
  expect(await harness.core.inbox.waiting()).toEqual([]);
  expect(harness.notifications.size).toBe(0);
  await expect(harness.core.keys.signingKey(account.thumbprint)).rejects.toMatchObject({ code: 'key_missing' });
});

test('offline, an account is only removed when the person insists', async () => {
  const { harness, deviceId } = await paired();
  harness.online.value = false;
  const attempt = removeAccount(harness.core, deviceId, { evenIfUnreachable: false });
  await expect(attempt).rejects.toMatchObject({ code: 'offline' });
  expect(await harness.core.keys.accounts()).toHaveLength(1);
  await removeAccount(harness.core, deviceId, { evenIfUnreachable: true });
  expect(await harness.core.keys.accounts()).toEqual([]);
});

test('N16: an account that the operator has locked can be taken away here, key included, when the person insists', async () => {
  const { harness, deviceId, account } = await paired();
  harness.server.locked = true;
  const attempt = removeAccount(harness.core, deviceId, { evenIfUnreachable: false });
  await expect(attempt).rejects.toMatchObject({ code: 'user_locked' });
  expect(await harness.core.keys.accounts()).toHaveLength(1);
  await removeAccount(harness.core, deviceId, { evenIfUnreachable: true });
  expect(await harness.core.keys.accounts()).toEqual([]);
  await expect(harness.core.keys.signingKey(account.thumbprint)).rejects.toMatchObject({ code: 'key_missing' });
  // The server has the device still: it was told nothing.
  expect(harness.server.devices[0]?.state).toBe('active');
});

test('a last way in is only given up when the person insists', async () => {
  const { harness, deviceId } = await paired();
  const attempt = removeAccount(harness.core, deviceId, { evenIfUnreachable: false });
  await expect(attempt).rejects.toMatchObject({ code: 'last_device' });
  expect(await harness.core.keys.accounts()).toHaveLength(1);
  expect(harness.server.devices[0]?.state).toBe('active');
});

test('a server of before is told in its own way', async () => {
  const { harness, deviceId } = await paired();
  harness.server.trust.known = false;
  await removeAccount(harness.core, deviceId, { evenIfUnreachable: false });
  expect(harness.server.devices[0]?.state).toBe('revoked');
});

test('an account that the server has revoked can be removed here', async () => {
  const { harness, deviceId } = await paired();
  for (const device of harness.server.devices) device.state = 'revoked';
  await removeAccount(harness.core, deviceId, { evenIfUnreachable: false });
  expect(await harness.core.keys.accounts()).toEqual([]);
});

test('a device gets another name', async () => {
  const { harness, deviceId } = await paired();
  expect(await renameDevice(harness.core, deviceId, 'Work phone')).toMatchObject({ deviceName: 'Work phone' });
  expect(harness.server.devices[0]?.name).toBe('Work phone');
});

test('a device of the user gets another name from here', async () => {
  const { harness, account } = await paired();
  const second = await startHarness({ server: harness.server });
  const other = await pair(second);
  expect((await listDevices(harness.core, account)).map(({ thisDevice }) => thisDevice)).toEqual([true, false]);
  await renameOther(harness.core, account, other, 'Laptop');
  expect(harness.server.devices.map(({ name }) => name)).toEqual(['Pixel 9', 'Laptop']);
});

test('the history that was fetched is there offline', async () => {
  const { harness, account } = await paired();
  const { id } = await harness.server.challenge();
  const served = harness.server.challenges.get(id);
  if (served) served.state = 'expired';
  await pullHistory(harness.core, account, {});
  harness.online.value = false;
  expect(await readHistory(harness.core, { limit: 10 })).toMatchObject([
    { challengeId: id, state: 'expired', place: 'Lisbon' },
  ]);
});

test('the history keeps what counted where no device answered', async () => {
  const { harness, account } = await paired();
  const { id } = await harness.server.challenge();
  const served = harness.server.challenges.get(id);
  if (served) Object.assign(served, { state: 'approved', fallback: 'totp' });
  await pullHistory(harness.core, account, {});
  expect(await readHistory(harness.core, { limit: 10 })).toMatchObject([{ decidedBy: null, fallback: 'totp' }]);
});

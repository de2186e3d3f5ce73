import { expect, test } from 'vitest';
import type { Account } from './account.ts';
import { decide } from './decide.ts';
import { pullPending } from './pull.ts';
import { receivePush } from './receive.ts';
import { endRunOut } from './resume.ts';
import { FakeServer } from './testing/fake-server.ts';
import { type Harness, pair, startHarness } from './testing/harness.ts';

async function accountOf(harness: Harness, deviceId: string): Promise<Account> {
  const account = await harness.core.keys.account(deviceId);
  if (!account) throw new Error('no account');
  return account;
}

async function paired() {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  return { harness, deviceId, account: await accountOf(harness, deviceId) };
}

test('a request that waits is taken in once, verified, and acknowledged as received', async () => {
  const { harness, account } = await paired();
  const { id } = await harness.server.challenge();
  expect(await pullPending(harness.core, account)).toMatchObject([{ challengeId: id, arrivedBy: 'pull' }]);
  expect(await pullPending(harness.core, account)).toEqual([]);
  expect(harness.server.challenges.get(id)?.acknowledged).toEqual(['received']);
});

test('a challenge in the list that no pinned key signed is left out, the others are kept', async () => {
  const { harness, account } = await paired();
  const evil = await FakeServer.start('https://evil.example', () => harness.serverClock.nowMs);
  await harness.server.challenge({ key: { ...evil.signing, kid: harness.server.signing.kid } });
  const good = await harness.server.challenge();
  expect((await pullPending(harness.core, account)).map(({ challengeId }) => challengeId)).toEqual([good.id]);
});

test('a push that comes after the pull is the same request', async () => {
  const { harness, account } = await paired();
  const { push } = await harness.server.challenge();
  await pullPending(harness.core, account);
  await receivePush(harness.core, push);
  expect(await harness.core.inbox.waiting()).toHaveLength(1);
  expect(harness.shown).toHaveLength(1);
});

test('a request that waits no longer ends with what the history says', async () => {
  const { harness, account } = await paired();
  const { id, push } = await harness.server.challenge();
  await receivePush(harness.core, push);
  harness.tick(1_000);
  const served = harness.server.challenges.get(id);
  if (!served) throw new Error('no challenge');
  served.state = 'denied';
  served.decidedBy = { ...harness.server.devices[0], name: 'Laptop' } as typeof served.decidedBy;
  await pullPending(harness.core, account);
  expect(await harness.core.inbox.get({ deviceId: account.deviceId, challengeId: id })).toMatchObject({
    ended: { state: 'denied', decidedBy: 'Laptop' },
  });
  expect(harness.notifications.size).toBe(0);
});

test('a request pushed while the list was on its way is not taken for gone', async () => {
  const { harness, account } = await paired();
  const { push } = await harness.server.challenge();
  const late = harness.another();
  const slow = {
    ...late,
    api: {
      ...late.api,
      pending: async () => {
        harness.tick(10);
        await receivePush(harness.core, push);
        return { challenges: [], timeMs: harness.serverClock.nowMs };
      },
    },
  };
  await pullPending(slow, account);
  expect(await harness.core.inbox.waiting()).toHaveLength(1);
});

test('a request counted as run out by a fast clock comes back when the server still lists it', async () => {
  const { harness, deviceId, account } = await paired();
  const { id, push } = await harness.server.challenge();
  await receivePush(harness.core, push);
  harness.deviceClock.nowMs += 3_600_000;
  expect(await endRunOut(harness.core)).toBe(true);
  await pullPending(harness.core, account);
  expect(await harness.core.inbox.waiting()).toHaveLength(1);
  const answer = { deviceId, challengeId: id, choice: 'approve', from: 'app' } as const;
  expect(await decide(harness.core, answer)).toEqual({ kind: 'approved' });
});

test('a clock that is off by hours: the call is made again with the server’s time', async () => {
  const { harness, account } = await paired();
  harness.deviceClock.nowMs -= 7 * 3_600_000;
  await harness.server.challenge();
  expect(await pullPending(harness.core, account)).toHaveLength(1);
  expect(harness.server.calls.filter((call) => call === 'GET challenges')).toHaveLength(2);
});

test('offline and an unreachable server are told apart', async () => {
  const { harness, account } = await paired();
  harness.server.broken = () => true;
  await expect(pullPending(harness.core, account)).rejects.toMatchObject({ code: 'server_unreachable' });
  harness.online.value = false;
  await expect(pullPending(harness.core, account)).rejects.toMatchObject({ code: 'offline' });
});

test('a revoked device is shown as such from then on', async () => {
  const { harness, deviceId, account } = await paired();
  for (const device of harness.server.devices) device.state = 'revoked';
  await expect(pullPending(harness.core, account)).rejects.toMatchObject({ code: 'device_revoked' });
  expect((await accountOf(harness, deviceId)).state).toBe('revoked');
});

test('a locked account is shown as such, is asked about on, and is as before once it is unlocked', async () => {
  const { harness, deviceId, account } = await paired();
  harness.server.locked = true;
  await expect(pullPending(harness.core, account)).rejects.toMatchObject({ code: 'user_locked' });
  expect(await accountOf(harness, deviceId)).toMatchObject({ refusal: 'user_locked', state: 'active' });
  harness.server.locked = false;
  await pullPending(harness.core, account);
  expect(await accountOf(harness, deviceId)).toMatchObject({ refusal: null, state: 'active' });
});

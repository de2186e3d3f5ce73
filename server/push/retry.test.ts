import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { onBothStores, openAgain } from '../store/testing.ts';
import { LEASE_MS } from './deliveries.ts';
import { nextAttemptAt } from './dispatch.ts';
import { type PushWorld, pushWorld } from './testing-world.ts';

/** Lets a sender's loop look a few times. */
const LOOKS = { timeout: 5000, interval: 20 };

async function dispatchTo(world: PushWorld, status: number, headers: Record<string, string> = {}) {
  world.service.answerWith(({ answer }) => answer.writeHead(status, headers).end());
  const device = await world.addDevice();
  const challenge = await world.addChallenge();
  await world.sender.dispatchChallenge(challenge.id);
  return { device, challenge };
}

onBothStores('retrying', (fresh) => {
  it.each([429, 500, 503])('a push that answers %i is sent again when it is due', async (status) => {
    const world = await pushWorld(await fresh());
    const startMs = world.time.nowMs;
    const { device } = await dispatchTo(world, status);
    const queued = await world.deliveryTo(device.id);
    expect(queued).toMatchObject({ state: 'queued', attempts: 1, status_code: status });
    expect(queued.next_attempt_ms).toBeGreaterThanOrEqual(startMs + 500);
    expect(queued.next_attempt_ms).toBeLessThanOrEqual(startMs + 1000);

    world.service.answerWith(({ answer }) => answer.writeHead(201).end());
    world.sender.start();
    await delay(700);
    expect(world.service.received).toHaveLength(1);
    world.time.nowMs = startMs + 1000;
    await expect.poll(async () => (await world.deliveryTo(device.id)).state, LOOKS).toBe('sent');
    expect(await world.deliveryTo(device.id)).toMatchObject({ attempts: 2, status_code: 201, next_attempt_ms: null });
    expect(world.service.received).toHaveLength(2);
    // W1: the TTL of a retry is what is left of the challenge's life.
    expect(world.service.received.map(({ headers }) => headers.ttl)).toEqual(['120', '119']);
    expect(await world.deviceRow(device.id)).toMatchObject({ push_health: 'sent' });
  });

  it.each([
    ['seconds', () => '7', 7000],
    ['a date', (nowMs: number) => new Date(nowMs + 20_000).toUTCString(), 20_000],
  ])('waits as long as Retry-After says in %s', async (_form, retryAfter, waitMs) => {
    const world = await pushWorld(await fresh());
    const { device } = await dispatchTo(world, 429, { 'retry-after': retryAfter(world.time.nowMs) });
    expect(await world.deliveryTo(device.id)).toMatchObject({ next_attempt_ms: world.time.nowMs + waitMs });
  });

  it.each(['120', '86400', '999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'a Retry-After beyond the challenge’s life (%s) ends the tries',
    async (retryAfter) => {
      const world = await pushWorld(await fresh());
      const { device } = await dispatchTo(world, 429, { 'retry-after': retryAfter });
      expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'failed', next_attempt_ms: null });
      expect(await world.deviceRow(device.id)).toMatchObject({ push_health: 'slowed', endpoint: device.endpoint });
    },
  );

  it('a challenge that was answered meanwhile is not pushed again', async () => {
    const world = await pushWorld(await fresh());
    const { device, challenge } = await dispatchTo(world, 503);
    await world.store.db.updateTable('challenges').set({ state: 'approved' }).where('id', '=', challenge.id).execute();
    world.time.nowMs += 2000;
    world.sender.start();
    await expect.poll(async () => (await world.deliveryTo(device.id)).next_attempt_ms, LOOKS).toBeNull();
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'failed', attempts: 1 });
    expect(world.service.received).toHaveLength(1);
  });

  it('a device that was revoked meanwhile is not pushed to again', async () => {
    const world = await pushWorld(await fresh());
    const { device } = await dispatchTo(world, 503);
    const other = await world.addDevice();
    await world.store.db.updateTable('devices').set({ state: 'revoked' }).where('id', '=', device.id).execute();
    world.time.nowMs += 2000;
    world.sender.start();
    await expect.poll(async () => (await world.deliveryTo(device.id)).next_attempt_ms, LOOKS).toBeNull();
    expect(world.service.received).toHaveLength(1);
    expect(await world.deviceRow(other.id)).toMatchObject({ push_health: '' });
  });

  it('goes to the subscription that the device has now', async () => {
    const world = await pushWorld(await fresh());
    const { device } = await dispatchTo(world, 503);
    const renewed = 'https://fcm.googleapis.com/fcm/send/renewed';
    await world.store.db.updateTable('devices').set({ endpoint: renewed }).where('id', '=', device.id).execute();
    world.service.answerWith(({ answer }) => answer.writeHead(201).end());
    world.time.nowMs += 2000;
    world.sender.start();
    await expect.poll(async () => (await world.deliveryTo(device.id)).state, LOOKS).toBe('sent');
    expect(world.service.received[1]?.path).toBe('/fcm/send/renewed');
  });

  it('a push of a process that died before it was sent is sent by the next one', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    await world.addChallenge();
    // Nobody dispatched it: what a crash right after the commit leaves behind.
    world.sender.start();
    await delay(700);
    expect(world.service.received).toHaveLength(0);
    world.time.nowMs += LEASE_MS;
    await expect.poll(async () => (await world.deliveryTo(device.id)).state, LOOKS).toBe('sent');
    expect(world.service.received).toHaveLength(1);
  });

  it('two processes share the work: each delivery is tried by one of them', async () => {
    const store = await fresh();
    const world = await pushWorld(store);
    const second = await openAgain(store);
    try {
      const devices = [];
      for (let i = 0; i < 12; i++) devices.push(await world.addDevice());
      for (let i = 0; i < 3; i++) {
        await world.addChallenge({ row: { application_id: await addApplication(world, i) } });
      }
      world.time.nowMs += LEASE_MS;
      const senders = [world.sender, world.openSender(second)];
      for (const sender of senders) sender.start();
      const open = () => store.db.selectFrom('deliveries').select('state').where('state', '=', 'queued').execute();
      await expect.poll(async () => (await open()).length, LOOKS).toBe(0);
      await Promise.all(senders.map((sender) => sender.stop()));
      expect(world.service.received).toHaveLength(36);
      const rows = await store.db.selectFrom('deliveries').select(['state', 'attempts']).execute();
      expect(rows.every(({ state, attempts }) => state === 'sent' && attempts === 1)).toBe(true);
    } finally {
      await second.close();
    }
  });

  it('one challenge that cannot be sent holds up no other', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    await world.addChallenge({ row: { jws: 'not.a.jws' } });
    const good = await world.addChallenge({ row: { application_id: await addApplication(world, 1) } });
    world.time.nowMs += LEASE_MS;
    world.sender.start();
    const states = async () => {
      const rows = await world.store.db
        .selectFrom('deliveries')
        .select(['challenge_id', 'state'])
        .where('device_id', '=', device.id)
        .execute();
      return Object.fromEntries(rows.map((row) => [row.challenge_id === good.id ? 'good' : 'bad', row.state]));
    };
    await expect.poll(states, LOOKS).toEqual({ good: 'sent', bad: 'failed' });
  });
});

async function addApplication(world: PushWorld, at: number): Promise<string> {
  const row = await world.store.db
    .selectFrom('applications')
    .selectAll()
    .where('builtin', '=', 0)
    .executeTakeFirstOrThrow();
  const id = `app_${at}`;
  await world.store.db
    .insertInto('applications')
    .values({ ...row, id })
    .execute();
  return id;
}

describe('nextAttemptAt', () => {
  const question = { nowMs: 1_000_000, expiresAtMs: 1_060_000, attempts: 1, retryAfterMs: undefined, random: 0.999 };

  it('doubles, up to half a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 2000].map(
      (attempts) => (nextAttemptAt({ ...question, attempts }) ?? 0) - question.nowMs,
    );
    expect(delays.map((delay) => Math.round(delay / 1000))).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('jitters between half the delay and all of it', () => {
    expect(nextAttemptAt({ ...question, attempts: 3, random: 0 })).toBe(1_002_000);
    expect(nextAttemptAt({ ...question, attempts: 3, random: 0.5 })).toBe(1_003_000);
  });

  it('does as the service asks', () => {
    expect(nextAttemptAt({ ...question, retryAfterMs: 7000 })).toBe(1_007_000);
  });

  it('does not hammer a service that asks for it', () => {
    expect(nextAttemptAt({ ...question, retryAfterMs: 0 })).toBe(1_000_500);
  });

  it.each([59_999, 60_000, 60_001, 999_999_999_000])('gives up when %i ms is after the challenge', (retryAfterMs) => {
    expect(nextAttemptAt({ ...question, retryAfterMs })).toBe(retryAfterMs < 60_000 ? 1_059_999 : null);
  });
});

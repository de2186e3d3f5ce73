import { expect, it } from 'vitest';
import type { DeviceRow } from '../store/schema.ts';
import { onBothStores } from '../store/testing.ts';
import { type Attempt, recordHealth, subscriptionOf } from './deliveries.ts';
import { pushWorld } from './testing-world.ts';

onBothStores('what pushes say about devices', (fresh) => {
  it('two challenges of the same devices are recorded at once, whatever order their answers came in', async () => {
    const store = await fresh();
    const world = await pushWorld(store);
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push((await world.addDevice()).id);
    const rows = await Promise.all(ids.map((id) => world.deviceRow(id)));
    const attempts = (state: (index: number) => 'sent' | 'failed' | 'gone'): Attempt[] =>
      rows.map((row, index) => ({
        target: {
          deviceId: row.id,
          state: 'queued',
          attempts: 0,
          features: '[]',
          kind: 'pwa',
          platform: '',
          subscription: subscriptionOf(row),
          pushHealth: '',
          pushHealthAtMs: 0,
        },
        state: state(index),
        health: state(index),
        statusCode: 200,
        tried: true,
        nextAttemptMs: null,
      }));
    const one = attempts((index) => (index % 2 === 0 ? 'sent' : 'failed'));
    const other = attempts((index) => (index % 2 === 0 ? 'failed' : 'sent')).reverse();
    for (let round = 0; round < 20; round++) {
      await Promise.all([one, other].map((all) => store.relaxed((trx) => recordHealth(trx, all, round))));
    }
    const last = attempts((index) => (index === 0 ? 'gone' : 'sent'));
    await store.relaxed((trx) => recordHealth(trx, last, 99));
    const after = await Promise.all(ids.map((id) => world.deviceRow(id)));
    expect(after.map((row) => row.push_health)).toEqual(['gone', ...Array(7).fill('sent')]);
    expect(after.map((row) => row.endpoint === null)).toEqual([true, ...Array(7).fill(false)]);
  });

  /** Two devices with one endpoint, as two accounts of one browser have, and a third one elsewhere. */
  async function sharing(changes: Partial<DeviceRow> = {}) {
    const world = await pushWorld(await fresh());
    const one = await world.addDevice();
    const other = await world.addDevice({ endpoint: one.endpoint, ...changes });
    const elsewhere = await world.addDevice();
    const healthOf = async ({ id }: { id: string }) => {
      const { push_health, endpoint } = await world.deviceRow(id);
      return [push_health, endpoint !== null];
    };
    const push = async (statusCode: number) => {
      world.service.answerWith(({ answer, path }) =>
        answer.writeHead(path === new URL(one.endpoint).pathname ? statusCode : 201).end(),
      );
      // The pushes go out at once, so one device alone is asked: the other one learns it by the first one's answer.
      await world.store.db.updateTable('devices').set({ delivery: 'pull' }).where('id', '=', other.id).execute();
      const { id } = await world.addChallenge();
      await world.sender.dispatchChallenge(id);
    };
    return { one, other, elsewhere, healthOf, push };
  }

  it.each([
    [410, 'gone', false],
    [404, 'gone', false],
    [403, 'failed', true],
  ])('an answer of %i is noted for every device that has the endpoint', async (status, health, kept) => {
    const { one, other, elsewhere, healthOf, push } = await sharing();
    await push(status);
    expect(await healthOf(one)).toEqual([health, kept]);
    expect(await healthOf(other)).toEqual([health, kept]);
    expect(await healthOf(elsewhere)).toEqual(['sent', true]);
  });

  it('an answer to a push under another key says nothing about a subscription', async () => {
    const { one, other, healthOf, push } = await sharing({ vapid_key_id: 'v1' });
    await push(403);
    expect(await healthOf(one)).toEqual(['failed', true]);
    expect(await healthOf(other)).toEqual(['', true]);
  });

  it('a device whose own keys are of no use says nothing about the others at its endpoint', async () => {
    const world = await pushWorld(await fresh());
    const one = await world.addDevice({ delivery: 'pull' });
    const broken = await world.addDevice({ endpoint: one.endpoint, p256dh: 'AAAA' });
    const { id } = await world.addChallenge();
    await world.sender.dispatchChallenge(id);
    expect((await world.deviceRow(one.id)).push_health).toBe('');
    expect((await world.deviceRow(broken.id)).push_health).toBe('failed');
  });

  it('a push service that takes too many is told while it is asked again, until it takes one', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    world.service.answerWith(({ answer }) => answer.writeHead(429, { 'retry-after': '1' }).end());
    const { id } = await world.addChallenge();
    await world.sender.dispatchChallenge(id);
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'queued' });
    expect((await world.deviceRow(device.id)).push_health).toBe('slowed');
    world.service.answerWith(({ answer }) => answer.writeHead(201).end());
    await world.sender.dispatchChallenge(id);
    expect((await world.deviceRow(device.id)).push_health).toBe('sent');
  });

  it('a service that has trouble is no fault of the subscription', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    world.service.answerWith(({ answer }) => answer.writeHead(503, { 'retry-after': '600' }).end());
    await world.sender.dispatchChallenge((await world.addChallenge()).id);
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'failed' });
    expect((await world.deviceRow(device.id)).push_health).toBe('unavailable');
  });

  it('an endpoint that its device has not shown yet is pushed no request', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice({ delivery: 'pull' });
    // Also where the request was made just before the device renewed its subscription.
    for (const withDeliveries of [true, false]) {
      const { id } = await world.addChallenge({ withDeliveries });
      await world.sender.dispatchChallenge(id);
      await world.store.db.updateTable('challenges').set({ state: 'expired' }).where('id', '=', id).execute();
    }
    expect(world.service.received).toHaveLength(0);
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'pull' });
  });
});

import { expect, it } from 'vitest';
import type { Subscription } from '../../shared/protocol/device-api.ts';
import type { PushHealth } from '../store/schema.ts';
import { onBothStores } from '../store/testing.ts';
import {
  createWorld,
  deviceRow,
  eventTypes,
  newSubscription,
  pairActiveDevice,
  pairDevice,
  testNonce,
  type World,
} from './testing-world.ts';
import { endpointHash } from './views.ts';

onBothStores('the subscription of a device', (fresh) => {
  it('a renewed subscription replaces the old one with the current key and a clean record of health', async () => {
    const world = await createWorld(await fresh());
    const { self, subscription } = await pairActiveDevice(world);
    await world.store.db
      .updateTable('devices')
      .set({ push_health: 'gone', vapid_key_id: 'old' })
      .where('id', '=', self.deviceId)
      .execute();
    const next = newSubscription();
    const renewed = await world.devices.renewSubscription(await deviceRow(world, self.deviceId), next);
    expect(renewed).toMatchObject({
      state: 'active',
      pushHealth: 'unknown',
      endpointHash: endpointHash(next.endpoint),
    });
    expect(await deviceRow(world, self.deviceId)).toMatchObject({
      endpoint: next.endpoint,
      p256dh: next.keys.p256dh,
      auth: next.keys.auth,
      vapid_key_id: world.keys.vapid.keyId,
    });
    expect(renewed.endpointHash).not.toBe(endpointHash(subscription?.endpoint ?? ''));
  });

  it('the same subscription again changes and records nothing', async () => {
    const world = await createWorld(await fresh());
    const { self, subscription } = await pairActiveDevice(world);
    const before = await deviceRow(world, self.deviceId);
    world.clock.nowMs += 5000;
    await world.devices.renewSubscription(before, subscription);
    expect(await deviceRow(world, self.deviceId)).toEqual(before);
    expect(await eventTypes(world)).not.toContain('device.renewed');
  });

  it('a subscription to anything but a push service is refused at renewal too', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    const row = await deviceRow(world, self.deviceId);
    await expect(world.devices.renewSubscription(row, newSubscription('https://10.0.0.1/'))).rejects.toMatchObject({
      code: 'endpoint_not_allowed',
    });
    expect(await deviceRow(world, self.deviceId)).toEqual(row);
  });

  const echo = async (world: World, id: string) =>
    world.devices.activate(await deviceRow(world, id), { nonce: await testNonce(world, id) }, { ip: '192.0.2.7' });
  const renew = async (world: World, id: string, subscription: Subscription | null) =>
    world.devices.renewSubscription(await deviceRow(world, id), subscription);

  it('a device in pull mode may turn push on, and back', async () => {
    const world = await createWorld(await fresh());
    const { deviceId } = (await pairActiveDevice(world)).self;
    await expect(renew(world, deviceId, null)).resolves.toMatchObject({
      delivery: 'pull',
      endpointHash: null,
      state: 'active',
    });
    await renew(world, deviceId, newSubscription());
    await expect(echo(world, deviceId)).resolves.toMatchObject({ delivery: 'push' });
    await expect(renew(world, deviceId, null)).resolves.toMatchObject({ delivery: 'pull', endpointHash: null });
  });

  it('a renewed subscription is tested at once, and counts after the echo alone', async () => {
    const world = await createWorld(await fresh());
    const { deviceId } = (await pairActiveDevice(world)).self;
    const next = newSubscription();
    const unshown = { delivery: 'pull', endpointHash: endpointHash(next.endpoint), pushHealth: 'unknown' };
    await expect(renew(world, deviceId, next)).resolves.toMatchObject(unshown);
    expect(world.pushed.get(deviceId)).toHaveLength(2);
    await expect(world.devices.listForUser(world.alice.id)).resolves.toMatchObject([{ delivery: 'pull' }]);
    await expect(echo(world, deviceId)).resolves.toMatchObject({ ...unshown, delivery: 'push', pushHealth: 'ok' });
  });

  it('a phone that slept answers the test of a renewal when it wakes, on the same day', async () => {
    const world = await createWorld(await fresh());
    const { deviceId } = (await pairActiveDevice(world)).self;
    await renew(world, deviceId, newSubscription());
    const nonce = await testNonce(world, deviceId);
    world.clock.nowMs += 23 * 3_600_000;
    const row = await deviceRow(world, deviceId);
    await expect(world.devices.activate(row, { nonce })).resolves.toMatchObject({ delivery: 'push' });
  });

  it('a device that renews to somebody else’s endpoint is never pushed to there', async () => {
    const world = await createWorld(await fresh());
    const victim = await pairActiveDevice(world, world.alice);
    const { deviceId } = (await pairActiveDevice(world, world.bob)).self;
    const before = await testNonce(world, deviceId);
    await renew(world, deviceId, victim.subscription);
    for (const nonce of [before, await testNonce(world, victim.self.deviceId)]) {
      const row = await deviceRow(world, deviceId);
      await expect(world.devices.activate(row, { nonce })).rejects.toMatchObject({ code: 'activation_invalid' });
    }
    await expect(world.devices.self({ id: deviceId })).resolves.toMatchObject({ delivery: 'pull' });
    await expect(world.devices.self({ id: victim.self.deviceId })).resolves.toMatchObject({ delivery: 'push' });
  });

  it('a nonce that came to one endpoint shows no other one, also where no test can be sent to that', async () => {
    const world = await createWorld(await fresh());
    const { deviceId } = (await pairActiveDevice(world)).self;
    const tests = () => world.pushed.get(deviceId)?.length ?? 0;
    for (let before = -1; tests() > before; ) {
      before = tests();
      await renew(world, deviceId, newSubscription());
    }
    // All tests are used up. The newest one came to an endpoint of the device's own.
    world.clock.nowMs += 10 * 60_000;
    await renew(world, deviceId, newSubscription());
    const nonce = await testNonce(world, deviceId);
    await renew(world, deviceId, newSubscription());
    const row = await deviceRow(world, deviceId);
    await expect(world.devices.activate(row, { nonce })).rejects.toMatchObject({ code: 'activation_invalid' });
    expect(await deviceRow(world, deviceId)).toMatchObject({ delivery: 'pull' });
  });

  it('accounts of one browser share an endpoint once each has shown it', async () => {
    const world = await createWorld(await fresh());
    const one = (await pairActiveDevice(world, world.alice)).self.deviceId;
    const other = (await pairActiveDevice(world, world.bob)).self.deviceId;
    const shared = newSubscription();
    for (const id of [one, other]) await renew(world, id, shared);
    await echo(world, one);
    const delivery = async (id: string) => (await world.devices.self({ id })).delivery;
    expect([await delivery(one), await delivery(other)]).toEqual(['push', 'pull']);
    await echo(world, other);
    expect([await delivery(one), await delivery(other)]).toEqual(['push', 'push']);
  });

  it('A6.6.3: a device with an endpoint of its own can’t go on having tests sent to another one', async () => {
    const world = await createWorld(await fresh());
    const { deviceId } = (await pairActiveDevice(world)).self;
    const own = newSubscription();
    const victim = newSubscription();
    const tests = () => world.pushed.get(deviceId)?.length ?? 0;
    let sentToVictim = 0;
    for (let round = 0; round < 30; round++) {
      let before = tests();
      await renew(world, deviceId, own);
      if (tests() > before) await echo(world, deviceId);
      before = tests();
      await renew(world, deviceId, victim);
      await world.devices.sendTest(await deviceRow(world, deviceId)).catch(() => undefined);
      sentToVictim += tests() - before;
      world.clock.nowMs += 15_000;
    }
    // Six, of which one went to the pairing; the next only after ten minutes.
    expect(sentToVictim).toBeLessThanOrEqual(5);
    const row = await deviceRow(world, deviceId);
    const refusal = await world.devices.sendTest(row).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'rate_limited', params: { retryAfterSeconds: expect.any(Number) } });
    world.clock.nowMs += 10 * 60_000;
    await expect(world.devices.sendTest(await deviceRow(world, deviceId))).resolves.toBe('sent');
  });

  it('a pairing that is activated while its subscription is being replaced keeps no endpoint as shown', async () => {
    const world = await createWorld(await fresh());
    const { deviceId } = (await pairDevice(world)).self;
    const whilePending = await deviceRow(world, deviceId);
    await echo(world, deviceId);
    await world.devices.renewSubscription(whilePending, newSubscription());
    await expect(world.devices.self({ id: deviceId })).resolves.toMatchObject({ state: 'active', delivery: 'pull' });
  });

  it('going on without push gives up an endpoint that was never shown', async () => {
    const world = await createWorld(await fresh());
    const { deviceId } = (await pairActiveDevice(world)).self;
    await renew(world, deviceId, newSubscription());
    const nonce = await testNonce(world, deviceId);
    await world.devices.activate(await deviceRow(world, deviceId), { pull: true });
    expect(await deviceRow(world, deviceId)).toMatchObject({ delivery: 'pull', endpoint: null, auth: null });
    const row = await deviceRow(world, deviceId);
    await expect(world.devices.activate(row, { nonce })).rejects.toMatchObject({ code: 'activation_invalid' });
  });

  it('a push service that takes too many is told apart from one that refuses', async () => {
    const world = await createWorld(await fresh());
    const { deviceId } = (await pairActiveDevice(world)).self;
    const told = async (push_health: PushHealth) => {
      await world.store.db.updateTable('devices').set({ push_health }).where('id', '=', deviceId).execute();
      const { pushHealth, pushTrouble } = await world.devices.self({ id: deviceId });
      return [pushHealth, pushTrouble];
    };
    expect(await told('slowed')).toEqual(['failed', 'slowed']);
    expect(await told('unavailable')).toEqual(['failed', 'unavailable']);
    expect(await told('failed')).toEqual(['failed', null]);
    expect(await told('sent')).toEqual(['ok', null]);
  });
});

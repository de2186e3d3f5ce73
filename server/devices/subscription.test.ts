import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { createWorld, deviceRow, eventTypes, newSubscription, pairActiveDevice } from './testing-world.ts';
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

  it('a device in pull mode may turn push on, and back', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    const device = () => deviceRow(world, self.deviceId);
    await expect(world.devices.renewSubscription(await device(), null)).resolves.toMatchObject({
      delivery: 'pull',
      endpointHash: null,
      state: 'active',
    });
    await expect(world.devices.renewSubscription(await device(), newSubscription())).resolves.toMatchObject({
      delivery: 'push',
    });
  });
});

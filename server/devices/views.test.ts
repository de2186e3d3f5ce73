import { expect, it } from 'vitest';
import { hashKeySet, verifyKeySets } from '../../shared/protocol/keyset.ts';
import { onBothStores } from '../store/testing.ts';
import { createWorld, ORIGIN, pairActiveDevice, pairDevice } from './testing-world.ts';

onBothStores('what is told about devices and the server', (fresh) => {
  it('the list tells people what they need, and nothing that reaches or impersonates a device', async () => {
    const world = await createWorld(await fresh());
    const first = await pairActiveDevice(world);
    world.clock.nowMs += 1000;
    const second = await pairDevice(world);
    const ofBob = await pairActiveDevice(world, world.bob);
    const list = await world.devices.listForUser(world.alice.id);
    expect(list.map(({ id, state }) => [id, state])).toEqual([
      [first.self.deviceId, 'active'],
      [second.self.deviceId, 'pending'],
    ]);
    const text = JSON.stringify(list);
    expect(text).not.toContain(ofBob.self.deviceId);
    for (const { key, subscription } of [first, second]) {
      for (const secret of [key.publicJwk.x, subscription?.endpoint, subscription?.keys.auth]) {
        expect(text).not.toContain(secret);
      }
    }
    await world.devices.revoke(first.self.deviceId, { by: 'operator', evenIfLast: true });
    expect((await world.devices.listForUser(world.alice.id)).map(({ state }) => state)).toEqual(['pending', 'revoked']);
    world.clock.nowMs += 31 * 24 * 3_600_000;
    expect((await world.devices.listForUser(world.alice.id)).map(({ state }) => state)).toEqual(['pending']);
  });

  it('a device counts the other active devices of its user, and no pending ones nor other people’s', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    await pairActiveDevice(world);
    await pairDevice(world);
    await pairActiveDevice(world, world.bob);
    await expect(world.devices.self({ id: self.deviceId })).resolves.toMatchObject({ otherDevices: 1 });
  });

  it('the key set can be followed from the current key, and what names it is told with each answer', async () => {
    const world = await createWorld(await fresh());
    const nowSeconds = Math.floor(world.clock.nowMs / 1000);
    const pinned = { keys: world.keys.publicJwks, issuer: ORIGIN, sinceSeconds: 0, nowSeconds };
    const followed = await verifyKeySets(await world.devices.keySets(), pinned);
    expect(followed.keys.map(({ kid }) => kid)).toEqual(world.keys.publicJwks.map(({ kid }) => kid));
    const { self } = await pairActiveDevice(world);
    expect(self.keySetHash).toBe(await hashKeySet(followed.keys));
  });

  it('the key sets are signed once a second, however often they are asked for', async () => {
    const world = await createWorld(await fresh());
    const sets = await world.devices.keySets();
    expect(await world.devices.keySets()).toEqual(sets);
    world.clock.nowMs += 1000;
    expect((await world.devices.keySets())[0]).not.toBe(sets[0]);
  });
});

import { expect, it } from 'vitest';
import { verifyKeySet } from '../../shared/protocol/keyset.ts';
import { newChallengeId } from '../crypto/ids.ts';
import { onBothStores } from '../store/testing.ts';
import { endpointHash } from './self.ts';
import {
  createWorld,
  deviceRow,
  eventTypes,
  newSubscription,
  ORIGIN,
  pairActiveDevice,
  pairDevice,
  type World,
} from './testing-world.ts';

onBothStores('the life of a device', (fresh) => {
  async function insertChallenge(world: World, deviceId: string, state: 'pending' | 'denied') {
    const id = newChallengeId(0, world.context.randomBytes);
    const { nowMs } = world.clock;
    await world.store.db
      .insertInto('challenges')
      .values({
        id,
        user_id: world.alice.id,
        application_id: world.applicationId,
        state,
        jws: 'x',
        match: 'none',
        digits: 0,
        code_mac: null,
        attempts: 0,
        door: null,
        source_ip: '',
        created_at_ms: nowMs,
        expires_at_ms: nowMs + 120_000,
        final_at_ms: null,
        decided_by: null,
        receipt_jws: null,
      })
      .execute();
    await world.store.db
      .insertInto('deliveries')
      .values({
        challenge_id: id,
        device_id: deviceId,
        state: state === 'pending' ? 'queued' : 'displayed',
        attempts: 1,
        status_code: 503,
        next_attempt_ms: state === 'pending' ? nowMs + 5_000 : null,
        updated_at_ms: nowMs,
      })
      .execute();
    return id;
  }

  it('N16: revocation is at once and for good: no pushes, no endpoint, no way back', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    const past = await insertChallenge(world, self.deviceId, 'denied');
    const waiting = await insertChallenge(world, self.deviceId, 'pending');
    const before = await deviceRow(world, self.deviceId);
    let woken = 0;
    world.store.bus.subscribe(`user:${world.alice.id}`, () => woken++);

    await world.devices.revoke(self.deviceId, { by: 'operator', ip: '198.51.100.4' });
    const row = await deviceRow(world, self.deviceId);
    expect(row).toMatchObject({ state: 'revoked', endpoint: null, p256dh: null, auth: null, test_nonce_hash: null });
    expect(row.revoked_at_ms).toBe(world.clock.nowMs);
    expect(woken).toBeGreaterThan(0);
    const deliveries = await world.store.db.selectFrom('deliveries').selectAll().execute();
    expect(deliveries.find((delivery) => delivery.challenge_id === waiting)).toMatchObject({
      state: 'gone',
      next_attempt_ms: null,
    });
    expect(deliveries.find((delivery) => delivery.challenge_id === past)).toMatchObject({ state: 'displayed' });

    // Calls that were already under way when it was revoked hold the row as it was.
    await expect(world.devices.activate(before, { pull: true })).rejects.toMatchObject({ code: 'device_revoked' });
    await world.devices.renewSubscription(before, newSubscription());
    await world.devices.sendTest(before).catch(() => undefined);
    await world.store.transaction((trx) => world.devices.suspendAll(trx, world.alice.id));
    expect(await deviceRow(world, self.deviceId)).toMatchObject({ state: 'revoked', endpoint: null });
  });

  it('revoking twice is one revocation; what doesn’t exist or is another user’s is unknown', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    const unknown = { code: 'device_unknown' };
    await expect(
      world.devices.revoke(self.deviceId, { by: 'application', userId: world.bob.id }),
    ).rejects.toMatchObject(unknown);
    await expect(world.devices.revoke(`dev_${'A'.repeat(22)}`, { by: 'operator' })).rejects.toMatchObject(unknown);
    expect(await deviceRow(world, self.deviceId)).toMatchObject({ state: 'active' });
    await Promise.all([1, 2, 3].map(() => world.devices.revoke(self.deviceId, { by: 'operator' })));
    expect((await eventTypes(world)).filter((type) => type === 'device.revoked')).toHaveLength(1);
  });

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
      for (const secret of [key.publicJwk.x, key.kid, subscription?.endpoint, subscription?.keys.auth]) {
        expect(text).not.toContain(secret);
      }
    }
    await world.devices.revoke(first.self.deviceId, { by: 'operator' });
    expect((await world.devices.listForUser(world.alice.id)).map(({ state }) => state)).toEqual(['pending', 'revoked']);
    world.clock.nowMs += 31 * 24 * 3_600_000;
    expect((await world.devices.listForUser(world.alice.id)).map(({ state }) => state)).toEqual(['pending']);
  });

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

  it('N4: a suspended device can neither renew, rename nor test', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    await world.store.transaction((trx) => world.devices.suspendAll(trx, world.alice.id));
    const row = await deviceRow(world, self.deviceId);
    const refused = { code: 'device_suspended' };
    await expect(world.devices.renewSubscription(row, newSubscription())).rejects.toMatchObject(refused);
    await expect(world.devices.rename(row, 'x')).rejects.toMatchObject(refused);
    await expect(world.devices.sendTest(row)).rejects.toMatchObject(refused);
    await expect(world.devices.self(row)).resolves.toMatchObject({ state: 'suspended' });
  });

  it('a device counts the other active devices of its user, not pending ones nor other people’s', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    await pairActiveDevice(world);
    await pairDevice(world);
    await pairActiveDevice(world, world.bob);
    await expect(world.devices.self({ id: self.deviceId })).resolves.toMatchObject({ otherDevices: 1 });
  });

  it('the key sets are signed by every key of the server and can be followed from any of them', async () => {
    const world = await createWorld(await fresh());
    const sets = await world.devices.keySets();
    expect(sets).toHaveLength(world.keys.signingKeys.length);
    for (const { publicJwk } of world.keys.signingKeys) {
      const followed = await verifyKeySet(sets, { keys: [publicJwk], issuer: ORIGIN, sinceSeconds: 0 });
      expect(followed.keys.map(({ kid }) => kid)).toEqual(world.keys.publicJwks.map(({ kid }) => kid));
    }
  });
});

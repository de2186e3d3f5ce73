import { expect, it } from 'vitest';
import { newChallengeId } from '../crypto/ids.ts';
import { onBothStores } from '../store/testing.ts';
import { addDevice, statesOf } from './testing-family.ts';
import { createWorld, deviceRow, eventTypes, newSubscription, pairActiveDevice, type World } from './testing-world.ts';

onBothStores('the life of a device', (fresh) => {
  async function insertChallenge(world: World, deviceId: string, state: 'pending' | 'denied') {
    const id = newChallengeId(0, world.core.randomBytes);
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

    await world.devices.revoke(self.deviceId, { by: 'operator', evenIfLast: true, ip: '198.51.100.4' });
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

  it('revoking twice is one revocation; a device that doesn’t exist or is another user’s is unknown', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    const unknown = { code: 'device_unknown' };
    await expect(
      world.devices.revoke(self.deviceId, { by: 'application', userId: world.bob.id }),
    ).rejects.toMatchObject(unknown);
    await expect(
      world.devices.revoke(`dev_${'A'.repeat(22)}`, { by: 'operator', evenIfLast: true }),
    ).rejects.toMatchObject(unknown);
    expect(await deviceRow(world, self.deviceId)).toMatchObject({ state: 'active' });
    await Promise.all([1, 2, 3].map(() => world.devices.revoke(self.deviceId, { by: 'operator', evenIfLast: true })));
    expect((await eventTypes(world)).filter((type) => type === 'device.revoked')).toHaveLength(1);
  });

  it('a device names its features when it pairs, and anew after an update, which is no other name', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    expect(self.features).toEqual([]);
    const row = await deviceRow(world, self.deviceId);
    const changed = await world.devices.change(row, { features: ['paths', 'realm'] });
    expect(changed).toMatchObject({ features: ['paths', 'realm'], name: self.name });
    expect(await eventTypes(world)).not.toContain('device.renamed');
    expect(await world.devices.change(row, { name: 'Mine' })).toMatchObject({
      features: ['paths', 'realm'],
      name: 'Mine',
    });
    expect(world.devices.serverInfo().features).toContain('fetch');
  });

  it('N4: a suspended device can neither renew, rename nor test', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    await world.store.transaction((trx) => world.devices.suspendAll(trx, world.alice.id));
    const row = await deviceRow(world, self.deviceId);
    const refused = { code: 'device_suspended' };
    await expect(world.devices.renewSubscription(row, newSubscription())).rejects.toMatchObject(refused);
    await expect(world.devices.change(row, { name: 'x' })).rejects.toMatchObject(refused);
    await expect(world.devices.sendTest(row)).rejects.toMatchObject(refused);
    await expect(world.devices.self(row)).resolves.toMatchObject({ state: 'suspended' });
  });

  it('N4: wrong codes suspend what waits to be let in as well, for good, and say why', async () => {
    const world = await createWorld(await fresh());
    const devices = [await addDevice(world, 'Active'), await addDevice(world, 'New', { state: 'unvouched' })];
    await world.store.transaction((trx) => world.devices.suspendAll(trx, world.alice.id));
    expect(await statesOf(world, ...devices)).toEqual(['suspended wrong_codes', 'suspended wrong_codes']);
    const { suspension } = await world.devices.self({ id: devices[0]?.id ?? '' });
    expect(suspension).toMatchObject({ why: 'wrong_codes', atMs: world.clock.nowMs, objectUntilMs: null });
  });
});

import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import {
  createWorld,
  deviceRow,
  eventTypes,
  newSubscription,
  pairActiveDevice,
  pairDevice,
  randomToken,
  testNonce,
  ticketFor,
  type World,
} from './testing-world.ts';

onBothStores('activation', (fresh) => {
  const activate = async (world: World, id: string, nonce: string) =>
    world.devices.activate(await deviceRow(world, id), { nonce }, { ip: '192.0.2.7' });
  const refused = { code: 'activation_invalid' };

  it('a device becomes active by the echo of its test push, and a second echo changes nothing', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    const nonce = await testNonce(world, self.deviceId);
    await expect(activate(world, self.deviceId, nonce)).resolves.toMatchObject({ state: 'active', pushHealth: 'ok' });
    const { activated_at_ms } = await deviceRow(world, self.deviceId);
    expect(activated_at_ms).toBe(world.clock.nowMs);
    world.clock.nowMs += 1000;
    await expect(activate(world, self.deviceId, nonce)).resolves.toMatchObject({ state: 'active' });
    expect((await deviceRow(world, self.deviceId)).activated_at_ms).toBe(activated_at_ms);
    expect((await eventTypes(world)).filter((type) => type === 'device.activated')).toHaveLength(1);
  });

  it('A6.7.2: the nonce has 128 bits and only its hash is stored', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    const nonce = await testNonce(world, self.deviceId);
    expect(Buffer.from(nonce, 'base64url')).toHaveLength(16);
    expect(JSON.stringify(await deviceRow(world, self.deviceId))).not.toContain(nonce);
  });

  it('a device that enrols somebody else’s endpoint never becomes active: the nonce goes to the owner', async () => {
    const world = await createWorld(await fresh());
    const victim = await pairActiveDevice(world, world.bob);
    const thief = await pairDevice(world, world.alice, victim.subscription);
    const thiefId = thief.self.deviceId;
    for (const guess of [randomToken(), 'A'.repeat(22), await testNonce(world, victim.self.deviceId)]) {
      await expect(activate(world, thiefId, guess)).rejects.toMatchObject(refused);
    }
    expect(await deviceRow(world, thiefId)).toMatchObject({ state: 'pending' });
    // Going on without push gives the endpoint up.
    await world.devices.activate(await deviceRow(world, thiefId), { pull: true });
    expect(await deviceRow(world, thiefId)).toMatchObject({ delivery: 'pull', endpoint: null });
  });

  it('an echo proves the endpoint that its test went to, and counts no more once there is another one', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    const nonce = await testNonce(world, self.deviceId);
    await world.devices.renewSubscription(await deviceRow(world, self.deviceId), newSubscription());
    await expect(activate(world, self.deviceId, nonce)).rejects.toMatchObject(refused);
    expect(await deviceRow(world, self.deviceId)).toMatchObject({ state: 'pending' });
  });

  it('a new endpoint of a pending device is tested anew', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    world.clock.nowMs += 11_000;
    await world.devices.renewSubscription(await deviceRow(world, self.deviceId), newSubscription());
    expect(world.pushed.get(self.deviceId)).toHaveLength(2);
    await expect(activate(world, self.deviceId, await testNonce(world, self.deviceId))).resolves.toMatchObject({
      state: 'active',
    });
  });

  it('a test lives for five minutes', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    const nonce = await testNonce(world, self.deviceId);
    world.clock.nowMs += 5 * 60_000;
    await expect(activate(world, self.deviceId, nonce)).rejects.toMatchObject(refused);
  });

  it('only the newest test counts', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    const first = await testNonce(world, self.deviceId);
    world.clock.nowMs += 10_000;
    await expect(world.devices.sendTest(await deviceRow(world, self.deviceId))).resolves.toBe('sent');
    await expect(activate(world, self.deviceId, first)).rejects.toMatchObject(refused);
    await expect(activate(world, self.deviceId, await testNonce(world, self.deviceId))).resolves.toMatchObject({
      state: 'active',
    });
  });

  it('A6.6.3: a device asks for a test every ten seconds at most, and is told what is left', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    const ask = async () => world.devices.sendTest(await deviceRow(world, self.deviceId));
    // The test that came with the pairing doesn't count.
    await expect(ask()).resolves.toBe('sent');
    world.clock.nowMs += 3500;
    await expect(ask()).rejects.toMatchObject({ code: 'rate_limited', params: { retryAfterSeconds: 7 } });
    world.clock.nowMs += 6500;
    const answers = await Promise.allSettled([1, 2, 3].map(ask));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(world.pushed.get(self.deviceId)).toHaveLength(3);
  });

  it('A6.6.3: a clock that ran ahead and was corrected holds no test up', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    const ahead = {
      test_asked_at_ms: world.clock.nowMs + 86_400_000,
      test_allowance_ms: world.clock.nowMs + 90_000_000,
    };
    await world.store.db.updateTable('devices').set(ahead).where('id', '=', self.deviceId).execute();
    await expect(world.devices.sendTest(await deviceRow(world, self.deviceId))).resolves.toBe('sent');
  });

  it('a pairing that was not finished within the hour is over', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    world.clock.nowMs += 60 * 60_000 - 1000;
    await world.devices.sendTest(await deviceRow(world, self.deviceId));
    world.clock.nowMs += 2000;
    await expect(activate(world, self.deviceId, await testNonce(world, self.deviceId))).rejects.toMatchObject(refused);
    await expect(world.devices.sendTest(await deviceRow(world, self.deviceId))).rejects.toMatchObject(refused);
  });

  it('a device without push is activated by asking, where the server allows it', async () => {
    const world = await createWorld(await fresh());
    const without = await pairDevice(world, world.alice, null);
    expect(without.self).toMatchObject({ state: 'pending', delivery: 'pull', endpointHash: null });
    const pull = await deviceRow(world, without.self.deviceId);
    await expect(world.devices.activate(pull, { pull: true })).resolves.toMatchObject({ state: 'active' });
    await expect(world.devices.activate(pull, { pull: true })).resolves.toMatchObject({ state: 'active' });
    await expect(world.devices.sendTest(pull)).rejects.toMatchObject(refused);
  });

  it('a device whose push never arrives may go on in pull mode, and its endpoint is forgotten', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairDevice(world);
    const nonce = await testNonce(world, self.deviceId);
    const row = await deviceRow(world, self.deviceId);
    await expect(world.devices.activate(row, { pull: true })).resolves.toMatchObject({
      state: 'active',
      delivery: 'pull',
      endpointHash: null,
    });
    expect(await deviceRow(world, self.deviceId)).toMatchObject({
      endpoint: null,
      p256dh: null,
      auth: null,
      vapid_key_id: null,
    });
    // A test that arrives late changes nothing.
    await expect(activate(world, self.deviceId, nonce)).rejects.toMatchObject(refused);
  });

  it('an active device with push doesn’t lose push by a stray call', async () => {
    const world = await createWorld(await fresh());
    const { self } = await pairActiveDevice(world);
    const row = await deviceRow(world, self.deviceId);
    await expect(world.devices.activate(row, { pull: true })).rejects.toMatchObject(refused);
    expect(await deviceRow(world, self.deviceId)).toMatchObject({ delivery: 'push', endpoint: row.endpoint });
  });

  it('where the server wants push, no device gets around it', async () => {
    const world = await createWorld(await fresh(), { settings: { pullAllowed: false } });
    const refusal = { code: 'pull_not_allowed' };
    await expect(pairDevice(world, world.alice, null)).rejects.toMatchObject(refusal);
    const { self } = await pairActiveDevice(world);
    const row = await deviceRow(world, self.deviceId);
    await expect(world.devices.renewSubscription(row, null)).rejects.toMatchObject(refusal);
    await expect(world.devices.activate(row, { pull: true })).rejects.toMatchObject(refusal);
    expect(await deviceRow(world, self.deviceId)).toMatchObject({ delivery: 'push', state: 'active' });
  });

  it('N4: a suspended device isn’t revived by a test that it got before', async () => {
    const world = await createWorld(await fresh());
    const active = await pairActiveDevice(world);
    const pending = await pairDevice(world);
    const nonces = [await testNonce(world, active.self.deviceId), await testNonce(world, pending.self.deviceId)];
    const suspended = await world.store.transaction((trx) => world.devices.suspendAll(trx, world.alice.id));
    expect(suspended.sort()).toEqual([active.self.deviceId, pending.self.deviceId].sort());
    for (const [at, { self }] of [active, pending].entries()) {
      await expect(activate(world, self.deviceId, nonces[at] ?? '')).rejects.toMatchObject({
        code: 'device_suspended',
      });
    }
  });

  it('N4: re-binding after a suspension ends the count of failures; a further device leaves it alone', async () => {
    const world = await createWorld(await fresh());
    const failures = async () =>
      (await world.store.db.selectFrom('users').selectAll().where('id', '=', world.alice.id).executeTakeFirstOrThrow())
        .consecutive_failures;
    const setFailures = (count: number) =>
      world.store.db
        .updateTable('users')
        .set({ consecutive_failures: count })
        .where('id', '=', world.alice.id)
        .execute();
    await setFailures(7);
    await pairActiveDevice(world);
    expect(await failures()).toBe(7);
    await setFailures(100);
    await pairActiveDevice(world);
    expect(await failures()).toBe(100);
    await world.store.transaction((trx) => world.devices.suspendAll(trx, world.alice.id));
    await pairActiveDevice(world);
    expect(await failures()).toBe(0);
    await setFailures(7);
    await pairActiveDevice(world);
    expect(await failures()).toBe(7);
  });

  it('M1: the life of a device is recorded, with the address of the device', async () => {
    const world = await createWorld(await fresh());
    await ticketFor(world);
    const { self } = await pairDevice(world);
    await activate(world, self.deviceId, await testNonce(world, self.deviceId));
    const row = await deviceRow(world, self.deviceId);
    await world.devices.change(row, { name: 'My phone' }, { ip: '192.0.2.8' });
    await world.devices.renewSubscription(row, newSubscription(), { ip: '192.0.2.9' });
    await activate(world, self.deviceId, await testNonce(world, self.deviceId));
    await world.devices.revoke(self.deviceId, { by: 'operator', evenIfLast: true, ip: '192.0.2.10' });
    const events = await world.store.db
      .selectFrom('events')
      .selectAll()
      .where('device_id', '=', self.deviceId)
      .orderBy('id')
      .execute();
    expect(events.map(({ type, device_ip, source_ip }) => [type, device_ip ?? source_ip])).toEqual([
      ['device.enrolled', '192.0.2.7'],
      ['device.activated', '192.0.2.7'],
      ['device.renamed', '192.0.2.8'],
      ['device.renewed', '192.0.2.9'],
      ['device.renewed', '192.0.2.7'],
      ['device.revoked', '192.0.2.10'],
    ]);
    expect(new Set(events.map(({ user_id }) => user_id))).toEqual(new Set([world.alice.id]));
    // An endpoint is a capability: it has no place in a log.
    expect(JSON.stringify(events)).not.toContain('fcm.googleapis.com');
  });
});

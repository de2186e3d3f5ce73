import { expect, it } from 'vitest';
import { parsePushPayload } from '../../shared/protocol/push-payload.ts';
import { onBothStores } from '../store/testing.ts';
import { pushTo, pushWorld } from './testing-world.ts';

onBothStores('dispatch', (fresh) => {
  it('pushes the whole challenge to every active device, each under its own keys', async () => {
    const world = await pushWorld(await fresh());
    const devices = [await world.addDevice(), await world.addDevice(), await world.addDevice({ vapid_key_id: 'v1' })];
    const challenge = await world.addChallenge();
    await world.sender.dispatchChallenge(challenge.id);
    expect(world.service.received).toHaveLength(3);
    for (const device of devices) {
      const payload = await device.receiver.decrypt(pushTo(world.service, device).body);
      expect(parsePushPayload(payload)).toEqual({ challenge: challenge.jws });
      expect(await world.deliveryTo(device.id)).toMatchObject({
        state: 'sent',
        attempts: 1,
        status_code: 201,
        next_attempt_ms: null,
        updated_at_ms: world.time.nowMs,
      });
      expect(await world.deviceRow(device.id)).toMatchObject({
        push_health: 'sent',
        push_health_at_ms: world.time.nowMs,
      });
    }
    const keys = devices.map((device) => pushTo(world.service, device).headers.authorization?.split('k=')[1]);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(world.outcomes).toEqual(['google sent', 'google sent', 'google sent']);
  });

  it('W1: TTL is the remaining life, urgency high, the topic the challenge’s own', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const first = await world.addChallenge();
    world.time.nowMs += 30_500;
    await world.sender.dispatchChallenge(first.id);
    const { headers } = pushTo(world.service, device);
    expect(headers).toMatchObject({ ttl: '89', urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(headers.topic).toMatch(/^[A-Za-z0-9_-]{1,32}$/);
    expect(headers.topic).not.toContain(first.id.slice(4));
  });

  it('W1: TTL is never 0, which Windows refuses', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const challenge = await world.addChallenge();
    world.time.nowMs += 119_500;
    await world.sender.dispatchChallenge(challenge.id);
    expect(pushTo(world.service, device).headers.ttl).toBe('1');
  });

  it('works without rows from the engine, and marks devices that have nothing to push to', async () => {
    const world = await pushWorld(await fresh());
    const pushed = await world.addDevice();
    const pulling = await world.addDevice({
      delivery: 'pull',
      endpoint: null,
      p256dh: null,
      auth: null,
      vapid_key_id: null,
    });
    const gone = await world.addDevice({
      endpoint: null,
      p256dh: null,
      auth: null,
      vapid_key_id: null,
      push_health: 'gone',
    });
    for (const withDeliveries of [false, true]) {
      await world.store.db.deleteFrom('challenges').execute();
      const challenge = await world.addChallenge({ withDeliveries });
      await world.sender.dispatchChallenge(challenge.id);
      expect(await world.deliveryTo(pushed.id)).toMatchObject({ state: 'sent', attempts: 1 });
      for (const device of [pulling, gone]) {
        expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'pull', attempts: 0, next_attempt_ms: null });
      }
    }
    expect(world.service.received).toHaveLength(2);
  });

  it('leaves alone devices that are not active, and those of other users', async () => {
    const world = await pushWorld(await fresh());
    await world.addDevice({ state: 'pending' });
    await world.addDevice({ state: 'suspended' });
    await world.addDevice({ state: 'revoked' });
    const alice = await world.store.db.selectFrom('users').selectAll().executeTakeFirstOrThrow();
    await world.store.db
      .insertInto('users')
      .values({ ...alice, id: 'usr_bob', username: 'bob' })
      .execute();
    await world.addDevice({ user_id: 'usr_bob' });
    const challenge = await world.addChallenge({ withDeliveries: false });
    await world.sender.dispatchChallenge(challenge.id);
    expect(world.service.received).toHaveLength(0);
    expect(await world.store.db.selectFrom('deliveries').selectAll().execute()).toEqual([]);
  });

  it('doesn’t ring a device that lacks a feature of the challenge: it couldn’t read it', async () => {
    const world = await pushWorld(await fresh());
    const old = await world.addDevice();
    const updated = await world.addDevice({ features: '["paths"]' });
    const claims = { match: 'origin' as const, origins: ['https://notes.example'], paths: ['/login'] };
    const challenge = await world.addChallenge({ claims, withDeliveries: false });
    await world.sender.dispatchChallenge(challenge.id);
    expect(world.service.received).toHaveLength(1);
    expect(await world.deliveryTo(updated.id)).toMatchObject({ state: 'sent' });
    await expect(world.deliveryTo(old.id)).rejects.toThrow();
  });

  it('rings those alone for whom a request to let a device in was made', async () => {
    const world = await pushWorld(await fresh());
    const old = await world.addDevice({ features: '["vouch"]' });
    const challenge = await world.addChallenge({ row: { vouches_for: `dev_${'N'.repeat(22)}` } });
    const since = await world.addDevice({ features: '["vouch"]' });
    await world.sender.dispatchChallenge(challenge.id);
    expect(world.service.received).toHaveLength(1);
    expect(await world.deliveryTo(old.id)).toMatchObject({ state: 'sent' });
    await expect(world.deliveryTo(since.id)).rejects.toThrow();
  });

  it.each(['approved', 'denied', 'canceled', 'expired'] as const)(
    'pushes nothing for a challenge that is %s',
    async (state) => {
      const world = await pushWorld(await fresh());
      await world.addDevice();
      const challenge = await world.addChallenge({ row: { state } });
      await world.sender.dispatchChallenge(challenge.id);
      world.time.nowMs += 120_000;
      const late = await world.addChallenge({ row: { expires_at_ms: world.time.nowMs } });
      await world.sender.dispatchChallenge(late.id);
      await world.sender.dispatchChallenge('chl_unknown');
      expect(world.service.received).toHaveLength(0);
    },
  );

  it('wakes the waiters of the challenge', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const challenge = await world.addChallenge();
    const seen: Promise<string>[] = [];
    world.store.bus.subscribe(`delivery:${challenge.id}`, () => {
      seen.push(world.deliveryTo(device.id).then(({ state }) => state));
    });
    await world.sender.dispatchChallenge(challenge.id);
    expect(await seen[0]).toBe('sent');
  });

  it('an acknowledgement that comes before the push service’s answer stays', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const challenge = await world.addChallenge();
    world.service.answerWith(async ({ answer }) => {
      await world.store.db.updateTable('deliveries').set({ state: 'displayed', next_attempt_ms: null }).execute();
      answer.writeHead(503).end();
    });
    await world.sender.dispatchChallenge(challenge.id);
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'displayed', next_attempt_ms: null, attempts: 1 });
  });

  it.each([404, 410])('drops a subscription that answers %i', async (status) => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    world.service.answerWith(({ answer }) => answer.writeHead(status).end());
    const challenge = await world.addChallenge();
    await world.sender.dispatchChallenge(challenge.id);
    expect(await world.deliveryTo(device.id)).toMatchObject({
      state: 'gone',
      status_code: status,
      next_attempt_ms: null,
    });
    expect(await world.deviceRow(device.id)).toMatchObject({
      delivery: 'push',
      endpoint: null,
      p256dh: null,
      auth: null,
      vapid_key_id: null,
      push_health: 'gone',
    });
  });

  it('a 410 for the old subscription does not drop the one that the device made meanwhile', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const renewed = 'https://fcm.googleapis.com/fcm/send/renewed';
    world.service.answerWith(async ({ answer }) => {
      await world.store.db.updateTable('devices').set({ endpoint: renewed, push_health: '' }).execute();
      answer.writeHead(410).end();
    });
    const challenge = await world.addChallenge();
    await world.sender.dispatchChallenge(challenge.id);
    expect(await world.deviceRow(device.id)).toMatchObject({ endpoint: renewed, push_health: '' });
  });

  it.each([400, 401, 403, 413, 302])('never retries a %i', async (status) => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    world.service.answerWith(({ answer }) => answer.writeHead(status, { location: 'http://169.254.169.254/' }).end());
    const challenge = await world.addChallenge();
    await world.sender.dispatchChallenge(challenge.id);
    expect(await world.deliveryTo(device.id)).toMatchObject({
      state: 'failed',
      status_code: status,
      next_attempt_ms: null,
    });
    expect(await world.deviceRow(device.id)).toMatchObject({ push_health: 'failed', endpoint: device.endpoint });
    expect(world.service.received).toHaveLength(1);
  });

  it.each([
    ['a host that is not allowed any more', { endpoint: 'https://push.evil.test/secret-path' }],
    ['a VAPID key that the server has lost', { vapid_key_id: 'v0' }],
    ['a key that is no point of the curve', { p256dh: `B${'A'.repeat(86)}` }],
  ])('fails, and asks nobody, for %s', async (_what, changes) => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice(changes);
    const challenge = await world.addChallenge();
    await world.sender.dispatchChallenge(challenge.id);
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'failed', status_code: 0, next_attempt_ms: null });
    expect(world.service.received).toHaveLength(0);
  });

  it('a host that resolves to a private address fails, and is not asked again', async () => {
    const world = await pushWorld(await fresh(), {
      rewrites: new Map(),
      lookup: (_hostname, _options, callback) => callback(null, [{ address: '10.0.0.1', family: 4 }]),
    });
    const device = await world.addDevice();
    const challenge = await world.addChallenge();
    await world.sender.dispatchChallenge(challenge.id);
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'failed', next_attempt_ms: null });
  });

  it('a connection that closes without an answer is tried once more at once', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    world.service.answerWith(({ answer }) => {
      if (world.service.received.length === 1) answer.socket?.destroy();
      else answer.writeHead(201).end();
    });
    const challenge = await world.addChallenge();
    await world.sender.dispatchChallenge(challenge.id);
    expect(world.service.received).toHaveLength(2);
    expect(await world.deliveryTo(device.id)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('a service that hangs holds up nobody else', async () => {
    const world = await pushWorld(await fresh(), { answerTimeoutMs: 3000 });
    const [quick, slow] = [await world.addDevice(), await world.addDevice()];
    world.service.answerWith(({ path, answer }) => {
      if (path === new URL(quick.endpoint).pathname) answer.writeHead(201).end();
    });
    const challenge = await world.addChallenge();
    const dispatched = world.sender.dispatchChallenge(challenge.id);
    await expect
      .poll(async () => (await world.deliveryTo(quick.id)).state, { timeout: 2900, interval: 20 })
      .toBe('sent');
    expect(await world.deliveryTo(slow.id)).toMatchObject({ state: 'queued', attempts: 0 });
    await dispatched;
    expect(await world.deliveryTo(slow.id)).toMatchObject({ state: 'queued', attempts: 1, status_code: 0 });
  });

  it('writes the health of a subscription only when it changes or is old', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const startMs = world.time.nowMs;
    const healthAt = async (passedMs: number) => {
      world.time.nowMs = startMs + passedMs;
      await world.store.db.deleteFrom('challenges').execute();
      await world.sender.dispatchChallenge((await world.addChallenge()).id);
      const row = await world.deviceRow(device.id);
      return [row.push_health, row.push_health_at_ms - startMs];
    };
    expect(await healthAt(0)).toEqual(['sent', 0]);
    expect(await healthAt(60_000)).toEqual(['sent', 0]);
    expect(await healthAt(11 * 60_000)).toEqual(['sent', 660_000]);
    world.service.answerWith(({ answer }) => answer.writeHead(403).end());
    expect(await healthAt(11 * 60_000 + 1)).toEqual(['failed', 660_001]);
  });

  it('never throws, whatever happens to the database', async () => {
    const world = await pushWorld(await fresh());
    await world.addDevice();
    const challenge = await world.addChallenge();
    world.service.answerWith(async ({ answer }) => {
      await world.store.close();
      answer.writeHead(201).end();
    });
    await world.sender.dispatchChallenge(challenge.id);
    await world.sender.dispatchChallenge(challenge.id);
    expect(world.logged.filter((line) => line.startsWith('challenge not dispatched'))).toHaveLength(2);
  });

  it('N7: what may show on a locked screen holds neither code nor details', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const challenge = await world.addChallenge();
    await world.sender.dispatchChallenge(challenge.id);
    const payload = JSON.parse(await device.receiver.decrypt(pushTo(world.service, device).body));
    expect(payload.web_push).toBe(8030);
    expect(payload.notification).toEqual({
      mutable: true,
      title: 'Harbour Notes',
      body: 'Sign in as alice? Chrome on macOS, Lisbon. Open Nod and type the code.',
      navigate: `https://nod.example/#/request/${challenge.id}`,
      tag: challenge.id,
      // What Safari hands to the worker, and shows to nobody.
      data: { challenge: expect.any(String) },
    });
    expect(payload.mutable).toBe(true);
  });

  it('the log names hosts, never endpoints, secrets or payloads', async () => {
    const world = await pushWorld(await fresh());
    const device = await world.addDevice();
    const strange = await world.addDevice({ endpoint: 'https://push.evil.test/secret-path-x' });
    const pushed = [device, strange];
    for (const status of [201, 302, 400, 413, 429, 503, 410]) {
      world.service.answerWith(({ answer }) => answer.writeHead(status).end('secret-path answered'));
      await world.store.db.deleteFrom('challenges').execute();
      await world.sender.dispatchChallenge((await world.addChallenge()).id);
    }
    const text = world.logged.join('\n');
    expect(text).toContain('fcm.googleapis.com');
    expect(text).toContain(device.id);
    expect(text).not.toContain('secret-path');
    // An id may hold these letters by chance, but not two more parts after them.
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
    for (const { receiver } of pushed) {
      expect(text).not.toContain(receiver.auth);
      expect(text).not.toContain(receiver.p256dh);
    }
  });
});

import { CompactSign } from 'jose';
import { expect, it } from 'vitest';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { onBothStores } from '../store/testing.ts';
import { DEVICES_PER_USER } from './may-add-device.ts';
import {
  bindingFor,
  createWorld,
  DEVICE,
  deviceRow,
  eventTypes,
  newSubscription,
  pairActiveDevice,
  pairDevice,
  ticketFor,
  type World,
} from './testing-world.ts';

const FROM = { ip: '192.0.2.7' };

onBothStores('completion', (fresh) => {
  async function claimed(world: World) {
    const ticket = await ticketFor(world);
    return { ticket, claim: await world.devices.claim({ code: ticket.code }, FROM), key: await generateDeviceKey() };
  }

  it('N6: the server stores the public key only, and the device is pending', async () => {
    const world = await createWorld(await fresh());
    const { self, key } = await pairDevice(world);
    expect(self).toMatchObject({ state: 'pending', delivery: 'push', name: 'Pixel 9', pushHealth: 'unknown' });
    const row = await world.store.db.selectFrom('devices').selectAll().executeTakeFirstOrThrow();
    expect(Object.keys(JSON.parse(row.jwk)).sort()).toEqual(['crv', 'kty', 'x', 'y']);
    expect(row.thumbprint).toBe(key.kid);
    await expect(crypto.subtle.exportKey('jwk', key.privateKey)).rejects.toThrow();
  });

  it('N6: a binding that offers a private key is refused', async () => {
    const world = await createWorld(await fresh());
    const { claim } = await claimed(world);
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey);
    const honest = await bindingFor(world, claim, await generateDeviceKey(), null);
    const binding = await new CompactSign(Buffer.from(honest.split('.')[1] ?? '', 'base64url'))
      .setProtectedHeader({
        alg: 'ES256',
        typ: 'nod-enrollment+jwt',
        jwk: { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y, d: jwk.d } as never,
      })
      .sign(pair.privateKey);
    await expect(
      world.devices.complete(claim.enrollmentId, { binding, device: DEVICE, subscription: null }, FROM),
    ).rejects.toMatchObject({ code: 'enrollment_proof_invalid' });
  });

  const attacks: [string, Parameters<typeof bindingFor>[4]][] = [
    ['for another server’s key (a phishing relay in between)', { serverKey: 'A'.repeat(43) }],
    ['for another server’s origin', { audience: 'https://nod.example.evil' }],
    ['with another nonce', { nonce: 'A'.repeat(22) }],
    ['for another enrollment', { enrollmentId: `enr_${'A'.repeat(22)}` }],
    ['over another subscription', { subscription: newSubscription() }],
    ['over no subscription', { subscription: null }],
  ];
  for (const [what, changes] of attacks) {
    it(`refuses a binding ${what}, and leaves the ticket to the honest device`, async () => {
      const world = await createWorld(await fresh());
      const { claim, key } = await claimed(world);
      const subscription = newSubscription();
      const forged = await bindingFor(world, claim, key, subscription, changes);
      const request = { device: DEVICE, subscription };
      await expect(
        world.devices.complete(claim.enrollmentId, { ...request, binding: forged }, FROM),
      ).rejects.toMatchObject({ code: 'enrollment_proof_invalid' });
      const binding = await bindingFor(world, claim, key, subscription);
      await expect(world.devices.complete(claim.enrollmentId, { ...request, binding }, FROM)).resolves.toMatchObject({
        state: 'pending',
      });
    });
  }

  it('refuses a replayed binding', async () => {
    const world = await createWorld(await fresh());
    const { claim, key } = await claimed(world);
    const subscription = newSubscription();
    const request = { binding: await bindingFor(world, claim, key, subscription), device: DEVICE, subscription };
    await world.devices.complete(claim.enrollmentId, request, FROM);
    await expect(world.devices.complete(claim.enrollmentId, request, FROM)).rejects.toMatchObject({
      code: 'enrollment_used',
    });
    // It doesn't fit a ticket that was made later either.
    const next = await claimed(world);
    await expect(world.devices.complete(next.claim.enrollmentId, request, FROM)).rejects.toMatchObject({
      code: 'enrollment_proof_invalid',
    });
  });

  it('of several completions of one claim at once, one makes a device', async () => {
    const world = await createWorld(await fresh());
    const { claim } = await claimed(world);
    const subscription = newSubscription();
    const requests = await Promise.all(
      Array.from({ length: 4 }, async () => ({
        binding: await bindingFor(world, claim, await generateDeviceKey(), subscription),
        device: DEVICE,
        subscription,
      })),
    );
    const answers = await Promise.allSettled(
      requests.map((request) => world.devices.complete(claim.enrollmentId, request, FROM)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.store.db.selectFrom('devices').select('id').execute()).toHaveLength(1);
    expect((await eventTypes(world)).filter((type) => type === 'device.enrolled')).toHaveLength(1);
  });

  it('refuses a key that any device has or had, of this user or another', async () => {
    const world = await createWorld(await fresh());
    const first = await pairActiveDevice(world, world.bob);
    const attempt = async () => {
      const { claim } = await claimed(world);
      const subscription = newSubscription();
      const binding = await bindingFor(world, claim, first.key, subscription);
      return world.devices.complete(claim.enrollmentId, { binding, device: DEVICE, subscription }, FROM);
    };
    await expect(attempt()).rejects.toMatchObject({ code: 'enrollment_proof_invalid' });
    await world.devices.revoke(first.self.deviceId, { by: 'operator', evenIfLast: true });
    await expect(attempt()).rejects.toMatchObject({ code: 'enrollment_proof_invalid' });
  });

  it('a ticket that nobody has claimed can’t be completed', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    const { claim, key } = await claimed(world); // closes the ticket above and claims another one
    const binding = await bindingFor(world, claim, key, null, { enrollmentId: ticket.id });
    await expect(
      world.devices.complete(ticket.id, { binding, device: DEVICE, subscription: null }, FROM),
    ).rejects.toMatchObject({ code: 'enrollment_invalid' });
  });

  it('N12: a claim that is completed after ten minutes is refused', async () => {
    const world = await createWorld(await fresh());
    const { claim, key } = await claimed(world);
    world.clock.nowMs += 10 * 60_000;
    const binding = await bindingFor(world, claim, key, null);
    await expect(
      world.devices.complete(claim.enrollmentId, { binding, device: DEVICE, subscription: null }, FROM),
    ).rejects.toMatchObject({ code: 'enrollment_expired' });
  });

  it('an endpoint that is no push service’s is refused, as are keys that nothing could be encrypted to', async () => {
    const world = await createWorld(await fresh());
    const { claim, key } = await claimed(world);
    const good = newSubscription();
    const attempts: [typeof good, string][] = [
      [newSubscription('https://169.254.169.254/latest'), 'endpoint_not_allowed'],
      [newSubscription('http://fcm.googleapis.com/fcm/send/x'), 'endpoint_not_allowed'],
      [newSubscription('https://fcm.googleapis.com.evil.example/x'), 'endpoint_not_allowed'],
      [newSubscription('https://fcm.googleapis.com/fcm/\0'), 'request_malformed'],
      [{ ...good, keys: { ...good.keys, p256dh: `B${'A'.repeat(86)}` } }, 'request_malformed'],
      [{ ...good, keys: { ...good.keys, auth: 'A'.repeat(24) } }, 'request_malformed'],
    ];
    for (const [subscription, code] of attempts) {
      const binding = await bindingFor(world, claim, key, subscription);
      await expect(
        world.devices.complete(claim.enrollmentId, { binding, device: DEVICE, subscription }, FROM),
      ).rejects.toMatchObject({ code });
    }
    expect(await world.store.db.selectFrom('devices').select('id').execute()).toHaveLength(0);
  });

  it('a push that fails doesn’t fail the pairing', async () => {
    const world = await createWorld(await fresh(), { sendNotice: () => Promise.reject(new Error('no route')) });
    await expect(pairDevice(world)).resolves.toMatchObject({ self: { state: 'pending' } });
  });

  it('a push service that never answers doesn’t hold the pairing up', async () => {
    const world = await createWorld(await fresh(), { sendNotice: () => new Promise(() => undefined) });
    await expect(pairDevice(world)).resolves.toMatchObject({ self: { state: 'pending' } });
  });

  it('N13: a user has several devices, twenty at most, and is told so', async () => {
    const world = await createWorld(await fresh());
    const { claim, key } = await claimed(world);
    for (let count = 0; count < DEVICES_PER_USER; count++) await pairActiveDevice(world);
    expect(await world.devices.listForUser(world.alice.id)).toHaveLength(DEVICES_PER_USER);
    const refusal = { code: 'enrollment_refused', params: { limit: DEVICES_PER_USER } };
    await expect(ticketFor(world)).rejects.toMatchObject(refusal);
    const binding = await bindingFor(world, claim, key, null);
    await expect(
      world.devices.complete(claim.enrollmentId, { binding, device: DEVICE, subscription: null }, FROM),
    ).rejects.toMatchObject(refusal);
    await expect(ticketFor(world, world.bob)).resolves.toBeDefined();
  });

  it('N13: two pairings at once don’t pass the limit together', async () => {
    const world = await createWorld(await fresh());
    for (let count = 0; count < DEVICES_PER_USER - 1; count++) await pairActiveDevice(world);
    const requests = await Promise.all(
      [world.applicationId, null].map(async (applicationId) => {
        const { code } = await ticketFor(world, world.alice, applicationId);
        const claim = await world.devices.claim({ code }, FROM);
        const binding = await bindingFor(world, claim, await generateDeviceKey(), null);
        return { id: claim.enrollmentId, request: { binding, device: DEVICE, subscription: null } };
      }),
    );
    const pairings = await Promise.all(requests.map(({ id, request }) => world.devices.complete(id, request, FROM)));
    // There is room for one more: the later of the two has taken the earlier one's place.
    const states = await Promise.all(pairings.map(async ({ deviceId }) => (await deviceRow(world, deviceId)).state));
    expect(states.sort()).toEqual(['pending', 'revoked']);
  });

  it('devices that were never activated are dropped after an hour', async () => {
    const world = await createWorld(await fresh());
    const abandoned = await pairDevice(world);
    world.clock.nowMs += 60 * 60_000 + 1;
    await pairActiveDevice(world);
    expect((await deviceRow(world, abandoned.self.deviceId)).state).toBe('revoked');
  });

  it('pairings that were begun and not finished lock nobody out: the oldest gives way', async () => {
    const world = await createWorld(await fresh());
    const abandoned: string[] = [];
    for (let count = 0; count < DEVICES_PER_USER; count++) {
      abandoned.push((await pairDevice(world)).self.deviceId);
      world.clock.nowMs += 1000;
    }
    await expect(pairActiveDevice(world)).resolves.toMatchObject({ self: { state: 'active' } });
    const states = await Promise.all(abandoned.map(async (id) => (await deviceRow(world, id)).state));
    expect(states).toEqual(['revoked', ...Array(DEVICES_PER_USER - 1).fill('pending')]);
  });

  it('an application that begins pairings without end ends its own, and not the one that was begun elsewhere', async () => {
    const world = await createWorld(await fresh());
    const { code } = await ticketFor(world, world.alice, null);
    const claim = await world.devices.claim({ code }, FROM);
    const binding = await bindingFor(world, claim, await generateDeviceKey(), null);
    const request = { binding, device: DEVICE, subscription: null };
    const own = await world.devices.complete(claim.enrollmentId, request, FROM);
    for (let count = 0; count < DEVICES_PER_USER + 5; count++) {
      world.clock.nowMs += 1000;
      await pairDevice(world);
    }
    expect((await deviceRow(world, own.deviceId)).state).toBe('pending');
  });
});

import { expect, it } from 'vitest';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import type { DeviceRow } from '../store/schema.ts';
import { onBothStores, openAgain } from '../store/testing.ts';
import type { ProvenCall } from './authenticate-proof.ts';
import { createDevices } from './devices.ts';
import {
  createWorld,
  deviceRow,
  ORIGIN,
  pairActiveDevice,
  pairDevice,
  provenCall,
  type World,
} from './testing-world.ts';

/** Makes a call that writes nothing but its proof. */
async function prove({ devices, store }: Pick<World, 'devices' | 'store'>, call: ProvenCall): Promise<DeviceRow> {
  const { device, proof } = await devices.authenticateProof(call);
  await store.relaxed((trx) => proof.spend(trx));
  return device;
}

const CALL = { method: 'PATCH', path: '/device/v1/self', body: '{"name":"My phone"}' };

onBothStores('proofs of calls', (fresh) => {
  it('a call signed with a device’s key is that device’s, in every state but revoked', async () => {
    const world = await createWorld(await fresh());
    const pending = await pairDevice(world);
    const active = await pairActiveDevice(world, world.bob);
    for (const { key, self } of [pending, active]) {
      const device = await prove(world, await provenCall(world, key, CALL));
      expect(device.id).toBe(self.deviceId);
    }
  });

  it('a proof is good for one call, on every process of the server', async () => {
    const world = await createWorld(await fresh());
    const { key } = await pairActiveDevice(world);
    const call = await provenCall(world, key, CALL);
    await prove(world, call);
    await expect(prove(world, call)).rejects.toMatchObject({ code: 'proof_replayed' });
    const other = await openAgain(world.store);
    try {
      const devices = createDevices({ ...world.core, store: other }, world.parts);
      await expect(prove({ devices, store: other }, call)).rejects.toMatchObject({ code: 'proof_replayed' });
    } finally {
      await other.close();
    }
  });

  it('one proof sent many times at once passes once', async () => {
    const world = await createWorld(await fresh());
    const { key } = await pairActiveDevice(world);
    const call = await provenCall(world, key, CALL);
    const answers = await Promise.allSettled([1, 2, 3, 4, 5].map(() => prove(world, call)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('one device’s jti is no other device’s business', async () => {
    const world = await createWorld(await fresh());
    const mine = await pairActiveDevice(world);
    const theirs = await pairActiveDevice(world, world.bob);
    const jti = 'A'.repeat(22);
    await prove(world, await provenCall(world, mine.key, CALL, { jti }));
    await expect(prove(world, await provenCall(world, theirs.key, CALL, { jti }))).resolves.toMatchObject({
      id: theirs.self.deviceId,
    });
  });

  const moved: [string, object][] = [
    ['another method', { method: 'PUT' }],
    ['another path', { url: `${ORIGIN}/device/v1/self/subscription` }],
    ['another server', { url: 'https://other.example/device/v1/self' }],
    ['another body', { body: '{"name":"Your phone"}' }],
    ['no body', { body: '' }],
  ];
  for (const [what, changes] of moved) {
    it(`refuses a proof that was made for ${what}, and doesn’t use it up`, async () => {
      const world = await createWorld(await fresh());
      const { key } = await pairActiveDevice(world);
      const call = await provenCall(world, key, CALL);
      await expect(prove(world, { ...call, ...changes })).rejects.toMatchObject({
        code: 'proof_invalid',
      });
      await expect(prove(world, call)).resolves.toBeDefined();
    });
  }

  it('refuses another key, a foreign key under a known name, and a header that is no proof', async () => {
    const world = await createWorld(await fresh());
    const { key } = await pairActiveDevice(world);
    const stranger = await generateDeviceKey();
    const refused = { code: 'proof_invalid' };
    const call = await provenCall(world, stranger, CALL);
    await expect(prove(world, call)).rejects.toMatchObject(refused);
    const named = await provenCall(world, { ...stranger, kid: key.kid }, CALL);
    await expect(prove(world, named)).rejects.toMatchObject(refused);
    const { authorization } = await provenCall(world, key, CALL);
    const jws = authorization.slice('Nod-Proof '.length);
    for (const header of [
      undefined,
      '',
      'Nod-Proof',
      `Bearer ${jws}`,
      jws,
      `${authorization} ${jws}`,
      `${authorization},`,
    ]) {
      await expect(prove(world, { ...call, authorization: header })).rejects.toMatchObject(refused);
    }
  });

  it('a key name that is no thumbprint never reaches the database', async () => {
    const world = await createWorld(await fresh());
    const { key } = await pairActiveDevice(world);
    for (const kid of ['\0', `${key.kid.slice(0, 42)}\0`, '', 'x'.repeat(44), `${key.kid}\n`]) {
      const call = await provenCall(world, { ...key, kid }, CALL);
      await expect(prove(world, call), JSON.stringify(kid)).rejects.toMatchObject({
        code: 'proof_invalid',
      });
    }
  });

  it('a device whose clock is off is told the server’s time; a stranger with an old proof is not', async () => {
    const world = await createWorld(await fresh());
    const { key } = await pairActiveDevice(world);
    for (const offset of [-61_000, 61_000, 3_600_000]) {
      const call = await provenCall(world, key, CALL, { nowMs: world.clock.nowMs + offset });
      await expect(prove(world, call)).rejects.toMatchObject({
        code: 'clock_skew',
        params: { serverTimeMs: world.clock.nowMs },
      });
    }
    const stranger = { ...(await generateDeviceKey()), kid: key.kid };
    const forged = await provenCall(world, stranger, CALL, { nowMs: 0 });
    await expect(prove(world, forged)).rejects.toMatchObject({ code: 'proof_invalid' });
  });

  it('N16: a revoked device is told so, and only by its own key', async () => {
    const world = await createWorld(await fresh());
    const { key, self } = await pairActiveDevice(world);
    await world.devices.revoke(self.deviceId, { by: 'operator', evenIfLast: true });
    await expect(prove(world, await provenCall(world, key, CALL))).rejects.toMatchObject({
      code: 'device_revoked',
    });
    const stranger = { ...(await generateDeviceKey()), kid: key.kid };
    await expect(prove(world, await provenCall(world, stranger, CALL))).rejects.toMatchObject({
      code: 'proof_invalid',
    });
  });

  it('used proofs are forgotten once they would be refused by age, and not before', async () => {
    const world = await createWorld(await fresh());
    const { key } = await pairActiveDevice(world);
    const call = await provenCall(world, key, CALL, { nowMs: world.clock.nowMs + 60_000 });
    await prove(world, call);
    const kept = async () => (await world.store.db.selectFrom('used_proofs').selectAll().execute()).length;
    world.clock.nowMs += 119_000;
    await expect(prove(world, call)).rejects.toMatchObject({ code: 'proof_replayed' });
    world.clock.nowMs += 31_000;
    await prove(world, await provenCall(world, key, CALL));
    expect(await kept()).toBe(1);
  });

  it('last seen is exact to a minute', async () => {
    const world = await createWorld(await fresh());
    const { key, self } = await pairActiveDevice(world);
    const pairedMs = world.clock.nowMs;
    const seen = async () => (await deviceRow(world, self.deviceId)).last_seen_ms;
    world.clock.nowMs += 59_000;
    await prove(world, await provenCall(world, key, CALL));
    expect(await seen()).toBe(pairedMs);
    world.clock.nowMs += 2_000;
    await prove(world, await provenCall(world, key, CALL));
    expect(await seen()).toBe(pairedMs + 61_000);
  });
});

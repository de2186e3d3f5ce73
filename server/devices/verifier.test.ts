import { expect, it } from 'vitest';
import { registrationChallenge, removalChallenge } from '../../shared/protocol/user-verification.ts';
import { type Ceremony, makeSoftwareVerifier } from '../../shared/protocol/vectors/software-verifier.ts';
import { onBothStores } from '../store/testing.ts';
import {
  createWorld,
  deviceRow,
  eventTypes,
  ORIGIN,
  type Paired,
  pairActiveDevice,
  pairDevice,
} from './testing-world.ts';
import { verifierOf } from './verifier.ts';

async function registrationFor({ key }: Paired, changes: Partial<Ceremony> = {}) {
  const software = await makeSoftwareVerifier();
  const challenge = await registrationChallenge({ server: ORIGIN, device: key.kid });
  return { ...software, registration: await software.register({ challenge, ...changes }) };
}

onBothStores('the verifier of a device', (fresh) => {
  it('N10: it is kept with what every assertion has to match, told to its device alone, and logged', async () => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const other = await pairActiveDevice(world);
    expect(paired.self.verifier).toBeNull();
    const { registration, verifier } = await registrationFor(paired, { signCount: 4 });
    const row = await deviceRow(world, paired.self.deviceId);
    const self = await world.devices.registerVerifier(row, registration, { ip: '198.51.100.4' });
    expect(self.verifier).toEqual({ credentialId: verifier.credentialId, countsFromMs: 0 });
    expect(await verifierOf(world.store.db, row.id)).toEqual(verifier);
    expect((await world.devices.self({ id: other.self.deviceId })).verifier).toBeNull();
    expect(await eventTypes(world)).toContain('device.verifier_added');
  });

  it('N10: a stranger at the unlocked device can’t put their own in its place', async () => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const row = await deviceRow(world, paired.self.deviceId);
    const first = await registrationFor(paired);
    await world.devices.registerVerifier(row, first.registration);
    // The answer was lost, so the call is repeated.
    await world.devices.registerVerifier(row, first.registration);
    const theirs = await registrationFor(paired);
    await expect(world.devices.registerVerifier(row, theirs.registration)).rejects.toMatchObject({
      code: 'verifier_exists',
    });
    // Nor under the name of the one that is there.
    const ownChallenge = await registrationChallenge({ server: ORIGIN, device: paired.key.kid });
    const renamed = await first.register({ challenge: ownChallenge, key: theirs.key });
    await expect(world.devices.registerVerifier(row, renamed)).rejects.toMatchObject({ code: 'verifier_exists' });
    const { credentialId } = first.verifier;
    const challenge = await removalChallenge({ server: ORIGIN, device: paired.key.kid, credentialId });
    for (const assertion of [
      await theirs.assert({ challenge }),
      { ...(await theirs.assert({ challenge })), credentialId },
      await first.assert({ challenge, flags: 0x01 }),
      await first.assert({ challenge: 'A'.repeat(43) }),
    ]) {
      await expect(world.devices.removeVerifier(row, assertion)).rejects.toMatchObject({ code: 'verifier_invalid' });
    }
    expect(await verifierOf(world.store.db, row.id)).toEqual(first.verifier);
    expect((await eventTypes(world)).filter((type) => type === 'device.verifier_added')).toHaveLength(1);
  });

  it('a person whom it confirms takes it away, once; then another may come', async () => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const row = await deviceRow(world, paired.self.deviceId);
    const first = await registrationFor(paired, { signCount: 3 });
    await world.devices.registerVerifier(row, first.registration);
    const { credentialId } = first.verifier;
    const challenge = await removalChallenge({ server: ORIGIN, device: paired.key.kid, credentialId });
    const stale = await first.assert({ challenge, signCount: 3 });
    await expect(world.devices.removeVerifier(row, stale)).rejects.toMatchObject({ code: 'verifier_invalid' });
    const assertion = await first.assert({ challenge, signCount: 4 });
    expect((await world.devices.removeVerifier(row, assertion)).verifier).toBeNull();
    expect((await world.devices.removeVerifier(row, assertion)).verifier).toBeNull();
    expect((await eventTypes(world)).filter((type) => type === 'device.verifier_removed')).toHaveLength(1);
    const second = await registrationFor(paired);
    await world.devices.registerVerifier(row, second.registration);
    await expect(world.devices.removeVerifier(row, assertion)).rejects.toMatchObject({ code: 'verifier_invalid' });
    expect(await verifierOf(world.store.db, row.id)).toEqual(second.verifier);
  });

  it.each<[string, Partial<Ceremony>]>([
    ['nobody was verified', { flags: 0x01 }],
    ['an assertion', { type: 'webauthn.get' }],
    ['another WebAuthn challenge', { challenge: 'A'.repeat(43) }],
    ['a page without TLS', { origin: 'http://phone.example' }],
    ['framed by another page', { clientData: { crossOrigin: true } }],
  ])('is refused: %s', async (_what, ceremony) => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const { registration } = await registrationFor(paired, ceremony);
    const row = await deviceRow(world, paired.self.deviceId);
    await expect(world.devices.registerVerifier(row, registration)).rejects.toMatchObject({ code: 'verifier_invalid' });
    expect(await verifierOf(world.store.db, row.id)).toBeUndefined();
  });

  it('a registration made for one device is refused for another, even one of the same person', async () => {
    const world = await createWorld(await fresh());
    const [one, other] = [await pairActiveDevice(world), await pairActiveDevice(world)];
    const { registration } = await registrationFor(one);
    const row = await deviceRow(world, other.self.deviceId);
    await expect(world.devices.registerVerifier(row, registration)).rejects.toMatchObject({ code: 'verifier_invalid' });
  });

  it('N16: it goes with its device; a pending, suspended or revoked device gets none', async () => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const { registration, assert } = await registrationFor(paired);
    const row = await deviceRow(world, paired.self.deviceId);
    await world.devices.registerVerifier(row, registration);
    const assertion = await assert({ challenge: 'A'.repeat(43) });
    await world.devices.revoke(row.id, { by: 'operator', evenIfLast: true });
    expect(await verifierOf(world.store.db, row.id)).toBeUndefined();
    const pending = await pairDevice(world);
    const pendingRow = await deviceRow(world, pending.self.deviceId);
    const ofPending = (await registrationFor(pending)).registration;
    await expect(world.devices.registerVerifier(pendingRow, ofPending)).rejects.toMatchObject({
      code: 'device_pending',
    });
    for (const state of ['suspended', 'revoked'] as const) {
      const gone = { ...row, state };
      await expect(world.devices.registerVerifier(gone, registration)).rejects.toMatchObject({
        code: `device_${state}`,
      });
      await expect(world.devices.removeVerifier(gone, assertion)).rejects.toMatchObject({ code: `device_${state}` });
    }
  });
});

import { expect, it } from 'vitest';
import { type Act, registrationChallenge } from '../../shared/protocol/user-verification.ts';
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

/** Where the app of a phone has its credentials made. */
const HOST = new URL(ORIGIN).hostname;

async function registrationFor({ key }: Paired, changes: Partial<Ceremony> = {}) {
  const software = await makeSoftwareVerifier(ORIGIN, HOST);
  const challenge = await registrationChallenge({ server: ORIGIN, device: key.kid });
  return { ...software, registration: await software.register({ challenge, ...changes }) };
}

const removalOf = ({ key }: Paired, target: string): Act => ({
  server: ORIGIN,
  device: key.kid,
  target,
  action: 'verifier-removal',
});

onBothStores('the verifier of a device', (fresh) => {
  it('N10: it is kept with what every assertion has to match, told to its device alone, and logged', async () => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const other = await pairActiveDevice(world);
    expect(paired.self.verifier).toBeNull();
    const { registration, verifier } = await registrationFor(paired, { signCount: 4 });
    const row = await deviceRow(world, paired.self.deviceId);
    const self = await world.devices.registerVerifier(row, registration, { ip: '198.51.100.4' });
    expect(self.verifier).toEqual({ credentialId: verifier.credentialId, countsFromMs: world.clock.nowMs });
    expect(await verifierOf(world.store.db, row.id)).toEqual({
      ...verifier,
      registeredAtMs: world.clock.nowMs,
      countsFromMs: world.clock.nowMs,
      backupEligible: false,
      backedUp: false,
    });
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
    const act = removalOf(paired, credentialId);
    const when = { atMs: world.clock.nowMs };
    for (const assertion of [
      await theirs.confirm(act, when),
      { ...(await theirs.confirm(act, when)), credentialId },
      await first.confirm(act, when, { flags: 0x01 }),
      await first.confirm(act, when, { challenge: 'A'.repeat(43) }),
    ]) {
      await expect(world.devices.removeVerifier(row, assertion)).rejects.toMatchObject({ code: 'verifier_invalid' });
    }
    expect(await verifierOf(world.store.db, row.id)).toMatchObject(first.verifier);
    expect((await eventTypes(world)).filter((type) => type === 'device.verifier_added')).toHaveLength(1);
  });

  it('a person whom it confirms takes it away, once; then another may come', async () => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const row = await deviceRow(world, paired.self.deviceId);
    const first = await registrationFor(paired, { signCount: 3 });
    await world.devices.registerVerifier(row, first.registration);
    const act = removalOf(paired, first.verifier.credentialId);
    const when = { atMs: world.clock.nowMs };
    const stale = await first.confirm(act, when, { signCount: 3 });
    await expect(world.devices.removeVerifier(row, stale)).rejects.toMatchObject({ code: 'verifier_invalid' });
    const assertion = await first.confirm(act, when, { signCount: 4 });
    expect((await world.devices.removeVerifier(row, assertion)).verifier).toBeNull();
    expect((await world.devices.removeVerifier(row, assertion)).verifier).toBeNull();
    expect((await eventTypes(world)).filter((type) => type === 'device.verifier_removed')).toHaveLength(1);
    const second = await registrationFor(paired);
    await world.devices.registerVerifier(row, second.registration);
    await expect(world.devices.removeVerifier(row, assertion)).rejects.toMatchObject({ code: 'verifier_invalid' });
    expect(await verifierOf(world.store.db, row.id)).toMatchObject(second.verifier);
  });

  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  it.each([
    [0, 0],
    [10 * MINUTE, 0],
    [10 * MINUTE + 1, DAY],
    [30 * DAY, DAY],
  ])('N10: registered %i ms after its device became active, it counts %i ms later', async (afterMs, waitsMs) => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const row = await deviceRow(world, paired.self.deviceId);
    world.clock.nowMs += afterMs;
    const { registration } = await registrationFor(paired);
    const self = await world.devices.registerVerifier(row, registration);
    expect(self.verifier).toMatchObject({ countsFromMs: world.clock.nowMs + waitsMs });
    // The same again doesn't begin anew.
    world.clock.nowMs += MINUTE;
    expect((await world.devices.registerVerifier(row, registration)).verifier).toEqual(self.verifier);
  });

  it('N10: the backup flags of its registration are kept', async () => {
    const world = await createWorld(await fresh());
    for (const [flags, backupEligible, backedUp] of [
      [0x0d, true, false],
      [0x1d, true, true],
    ] as const) {
      const paired = await pairActiveDevice(world);
      const { registration } = await registrationFor(paired, { flags });
      await world.devices.registerVerifier(await deviceRow(world, paired.self.deviceId), registration);
      expect(await verifierOf(world.store.db, paired.self.deviceId)).toMatchObject({ backupEligible, backedUp });
    }
  });

  const EXTENSION = `chrome-extension://${'a'.repeat(32)}`;
  it.each<[string, 'pwa' | 'extension', string, string, boolean]>([
    ['a phone’s, at the server', 'pwa', ORIGIN, HOST, true],
    ['a phone’s, on another page', 'pwa', 'https://evil.example', 'evil.example', false],
    ['a phone’s, on another port', 'pwa', `${ORIGIN}:8443`, HOST, false],
    ['a phone’s, for a domain above the server’s', 'pwa', ORIGIN, 'example', false],
    ['a phone’s, in an extension', 'pwa', EXTENSION, EXTENSION, false],
    ['an extension’s, in itself', 'extension', EXTENSION, EXTENSION, true],
    ['an extension’s, for a site', 'extension', EXTENSION, HOST, false],
    ['an extension’s, at the server', 'extension', ORIGIN, HOST, false],
  ])('N10: origin and relying party fit the kind of device: %s', async (_what, kind, origin, rpId, isTaken) => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const row = { ...(await deviceRow(world, paired.self.deviceId)), kind };
    const challenge = await registrationChallenge({ server: ORIGIN, device: paired.key.kid });
    const { register } = await makeSoftwareVerifier(origin, rpId);
    const registered = world.devices.registerVerifier(row, await register({ challenge }));
    if (isTaken) expect((await registered).verifier).not.toBeNull();
    else await expect(registered).rejects.toMatchObject({ code: 'verifier_invalid' });
  });

  it('N14: the user is told that it came, and that it went', async () => {
    const world = await createWorld(await fresh());
    const paired = await pairActiveDevice(world);
    const row = await deviceRow(world, paired.self.deviceId);
    const { registration, confirm, verifier } = await registrationFor(paired);
    await world.devices.registerVerifier(row, registration, { ip: '198.51.100.4' });
    await world.devices.registerVerifier(row, registration);
    const act = removalOf(paired, verifier.credentialId);
    await world.devices.removeVerifier(row, await confirm(act, { atMs: world.clock.nowMs }));
    const told = await world.store.db
      .selectFrom('announcements')
      .selectAll()
      .where('what', 'in', ['verifier.added', 'verifier.removed'])
      .orderBy('what')
      .execute();
    const by = { user_id: row.user_id, device_id: row.id, by_device_id: row.id, by_whom: 'device' };
    expect(told).toMatchObject([
      { what: 'verifier.added', ip: '198.51.100.4', ...by },
      { what: 'verifier.removed', ...by },
    ]);
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
    const { registration, confirm, verifier } = await registrationFor(paired);
    const row = await deviceRow(world, paired.self.deviceId);
    await world.devices.registerVerifier(row, registration);
    const act = removalOf(paired, verifier.credentialId);
    const assertion = await confirm(act, { atMs: world.clock.nowMs });
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

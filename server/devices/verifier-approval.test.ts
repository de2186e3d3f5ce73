import { expect, it } from 'vitest';
import { type Act, otherVerifier, registrationChallenge } from '../../shared/protocol/user-verification.ts';
import { makeSoftwareVerifier } from '../../shared/protocol/vectors/software-verifier.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { createWorld, deviceRow, ORIGIN, type Paired, pairActiveDevice } from './testing-world.ts';
import { verifierOf } from './verifier.ts';

const HOUR = 3_600_000;
const HOST = new URL(ORIGIN).hostname;

/** Two devices of alice's, both old; on the phone a verifier was set up just now. */
async function family(store: Store, { laptopConfirms = false } = {}) {
  const world = await createWorld(store);
  const { devices, clock } = world;
  const laptop = await pairActiveDevice(world);
  const phone = await pairActiveDevice(world);
  const rowOf = ({ self }: Paired) => deviceRow(world, self.deviceId);
  const register = async (device: Paired) => {
    const software = await makeSoftwareVerifier(ORIGIN, HOST);
    const challenge = await registrationChallenge({ server: ORIGIN, device: device.key.kid });
    await devices.registerVerifier(await rowOf(device), await software.register({ challenge }));
    return software;
  };
  const own = laptopConfirms ? await register(laptop) : undefined;
  clock.nowMs += 72 * HOUR;
  const { verifier } = await register(phone);
  const { credentialId } = verifier;
  const target = phone.self.deviceId;
  const approve = async (by: Paired, changes: { credentialId?: string; target?: string; verification?: object } = {}) =>
    devices.approveVerifier(await rowOf(by), changes.target ?? target, {
      credentialId,
      ...(changes as { credentialId?: string }),
    });
  const countsFrom = async () => (await verifierOf(store.db, target))?.countsFromMs;
  return { world, devices, clock, laptop, phone, rowOf, own, credentialId, target, approve, countsFrom };
}

const unknown = { code: 'device_unknown' };

onBothStores('approving another device’s verifier', (fresh) => {
  it('N10: another active device of the user has it count at once; it is logged and told, once', async () => {
    const { world, devices, clock, laptop, phone, rowOf, credentialId, target, approve, countsFrom } = await family(
      await fresh(),
    );
    expect(await countsFrom()).toBe(clock.nowMs + 24 * HOUR);
    const waiting = { deviceId: target, name: 'Pixel 9', credentialId, registeredAtMs: clock.nowMs };
    expect(await devices.waitingVerifiers(await rowOf(laptop))).toEqual([
      { ...waiting, countsFromMs: clock.nowMs + 24 * HOUR },
    ]);
    expect(await devices.waitingVerifiers(await rowOf(phone))).toEqual([]);
    clock.nowMs += HOUR;
    await approve(laptop);
    expect(await countsFrom()).toBe(clock.nowMs);
    clock.nowMs += HOUR;
    await approve(laptop);
    expect(await countsFrom()).toBe(clock.nowMs - HOUR);
    expect(await devices.waitingVerifiers(await rowOf(laptop))).toEqual([]);
    const { db } = world.store;
    const events = await db.selectFrom('events').selectAll().where('type', '=', 'device.verifier_approved').execute();
    expect(events).toMatchObject([{ device_id: target }]);
    const told = await db.selectFrom('announcements').selectAll().where('by_device_id', '!=', target).execute();
    expect(told).toMatchObject([{ what: 'verifier.added', device_id: target, by_device_id: laptop.self.deviceId }]);
  });

  it('N10: not by itself, by a stranger’s, a young, or a suspended device, nor for another verifier', async () => {
    const { world, clock, laptop, phone, approve, countsFrom } = await family(await fresh());
    const before = await countsFrom();
    const stranger = await pairActiveDevice(world, world.bob);
    const young = await pairActiveDevice(world);
    clock.nowMs += 1;
    await expect(approve(young)).rejects.toMatchObject({ code: 'device_too_young' });
    await expect(approve(phone)).rejects.toMatchObject(unknown);
    await expect(approve(laptop, { credentialId: 'A'.repeat(43) })).rejects.toMatchObject(unknown);
    await expect(approve(laptop, { target: young.self.deviceId })).rejects.toMatchObject(unknown);
    const { db } = world.store;
    await db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', laptop.self.deviceId).execute();
    await expect(approve(laptop)).rejects.toMatchObject({ code: 'device_suspended' });
    clock.nowMs += 72 * HOUR;
    const { countsFromMs } = (await world.devices.self({ id: phone.self.deviceId })).verifier ?? {};
    expect(countsFromMs).toBe(before);
    await db
      .updateTable('verifiers')
      .set({ counts_from_ms: clock.nowMs + 1 })
      .execute();
    await expect(approve(stranger)).rejects.toMatchObject(unknown);
    // The call was proven before this device was suspended.
    const row = await deviceRow(world, young.self.deviceId);
    await db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', row.id).execute();
    const { credentialId = '' } = (await world.devices.self({ id: phone.self.deviceId })).verifier ?? {};
    const late = world.devices.approveVerifier(row, phone.self.deviceId, { credentialId });
    await expect(late).rejects.toMatchObject(unknown);
    expect(await countsFrom()).toBe(clock.nowMs + 1);
  });

  it('N10: a device whose own verifier counts confirms it, for this very one', async () => {
    const { laptop, own, credentialId, target, approve, countsFrom, clock } = await family(await fresh(), {
      laptopConfirms: true,
    });
    if (!own) throw new Error('no verifier');
    const about = (deviceId: string, id = credentialId): Act => ({
      server: ORIGIN,
      device: laptop.key.kid,
      target: otherVerifier({ deviceId, credentialId: id }),
      action: 'verifier-approval',
    });
    const when = { atMs: clock.nowMs };
    const invalid = { code: 'verifier_invalid' };
    await expect(approve(laptop)).rejects.toMatchObject(invalid);
    const stranger = await makeSoftwareVerifier(ORIGIN, HOST);
    for (const verification of [
      await own.confirm(about(target), when, { flags: 0x01 }),
      await own.confirm(about(laptop.self.deviceId), when),
      await own.confirm(about(target, 'A'.repeat(43)), when),
      await own.confirm({ ...about(target), action: 'suspend' }, when),
      { ...(await stranger.confirm(about(target), when)), credentialId: own.verifier.credentialId },
    ]) {
      await expect(approve(laptop, { verification })).rejects.toMatchObject(invalid);
    }
    expect(await countsFrom()).not.toBe(clock.nowMs);
    await approve(laptop, { verification: await own.confirm(about(target), when, { signCount: 4 }) });
    expect(await countsFrom()).toBe(clock.nowMs);
  });
});

import { expect, it } from 'vitest';
import { addDevice, announced } from '../devices/testing-family.ts';
import { createWorld, type World } from '../devices/testing-world.ts';
import { onBothStores } from '../store/testing.ts';
import { makeRecoveryCodes, recoveryCodesLeft, spendRecoveryCode } from './recovery-codes.ts';

onBothStores('recovery codes', (fresh) => {
  const make = (world: World, byDeviceId: string | null) =>
    makeRecoveryCodes(world.core, { userId: world.alice.id, byDeviceId, ip: '192.0.2.7', spend: async () => {} });
  const spend = (world: World, typed: string, userId: string | undefined = world.alice.id) =>
    world.store.transaction((trx) => spendRecoveryCode(trx, { userId, typed, atMs: world.clock.nowMs }));

  it('N15: ten codes of 80 bits, of which the database has hashes', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    expect(await recoveryCodesLeft(world.store.db, world.alice.id)).toEqual({ left: 0, madeAtMs: null });
    const codes = await make(world, phone.id);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const rows = JSON.stringify(await world.store.db.selectFrom('recovery_codes').selectAll().execute());
    for (const code of codes) expect(rows).not.toContain(code.replaceAll('-', ''));
    const left = await recoveryCodesLeft(world.store.db, world.alice.id);
    expect(left).toEqual({ left: 10, madeAtMs: world.clock.nowMs });
    expect(await announced(world)).toHaveLength(1);
  });

  it('N15: a code counts once, also of two at the same moment, and only for its user', async () => {
    const world = await createWorld(await fresh());
    const [first = '', second = ''] = await make(world, (await addDevice(world, 'Phone')).id);
    for (const id of ['usr_somebody', world.bob.id]) expect(await spend(world, first, id)).toBeUndefined();
    expect(await spend(world, first)).toBe(9);
    expect(await spend(world, first)).toBeUndefined();
    const both = await Promise.all([spend(world, second), spend(world, ` ${second.toLowerCase()}`)]);
    expect(both.filter((left) => left !== undefined)).toEqual([8]);
    for (const typed of ['', 'ABCD', first.slice(1), `${first}0`]) expect(await spend(world, typed)).toBeUndefined();
  });

  it('N15: a new set ends the one before', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const [old = ''] = await make(world, phone.id);
    const [current = ''] = await make(world, phone.id);
    expect(await spend(world, old)).toBeUndefined();
    expect(await spend(world, current)).toBe(9);
  });

  it('N15: a young device replaces no codes that were there before it, unless it is the only one', async () => {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const [code = ''] = await make(world, phone.id);
    world.clock.nowMs += 1_000;
    const young = await addDevice(world, 'Young', { hoursAgo: 0 });
    await expect(make(world, young.id)).rejects.toMatchObject({ code: 'device_too_young' });
    await world.store.db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', phone.id).execute();
    await expect(make(world, phone.id)).rejects.toMatchObject({ code: 'device_suspended' });
    expect(await spend(world, code)).toBe(9);
    expect(await make(world, young.id)).toHaveLength(10);
  });
});

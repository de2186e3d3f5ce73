import { expect, it } from 'vitest';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { DEVICES_PER_USER } from '../devices/may-add-device.ts';
import { addDevice, addVerifier, stateOf, statesOf } from '../devices/testing-family.ts';
import {
  bindingFor,
  createWorld,
  DEVICE,
  deviceRow,
  eventTypes,
  pairDevice,
  testNonce,
  type World,
} from '../devices/testing-world.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { createRecovery } from './recovery.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';

const FROM = { ip: '192.0.2.7' };
const spend = async () => undefined;

onBothStores('recovery', (fresh) => {
  async function start(store: Store, fresh = true) {
    const world = await createWorld(store, { settings: { vouch: 'required' } });
    const recovery = createRecovery(world.core, { devices: world.devices, settings: { serverName: 'Example' } });
    const phone = await addDevice(world, 'Phone');
    const codes = fresh ? (await recovery.makeCodes(phone, {}, FROM)).codes : [];
    return { world, recovery, phone, codes };
  }
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) =>
        error instanceof NodError ? JSON.stringify([error.code, error.message, error.params]) : error,
    );
  const left = async ({ store, alice }: World) =>
    (await store.db.selectFrom('recovery_codes').select('used_at_ms').where('user_id', '=', alice.id).execute()).filter(
      (row) => row.used_at_ms === null,
    ).length;
  /** A device that was paired by an application's ticket, and that the phone has to let in. */
  async function unvouched(world: World) {
    const { self } = await pairDevice(world);
    const nonce = await testNonce(world, self.deviceId);
    await world.devices.activate(await deviceRow(world, self.deviceId), { nonce });
    return deviceRow(world, self.deviceId);
  }

  it('N15: a code brings a device in whatever the others say, and everybody is told', async () => {
    const { world, recovery, phone, codes } = await start(await fresh());
    await world.store.db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', phone.id).execute();
    const typed = ` ${codes[0]?.toLowerCase().replaceAll('-', ' ')} `;
    const { token } = await recovery.ticket({ username: 'Alice', code: typed }, FROM);
    const claim = await world.devices.claim({ token }, FROM);
    expect(claim.user.username).toBe('alice');
    const completion = { binding: await bindingFor(world, claim, await generateDeviceKey(), null), subscription: null };
    const { deviceId } = await world.devices.complete(claim.enrollmentId, { ...completion, device: DEVICE }, FROM);
    await world.devices.activate({ id: deviceId } as never, { pull: true });
    expect(await stateOf(world, { id: deviceId })).toBe('active');
    const told = await world.store.db.selectFrom('announcements').select(['what', 'by_whom']).orderBy('id').execute();
    expect(told).toEqual(
      expect.arrayContaining([
        { what: 'recovery.codes_made', by_whom: 'device' },
        { what: 'recovery.used', by_whom: 'recovery' },
        { what: 'device.added', by_whom: 'recovery' },
      ]),
    );
    expect(await left(world)).toBe(9);
  });

  it('N15: each code counts once, also of two at the same moment, and for its owner alone', async () => {
    const { world, recovery, codes } = await start(await fresh());
    const [first = '', second = ''] = codes;
    const ask = (username: string, code: string) => refused(recovery.ticket({ username, code }, FROM));
    expect(await ask('bob', first)).toContain('recovery_invalid');
    expect(await ask('alice', first)).toBe('done');
    expect(await ask('alice', first)).toContain('recovery_invalid');
    const both = await Promise.all([ask('alice', second), ask('alice', second)]);
    expect(both.filter((one) => one === 'done')).toHaveLength(1);
    expect(await left(world)).toBe(8);
  });

  it('N15: nobody learns who exists, who has codes, or who is locked', async () => {
    const { world, recovery, codes } = await start(await fresh());
    const [code = ''] = codes;
    await world.store.db.updateTable('users').set({ locked_at_ms: 1 }).where('id', '=', world.bob.id).execute();
    const wrong = 'ABCD-EFGH-JKMN-PQRS';
    const answers = new Set<unknown>();
    for (const username of ['alice', 'bob', 'nobody', '', '\u0000', 'x'.repeat(200)]) {
      answers.add(await refused(recovery.ticket({ username, code: wrong }, FROM)));
      answers.add(await refused(recovery.ticket({ username, code: '' }, FROM)));
    }
    // The owner of a right code who is locked gets it too.
    await world.store.db.updateTable('users').set({ locked_at_ms: 1 }).execute();
    answers.add(await refused(recovery.ticket({ username: 'alice', code }, FROM)));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('recovery_invalid');
    expect(await left(world)).toBe(10);
    expect(await world.store.db.selectFrom('enrollments').selectAll().execute()).toEqual([]);
  });

  it('N15: a thousand wrong codes close nothing, and are one line in the log', async () => {
    const { world, recovery, codes } = await start(await fresh());
    for (let tries = 0; tries < 1_000; tries += 50) {
      const some = Array.from({ length: 50 }, (_, at) => `ABCD-EFGH-JK00-${String(tries + at).padStart(4, '0')}`);
      const answers = await Promise.all(
        some.map((code) => refused(recovery.ticket({ username: 'alice', code }, FROM))),
      );
      expect(answers.filter((answer) => String(answer).includes('recovery_invalid'))).toHaveLength(50);
    }
    expect((await eventTypes(world)).filter((type) => type === 'recovery.refused')).toHaveLength(1);
    const user = await world.store.db.selectFrom('users').selectAll().where('id', '=', world.alice.id).execute();
    expect(user).toMatchObject([{ consecutive_failures: 0, blocked_until_ms: 0 }]);
    expect(await refused(recovery.ticket({ username: 'alice', code: codes[0] ?? '' }, FROM))).toBe('done');
  });

  it('N15: a code lets in a device that waits for the others, once', async () => {
    const { world, recovery, codes } = await start(await fresh());
    const [code = '', another = ''] = codes;
    const device = await unvouched(world);
    expect(device.state).toBe('unvouched');
    expect(await refused(recovery.admit(device, 'ABCD-EFGH-JKMN-PQRS', FROM))).toContain('recovery_invalid');
    expect((await deviceRow(world, device.id)).state).toBe('unvouched');
    expect(await eventTypes(world)).toContain('recovery.refused');
    expect(await recovery.admit(device, code, FROM)).toMatchObject({ state: 'active', deviceId: device.id });
    expect(await refused(recovery.admit(device, another, FROM))).toContain('vouching_unavailable');
    expect(await left(world)).toBe(9);
    const vouches = await world.store.db.selectFrom('vouches').selectAll().where('device_id', '=', device.id).execute();
    expect(vouches).toMatchObject([{ how: 'recovery', by_device_id: null }]);
    const second = await unvouched(world);
    expect(await refused(recovery.admit(second, code, FROM))).toContain('recovery_invalid');
  });

  it('N15: a device that was turned away, or has not answered its test, is not let in by a code, which stays good', async () => {
    const { world, recovery, codes } = await start(await fresh());
    const [code = ''] = codes;
    const device = await unvouched(world);
    for (const [state, says] of [
      ['revoked', 'device_revoked'],
      ['suspended', 'device_revoked'],
      ['pending', 'device_pending'],
    ] as const) {
      await world.store.db.updateTable('devices').set({ state }).where('id', '=', device.id).execute();
      expect(await refused(recovery.admit(device, code, FROM))).toContain(says);
    }
    const late = await unvouched(world);
    world.clock.nowMs += 3_600_001;
    expect(await refused(recovery.admit(late, code, FROM))).toContain('activation_invalid');
    expect(await left(world)).toBe(10);
  });

  it('N15: a code lets in no device of a locked user, and none of another user', async () => {
    const { world, recovery, codes } = await start(await fresh());
    const [code = ''] = codes;
    const device = await unvouched(world);
    const lock = (atMs: number | null) =>
      world.store.db.updateTable('users').set({ locked_at_ms: atMs }).where('id', '=', world.alice.id).execute();
    await lock(1);
    expect(await refused(recovery.admit(device, code, FROM))).toContain('recovery_invalid');
    await lock(null);
    const bobs = await addDevice(world, 'Bob’s', { user_id: world.bob.id, state: 'unvouched', hoursAgo: 0 });
    expect(await refused(recovery.admit(bobs, code, FROM))).toContain('recovery_invalid');
    expect(await statesOf(world, device, bobs)).toEqual(['unvouched', 'unvouched']);
    expect(await left(world)).toBe(10);
    expect(await refused(recovery.admit(device, code, FROM))).toBe('done');
  });

  it('N15: that an account is full is told to whoever has a right code of it, which stays good, and to nobody else', async () => {
    const { world, recovery, codes } = await start(await fresh());
    const [used = '', code = ''] = codes;
    const ask = (username: string, typed: string) => refused(recovery.ticket({ username, code: typed }, FROM));
    expect(await ask('alice', used)).toBe('done');
    for (let count = 1; count < DEVICES_PER_USER; count++) await addDevice(world, `Phone ${count}`);
    await addDevice(world, 'Bob’s', { user_id: world.bob.id });
    const ofBob = await makeRecoveryCodes(world.core, { userId: world.bob.id, byDeviceId: null, ip: FROM.ip, spend });
    for (const typed of ['ABCD-EFGH-JKMN-PQRS', used, ofBob[0] ?? '']) {
      expect(await ask('alice', typed)).toContain('recovery_invalid');
    }
    expect(await ask('alice', code)).toContain('enrollment_refused');
    expect(await left(world)).toBe(9);
  });

  it('N15: where a verifier counts, the person confirms that new codes are made', async () => {
    const { world, recovery } = await start(await fresh(), false);
    const laptop = await addDevice(world, 'Laptop');
    const confirm = await addVerifier(world, laptop);
    expect(await refused(recovery.makeCodes(laptop, {}, FROM))).toContain('verifier_invalid');
    const other = await confirm({ id: '' }, 'email');
    expect(await refused(recovery.makeCodes(laptop, { verification: other }, FROM))).toContain('verifier_invalid');
    const verification = await confirm({ id: '' }, 'recovery-codes');
    const made = await recovery.makeCodes(laptop, { verification }, FROM);
    expect(made.sheet).toEqual({ origin: world.core.origin, realm: 'Test realm', username: 'alice' });
    expect(await refused(recovery.makeCodes(laptop, { verification }, FROM))).toContain('verifier_invalid');
    expect(await left(world)).toBe(10);
  });

  it('N15: of several realms the sheet’s has to be named, in any case, and only its user’s code counts there', async () => {
    const { world, recovery, codes } = await start(await fresh());
    const [code = ''] = codes;
    await world.store.db
      .insertInto('realms')
      .values({ id: `rlm_${'b'.repeat(22)}`, name: 'Harbour', created_at_ms: 1 })
      .execute();
    const ask = (realm: string | undefined) =>
      refused(recovery.ticket({ username: 'alice', code, ...(realm === undefined ? {} : { realm }) }, FROM));
    const unnamed = await ask(undefined);
    expect(unnamed).toContain('realm_required');
    // Names of realms are nobody's business.
    expect(unnamed).not.toMatch(/harbour|test/i);
    expect(await ask('Harbour')).toContain('recovery_invalid');
    expect(await ask('nowhere')).toContain('recovery_invalid');
    expect(await ask(' TEST realm ')).toBe('done');
  });
});

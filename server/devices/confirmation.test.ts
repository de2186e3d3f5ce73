import { expect, it } from 'vitest';
import { type Confirmation, otherVerifier } from '../../shared/protocol/user-verification.ts';
import { onBothStores } from '../store/testing.ts';
import { addDevice, addVerifier, outcome, stateOf } from './testing-family.ts';
import { createWorld } from './testing-world.ts';
import { verifierOf } from './verifier.ts';

const MINUTE_MS = 60_000;

onBothStores('a confirmation', (fresh) => {
  /** A phone that confirms, and two others. */
  async function family() {
    const world = await createWorld(await fresh());
    const phone = await addDevice(world, 'Phone');
    const tablet = await addDevice(world, 'Tablet');
    const laptop = await addDevice(world, 'Laptop');
    const confirm = await addVerifier(world, phone);
    const used = async () => (await world.store.db.selectFrom('used_proofs').select('id').execute()).length;
    const suspend = (verification: Confirmation, target = tablet, evenIfLast = false) =>
      outcome(world.devices.suspend(phone, { targetId: target.id, verification, evenIfLast }));
    return { world, phone, tablet, laptop, confirm, used, suspend };
  }

  it('N10: it is good once, whatever came of it since', async () => {
    const { world, phone, tablet, confirm, used, suspend } = await family();
    const first = await confirm(tablet, 'suspend');
    const { nonce } = await confirm(tablet, 'suspend');
    expect(await suspend({ ...first, nonce })).toBe('verifier_invalid');
    expect(await used()).toBe(0);
    expect(await suspend(first)).toBe('done');
    expect(await suspend(first)).toBe('verifier_invalid');
    const resume = await confirm(tablet, 'resume');
    await world.devices.resume(phone, { targetId: tablet.id, verification: resume });
    expect(await suspend(first)).toBe('verifier_invalid');
    expect(await stateOf(world, tablet)).toBe('active');
    expect(await used()).toBe(2);
  });

  it('N10: of two calls with the same one, at the same moment, exactly one is taken', async () => {
    const { tablet, confirm, suspend } = await family();
    const one = await confirm(tablet, 'suspend');
    expect((await Promise.all([suspend(one), suspend(one)])).sort()).toEqual(['done', 'verifier_invalid']);
  });

  it.each<[string, number, string]>([
    ['two minutes old', 2 * MINUTE_MS, 'done'],
    ['older', 2 * MINUTE_MS + 1000, 'verifier_invalid'],
    ['two minutes ahead', -2 * MINUTE_MS, 'done'],
    ['further ahead', -2 * MINUTE_MS - 1000, 'verifier_invalid'],
  ])('N10: it is of now: %s', async (_what, ageMs, expected) => {
    const { world, tablet, confirm, suspend } = await family();
    const one = await confirm(tablet, 'suspend');
    world.clock.nowMs += ageMs;
    expect(await suspend(one)).toBe(expected);
  });

  it('N10: it is remembered for as long as it would pass', async () => {
    const { world, phone, tablet, confirm, suspend } = await family();
    world.clock.nowMs += 2 * MINUTE_MS;
    const ahead = await confirm(tablet, 'suspend');
    world.clock.nowMs -= 2 * MINUTE_MS;
    expect(await suspend(ahead)).toBe('done');
    const row = await world.store.db.selectFrom('used_proofs').selectAll().executeTakeFirstOrThrow();
    expect(row.expires_at_ms).toBe(world.clock.nowMs + 4 * MINUTE_MS);
    expect(row.id).not.toContain(ahead.nonce);
    const resume = await confirm(tablet, 'resume');
    await world.devices.resume(phone, { targetId: tablet.id, verification: resume });
    world.clock.nowMs += 4 * MINUTE_MS;
    expect(await suspend(ahead)).toBe('verifier_invalid');
  });

  it('N10: one for another action, another device, by another device, or made younger passes nowhere', async () => {
    const { world, phone, tablet, laptop, confirm, used, suspend } = await family();
    const others = await addVerifier(world, laptop);
    const right = await confirm(tablet, 'suspend');
    for (const wrong of [
      await confirm(tablet, 'remove'),
      await confirm(laptop, 'suspend'),
      await others(tablet, 'suspend'),
      { ...right, iat: right.iat + 1 },
    ]) {
      expect(await suspend(wrong)).toBe('verifier_invalid');
    }
    expect(await outcome(world.devices.remove(phone, { targetId: tablet.id, verification: right }))).toBe(
      'verifier_invalid',
    );
    expect(await used()).toBe(0);
    expect(await stateOf(world, tablet)).toBe('active');
  });

  it('N10: what is refused spends none', async () => {
    const { world, phone, tablet, laptop, confirm, used, suspend } = await family();
    for (const { id } of [tablet, laptop])
      await world.devices.operator.suspend({ userId: phone.user_id, deviceId: id });
    const one = await confirm(phone, 'suspend');
    expect(await suspend(one, phone)).toBe('last_device');
    expect(await used()).toBe(0);
    expect(await suspend(one, phone, true)).toBe('done');
    expect(await used()).toBe(1);
  });

  it('N10: each other call takes it once: to resume, to remove, and to let another verifier count', async () => {
    const { world, phone, tablet, laptop, confirm, suspend } = await family();
    const { clock, devices, store } = world;
    const resume = { targetId: tablet.id, verification: await confirm(tablet, 'resume') };
    const remove = { targetId: laptop.id, verification: await confirm(laptop, 'remove') };
    expect(await suspend(await confirm(tablet, 'suspend'))).toBe('done');
    expect(await outcome(devices.resume(phone, resume))).toBe('done');
    expect(await suspend(await confirm(tablet, 'suspend'))).toBe('done');
    expect(await outcome(devices.resume(phone, resume))).toBe('verifier_invalid');
    expect(await outcome(devices.remove(phone, remove))).toBe('done');
    const back = { targetId: laptop.id, verification: await confirm(laptop, 'resume') };
    expect(await outcome(devices.resume(phone, back))).toBe('done');
    expect(await outcome(devices.remove(phone, remove))).toBe('verifier_invalid');
    expect(await stateOf(world, laptop)).toBe('active');

    await addVerifier(world, laptop, clock.nowMs + MINUTE_MS);
    const { credentialId = '' } = (await verifierOf(store.db, laptop.id)) ?? {};
    const named = { id: otherVerifier({ deviceId: laptop.id, credentialId }) };
    const approval = { credentialId, verification: await confirm(named, 'verifier-approval') };
    expect(await outcome(devices.approveVerifier(phone, laptop.id, approval))).toBe('done');
    const { db } = store;
    await db
      .updateTable('verifiers')
      .set({ counts_from_ms: clock.nowMs + 1 })
      .where('device_id', '=', laptop.id)
      .execute();
    expect(await outcome(devices.approveVerifier(phone, laptop.id, approval))).toBe('verifier_invalid');
  });

  it('N10: … to object, and to take the verifier away', async () => {
    const { world, phone, tablet, confirm } = await family();
    const { devices, store } = world;
    const db = store.db;
    await devices.suspend(tablet, { targetId: phone.id });
    const phoneNow = () => db.selectFrom('devices').selectAll().where('id', '=', phone.id).executeTakeFirstOrThrow();
    const objection = await confirm(phone, 'object');
    expect(await outcome(devices.object(await phoneNow(), objection))).toBe('done');
    await devices.operator.resume({ userId: phone.user_id, deviceId: phone.id });
    await devices.operator.resume({ userId: phone.user_id, deviceId: tablet.id });
    await devices.suspend(tablet, { targetId: phone.id });
    expect(await outcome(devices.object(await phoneNow(), objection))).toBe('verifier_invalid');
    await devices.operator.resume({ userId: phone.user_id, deviceId: phone.id });

    // The same credential, registered once more.
    const verifier = await db
      .selectFrom('verifiers')
      .selectAll()
      .where('device_id', '=', phone.id)
      .executeTakeFirstOrThrow();
    const removal = await confirm({ id: verifier.credential_id }, 'verifier-removal');
    expect(await outcome(devices.removeVerifier(phone, removal))).toBe('done');
    await db.insertInto('verifiers').values(verifier).execute();
    expect(await outcome(devices.removeVerifier(phone, removal))).toBe('verifier_invalid');
    expect(await verifierOf(db, phone.id)).toBeDefined();
  });
});

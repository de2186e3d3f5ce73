import { expect, it } from 'vitest';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { onBothStores } from '../store/testing.ts';
import { bindingFor, createWorld, DEVICE, deviceRow, eventTypes, ticketFor, type World } from './testing-world.ts';

const FROM = { ip: '192.0.2.7' };

/** Pairs a device of alice's by a ticket of this application (null: the operator), up to `pending`. */
async function pairThrough(world: World, applicationId: string | null) {
  const { code } = await ticketFor(world, world.alice, applicationId);
  const claim = await world.devices.claim({ code }, FROM);
  const binding = await bindingFor(world, claim, await generateDeviceKey(), null);
  return world.devices.complete(claim.enrollmentId, { binding, device: DEVICE, subscription: null }, FROM);
}

async function activate(world: World, deviceId: string) {
  return world.devices.activate(await deviceRow(world, deviceId), { pull: true }, FROM);
}

async function twoApplications({ store }: World) {
  const { id } = await store.db.selectFrom('applications').select('id').executeTakeFirstOrThrow();
  const other = `app_${'B'.repeat(22)}`;
  const row = await store.db.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await store.db
    .insertInto('applications')
    .values({ ...row, id: other, name: 'Shop' })
    .execute();
  return { wiki: id, shop: other };
}

const refused = { code: 'enrollment_refused' };

onBothStores('the right to add a device', (fresh) => {
  it('a stolen application key adds no device to an account that knows another application only', async () => {
    const world = await createWorld(await fresh());
    const { wiki, shop } = await twoApplications(world);
    await activate(world, (await pairThrough(world, wiki)).deviceId);
    await expect(ticketFor(world, world.alice, shop)).rejects.toMatchObject(refused);
    expect((await eventTypes(world)).at(-1)).toBe('enrollment.refused');
    // The application that paired the first device isn't held up, nor is the operator (N13).
    await activate(world, (await pairThrough(world, wiki)).deviceId);
    await activate(world, (await pairThrough(world, null)).deviceId);
  });

  it('M1: who is refused again and again, by a key or by a pending device, is one event an hour', async () => {
    const world = await createWorld(await fresh());
    const { wiki, shop } = await twoApplications(world);
    const { deviceId } = await pairThrough(world, shop);
    await activate(world, (await pairThrough(world, wiki)).deviceId);
    for (let tries = 0; tries < 5; tries++) {
      await expect(ticketFor(world, world.alice, shop)).rejects.toMatchObject(refused);
      await expect(activate(world, deviceId)).rejects.toMatchObject(refused);
    }
    const events = await world.store.db
      .selectFrom('events')
      .select(['application_id', 'device_id', 'count'])
      .where('type', '=', 'enrollment.refused')
      .orderBy('id')
      .execute();
    expect(events).toEqual([
      { application_id: shop, device_id: null, count: 5 },
      { application_id: null, device_id: deviceId, count: 5 },
    ]);
  });

  it('a stolen key gains nothing by removing the user’s devices first', async () => {
    const world = await createWorld(await fresh());
    const { wiki, shop } = await twoApplications(world);
    const { deviceId } = await pairThrough(world, wiki);
    await activate(world, deviceId);
    await world.devices.revoke(deviceId, {
      by: 'application',
      evenIfLast: true,
      application: { id: shop, name: 'Shop' },
    });
    await expect(ticketFor(world, world.alice, shop)).rejects.toMatchObject(refused);
    await activate(world, (await pairThrough(world, wiki)).deviceId);
  });

  it('a ticket or a device that was made while the account was still empty gains nothing either', async () => {
    const world = await createWorld(await fresh());
    const { wiki, shop } = await twoApplications(world);
    const ready = await pairThrough(world, shop);
    const theirs = await pairThrough(world, wiki);
    await activate(world, theirs.deviceId);
    await expect(activate(world, ready.deviceId)).rejects.toMatchObject(refused);
    expect(await deviceRow(world, ready.deviceId)).toMatchObject({ state: 'pending', activated_at_ms: null });
    expect((await eventTypes(world)).at(-1)).toBe('enrollment.refused');
  });

  it('of two applications that activate the first device at once, one does', async () => {
    const world = await createWorld(await fresh());
    const { wiki, shop } = await twoApplications(world);
    const [one, two] = [await pairThrough(world, wiki), await pairThrough(world, shop)];
    const answers = await Promise.allSettled([activate(world, one.deviceId), activate(world, two.deviceId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('an application whose login alice has approved adds no device to her account all the same', async () => {
    const world = await createWorld(await fresh());
    const { wiki, shop } = await twoApplications(world);
    await activate(world, (await pairThrough(world, wiki)).deviceId);
    const approved = {
      id: 'chl_approved',
      user_id: world.alice.id,
      application_id: shop,
      state: 'approved',
      jws: '',
      match: 'code',
      digits: 6,
      code_mac: null,
      attempts: 0,
      door: null,
      source_ip: '',
      created_at_ms: 1,
      expires_at_ms: 2,
      final_at_ms: 1,
      decided_by: null,
      receipt_jws: null,
    } as const;
    await world.store.db.insertInto('challenges').values(approved).execute();
    await expect(ticketFor(world, world.alice, shop)).rejects.toMatchObject(refused);
  });

  it('an application adds no device where only the operator has paired one', async () => {
    const world = await createWorld(await fresh());
    await activate(world, (await pairThrough(world, null)).deviceId);
    await expect(ticketFor(world)).rejects.toMatchObject(refused);
    await activate(world, (await pairThrough(world, null)).deviceId);
  });

  it('an application of another realm adds no device, not even the first one, whatever ticket it holds', async () => {
    const world = await createWorld(await fresh());
    const { wiki } = await twoApplications(world);
    const ready = await pairThrough(world, wiki);
    const elsewhere = { id: `rlm_${'E'.repeat(22)}`, name: 'Elsewhere', created_at_ms: 1 };
    await world.store.db.insertInto('realms').values(elsewhere).execute();
    await world.store.db.updateTable('applications').set({ realm_id: elsewhere.id }).where('id', '=', wiki).execute();
    await expect(ticketFor(world, world.alice, wiki)).rejects.toMatchObject(refused);
    await expect(activate(world, ready.deviceId)).rejects.toMatchObject(refused);
  });

  it('the application through which a device was paired is remembered for as long as the device', async () => {
    const world = await createWorld(await fresh());
    await activate(world, (await pairThrough(world, world.applicationId)).deviceId);
    for (let days = 0; days < 3; days++) {
      world.clock.nowMs += 25 * 3_600_000;
      await ticketFor(world);
    }
    const tickets = await world.store.db.selectFrom('enrollments').select('state').execute();
    expect(tickets.map(({ state }) => state).sort()).toEqual(['completed', 'open']);
  });
});

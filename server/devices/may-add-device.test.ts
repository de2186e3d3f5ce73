import { expect, it } from 'vitest';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import type { Store } from '../store/store.ts';
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

async function twoApplications({ store, applicationId: id }: World) {
  const other = `app_${'B'.repeat(22)}`;
  const row = await store.db.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await store.db
    .insertInto('applications')
    .values({ ...row, id: other, name: 'Shop' })
    .execute();
  return { wiki: id, shop: other };
}

const refused = { code: 'enrollment_refused' };

onBothStores('the right to add a device, where the server asks for no vouching', (fresh) => {
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

/** What the operator says who lets a device in. */
const LET_IN = { withoutVouching: { reason: 'lost her phone, seen at the desk', madeBy: 'root' } };

onBothStores('the right to add a device, with vouching', (fresh) => {
  const vouching = async (store: Store) => createWorld(store, { settings: { vouch: 'required' } });
  const vouchOf = ({ store }: World, deviceId: string) =>
    store.db.selectFrom('vouches').selectAll().where('device_id', '=', deviceId).executeTakeFirst();
  /** By a ticket of the operator's that lets its device in. */
  async function pairByOperator(world: World) {
    const { code } = await world.devices.createEnrollment({ user: world.alice, applicationId: null, ...LET_IN });
    const claim = await world.devices.claim({ code }, FROM);
    const binding = await bindingFor(world, claim, await generateDeviceKey(), null);
    return world.devices.complete(claim.enrollmentId, { binding, device: DEVICE, subscription: null }, FROM);
  }

  it('N14: a stolen application key gains nothing by enrolling: a further device waits until one of the user’s says yes', async () => {
    const world = await vouching(await fresh());
    const { wiki, shop } = await twoApplications(world);
    const first = await activate(world, (await pairThrough(world, wiki)).deviceId);
    expect(first).toMatchObject({ state: 'active' });
    expect(await vouchOf(world, first.deviceId)).toMatchObject({ how: 'first', by_device_id: null });
    // Any application of the realm may bring one, the one of the first device too: none by itself lets it in.
    for (const application of [wiki, shop, null]) {
      const { deviceId } = await activate(world, (await pairThrough(world, application)).deviceId);
      const row = await deviceRow(world, deviceId);
      expect(row).toMatchObject({ state: 'unvouched', activated_at_ms: null });
      expect(await vouchOf(world, deviceId)).toBeUndefined();
      // An echo again changes nothing.
      await activate(world, deviceId);
      expect(await deviceRow(world, deviceId)).toMatchObject({ state: 'unvouched' });
    }
    const announced = await world.store.db.selectFrom('announcements').select(['what', 'device_id']).execute();
    expect(announced).toEqual([{ what: 'device.added', device_id: first.deviceId }]);
  });

  it('of two first devices at once, one is let in and the other waits for its yes', async () => {
    const world = await vouching(await fresh());
    const { wiki, shop } = await twoApplications(world);
    const [one, two] = [await pairThrough(world, wiki), await pairThrough(world, shop)];
    const answers = await Promise.all([activate(world, one.deviceId), activate(world, two.deviceId)]);
    const states = await Promise.all(answers.map(async ({ deviceId }) => (await deviceRow(world, deviceId)).state));
    expect(states.sort()).toEqual(['active', 'unvouched']);
  });

  it('N16: whoever removes or suspends the user’s devices first gains no “first” device: only the operator lets one in', async () => {
    const world = await vouching(await fresh());
    const { wiki, shop } = await twoApplications(world);
    const mine = await activate(world, (await pairThrough(world, wiki)).deviceId);
    const ready = await pairThrough(world, shop);
    for (const state of ['suspended', 'revoked'] as const) {
      await world.store.db.updateTable('devices').set({ state }).where('id', '=', mine.deviceId).execute();
      for (const application of [wiki, shop, null]) {
        await expect(ticketFor(world, world.alice, application)).rejects.toMatchObject({
          ...refused,
          message: expect.stringContaining('--without-vouching'),
        });
      }
      await expect(activate(world, ready.deviceId)).rejects.toMatchObject(refused);
    }
    expect(await deviceRow(world, ready.deviceId)).toMatchObject({ state: 'pending' });
    const { deviceId } = await pairByOperator(world);
    expect(await activate(world, deviceId)).toMatchObject({ state: 'active' });
  });

  it('the operator lets a device in whatever the others say: reason and name stay with it, in the log and in what the user is told', async () => {
    const world = await vouching(await fresh());
    await activate(world, (await pairThrough(world, world.applicationId)).deviceId);
    const { deviceId } = await activate(world, (await pairByOperator(world)).deviceId);
    expect(await deviceRow(world, deviceId)).toMatchObject({ state: 'active' });
    const { reason, madeBy } = LET_IN.withoutVouching;
    expect(await vouchOf(world, deviceId)).toMatchObject({
      how: 'operator',
      reason,
      made_by: madeBy,
      receipt_jws: null,
    });
    const events = await world.store.db.selectFrom('events').select(['type', 'detail']).orderBy('id').execute();
    for (const type of ['enrollment.created', 'device.activated']) {
      expect(JSON.parse(events.findLast((event) => event.type === type)?.detail ?? '')).toMatchObject({
        reason,
        madeBy,
      });
    }
    const told = await world.store.db
      .selectFrom('announcements')
      .selectAll()
      .where('device_id', '=', deviceId)
      .execute();
    expect(told).toMatchObject([{ what: 'device.added', by_whom: 'operator' }]);
    expect(JSON.parse(told[0]?.detail ?? '')).toMatchObject({ how: 'operator', reason });
  });

  it('N15: a recovery code lets a device in beside others, and where all of them are suspended', async () => {
    for (const state of ['active', 'suspended'] as const) {
      const world = await vouching(await fresh());
      await activate(world, (await pairThrough(world, world.applicationId)).deviceId);
      await world.store.db.updateTable('devices').set({ state }).execute();
      const spendRecovery = async () => {};
      const { code } = await world.devices.createEnrollment({ user: world.alice, applicationId: null, spendRecovery });
      const claim = await world.devices.claim({ code }, FROM);
      const binding = await bindingFor(world, claim, await generateDeviceKey(), null);
      const completion = { binding, device: DEVICE, subscription: null };
      const { deviceId } = await world.devices.complete(claim.enrollmentId, completion, FROM);
      expect(await activate(world, deviceId)).toMatchObject({ state: 'active' });
      expect(await vouchOf(world, deviceId)).toMatchObject({ how: 'recovery', by_device_id: null, reason: null });
      const told = world.store.db.selectFrom('announcements').select(['what', 'by_whom']);
      expect(await told.where('device_id', '=', deviceId).execute()).toEqual([
        { what: 'device.added', by_whom: 'recovery' },
      ]);
    }
  });

  it('N15: a recovery code that isn’t good makes no ticket', async () => {
    const world = await vouching(await fresh());
    const spendRecovery = () => Promise.reject(new Error('not good'));
    const ask = () => world.devices.createEnrollment({ user: world.alice, applicationId: null, spendRecovery });
    await expect(ask()).rejects.toThrow('not good');
    expect(await world.store.db.selectFrom('enrollments').selectAll().execute()).toEqual([]);
  });

  it('a reason that nobody could read makes no ticket', async () => {
    const world = await vouching(await fresh());
    for (const reason of ['', ' ', 'a\u202Eb', 'two\nlines', 'x'.repeat(201)]) {
      const withoutVouching = { reason, madeBy: 'root' };
      const ticket = world.devices.createEnrollment({ user: world.alice, applicationId: null, withoutVouching });
      await expect(ticket, JSON.stringify(reason)).rejects.toMatchObject({ code: 'request_malformed' });
    }
  });

  it('an authenticator of before is told “pending”, and so it stays', async () => {
    const world = await vouching(await fresh());
    await activate(world, (await pairThrough(world, world.applicationId)).deviceId);
    const { deviceId } = await pairThrough(world, world.applicationId);
    expect(await activate(world, deviceId)).toMatchObject({ state: 'pending' });
    await world.store.db.updateTable('devices').set({ features: '["vouch"]' }).where('id', '=', deviceId).execute();
    expect(await world.devices.self({ id: deviceId })).toMatchObject({ state: 'unvouched' });
  });

  it('one that waits gives way like one that is being paired, but not while a request of it waits', async () => {
    const world = await vouching(await fresh());
    await activate(world, (await pairThrough(world, world.applicationId)).deviceId);
    const [asking, silent] = [
      await activate(world, (await pairThrough(world, world.applicationId)).deviceId),
      await activate(world, (await pairThrough(world, world.applicationId)).deviceId),
    ];
    const later = world.clock.nowMs + 61 * 60_000;
    const request = {
      id: 'chl_request',
      user_id: world.alice.id,
      application_id: world.applicationId,
      state: 'pending',
      jws: '',
      match: 'code',
      digits: 6,
      code_mac: null,
      attempts: 0,
      door: null,
      source_ip: '',
      created_at_ms: later - 1000,
      expires_at_ms: later + 1000,
      final_at_ms: null,
      decided_by: null,
      receipt_jws: null,
      vouches_for: asking.deviceId,
    } as const;
    await world.store.db.insertInto('challenges').values(request).execute();
    world.clock.nowMs = later;
    await pairThrough(world, world.applicationId);
    expect((await deviceRow(world, asking.deviceId)).state).toBe('unvouched');
    expect((await deviceRow(world, silent.deviceId)).state).toBe('revoked');
  });

  it('N4: wrong codes suspend one that waits as well, and no test or echo brings it back', async () => {
    const world = await vouching(await fresh());
    await activate(world, (await pairThrough(world, world.applicationId)).deviceId);
    const { deviceId } = await activate(world, (await pairThrough(world, world.applicationId)).deviceId);
    await world.store.transaction((trx) => world.devices.suspendAll(trx, world.alice.id));
    await expect(activate(world, deviceId)).rejects.toMatchObject({ code: 'device_suspended' });
  });
});

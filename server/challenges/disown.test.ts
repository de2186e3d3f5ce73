import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { anyProof, engineOn, type TestDevice } from './testing-engine.ts';

const DAY_MS = 24 * 3_600_000;

onBothStores('an approval that wasn’t the user’s', (fresh) => {
  async function setUp() {
    const engine = await engineOn(await fresh());
    const { application, challenges, store, time } = engine;
    const phone = await engine.addDevice();
    const laptop = await engine.addDevice();
    const age = (device: TestDevice, hours: number) =>
      store.db
        .updateTable('devices')
        .set({ activated_at_ms: time.nowMs - hours * 3_600_000 })
        .where('id', '=', device.row.id)
        .execute();
    await age(phone, 500);
    await age(laptop, 400);
    const ask = () => challenges.create({ application, username: 'alice' });
    async function approvedBy(device: TestDevice): Promise<string> {
      const { id, code = '' } = await ask();
      await engine.decide(device, id, { code });
      return id;
    }
    const disown = (challengeId: string, device: TestDevice) =>
      challenges
        .disown(device.row, { challengeId, deviceIp: '198.51.100.9', proof: anyProof() })
        .then((suspended) => suspended.map(({ id }) => id))
        .catch((error: { code?: string }) => error.code);
    const stateOf = async (device: TestDevice) =>
      (await store.db.selectFrom('devices').select('state').where('id', '=', device.row.id).executeTakeFirst())?.state;
    const told = async () =>
      (await store.db.selectFrom('announcements').select('what').execute()).map(({ what }) => what);
    return { ...engine, phone, laptop, age, ask, approvedBy, disown, stateOf, told };
  }

  it('N5: an older device disowns it: the application sees it, everybody is told, the device that answered is suspended', async () => {
    const { phone, laptop, approvedBy, disown, stateOf, challenges, application, told, events, time } = await setUp();
    const id = await approvedBy(laptop);
    time.nowMs += DAY_MS;
    const line = async () => (await challenges.history(phone.row, { beforeMs: time.nowMs + 1, limit: 9 })).items[0];
    expect(await line()).toMatchObject({ mayDisown: true, disownedAtMs: null });
    expect(await disown(id, phone)).toEqual([laptop.row.id]);
    expect(await line()).toMatchObject({ mayDisown: false, disownedAtMs: time.nowMs });
    expect(await stateOf(laptop)).toBe('suspended');
    expect(await challenges.get(application, id)).toMatchObject({ state: 'approved', disownedAtMs: time.nowMs });
    expect(await challenges.receipt(application, id)).toEqual(expect.any(String));
    expect(await told()).toEqual(expect.arrayContaining(['approval.disowned', 'device.suspended']));
    expect((await events()).filter(({ type }) => type === 'approval.disowned')).toHaveLength(1);
    // Again, as after an answer that got lost.
    expect(await disown(id, phone)).toEqual([]);
    expect((await events()).filter(({ type }) => type === 'approval.disowned')).toHaveLength(1);
  });

  it('N16: a younger device suspends no older one so, nor itself, and the application hears of it all the same', async () => {
    const { phone, laptop, approvedBy, disown, stateOf, challenges, application } = await setUp();
    for (const [answered, presses] of [
      [phone, laptop],
      [phone, phone],
    ] as const) {
      const id = await approvedBy(answered);
      expect(await disown(id, presses)).toEqual([]);
      expect(await stateOf(phone)).toBe('active');
      expect((await challenges.get(application, id)).disownedAtMs).toEqual(expect.any(Number));
    }
  });

  it('N5: not after a day, not what wasn’t approved, not another user’s, not by a suspended device', async () => {
    const {
      phone,
      laptop,
      approvedBy,
      ask,
      disown,
      decide,
      stateOf,
      addDevice,
      accounts,
      store,
      time,
      challenges,
      application,
    } = await setUp();
    const denied = await ask();
    await decide(phone, denied.id, { decision: 'deny' });
    expect(await disown(denied.id, phone)).toBe('disowning_refused');
    const id = await approvedBy(laptop);
    await accounts.createUser({ username: 'bob' });
    expect(await disown(id, await addDevice('bob'))).toBe('challenge_unknown');
    expect(await disown(`chl_${'A'.repeat(22)}`, phone)).toBe('challenge_unknown');
    await store.db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', phone.row.id).execute();
    expect(await disown(id, phone)).toBe('device_suspended');
    await store.db.updateTable('devices').set({ state: 'active' }).where('id', '=', phone.row.id).execute();
    time.nowMs += DAY_MS + 1;
    expect(await disown(id, phone)).toBe('disowning_refused');
    expect((await challenges.get(application, id)).disownedAtMs).toBeNull();
    expect(await stateOf(laptop)).toBe('active');
  });

  it('N5: of two that disown the same at once, one does', async () => {
    const { phone, laptop, approvedBy, addDevice, disown, events } = await setUp();
    const tablet = await addDevice();
    const id = await approvedBy(laptop);
    await Promise.all([disown(id, phone), disown(id, tablet)]);
    expect((await events()).filter(({ type }) => type === 'approval.disowned')).toHaveLength(1);
  });
});

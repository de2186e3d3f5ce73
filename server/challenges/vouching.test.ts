import { expect, it } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { parseMatchingUrl } from '../../shared/protocol/matching-url.ts';
import { cityRecord, testPlaces } from '../net/testing-mmdb.ts';
import { onBothStores } from '../store/testing.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { anyProof, otherCode } from './testing-engine.ts';
import { KNOWS, vouchingEngine } from './testing-vouching.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const call = () => ({ deviceIp: '198.51.100.9', proof: anyProof() });

onBothStores('asking to be let in', (fresh) => {
  it('N13: a stolen phone that denies a new device of its own leaves the operator’s ticket as it is', async () => {
    const { ask, newDevice, phone, decide, store, rowOf } = await vouchingEngine(await fresh());
    const operators = await newDevice({ application_id: null, lets_in: 'operator', state: 'claimed' });
    const recovered = await newDevice({ application_id: null, lets_in: 'recovery', state: 'claimed' });
    const other = await newDevice({ application_id: null, moves_device_id: phone.row.id, state: 'open' });
    const thiefs = await newDevice({ application_id: null, moves_device_id: phone.row.id, move_id: 'mov_thief' });
    const { challengeId } = await ask(thiefs);
    await decide(phone, challengeId, { decision: 'deny' });
    const ticketOf = async ({ row }: typeof operators) =>
      store.db.selectFrom('enrollments').select('state').where('id', '=', row.enrollment_id).executeTakeFirst();
    expect((await rowOf(thiefs)).state).toBe('revoked');
    expect([await ticketOf(operators), await ticketOf(other)]).toEqual([{ state: 'claimed' }, { state: 'closed' }]);
    expect(await ticketOf(recovered)).toEqual({ state: 'claimed' });
  });

  it('N14: the request names the new device, its kind, its place and its key, and shows digits like a login page', async () => {
    const { ask, newDevice, phone, alice, challenges, requestOf, pushed, clock } = await vouchingEngine(await fresh());
    const device = await newDevice();
    const asked = await ask(device);
    expect(asked).toMatchObject({
      code: expect.stringMatching(/^\d{6}$/),
      quiet: false,
      devices: [{ name: phone.row.name, kind: 'pwa' }],
      asksLeft: 3,
    });
    expect(asked.expiresAtMs - clock()).toBe(10 * MINUTE);
    expect(parseMatchingUrl(asked.qr)).toMatchObject({ challengeId: asked.challengeId, code: asked.code });
    const row = await requestOf(asked.challengeId);
    expect(readChallenge(row.jws)).toMatchObject({
      sub: alice.id,
      app: { name: 'Nod' },
      action: { title: 'Add “iPhone” to your account?' },
      context: { ip: '203.0.113.9' },
      match: 'code',
      digits: 6,
      vouch: { device: device.row.id, name: 'iPhone', kind: 'pwa', platform: 'iOS', thumbprint: device.key.kid },
    });
    // N2, A6.5: the digits are in no row, and in nothing that is signed.
    expect(JSON.stringify(row)).not.toContain(asked.code);
    expect(pushed).toEqual([asked.challengeId]);
    expect(await challenges.pendingFor(phone.row)).toHaveLength(1);
  });

  it('A6.3.7: the request says the place of its address, where the operator’s database knows it', async () => {
    const places = await testPlaces({ networks: [['81.2.69.0/24', cityRecord('Lisbon', 'Portugal')]] });
    const { ask, newDevice, requestOf, decide, phone, announced } = await vouchingEngine(await fresh(), places);
    const contextOf = async (id: string) => readChallenge((await requestOf(id)).jws).context;
    const device = await newDevice();
    const home = await ask(device, undefined, '192.168.1.7');
    expect(await contextOf(home.challengeId)).toEqual({ ip: '192.168.1.7' });
    const { challengeId } = await ask(device, undefined, '81.2.69.142');
    expect(await contextOf(challengeId)).toEqual({ ip: '81.2.69.142', location: 'Lisbon, Portugal' });
    await decide(phone, challengeId, { decision: 'deny' });
    const [refused] = await announced();
    expect(refused).toMatchObject({ what: 'device.refused', ip: '81.2.69.142' });
    expect(JSON.parse(refused?.detail ?? '')).toMatchObject({ name: 'iPhone', location: 'Lisbon, Portugal' });
  });

  it('only a device that waits for it may ask', async () => {
    const { ask, newDevice, phone } = await vouchingEngine(await fresh());
    await expect(ask(phone)).rejects.toMatchObject({ code: 'vouching_unavailable' });
    for (const [state, code] of [
      ['pending', 'device_pending'],
      ['suspended', 'device_suspended'],
      ['revoked', 'device_revoked'],
    ] as const) {
      await expect(ask(await newDevice({}, { state }))).rejects.toMatchObject({ code });
    }
  });

  it('an unvouched device is asked nothing, lists nothing and answers nothing, its own request least of all', async () => {
    const { ask, newDevice, challenges, application, decide, pushed, store } = await vouchingEngine(await fresh());
    const device = await newDevice();
    const { challengeId, code } = await ask(device);
    const login = await challenges.create({ application, username: 'alice' });
    expect(login.devices.map(({ id }) => id)).not.toContain(device.row.id);
    expect(await challenges.pendingFor({ ...device.row, state: 'active' })).toHaveLength(1);
    for (const id of [challengeId, login.id]) {
      await expect(decide(device, id, { code: id === login.id ? login.code : code })).rejects.toThrow();
      await expect(challenges.fetch(device.row, { challengeId: id, ...call() })).rejects.toThrow();
    }
    await expect(challenges.find(device.row, { code, ...call() })).rejects.toMatchObject({ code: 'device_unvouched' });
    expect((await store.db.selectFrom('devices').select('state').where('id', '=', device.row.id).execute())[0]).toEqual(
      {
        state: 'unvouched',
      },
    );
    expect(pushed).toHaveLength(2);
  });

  it('a device that is let in while a request of another one waits can’t answer that: it was not asked', async () => {
    const { ask, newDevice, decide, rowOf, challenges, phone } = await vouchingEngine(await fresh());
    const thief = await newDevice();
    const own = await newDevice();
    const wanted = await ask(thief);
    const { challengeId, code } = await ask(own);
    await decide(phone, challengeId, { code });
    const let_in = await rowOf(own);
    expect(let_in.state).toBe('active');
    expect(await challenges.pendingFor(let_in)).toEqual([]);
    await expect(challenges.fetch(let_in, { challengeId: wanted.challengeId, ...call() })).rejects.toMatchObject({
      code: 'challenge_unknown',
    });
    await expect(challenges.find(let_in, { code: wanted.code, ...call() })).rejects.toMatchObject({
      code: 'code_unknown',
    });
    await expect(decide(own, wanted.challengeId, { code: wanted.code })).rejects.toMatchObject({
      code: 'decision_invalid',
    });
  });

  it('a device asks four times, and lapses with its last request', async () => {
    const { ask, newDevice, rowOf, requestOf, challenges, time, store, core, events } = await vouchingEngine(
      await fresh(),
    );
    const device = await newDevice();
    const asksLeft: number[] = [];
    const ids: string[] = [];
    for (let asks = 0; asks < 4; asks++) {
      const asked = await ask(device);
      asksLeft.push(asked.asksLeft);
      ids.push(asked.challengeId);
      time.nowMs += MINUTE;
    }
    expect(asksLeft).toEqual([3, 2, 1, 0]);
    // The digits of the earlier ones are on no screen any more.
    for (const id of ids.slice(0, 3)) expect((await requestOf(id)).state).toBe('canceled');
    await expect(ask(device)).rejects.toMatchObject({ code: 'activation_invalid' });
    expect((await rowOf(device)).state).toBe('unvouched');
    time.nowMs += 10 * MINUTE;
    challenges.start();
    await expect.poll(async () => (await rowOf(device)).state, { timeout: 5000 }).toBe('revoked');
    await challenges.stop();
    expect((await events()).at(-1)).toMatchObject({ type: 'challenge.expired' });
    expect(await store.db.selectFrom('announcements').selectAll().execute()).toEqual([]);
    expect(core).toBeDefined();
  });

  it('A6.3.7: one that waits for days doesn’t lapse with its last request, may still ask, and a yes lets it in at once', async () => {
    const { ask, newDevice, rowOf, challenges, time, store, decide, phone } = await vouchingEngine(await fresh());
    const device = await newDevice();
    for (let asks = 0; asks < 3; asks++) await ask(device);
    const waits = { wait_asked_at_ms: time.nowMs, wait_delay_ms: 72 * HOUR };
    await store.db.updateTable('devices').set(waits).where('id', '=', device.row.id).execute();
    time.nowMs += 30 * HOUR;
    const { challengeId, code, asksLeft } = await ask(device);
    expect(asksLeft).toBe(0);
    time.nowMs += 5 * MINUTE;
    await decide(phone, challengeId, { code });
    expect(await rowOf(device)).toMatchObject({ state: 'active', wait_asked_at_ms: null });
    const other = await newDevice();
    for (let asks = 0; asks < 4; asks++) await ask(other);
    await store.db.updateTable('devices').set(waits).where('id', '=', other.row.id).execute();
    time.nowMs += 20 * MINUTE;
    challenges.start();
    const pending = () =>
      store.db
        .selectFrom('challenges')
        .select('id')
        .where('vouches_for', '=', other.row.id)
        .where('state', '=', 'pending')
        .execute();
    await expect.poll(pending, { timeout: 5000 }).toEqual([]);
    await challenges.stop();
    expect((await rowOf(other)).state).toBe('unvouched');
  });

  it.each(['deny', 'report'] as const)(
    'A6.3.7: a no to a request ends the wait, by %s, and bars others for a week',
    async (decision) => {
      const { ask, newDevice, rowOf, time, store, decide, phone, alice } = await vouchingEngine(await fresh());
      const device = await newDevice();
      const { challengeId } = await ask(device);
      const waits = { wait_asked_at_ms: time.nowMs, wait_delay_ms: 72 * HOUR, wait_seen_at_ms: time.nowMs };
      await store.db.updateTable('devices').set(waits).where('id', '=', device.row.id).execute();
      time.nowMs += MINUTE;
      await decide(phone, challengeId, { decision });
      expect(await rowOf(device)).toMatchObject({ state: 'revoked', wait_asked_at_ms: null, wait_seen_at_ms: null });
      const user = store.db.selectFrom('users').select('no_wait_until_ms').where('id', '=', alice.id);
      expect(await user.executeTakeFirstOrThrow()).toEqual({ no_wait_until_ms: time.nowMs + 7 * 24 * HOUR });
    },
  );

  it('one that never asks is over after the hour', async () => {
    const { ask, newDevice, time } = await vouchingEngine(await fresh());
    const device = await newDevice();
    time.nowMs += HOUR + 1000;
    await expect(ask(device)).rejects.toMatchObject({ code: 'activation_invalid' });
  });

  it('three rings an hour over all new devices, then quietly: the old device fetches it by the QR', async () => {
    const { ask, newDevice, phone, challenges, pushed, time, decide, rowOf } = await vouchingEngine(await fresh());
    const first = await newDevice();
    for (let rings = 0; rings < 3; rings++) expect((await ask(first)).quiet).toBe(false);
    const second = await newDevice();
    const { quiet, challengeId, code } = await ask(second);
    expect(quiet).toBe(true);
    expect(pushed).toHaveLength(3);
    const stands = async () =>
      (await challenges.pendingFor(phone.row)).map(({ challenge }) => readChallenge(challenge).jti);
    expect(await stands()).not.toContain(challengeId);
    await challenges.fetch(phone.row, { challengeId, ...call() });
    expect(await stands()).toContain(challengeId);
    await decide(phone, challengeId, { code });
    expect((await rowOf(second)).state).toBe('active');
    time.nowMs += HOUR + 1000;
    const third = await newDevice();
    expect((await ask(third)).quiet).toBe(false);
  });

  it('N5: no flood of logins stops, ends or hides such a request, and it counts for none of their limits', async () => {
    const { ask, newDevice, phone, challenges, addApplication, requestOf, decide, rowOf, store } = await vouchingEngine(
      await fresh(),
    );
    const flood = async (count: number) => {
      for (let at = 0; at < count; at++) {
        const application = await addApplication({ name: `Flood ${at} ${Math.random()}` });
        for (let more = 0; more < 3; more++) await challenges.create({ application, username: 'alice' });
      }
    };
    await flood(8);
    const first = await newDevice();
    const one = await ask(first);
    expect(one.quiet).toBe(false);
    const second = await newDevice();
    const two = await ask(second);
    expect(two.quiet).toBe(false);
    await flood(4);
    for (const { challengeId } of [one, two]) expect((await requestOf(challengeId)).state).toBe('pending');
    await store.db.updateTable('users').set({ unblocked_at_ms: one.timeMs }).execute();
    const listed = await challenges.pendingFor(phone.row);
    expect(listed.slice(0, 2).map(({ challenge }) => readChallenge(challenge).app.name)).toEqual(['Nod', 'Nod']);
    // A report of a login speaks of that login.
    const application = await addApplication({ name: 'Another' });
    const login = await challenges.create({ application, username: 'alice' });
    await decide(phone, login.id, { decision: 'report' });
    for (const { challengeId } of [one, two]) expect((await requestOf(challengeId)).state).toBe('pending');
    await decide(phone, two.challengeId, { code: two.code });
    expect((await rowOf(second)).state).toBe('active');
    // Nor did they take a place of the logins.
    expect(await challenges.stopsOf(phone.row.user_id)).not.toContainEqual(
      expect.objectContaining({ application: 'Nod' }),
    );
  });

  it('N4: while wrong codes hold the user up, nobody asks; the try isn’t lost', async () => {
    const { ask, newDevice, store, time, alice } = await vouchingEngine(await fresh());
    const device = await newDevice();
    const blocked = { consecutive_failures: 3, blocked_until_ms: time.nowMs + 30_000 };
    await store.db.updateTable('users').set(blocked).where('id', '=', alice.id).execute();
    await expect(ask(device)).rejects.toMatchObject({ code: 'user_backing_off', params: { retryAfterSeconds: 30 } });
    time.nowMs += 30_000;
    expect((await ask(device)).asksLeft).toBe(3);
  });

  it('a user whose devices can’t be asked: the new one is told what to do', async () => {
    const { ask, newDevice, store, phone } = await vouchingEngine(await fresh());
    const device = await newDevice();
    await store.db.updateTable('devices').set({ features: '[]' }).where('id', '=', phone.row.id).execute();
    await expect(ask(device)).rejects.toMatchObject({
      code: 'vouching_unavailable',
      message: expect.stringContaining('updates itself'),
    });
    await store.db
      .updateTable('devices')
      .set({ features: KNOWS, state: 'suspended' })
      .where('id', '=', phone.row.id)
      .execute();
    await expect(ask(device)).rejects.toMatchObject({
      code: 'vouching_unavailable',
      message: expect.stringContaining('operator'),
    });
    expect(await store.db.selectFrom('challenges').selectAll().execute()).toEqual([]);
  });

  it('a device of before, which doesn’t know such requests, isn’t asked beside one that does', async () => {
    const { ask, newDevice, addDevice, challenges } = await vouchingEngine(await fresh());
    const old = await addDevice('alice', { name: 'Old', features: '[]' });
    const { devices } = await ask(await newDevice());
    expect(devices).toHaveLength(1);
    expect(await challenges.pendingFor(old.row)).toEqual([]);
  });

  it('no application can ask in its name', async () => {
    const { accounts, alice, store } = await vouchingEngine(await fresh());
    const builtin = await store.db
      .selectFrom('applications')
      .selectAll()
      .where('builtin', '=', 1)
      .where('realm_id', '=', alice.realm_id)
      .executeTakeFirstOrThrow();
    const unknown = { code: 'application_unknown' };
    await expect(accounts.rotateKey(builtin.id, { overlapSeconds: 0 })).rejects.toMatchObject(unknown);
    await expect(accounts.getApplication(builtin.id)).rejects.toMatchObject(unknown);
    await expect(accounts.changePolicy(builtin, { digits: 2 })).rejects.toMatchObject(unknown);
    const other = await accounts.createRealm('Other');
    await expect(accounts.moveApplication(builtin.id, other)).rejects.toMatchObject(unknown);
    const { items } = await accounts.listApplications({ limit: 200 });
    expect(items.map(({ id }) => id)).not.toContain(builtin.id);
    expect(
      await store.db.selectFrom('api_keys').selectAll().where('application_id', '=', builtin.id).execute(),
    ).toEqual([]);
  });
});

onBothStores('the answer to a request to be let in', (fresh) => {
  it('approved with the digits: active, and the receipt stays with it', async () => {
    const { ask, newDevice, phone, decide, rowOf, vouchOf, announced, store, events } = await vouchingEngine(
      await fresh(),
    );
    const device = await newDevice();
    const { challengeId, code } = await ask(device);
    expect(await decide(phone, challengeId, { code })).toMatchObject({ state: 'approved' });
    expect(await rowOf(device)).toMatchObject({ state: 'active', activated_at_ms: expect.any(Number) });
    const receipt = (await store.db.selectFrom('challenges').select('receipt_jws').executeTakeFirstOrThrow())
      .receipt_jws;
    expect(receipt).not.toBeNull();
    expect(await vouchOf(device)).toMatchObject({
      how: 'device',
      by_device_id: phone.row.id,
      challenge_id: challengeId,
      receipt_jws: receipt,
    });
    expect(
      (await announced()).map(({ what, device_id, by_device_id, ip }) => [what, device_id, by_device_id, ip]),
    ).toEqual([['device.added', device.row.id, phone.row.id, '203.0.113.9']]);
    expect((await events()).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['device.vouching_asked', 'device.vouched', 'device.activated', 'challenge.approved']),
    );
  });

  it('N4: approving with wrong digits counts, and the third ends it; the limits on pushes stay as they were', async () => {
    const { ask, newDevice, phone, decide, rowOf, store, alice, requestOf } = await vouchingEngine(await fresh());
    const device = await newDevice();
    const { challengeId, code } = await ask(device);
    for (let tries = 1; tries <= 3; tries++) {
      await expect(decide(phone, challengeId, { code: otherCode(code, tries) })).rejects.toMatchObject({
        code: 'wrong_code',
        params: { triesLeft: 3 - tries },
      });
    }
    await expect(decide(phone, challengeId, { code })).rejects.toMatchObject({ code: 'challenge_final' });
    expect((await requestOf(challengeId)).state).toBe('failed');
    expect((await rowOf(device)).state).toBe('unvouched');
    const user = await store.db.selectFrom('users').selectAll().where('id', '=', alice.id).executeTakeFirstOrThrow();
    expect(user).toMatchObject({ consecutive_failures: 3, last_success_ms: 0 });
  });

  it('an approval takes no limit of the logins away', async () => {
    const { ask, newDevice, phone, decide, store, alice } = await vouchingEngine(await fresh());
    const { challengeId, code } = await ask(await newDevice());
    await decide(phone, challengeId, { code });
    const user = await store.db.selectFrom('users').selectAll().where('id', '=', alice.id).executeTakeFirstOrThrow();
    expect(user.last_success_ms).toBe(0);
  });

  it('denied: the new device is removed for good, its application’s other tickets end, and it is announced', async () => {
    const { ask, newDevice, phone, decide, rowOf, announced, store, application, vouchOf } = await vouchingEngine(
      await fresh(),
    );
    const device = await newDevice();
    const another = await newDevice({ state: 'open' }, { state: 'pending' });
    const { challengeId, code } = await ask(device);
    await decide(phone, challengeId, { decision: 'deny' });
    expect(await rowOf(device)).toMatchObject({ state: 'revoked', endpoint: null });
    expect(await vouchOf(device)).toBeUndefined();
    await expect(ask(device)).rejects.toMatchObject({ code: 'device_revoked' });
    await expect(decide(phone, challengeId, { code })).rejects.toMatchObject({ code: 'challenge_final' });
    const ticket = await store.db
      .selectFrom('enrollments')
      .select('state')
      .where('id', '=', another.row.enrollment_id)
      .executeTakeFirst();
    expect(ticket).toEqual({ state: 'closed' });
    expect(await announced()).toMatchObject([
      { what: 'device.refused', device_id: device.row.id, by_device_id: phone.row.id, application_id: application.id },
    ]);
    expect(await store.db.selectFrom('quarantines').selectAll().execute()).toEqual([]);
  });

  it('reported: the same, and the application whose ticket it was is quarantined, not the built-in one', async () => {
    const { ask, newDevice, phone, decide, rowOf, store, application, challenges } = await vouchingEngine(
      await fresh(),
    );
    const device = await newDevice();
    const { challengeId } = await ask(device);
    await decide(phone, challengeId, { decision: 'report' });
    expect((await rowOf(device)).state).toBe('revoked');
    const quarantines = await store.db.selectFrom('quarantines').selectAll().execute();
    expect(quarantines).toMatchObject([{ application_id: application.id, strikes: 1 }]);
    expect(await challenges.create({ application, username: 'alice' })).toMatchObject({ quiet: true });
    // A further device of that application rings nobody; one that the operator brings does.
    expect((await ask(await newDevice())).quiet).toBe(true);
    expect((await ask(await newDevice({ application_id: null }))).quiet).toBe(false);
  });

  it('a report of what an operator’s ticket brought quarantines nobody', async () => {
    const { ask, newDevice, phone, decide, store } = await vouchingEngine(await fresh());
    const { challengeId } = await ask(await newDevice({ application_id: null }));
    await decide(phone, challengeId, { decision: 'report' });
    expect(await store.db.selectFrom('quarantines').selectAll().execute()).toEqual([]);
  });

  it('a device that was removed meanwhile is not let in, and its request ends', async () => {
    const { ask, newDevice, phone, decide, rowOf, vouchOf, store, requestOf, announced } = await vouchingEngine(
      await fresh(),
    );
    const device = await newDevice();
    const { challengeId, code } = await ask(device);
    await store.db.updateTable('devices').set({ state: 'revoked' }).where('id', '=', device.row.id).execute();
    await expect(decide(phone, challengeId, { code })).rejects.toMatchObject({
      code: 'challenge_final',
      params: { state: 'canceled' },
    });
    expect((await rowOf(device)).state).toBe('revoked');
    expect(await vouchOf(device)).toBeUndefined();
    expect((await requestOf(challengeId)).state).toBe('canceled');
    expect(await announced()).toEqual([]);
  });

  it('N16: a device that was suspended or removed meanwhile lets nobody in', async () => {
    const { ask, newDevice, phone, decide, rowOf, store } = await vouchingEngine(await fresh());
    const device = await newDevice();
    const { challengeId, code } = await ask(device);
    for (const state of ['suspended', 'revoked', 'unvouched'] as const) {
      await store.db.updateTable('devices').set({ state }).where('id', '=', phone.row.id).execute();
      await expect(decide(phone, challengeId, { code })).rejects.toMatchObject({ code: `device_${state}` });
    }
    expect((await rowOf(device)).state).toBe('unvouched');
  });

  it('N10: a device whose verifier counts lets nobody in without it, whatever the code, and no try is lost', async () => {
    const { ask, newDevice, phone, decide, rowOf, store, requestOf, time } = await vouchingEngine(await fresh());
    const device = await newDevice();
    const { challengeId, code } = await ask(device);
    const verifier = { credential_id: 'c', jwk: '{}', rp_id_hash: '', origin: '', sign_count: 0, created_at_ms: 0 };
    const values = { device_id: phone.row.id, ...verifier, counts_from_ms: time.nowMs };
    await store.db.insertInto('verifiers').values(values).execute();
    for (const typed of [code, otherCode(code)]) {
      await expect(decide(phone, challengeId, { code: typed })).rejects.toMatchObject({ code: 'decision_invalid' });
    }
    expect(await requestOf(challengeId)).toMatchObject({ state: 'pending', attempts: 0 });
    expect((await rowOf(device)).state).toBe('unvouched');
    // One that was registered a moment ago doesn't count, and is not asked for.
    await store.db
      .updateTable('verifiers')
      .set({ counts_from_ms: time.nowMs + 1 })
      .execute();
    expect(await decide(phone, challengeId, { code })).toMatchObject({ state: 'approved' });
  });

  it('where the server stops in the middle of letting in, nothing has happened, and the same answer can be given again', async () => {
    const { ask, newDevice, phone, decide, rowOf, requestOf, store, announced, time } = await vouchingEngine(
      await fresh(),
    );
    const device = await newDevice();
    const { challengeId, code } = await ask(device);
    // The last but one step fails: a row is in the way of the one that says who let it in.
    const none = { by_device_id: null, challenge_id: null, receipt_jws: null, reason: null, made_by: null };
    const row = { ...none, device_id: device.row.id, how: 'first', at_ms: time.nowMs } as const;
    await store.db.insertInto('vouches').values(row).execute();
    await expect(decide(phone, challengeId, { code })).rejects.toThrow();
    expect(await requestOf(challengeId)).toMatchObject({ state: 'pending', receipt_jws: null });
    expect(await rowOf(device)).toMatchObject({ state: 'unvouched', activated_at_ms: null });
    expect(await announced()).toEqual([]);
    await store.db.deleteFrom('vouches').execute();
    expect(await decide(phone, challengeId, { code })).toMatchObject({ state: 'approved' });
    expect((await rowOf(device)).state).toBe('active');
  });

  it('of an approval and a denial at once, one counts', async () => {
    const { ask, newDevice, phone, addDevice, decide, rowOf } = await vouchingEngine(await fresh());
    const tablet = await addDevice('alice', { features: KNOWS, name: 'Tablet' });
    const device = await newDevice();
    const { challengeId, code } = await ask(device);
    const answers = await Promise.allSettled([
      decide(phone, challengeId, { code }),
      decide(tablet, challengeId, { decision: 'deny' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await rowOf(device)).state).toBe(answers[0]?.status === 'fulfilled' ? 'active' : 'revoked');
  });

  it('where the answer to the asking was lost, the device asks again and the old digits count no more', async () => {
    const { ask, newDevice, phone, decide, rowOf } = await vouchingEngine(await fresh());
    const device = await newDevice();
    const lost = await ask(device);
    const again = await ask(device);
    await expect(decide(phone, lost.challengeId, { code: lost.code })).rejects.toMatchObject({
      code: 'challenge_final',
    });
    await decide(phone, again.challengeId, { code: again.code });
    expect((await rowOf(device)).state).toBe('active');
  });

  it('the limits are those that are written down', () => {
    expect(DEFAULT_LIMITS.vouchingRings).toEqual({ pushes: 3, windowMs: HOUR });
  });
});

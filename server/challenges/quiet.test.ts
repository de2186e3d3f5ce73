import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { macOfCode } from './matching-code.ts';
import { anyProof, engineOn, otherCode } from './testing-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

onBothStores('quiet requests', (fresh) => {
  /** Alice with two devices, rung five times just now, so that the next requests are quiet. */
  async function world(options: { revealDenial?: boolean } = {}) {
    const engine = await engineOn(await fresh());
    const phone = await engine.addDevice();
    const tablet = await engine.addDevice('alice', { name: 'Tablet' });
    const application = await engine.addApplication(options);
    const { challenges } = engine;
    const ask = (ip = '203.0.113.7', from = application) =>
      challenges.create({ application: from, username: 'alice', context: { ip } });
    const loud = [];
    for (let asked = 0; asked < 5; asked++) loud.push(await ask());
    // Lists are by time, and of two at the same moment either may come first.
    engine.time.nowMs += 1;
    const last = loud.at(-1)?.id ?? '';
    const call = { deviceIp: '198.51.100.9', proof: anyProof() };
    const fetch = (challengeId: string, device = phone) => challenges.fetch(device.row, { challengeId, ...call });
    const find = (code: string, device = phone) => challenges.find(device.row, { code, ...call });
    const pending = async (device = phone) => (await challenges.pendingFor(device.row)).length;
    const state = async (id: string) => (await challenges.get(application, id)).state;
    const history = async (device = phone) =>
      (await challenges.history(device.row, { beforeMs: Number.MAX_SAFE_INTEGER, limit: 100 })).items.map(
        ({ challengeId }) => challengeId,
      );
    return { ...engine, application, phone, tablet, ask, last, fetch, find, pending, state, history };
  }

  it('N5: it rings nobody, takes nobody’s place, and stands in no list until a device fetches it', async () => {
    const { ask, application, challenges, phone, tablet, pushed, last, pending, fetch, challengeJws, state } =
      await world();
    const before = pushed.length;
    const stream = challenges.openStream(phone.row);
    await stream.look();
    const quiet = await ask();
    expect(quiet).toMatchObject({ quiet: true, code: expect.any(String), qr: expect.any(String) });
    expect(quiet.devices.map(({ delivery }) => delivery)).toEqual(['pull', 'pull']);
    const seen = await challenges.get(application, quiet.id);
    expect(seen).toMatchObject({ quiet: true, state: 'pending', notified: 0 });
    expect(seen.devices.map(({ delivery }) => delivery)).toEqual(['pull', 'pull']);
    expect(pushed).toHaveLength(before);
    expect(await state(last)).toBe('pending');
    expect([await pending(phone), await pending(tablet)]).toEqual([1, 1]);
    expect(await stream.look()).toEqual([]);
    expect(await fetch(quiet.id)).toBe(await challengeJws(quiet.id));
    expect([await pending(phone), await pending(tablet)]).toEqual([2, 1]);
    // Said there too: the device may hear of it here first.
    const fetched = { challenge: await challengeJws(quiet.id), fetched: true };
    expect(await stream.look()).toEqual([{ type: 'challenge', ...fetched }]);
    expect(await challenges.pendingFor(phone.row)).toEqual([fetched, { challenge: await challengeJws(last) }]);
  });

  it('N1, N4: once fetched it is answered like any other, and no other device is told', async () => {
    const { ask, decide, phone, tablet, fetch, state, history, challenges, notices, application, time, store } =
      await world();
    const quiet = await ask();
    await fetch(quiet.id);
    await fetch(quiet.id);
    await store.db.updateTable('deliveries').set({ state: 'received' }).where('challenge_id', '=', quiet.id).execute();
    await expect(decide(phone, quiet.id, { code: otherCode(quiet.code ?? '') })).rejects.toMatchObject({
      code: 'wrong_code',
    });
    await decide(phone, quiet.id, { code: quiet.code });
    expect(await state(quiet.id)).toBe('approved');
    expect((await challenges.get(application, quiet.id)).decidedBy?.name).toBe('Pixel 9');
    await challenges.stop();
    expect(notices).toEqual([]);
    time.nowMs += 2 * HOUR;
    await challenges.start();
    await challenges.stop();
    expect(await history(phone)).toContain(quiet.id);
    expect(tablet.row.id).not.toBe(phone.row.id);
  });

  it('no list of another device ever has it', async () => {
    const { ask, decide, phone, tablet, fetch, history } = await world();
    const quiet = await ask();
    await fetch(quiet.id);
    await decide(phone, quiet.id, { code: quiet.code });
    expect(await history(tablet)).not.toContain(quiet.id);
    expect(await history(phone)).toContain(quiet.id);
  });

  it('a request that rings doesn’t replace it, and a report of another one doesn’t end it', async () => {
    const { ask, decide, phone, fetch, state, time, last, application, challenges } = await world();
    const quiet = await ask();
    await fetch(quiet.id);
    expect((await challenges.create({ application, username: 'alice', ttlSeconds: 600 })).quiet).toBe(true);
    await decide(phone, last, { decision: 'report' });
    expect(await state(quiet.id)).toBe('pending');
    time.nowMs += MINUTE;
    expect(await decide(phone, quiet.id, { code: quiet.code })).toMatchObject({ state: 'approved' });
  });

  it('fetching: only a pending request of the user’s own, and by the digits only those of its very page', async () => {
    const {
      ask,
      find,
      fetch,
      accounts,
      addDevice,
      challengeJws,
      time,
      challenges,
      application,
      decide,
      phone,
      events,
    } = await world();
    await accounts.createUser({ username: 'bob' });
    const bobs = await addDevice('bob');
    const quiet = await ask();
    await expect(fetch(quiet.id, bobs)).rejects.toMatchObject({ code: 'challenge_unknown' });
    await expect(fetch(`chl_${'A'.repeat(22)}`)).rejects.toMatchObject({ code: 'challenge_unknown' });
    await expect(find(quiet.code ?? '', bobs)).rejects.toMatchObject({ code: 'code_unknown' });
    expect(await find(quiet.code ?? '')).toBe(await challengeJws(quiet.id));
    const fetched = (await events()).filter(({ type }) => type === 'challenge.fetched');
    expect(fetched).toMatchObject([
      { challenge_id: quiet.id, device_id: phone.row.id, source_ip: '203.0.113.7', device_ip: '198.51.100.9' },
    ]);
    await decide(phone, quiet.id, { code: quiet.code });
    await expect(fetch(quiet.id)).rejects.toMatchObject({
      code: 'challenge_final',
      params: { state: 'approved', decidedBy: 'Pixel 9', thisDevice: true },
    });
    await expect(find(quiet.code ?? '')).rejects.toMatchObject({ code: 'code_unknown' });
    const loud = await challenges.create({ application, username: 'alice' });
    expect(loud.quiet).toBe(false);
    expect(await find(loud.code ?? '')).toBe(await challengeJws(loud.id));
    time.nowMs += 10 * MINUTE;
    await expect(fetch(loud.id)).rejects.toMatchObject({ code: 'challenge_final', params: { state: 'expired' } });
  });

  it('N16: a device that is removed or suspended while its call is under way fetches, finds and counts nothing', async () => {
    const { ask, fetch, find, store, phone, accounts, events, pending } = await world();
    const quiet = await ask();
    for (const state of ['revoked', 'suspended'] as const) {
      await store.db.updateTable('devices').set({ state }).where('id', '=', phone.row.id).execute();
      const refused = { code: `device_${state}` };
      await expect(fetch(quiet.id)).rejects.toMatchObject(refused);
      await expect(find(quiet.code ?? '')).rejects.toMatchObject(refused);
      await expect(find(otherCode(quiet.code ?? ''))).rejects.toMatchObject(refused);
    }
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(0);
    expect((await events()).filter(({ type }) => /fetched|wrong_code/.test(type))).toEqual([]);
    expect(await pending()).toBe(1);
  });

  it('two requests with one code: neither is fetched, and no try is spent', async () => {
    const { ask, find, store, keys, pending, accounts } = await world();
    const [one, two] = [await ask(), await ask()];
    const code_mac = macOfCode(keys.secret, two.id, one.code ?? '');
    await store.db.updateTable('challenges').set({ code_mac }).where('id', '=', two.id).execute();
    await expect(find(one.code ?? '')).rejects.toMatchObject({ code: 'code_ambiguous' });
    expect(await pending()).toBe(1);
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(0);
  });

  it('N4: a code that nothing waits with is a wrong code: three in a row pause, at once too, and a hundred suspend', async () => {
    const { find, ask, accounts, time, store, alice, phone, events } = await world();
    const { code = '' } = await ask();
    const misses = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((step) => find(otherCode(code, step))));
    const codes = misses.map((miss) => (miss.status === 'rejected' ? miss.reason.code : 'found'));
    expect(codes.filter((one) => one === 'code_unknown')).toHaveLength(3);
    expect(codes.filter((one) => one === 'user_backing_off')).toHaveLength(3);
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(3);
    await expect(find(code)).rejects.toMatchObject({ code: 'user_backing_off', params: { retryAfterSeconds: 30 } });
    await expect(ask()).rejects.toMatchObject({ code: 'user_backing_off' });
    time.nowMs += 30_000;
    expect(await find(code)).toBeTruthy();
    expect((await events()).filter(({ type }) => type === 'challenge.wrong_code')).toHaveLength(3);
    await store.db.updateTable('users').set({ consecutive_failures: 99 }).where('id', '=', alice.id).execute();
    await expect(find(otherCode(code))).rejects.toMatchObject({ code: 'code_unknown' });
    const row = await store.db.selectFrom('devices').select('state').where('id', '=', phone.row.id).executeTakeFirst();
    expect(row?.state).toBe('suspended');
  });

  it('N5: fifty wait at once; the next one ends the oldest of the address that has most, never a fetched one', async () => {
    const { ask, state, fetch, challenges, application, store, phone, decide, time } = await world();
    const own = await ask('192.0.2.1');
    const shared = await ask('2001:db8::1');
    await fetch(shared.id);
    const flood: string[] = [];
    for (let asked = 0; asked < 48; asked++) {
      time.nowMs += 10;
      // All of one /64, which is the person's own.
      flood.push((await ask(`2001:db8::${(asked + 2).toString(16)}`)).id);
    }
    const waiting = async () => {
      const rows = await store.db
        .selectFrom('challenges')
        .select('id')
        .where('state', '=', 'pending')
        .where('quiet', '=', 1)
        .execute();
      return rows.length;
    };
    expect(await waiting()).toBe(50);
    const next = await ask('2001:db8::ffff');
    expect(await waiting()).toBe(50);
    expect(await challenges.get(application, flood[0] ?? '')).toMatchObject({
      state: 'canceled',
      reason: 'superseded',
    });
    expect(await state(next.id)).toBe('pending');
    // From as many addresses: whoever has fetched theirs keeps it.
    await fetch(own.id);
    for (let asked = 0; asked < 60; asked++) {
      time.nowMs += 10;
      await ask(`198.51.100.${asked}`);
    }
    expect(await waiting()).toBe(50);
    expect(await decide(phone, own.id, { code: own.code })).toMatchObject({ state: 'approved' });
    expect(await decide(phone, shared.id, { code: shared.code })).toMatchObject({ state: 'approved' });
  });

  it.each([
    ['each /64 of a site', (asked: number) => `2001:db8:1:${asked.toString(16)}::1`, '198.51.100.20'],
    ['one IPv4 address, as dual-stack sockets write it', () => '::ffff:203.0.113.7', '::ffff:198.51.100.20'],
  ])('N5: a flood from %s drives out itself', async (_from, addressOf, ownAddress) => {
    const { ask, state, time } = await world();
    const own = await ask(ownAddress);
    for (let asked = 0; asked < 60; asked++) {
      time.nowMs += 10;
      await ask(addressOf(asked));
    }
    expect(await state(own.id)).toBe('pending');
  });

  it('N5: a flood of calls at once, when no place is left, fails none of them, and the owner’s own call neither', async () => {
    const { ask, fetch, decide, phone, store } = await world();
    for (let asked = 0; asked < 50; asked++) await ask('198.51.100.1');
    const flood = () => Array.from({ length: 12 }, () => ask('198.51.100.1'));
    const before = flood();
    const asking = ask('192.0.2.1');
    const after = flood();
    const [own] = await Promise.all([asking, ...before, ...after]);
    const waiting = await store.db
      .selectFrom('challenges')
      .select('id')
      .where('state', '=', 'pending')
      .where('quiet', '=', 1)
      .execute();
    expect(waiting).toHaveLength(50);
    await fetch(own.id);
    expect(await decide(phone, own.id, { code: own.code })).toMatchObject({ state: 'approved' });
  });

  it('M1: a flood is one event per address and hour, and nothing of it is left an hour after its end', async () => {
    const { ask, challenges, application, events, store, fetch, time, history, phone } = await world();
    const kept = await ask('192.0.2.1');
    await fetch(kept.id);
    const flood: { id: string }[] = [];
    for (let asked = 0; asked < 8; asked++) flood.push(await ask(`2001:db8::${asked}`));
    for (let asked = 0; asked < 4; asked++) flood.push(await ask('192.0.2.200'));
    time.nowMs += 2 * MINUTE;
    challenges.start();
    const gone = flood[0]?.id ?? '';
    const stateOf = async (id: string) =>
      (await store.db.selectFrom('challenges').select('state').where('id', '=', id).executeTakeFirst())?.state;
    await expect.poll(() => stateOf(flood.at(-1)?.id ?? ''), { timeout: 10_000 }).toBe('expired');
    const counted = (await events())
      .filter(({ count }) => count > 1)
      .map(({ type, source_ip, count }) => [type, source_ip, count]);
    expect(counted.sort()).toEqual([
      ['challenge.created', '192.0.2.200', 4],
      ['challenge.created', '2001:db8::0', 8],
      ['challenge.expired', '192.0.2.200', 4],
      ['challenge.expired', '2001:db8::0', 8],
    ]);
    expect((await challenges.get(application, gone)).state).toBe('expired');
    time.nowMs += HOUR;
    for (const id of [gone, kept.id]) {
      await expect(challenges.get(application, id)).rejects.toMatchObject({ code: 'challenge_unknown' });
    }
    await expect.poll(() => stateOf(gone), { timeout: 10_000 }).toBeUndefined();
    expect(await stateOf(kept.id)).toBe('expired');
    expect(await history(phone)).toContain(kept.id);
    await challenges.stop();
  });
});

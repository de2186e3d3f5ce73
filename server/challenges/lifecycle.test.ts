import { describe, expect, it } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import type { Store } from '../store/store.ts';
import { onBothStores, openAgain } from '../store/testing.ts';
import { createChallenges } from './challenges.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { anyProof, engineOn, ORIGIN, otherCode } from './testing-engine.ts';

onBothStores('create', (fresh) => {
  it('N2: the code has six digits by default, from the generator that was handed in, and is shown once', async () => {
    const { challenges, application, addDevice } = await engineOn(await fresh());
    await addDevice();
    const created = await challenges.create({ application, username: 'alice' });
    expect(created.code).toMatch(/^[0-9]{6}$/);
    expect(created.qr).toBe(`${ORIGIN}/#/match/${created.id}/${created.code}`);
    expect(JSON.stringify(await challenges.get(application, created.id))).not.toContain(created.code);
  });

  it('A6.7.2: each challenge carries a nonce of 128 bits that no other has', async () => {
    const { challenges, application, addApplication, addDevice, challengeJws } = await engineOn(await fresh());
    await addDevice();
    const other = await addApplication();
    const nonces = new Set<string>();
    for (const asking of [application, other]) {
      const { id } = await challenges.create({ application: asking, username: 'alice' });
      const { nonce } = readChallenge(await challengeJws(id));
      expect(Buffer.from(nonce, 'base64url')).toHaveLength(16);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  it('a push starts after the commit: it reads what was created, and what it writes is no part of that transaction', async () => {
    const { application, addDevice, store, core, accounts } = await engineOn(await fresh());
    await addDevice();
    const read: (string | undefined)[] = [];
    const challenges = createChallenges(core, {
      accounts,
      push: {
        async dispatchChallenge(id) {
          const row = await store.db.selectFrom('challenges').select('state').where('id', '=', id).executeTakeFirst();
          read.push(row?.state);
          await store.relaxed((trx) => trx.updateTable('deliveries').set({ state: 'sent' }).execute());
        },
        sendNotice: async () => 'sent',
      },
      limits: DEFAULT_LIMITS,
    });
    const { id } = await challenges.create({ application, username: 'alice' });
    await challenges.stop();
    expect(read).toEqual(['pending']);
    expect((await challenges.get(application, id)).devices[0]?.delivery).toBe('sent');
  });

  it('a wrong code signs no receipt unless it was the last, and nothing is signed inside a transaction', async () => {
    const { application, addDevice, store, core, accounts, push, sign: answer } = await engineOn(await fresh());
    const phone = await addDevice();
    let inTransaction = false;
    const signed: boolean[] = [];
    const { signing } = core.keys;
    const watched: Store = {
      ...store,
      transaction: (work) =>
        store.transaction(async (trx) => {
          inTransaction = true;
          try {
            return await work(trx);
          } finally {
            inTransaction = false;
          }
        }),
    };
    const keys = {
      ...core.keys,
      signing: {
        ...signing,
        sign(data: Uint8Array) {
          signed.push(inTransaction);
          return signing.sign?.(data) ?? new Uint8Array();
        },
      },
    };
    const challenges = createChallenges({ ...core, keys, store: watched }, { accounts, push, limits: DEFAULT_LIMITS });
    const created = await challenges.create({ application, username: 'alice' });
    // This one replaces the first: its challenge is signed, and the receipt of the first.
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    expect(created.id).not.toBe(id);
    expect(signed).toHaveLength(3);
    const tries = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      const decisionJws = await answer(phone, id, { code: otherCode(code, attempt) });
      await expect(challenges.decide({ challengeId: id, decisionJws, deviceIp: '' })).rejects.toMatchObject({
        code: 'wrong_code',
      });
      tries.push(signed.length);
    }
    await challenges.stop();
    expect(tries).toEqual([3, 3, 4]);
    expect(signed).not.toContain(true);
  });

  it('whether the user may be asked is told before what is wrong with the request', async () => {
    const { challenges, application, addApplication, addDevice } = await engineOn(await fresh());
    const tooLarge = {
      application,
      username: 'alice',
      action: { title: 'x', details: [{ label: 'y', value: 'z'.repeat(2000) }] },
    };
    const none = { application, username: 'alice', match: 'none' as const };
    await expect(challenges.create(tooLarge)).rejects.toMatchObject({ code: 'no_active_device' });
    await addDevice();
    await expect(challenges.create(tooLarge)).rejects.toMatchObject({ code: 'action_too_large' });
    await expect(challenges.create(none)).rejects.toMatchObject({ code: 'match_not_allowed' });
    const lights = await addApplication({ name: 'Lights', match: 'none' });
    for (let asked = 0; asked < 5; asked++) await challenges.create({ application: lights, username: 'alice' });
    await expect(challenges.create({ ...tooLarge, application: lights })).rejects.toMatchObject({ code: 'push_limit' });
  });

  it('N13: every active device is asked, and no other', async () => {
    const { challenges, application, addDevice, pushed } = await engineOn(await fresh());
    const phone = await addDevice();
    const tablet = await addDevice('alice', {
      name: 'Tablet',
      delivery: 'pull',
      created_at_ms: phone.row.created_at_ms + 1,
    });
    for (const state of ['pending', 'suspended', 'revoked'] as const) await addDevice('alice', { state });
    const created = await challenges.create({ application, username: 'alice' });
    expect(created.devices).toEqual([
      { id: phone.row.id, name: 'Pixel 9', kind: 'pwa', keyThumbprint: phone.key.kid, delivery: 'queued' },
      { id: tablet.row.id, name: 'Tablet', kind: 'pwa', keyThumbprint: tablet.key.kid, delivery: 'pull' },
    ]);
    expect(pushed).toEqual([created.id]);
  });

  it('refuses a user without a device, an unknown user, and a weaker match than the policy, and stores nothing', async () => {
    const { challenges, application, store, addDevice, accounts } = await engineOn(await fresh());
    const create = (input: object) => challenges.create({ application, username: 'alice', ...input });
    await expect(create({})).rejects.toMatchObject({ code: 'no_active_device' });
    await expect(create({ username: 'nobody' })).rejects.toMatchObject({ code: 'user_unknown' });
    await addDevice();
    await accounts.createUser({ username: 'bob' });
    await expect(create({ match: 'none' })).rejects.toMatchObject({ code: 'match_not_allowed' });
    await expect(
      create({ action: { title: 't', details: [{ label: 'l', value: 'v'.repeat(2000) }] } }),
    ).rejects.toMatchObject({ code: 'action_too_large', message: expect.stringContaining('1,500 bytes') });
    expect(await store.db.selectFrom('challenges').selectAll().execute()).toEqual([]);
  });

  it('the longest username can sign in: the title is shortened, not refused', async () => {
    const { challenges, application, addDevice, accounts, challengeJws } = await engineOn(await fresh());
    for (const letter of ['a', '語', '😀']) {
      const username = letter.repeat(128);
      await accounts.createUser({ username });
      await addDevice(username);
      const { id } = await challenges.create({ application, username });
      const { title } = readChallenge(await challengeJws(id)).action;
      expect([...title]).toHaveLength(120);
      expect(title).toMatch(/^Sign in as .+…$/u);
    }
  });

  it('where the policy is none, a code can still be asked for', async () => {
    const { challenges, addApplication, addDevice } = await engineOn(await fresh());
    await addDevice();
    const application = await addApplication({ match: 'none' });
    expect(await challenges.create({ application, username: 'alice' })).not.toHaveProperty('code');
    expect(await challenges.create({ application, username: 'alice', match: 'code' })).toHaveProperty('code');
  });

  it('a new challenge supersedes the old one of the same application, and only that', async () => {
    const { challenges, application, addApplication, addDevice, outcomes } = await engineOn(await fresh());
    await addDevice();
    const other = await addApplication();
    const first = await challenges.create({ application, username: 'alice' });
    const elsewhere = await challenges.create({ application: other, username: 'alice' });
    const second = await challenges.create({ application, username: 'alice' });
    expect((await challenges.get(application, first.id)).state).toBe('canceled');
    expect((await challenges.get(application, second.id)).state).toBe('pending');
    expect((await challenges.get(other, elsewhere.id)).state).toBe('pending');
    expect(outcomes).toEqual(['canceled']);
  });

  it('of many challenges that are created at once, one stays pending', async () => {
    const { challenges, application, addDevice, store } = await engineOn(await fresh());
    await addDevice();
    const created = await Promise.allSettled(
      Array.from({ length: 5 }, () => challenges.create({ application, username: 'alice' })),
    );
    expect(created.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
    const pending = await store.db.selectFrom('challenges').select('id').where('state', '=', 'pending').execute();
    expect(pending).toHaveLength(1);
  });
});

onBothStores('wait, cancel, expire', (fresh) => {
  it('a decision wakes a waiter, even on another process', async () => {
    const engine = await engineOn(await fresh());
    const { challenges, application, addDevice, decide, store, core, accounts, push } = engine;
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    const second = await openAgain(store);
    try {
      const elsewhere = createChallenges({ ...core, store: second }, { accounts, push, limits: DEFAULT_LIMITS });
      const here = challenges.wait(application, id, { waitMs: 20_000 });
      const there = elsewhere.wait(application, id, { waitMs: 20_000 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(challenges.waiting()).toBe(1);
      const startedMs = performance.now();
      await decide(device, id, { code });
      expect((await here).state).toBe('approved');
      expect((await there).state).toBe('approved');
      // With SQLite the other process looks once per second; with PostgreSQL it is told at once.
      expect(performance.now() - startedMs).toBeLessThan(store.kind === 'postgres' ? 1000 : 5000);
      expect(challenges.waiting()).toBe(0);
    } finally {
      await second.close();
    }
  });

  it('a wait ends by itself, and when the caller goes away', async () => {
    const { challenges, application, addDevice } = await engineOn(await fresh());
    await addDevice();
    const { id } = await challenges.create({ application, username: 'alice' });
    const abort = new AbortController();
    const waiting = challenges.wait(application, id, { waitMs: 60_000, signal: abort.signal });
    setTimeout(() => abort.abort(), 20);
    expect((await waiting).state).toBe('pending');
  });

  it('N3: after its time a challenge is expired for every caller, and no answer is accepted', async () => {
    const { challenges, application, addDevice, decide, time, keys, outcomes } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice', ttlSeconds: 600 });
    time.nowMs += 600_000;
    await expect(decide(device, id, { code })).rejects.toMatchObject({
      code: 'challenge_final',
      params: { state: 'expired' },
    });
    expect((await challenges.get(application, id)).state).toBe('expired');
    expect(outcomes).toEqual(['expired']);
    const receipt = await verifyReceipt(await challenges.receipt(application, id), {
      keys: keys.publicJwks,
      issuer: ORIGIN,
      audience: application.id,
      challengeId: id,
    });
    expect(receipt).toMatchObject({ outcome: 'expired', amr: [] });
    expect(receipt).not.toHaveProperty('decision');
  });

  it('N3: an answer long after its time counts no more than one at the very end, though nobody has looked since', async () => {
    const { challenges, application, addDevice, decide, time } = await engineOn(await fresh());
    const device = await addDevice();
    for (const lateMs of [1, 999, 60_000, 86_400_000]) {
      const { id, code = '' } = await challenges.create({ application, username: 'alice', ttlSeconds: 60 });
      time.nowMs += 60_000 + lateMs;
      await expect(decide(device, id, { code })).rejects.toMatchObject({ code: 'challenge_final' });
      expect((await challenges.get(application, id)).state).toBe('expired');
      time.nowMs += 3_600_000;
    }
  });

  it('N3, A6.5.5: no application can ask for more than ten minutes', async () => {
    const { challenges, application, addDevice } = await engineOn(await fresh());
    await addDevice();
    await expect(challenges.create({ application, username: 'alice', ttlSeconds: 601 })).rejects.toThrow();
  });

  it('the sweep expires challenges for which no caller waits', async () => {
    const { challenges, application, addDevice, time, store } = await engineOn(await fresh());
    await addDevice();
    const { id } = await challenges.create({ application, username: 'alice' });
    time.nowMs += 120_000;
    challenges.start();
    const state = () =>
      store.db.selectFrom('challenges').select('state').where('id', '=', id).executeTakeFirstOrThrow();
    await expect.poll(async () => (await state()).state, { timeout: 5000 }).toBe('expired');
    await challenges.stop();
  });

  it('a canceled challenge takes no answer; canceling twice is no error; a final one can’t be canceled', async () => {
    const { challenges, application, addDevice, decide } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    expect((await challenges.cancel(application, id)).state).toBe('canceled');
    expect((await challenges.cancel(application, id)).state).toBe('canceled');
    await expect(decide(device, id, { code })).rejects.toMatchObject({ params: { state: 'canceled' } });
    const next = await challenges.create({ application, username: 'alice' });
    await decide(device, next.id, { code: next.code });
    await expect(challenges.cancel(application, next.id)).rejects.toMatchObject({
      code: 'challenge_final',
      params: { state: 'approved' },
    });
  });

  it('another application’s challenge is as unknown as one that does not exist', async () => {
    const { challenges, application, addApplication, addDevice } = await engineOn(await fresh());
    await addDevice();
    const stranger = await addApplication();
    const { id } = await challenges.create({ application, username: 'alice' });
    const missing = `chl_${'A'.repeat(22)}`;
    for (const call of [
      (which: string) => challenges.get(stranger, which),
      (which: string) => challenges.wait(stranger, which, { waitMs: 1000 }),
      (which: string) => challenges.cancel(stranger, which),
      (which: string) => challenges.receipt(stranger, which),
    ]) {
      const [theirs, none] = await Promise.all([call(id).catch((e) => e), call(missing).catch((e) => e)]);
      expect(theirs).toMatchObject({ code: 'challenge_unknown' });
      expect([theirs.message, theirs.params]).toEqual([none.message, none.params]);
    }
    expect((await challenges.get(application, id)).state).toBe('pending');
  });

  describe('with revealDenial off nothing tells a denial from silence', () => {
    /**
     * What the application sees of a challenge that was answered by `decision`, or not at all, while it does `then`.
     */
    async function seen(
      decision: 'deny' | 'report' | undefined,
      then: (engine: Awaited<ReturnType<typeof quietEngine>>, id: string) => Promise<unknown>,
    ) {
      const engine = await quietEngine();
      const { id } = await engine.challenges.create({ application: engine.application, username: 'alice' });
      if (decision) await engine.decide(engine.device, id, { decision });
      engine.time.nowMs += 15_000;
      const views: unknown[] = [];
      const look = async () => {
        const {
          id: _id,
          userId: _user,
          applicationId: _app,
          devices,
          ...view
        } = await engine.challenges.get(engine.application, id);
        const receipt = await engine.challenges.receipt(engine.application, id).catch((error) => error.code);
        views.push({
          ...view,
          devices: devices.map(({ id: _device, keyThumbprint: _key, ...device }) => device),
          receipt,
        });
      };
      await look();
      views.push(await then(engine, id));
      await look();
      engine.time.nowMs += 121_250;
      await look();
      return views;
    }

    async function quietEngine() {
      const engine = await engineOn(await fresh());
      const application = await engine.addApplication({ revealDenial: false });
      return { ...engine, application, device: await engine.addDevice() };
    }

    const situations: Record<string, Parameters<typeof seen>[1]> = {
      'while it waits': async () => {},
      'when it cancels': async ({ challenges, application }, id) => {
        const { state, finalAtMs } = await challenges.cancel(application, id);
        const again = await challenges.cancel(application, id);
        return { state, finalAtMs, again: again.state };
      },
      'when it cancels too late': async ({ challenges, application, time }, id) => {
        time.nowMs += 120_000;
        return challenges.cancel(application, id).catch(({ code, params }) => ({ code, params }));
      },
      'when a push fails for good': async ({ store, time }) => {
        // By a retry that finds the challenge over, or by a refusal of the push service.
        await store.db.updateTable('deliveries').set({ state: 'failed', updated_at_ms: time.nowMs }).execute();
      },
    };
    for (const [when, then] of Object.entries(situations)) {
      it(when, async () => {
        const silence = await seen(undefined, then);
        expect(await seen('deny', then)).toEqual(silence);
        expect(await seen('report', then)).toEqual(silence);
      });
    }

    it('when another application’s request is reported, which ends its own', async () => {
      const ended =
        (decision?: 'report'): (typeof situations)[string] =>
        async ({ challenges, addApplication, decide, device, application, store }, id) => {
          const wiki = await addApplication({ name: 'Wiki' });
          const other = await challenges.create({ application: wiki, username: 'alice' });
          if (decision) await decide(device, other.id, { decision });
          const row = await store.db
            .selectFrom('challenges')
            .select('state')
            .where('id', '=', id)
            .executeTakeFirstOrThrow();
          expect(row.state).toBe(decision ? 'canceled' : 'pending');
          const next = await challenges.create({ application, username: 'alice' });
          return [next.quiet, (await challenges.get(application, id)).reason];
        };
      expect(await seen(undefined, ended('report'))).toEqual(await seen(undefined, ended()));
    });

    it('when it asks anew: the same after a denial as after silence', async () => {
      const anew: (typeof situations)[string] = async ({ challenges, application }) =>
        (await challenges.create({ application, username: 'alice' })).state;
      expect(await seen('deny', anew)).toEqual(await seen(undefined, anew));
    });
  });

  it('a receipt exists if and only if the challenge is final', async () => {
    const { challenges, application, addDevice, store, decide } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await expect(challenges.receipt(application, id)).rejects.toMatchObject({ code: 'receipt_unavailable' });
    await decide(device, id, { code });
    await challenges.receipt(application, id);
    const rows = await store.db.selectFrom('challenges').select(['state', 'receipt_jws']).execute();
    for (const row of rows) expect(row.receipt_jws !== null).toBe(row.state !== 'pending');
  });

  it('N7: the device confirms receipt and display, never backwards, and only its own', async () => {
    const { challenges, application, addDevice, accounts } = await engineOn(await fresh());
    const device = await addDevice();
    await accounts.createUser({ username: 'bob' });
    const stranger = await addDevice('bob');
    const { id } = await challenges.create({ application, username: 'alice' });
    const delivery = async () => (await challenges.get(application, id)).devices[0]?.delivery;
    const says = (event: 'received' | 'displayed') => ({ challengeId: id, event, proof: anyProof() });
    const unknown = { code: 'challenge_unknown' };
    await expect(challenges.acknowledge(stranger.row, says('displayed'))).rejects.toMatchObject(unknown);
    const none = { ...says('received'), challengeId: `chl_${'A'.repeat(22)}` };
    await expect(challenges.acknowledge(device.row, none)).rejects.toMatchObject(unknown);
    expect(await delivery()).toBe('queued');
    await challenges.acknowledge(device.row, says('displayed'));
    await challenges.acknowledge(device.row, says('received'));
    expect(await delivery()).toBe('displayed');
    expect(await challenges.pendingFor(stranger.row)).toEqual([]);
    expect(await challenges.pendingFor(device.row)).toHaveLength(1);
  });

  it('history shows how each challenge ended, page by page', async () => {
    const { challenges, application, addDevice, decide, time } = await engineOn(await fresh());
    const device = await addDevice();
    for (let round = 0; round < 3; round++) {
      const { id, code = '' } = await challenges.create({
        application,
        username: 'alice',
        context: { location: 'Lisbon' },
      });
      await decide(device, id, { code });
      time.nowMs += 1000;
    }
    const first = await challenges.history(device.row, { beforeMs: time.nowMs, limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(first.items[0]).toMatchObject({
      state: 'approved',
      applicationName: 'Harbour Notes',
      decidedBy: { thisDevice: true },
      context: { location: 'Lisbon' },
    });
    const rest = await challenges.history(device.row, { beforeMs: first.nextBeforeMs ?? 0, limit: 2 });
    expect(rest.items).toHaveLength(1);
    expect(rest.nextBeforeMs).toBeNull();
  });
});

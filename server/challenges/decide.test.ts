import { expect, it } from 'vitest';
import { hashChallenge } from '../../shared/protocol/challenge.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { forge, makeTestKey } from '../../shared/protocol/vectors/forge.ts';
import { onBothStores, openAgain } from '../store/testing.ts';
import { createChallenges } from './challenges.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { engineOn, ORIGIN, otherCode } from './testing-engine.ts';

onBothStores('decide', (fresh) => {
  it('N1: an approval needs the code that was transferred from the login page', async () => {
    const { challenges, application, addDevice, decide } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await expect(decide(device, id, {})).rejects.toMatchObject({ code: 'decision_invalid' });
    await expect(decide(device, id, { code: otherCode(code) })).rejects.toMatchObject({ code: 'wrong_code' });
    expect(await decide(device, id, { code })).toMatchObject({ state: 'approved' });
  });

  it('R1: the receipt of an approval claims the software key and nothing more, and all three signatures hold', async () => {
    const { challenges, application, addDevice, decide, keys } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await decide(device, id, { code });
    const receipt = verifyReceiptOffline(await challenges.receipt(application, id), {
      keys: keys.publicJwks,
      issuer: ORIGIN,
      audience: application.id,
      challengeId: id,
    });
    expect(receipt.amr).toEqual(['swk', 'mca']);
    expect(receipt.amr).not.toContain('hwk');
    expect(receipt).toMatchObject({ outcome: 'approved', match: 'code', cnf: { jwk: { x: device.key.publicJwk.x } } });
  });

  it('N2: a code is accepted once', async () => {
    const { challenges, application, addDevice, decide } = await engineOn(await fresh());
    const [phone, laptop] = [await addDevice(), await addDevice('alice', { name: 'ThinkPad' })];
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await decide(phone, id, { code });
    await expect(decide(laptop, id, { code })).rejects.toMatchObject({
      code: 'challenge_final',
      params: { state: 'approved', decidedBy: 'Pixel 9' },
    });
  });

  it('the same answer, byte for byte, gets the same answer and changes nothing; any other one is too late', async () => {
    const { challenges, application, addDevice, decide, sign, events, time } = await engineOn(await fresh());
    const [phone, laptop] = [await addDevice(), await addDevice('alice', { name: 'ThinkPad' })];
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    const answer = { challengeId: id, decisionJws: await sign(phone, id, { code }), deviceIp: '' };
    const first = await challenges.decide(answer);
    const before = await events();
    time.nowMs += 5000;
    expect(await challenges.decide(answer)).toEqual(first);
    const final = { code: 'challenge_final', params: { state: 'approved', decidedBy: 'Pixel 9' } };
    for (const other of [{ code }, { code: otherCode(code) }, { decision: 'deny' as const }]) {
      await expect(decide(phone, id, other)).rejects.toMatchObject({
        ...final,
        params: { ...final.params, thisDevice: true },
      });
    }
    await expect(decide(laptop, id, { code })).rejects.toMatchObject({
      ...final,
      params: { ...final.params, thisDevice: false },
    });
    expect(await events()).toEqual(before);
  });

  it('N4: the same wrong answer again costs nothing and gets the same answer, also after the end', async () => {
    const { challenges, application, addDevice, sign, accounts } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    const wrong = await Promise.all([1, 2, 3].map((step) => sign(device, id, { code: otherCode(code, step) })));
    const answer = (decisionJws: string) => challenges.decide({ challengeId: id, decisionJws, deviceIp: '' });
    for (const [at, decisionJws] of wrong.entries()) {
      for (const earlier of wrong.slice(0, at + 1)) {
        const triesLeft = 2 - wrong.indexOf(earlier);
        await expect(answer(earlier)).rejects.toMatchObject({ code: 'wrong_code', params: { triesLeft } });
        await expect(answer(earlier)).rejects.toMatchObject({ code: 'wrong_code', params: { triesLeft } });
      }
      expect((await accounts.getUser('alice')).consecutive_failures).toBe(at + 1);
      expect(wrong).toContain(decisionJws);
    }
    expect((await challenges.get(application, id)).state).toBe('failed');
    await expect(answer(await sign(device, id, { code: otherCode(code, 4) }))).rejects.toMatchObject({
      code: 'challenge_final',
      params: { state: 'failed' },
    });
  });

  it('N4: copies of one wrong answer that come at once cost one try', async () => {
    const { challenges, application, addDevice, sign, accounts, store, core, push } = await engineOn(await fresh());
    const device = await addDevice();
    const second = store.kind === 'postgres' ? await openAgain(store) : undefined;
    const elsewhere = createChallenges({ ...core, store: second ?? store }, { accounts, push, limits: DEFAULT_LIMITS });
    try {
      const { id, code = '' } = await challenges.create({ application, username: 'alice' });
      for (const triesLeft of [2, 1, 0]) {
        const decisionJws = await sign(device, id, { code: otherCode(code, triesLeft + 1) });
        const answers = await Promise.allSettled(
          Array.from({ length: 8 }, (_, at) =>
            (at % 2 ? challenges : elsewhere).decide({ challengeId: id, decisionJws, deviceIp: '' }),
          ),
        );
        for (const answer of answers) {
          expect(answer).toMatchObject({ reason: { code: 'wrong_code', params: { triesLeft } } });
        }
        expect((await accounts.getUser('alice')).consecutive_failures).toBe(3 - triesLeft);
      }
    } finally {
      await elsewhere.stop();
      await second?.close();
    }
  });

  it('N4: an approval whose code can’t be one is no guess: it is refused and counts for nothing', async () => {
    const { challenges, application, addApplication, addDevice, decide, accounts } = await engineOn(await fresh());
    const device = await addDevice();
    const lights = await addApplication({ name: 'Lights', match: 'none' });
    const mistakes: [typeof application, (string | undefined)[]][] = [
      [application, [undefined, '12345', '1234567', '12345678']],
      [lights, ['123456']],
    ];
    for (const [asking, codes] of mistakes) {
      const { id } = await challenges.create({ application: asking, username: 'alice' });
      for (const code of codes) {
        const answer = code === undefined ? {} : { code };
        await expect(decide(device, id, answer)).rejects.toMatchObject({ code: 'decision_invalid' });
      }
      expect((await challenges.get(asking, id)).state).toBe('pending');
    }
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(0);
  });

  it('A6.6.2: an answer is signed within the life of its challenge, a minute either way', async () => {
    const { challenges, application, addDevice, decide, time } = await engineOn(await fresh());
    const device = await addDevice();
    const createdAt = Math.floor(time.nowMs / 1000);
    const { id, code = '' } = await challenges.create({ application, username: 'alice', ttlSeconds: 120 });
    for (const iat of [0, createdAt - 61, createdAt + 181, 8_583_000_000]) {
      for (const answer of [{ code }, { decision: 'deny' as const }]) {
        await expect(decide(device, id, { ...answer, iat })).rejects.toMatchObject({ code: 'decision_invalid' });
      }
    }
    expect(await decide(device, id, { code, iat: createdAt - 60 })).toMatchObject({ state: 'approved' });
    time.nowMs += 1000;
    const next = await challenges.create({ application, username: 'alice', ttlSeconds: 120 });
    expect(await decide(device, next.id, { code: next.code, iat: createdAt + 1 + 180 })).toMatchObject({
      state: 'approved',
    });
  });

  it('A6.6.2: an answer to one request is worth nothing for another', async () => {
    const { challenges, application, addApplication, addDevice, sign } = await engineOn(await fresh());
    const other = await addApplication({ name: 'Bank' });
    const device = await addDevice();
    const small = await challenges.create({ application, username: 'alice' });
    const large = await challenges.create({ application: other, username: 'alice' });
    const jws = await sign(device, small.id, { code: small.code });
    for (const decisionJws of [jws, await sign(device, small.id, { jti: large.id, code: large.code })]) {
      await expect(challenges.decide({ challengeId: large.id, decisionJws, deviceIp: '' })).rejects.toMatchObject({
        code: 'decision_invalid',
      });
    }
    expect((await challenges.get(other, large.id)).state).toBe('pending');
  });

  it('only an active device of that very user may answer', async () => {
    const { challenges, application, accounts, addDevice, decide, sign } = await engineOn(await fresh());
    await accounts.createUser({ username: 'mallory' });
    const mallory = await addDevice('mallory');
    await addDevice();
    const states = { pending: 'device_pending', suspended: 'device_suspended', revoked: 'device_revoked' } as const;
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await expect(decide(mallory, id, { code })).rejects.toMatchObject({ code: 'decision_invalid' });
    for (const [state, error] of Object.entries(states)) {
      const device = await addDevice('alice', { state: state as keyof typeof states });
      await expect(decide(device, id, { code })).rejects.toMatchObject({ code: error });
      await expect(decide(device, id, { decision: 'deny' })).rejects.toMatchObject({ code: error });
    }
    // A stranger's key under the name of alice's device.
    const device = await addDevice();
    const forged = await sign({ row: device.row, key: { ...(await makeTestKey()), kid: device.key.kid } }, id, {
      code,
    });
    await expect(challenges.decide({ challengeId: id, decisionJws: forged, deviceIp: '' })).rejects.toMatchObject({
      code: 'decision_invalid',
    });
    expect((await challenges.get(application, id)).state).toBe('pending');
  });

  it('a key name that is no thumbprint never reaches the database', async () => {
    const { challenges, application, addDevice, challengeJws } = await engineOn(await fresh());
    const { key } = await addDevice();
    const { id } = await challenges.create({ application, username: 'alice' });
    const claims = {
      iss: key.kid,
      aud: ORIGIN,
      jti: id,
      iat: 0,
      challenge: await hashChallenge(await challengeJws(id)),
    };
    const header = { alg: 'ES256', typ: 'nod-decision+jwt', kid: `${key.kid.slice(0, 42)}\0` };
    const decisionJws = await forge(header, { ...claims, decision: 'deny' }, key);
    await expect(challenges.decide({ challengeId: id, decisionJws, deviceIp: '' })).rejects.toMatchObject({
      code: 'decision_invalid',
    });
  });

  it('N4: three wrong codes end the challenge, and the right one is no help any more', async () => {
    const { challenges, application, addDevice, decide, time, outcomes } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    for (const triesLeft of [2, 1, 0]) {
      await expect(decide(device, id, { code: otherCode(code, triesLeft + 1) })).rejects.toMatchObject({
        code: 'wrong_code',
        params: { triesLeft },
      });
    }
    await expect(decide(device, id, { code })).rejects.toMatchObject({
      code: 'challenge_final',
      params: { state: 'failed' },
    });
    expect(outcomes).toEqual(['failed']);
    await expect(challenges.create({ application, username: 'alice' })).rejects.toMatchObject({
      code: 'user_backing_off',
      params: { retryAfterSeconds: 30 },
    });
    time.nowMs += 30_000;
    await challenges.create({ application, username: 'alice' });
  });

  it('N4: guesses in parallel get no more tries than guesses in turn', async () => {
    const { challenges, application, addDevice, sign, accounts } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    const guesses = await Promise.all(
      Array.from({ length: 20 }, (_, step) => sign(device, id, { code: otherCode(code, step + 1) })),
    );
    const answers = await Promise.allSettled(
      guesses.map((decisionJws) => challenges.decide({ challengeId: id, decisionJws, deviceIp: '' })),
    );
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'approved'));
    expect(codes.filter((error) => error === 'wrong_code')).toHaveLength(3);
    expect(codes.filter((error) => error === 'challenge_final')).toHaveLength(17);
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(3);
  });

  it('N4: a right code after sixty wrong ones at once is one guess too many, and each wrong one that passed is counted', async () => {
    const { challenges, application, addDevice, sign, accounts, events } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    const guesses = await Promise.all(
      Array.from({ length: 61 }, (_, step) => sign(device, id, { code: otherCode(code, step === 60 ? 0 : step + 1) })),
    );
    const answers = await Promise.allSettled(
      guesses.map((decisionJws) => challenges.decide({ challengeId: id, decisionJws, deviceIp: '' })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    await challenges.stop();
    expect((await challenges.get(application, id)).state).toBe('failed');
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(3);
    expect((await events()).filter(({ type }) => type === 'challenge.wrong_code')).toHaveLength(3);
    expect((await events()).filter(({ type }) => type === 'challenge.failed')).toHaveLength(1);
    expect(await challenges.receipt(application, id)).toBeTruthy();
  });

  it('N4: no approval passes three wrong codes on file, also before the end is written down', async () => {
    const { challenges, application, addDevice, decide, store } = await engineOn(await fresh());
    const device = await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await store.db.updateTable('challenges').set({ attempts: 3 }).where('id', '=', id).execute();
    await expect(decide(device, id, { code })).rejects.toMatchObject({
      code: 'challenge_final',
      params: { state: 'failed' },
    });
  });

  it('N4: a new challenge does not reset the count, a success does, and pauses grow to an hour', async () => {
    const { challenges, application, addDevice, decide, time, accounts } = await engineOn(await fresh());
    const device = await addDevice();
    const pauses: unknown[] = [];
    const failOnce = async () => {
      const { id, code = '' } = await challenges.create({ application, username: 'alice' });
      for (let tries = 0; tries < 3; tries++) await decide(device, id, { code: otherCode(code) }).catch(() => {});
      const refused = await challenges.create({ application, username: 'alice' }).catch((error) => error);
      pauses.push(refused.params.retryAfterSeconds);
      time.nowMs += 3_600_000;
    };
    for (let round = 0; round < 9; round++) await failOnce();
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(27);
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await decide(device, id, { code });
    expect(await accounts.getUser('alice')).toMatchObject({ consecutive_failures: 0, blocked_until_ms: 0 });
  });

  it('N4: leaving each challenge with a try to spare doesn’t get around the pause', async () => {
    const { challenges, application, addDevice, decide, accounts } = await engineOn(await fresh());
    const device = await addDevice();
    const first = await challenges.create({ application, username: 'alice' });
    for (const step of [1, 2]) {
      await decide(device, first.id, { code: otherCode(first.code ?? '', step) }).catch(() => {});
    }
    const second = await challenges.create({ application, username: 'alice' });
    await decide(device, second.id, { code: otherCode(second.code ?? '') }).catch(() => {});
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(3);
    await expect(challenges.create({ application, username: 'alice' })).rejects.toMatchObject({
      code: 'user_backing_off',
      params: { retryAfterSeconds: 30 },
    });
  });

  it('N4: an approval that needed no code doesn’t reset the count of wrong ones', async () => {
    const { challenges, application, addApplication, addDevice, decide, accounts } = await engineOn(await fresh());
    const device = await addDevice();
    const lights = await addApplication({ name: 'Lights', match: 'none' });
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await decide(device, id, { code: otherCode(code) }).catch(() => {});
    await decide(device, (await challenges.create({ application: lights, username: 'alice' })).id, {});
    expect((await accounts.getUser('alice')).consecutive_failures).toBe(1);
  });

  it('N16: the answer of a device that is removed while it is on the way does not count', async () => {
    const { challenges, application, addDevice, sign, store } = await engineOn(await fresh());
    const device = await addDevice();
    for (const wrong of [false, true]) {
      await store.db.updateTable('devices').set({ state: 'active' }).execute();
      const { id, code = '' } = await challenges.create({ application, username: 'alice' });
      const decisionJws = await sign(device, id, { code: wrong ? otherCode(code) : code });
      // The device is removed after it was looked up and before the transaction that records its answer.
      const { transaction } = store;
      store.transaction = async (work) => {
        store.transaction = transaction;
        await store.db.updateTable('devices').set({ state: 'revoked' }).execute();
        return transaction(work);
      };
      await expect(challenges.decide({ challengeId: id, decisionJws, deviceIp: '' })).rejects.toMatchObject({
        code: 'device_revoked',
      });
      const row = await store.db
        .selectFrom('challenges')
        .select(['state', 'attempts'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(row).toEqual({ state: 'pending', attempts: 0 });
    }
  });

  it('N4: at 100 consecutive failures every device is suspended until re-binding', async () => {
    const { challenges, application, addDevice, decide, store, alice, events } = await engineOn(await fresh());
    const [device, second] = [await addDevice(), await addDevice('alice', { name: 'ThinkPad' })];
    await store.db.updateTable('users').set({ consecutive_failures: 99 }).where('id', '=', alice.id).execute();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await expect(decide(device, id, { code: otherCode(code) })).rejects.toMatchObject({ code: 'wrong_code' });
    await expect(decide(device, id, { code })).rejects.toMatchObject({ code: 'device_suspended' });
    await expect(decide(second, id, { code })).rejects.toMatchObject({ code: 'device_suspended' });
    expect((await events()).filter((event) => event.type === 'device.suspended')).toHaveLength(2);
    await expect(challenges.create({ application, username: 'alice' })).rejects.toMatchObject({
      code: 'no_active_device',
    });
  });

  it('N2: when two devices race, even on two processes, one UPDATE decides, one receipt exists, the other is told', async () => {
    const engine = await engineOn(await fresh());
    const { challenges, application, addDevice, sign, store, core, accounts, push } = engine;
    const second = await openAgain(store);
    const elsewhere = createChallenges({ ...core, store: second }, { accounts, push, limits: DEFAULT_LIMITS });
    try {
      const phone = await addDevice();
      const laptop = await addDevice('alice', { name: 'ThinkPad' });
      for (let round = 0; round < 5; round++) {
        const { id, code = '' } = await challenges.create({ application, username: 'alice' });
        const approve = { challengeId: id, decisionJws: await sign(phone, id, { code }), deviceIp: '' };
        const deny = { challengeId: id, decisionJws: await sign(laptop, id, { decision: 'deny' }), deviceIp: '' };
        const answers = await Promise.allSettled([challenges.decide(approve), elsewhere.decide(deny)]);
        const winners = answers.filter((answer) => answer.status === 'fulfilled');
        const losers = answers.filter((answer) => answer.status === 'rejected');
        expect(winners).toHaveLength(1);
        expect(losers[0]?.reason).toMatchObject({ code: 'challenge_final' });
        const final = await challenges.get(application, id);
        expect(winners[0]?.value.state).toBe(final.state);
        const events = (await engine.events()).filter((event) => event.challenge_id === id);
        expect(events.map((event) => event.type)).toEqual(['challenge.created', `challenge.${final.state}`]);
        engine.time.nowMs += 3_600_000;
      }
    } finally {
      await elsewhere.stop();
      await second.close();
    }
  });

  it('two reports at once: neither is an error of the server', async () => {
    const { challenges, application, addApplication, addDevice, sign, time } = await engineOn(await fresh());
    const [phone, laptop] = [await addDevice(), await addDevice('alice', { name: 'ThinkPad' })];
    const wiki = await addApplication({ name: 'Wiki' });
    for (let round = 0; round < 8; round++) {
      const [one, two] = [
        await challenges.create({ application, username: 'alice' }),
        await challenges.create({ application: wiki, username: 'alice' }),
      ];
      const reports = [
        { challengeId: one.id, decisionJws: await sign(phone, one.id, { decision: 'report' }), deviceIp: '' },
        { challengeId: two.id, decisionJws: await sign(laptop, two.id, { decision: 'report' }), deviceIp: '' },
      ];
      const answers = await Promise.allSettled(reports.map(challenges.decide));
      expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
      for (const answer of answers) {
        if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'challenge_final' });
      }
      time.nowMs += 48 * 3_600_000;
    }
  });

  it('no new request slips past a report that is made at the same time', async () => {
    const { challenges, application, addDevice, sign, time, store } = await engineOn(await fresh());
    const device = await addDevice();
    for (let round = 0; round < 8; round++) {
      const { id } = await challenges.create({ application, username: 'alice' });
      const report = { challengeId: id, decisionJws: await sign(device, id, { decision: 'report' }), deviceIp: '' };
      const [reported, asked] = await Promise.allSettled([
        challenges.decide(report),
        challenges.create({ application, username: 'alice' }),
      ]);
      const last = await store.db
        .selectFrom('challenges')
        .select(['rings', 'state'])
        .orderBy('created_at_ms', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      expect(asked.status).toBe('fulfilled');
      // Made before the report, it ended with it or took the reported one's place; made after it, it rings nobody.
      if (reported.status === 'fulfilled') expect([last.rings, last.state]).not.toEqual([1, 'pending']);
      time.nowMs += 48 * 3_600_000;
    }
  });

  it('the other devices hear that it is over, the one that answered does not', async () => {
    const { challenges, application, addDevice, decide, store, notices } = await engineOn(await fresh());
    const phone = await addDevice();
    const laptop = await addDevice('alice', { name: 'ThinkPad' });
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await store.db.updateTable('deliveries').set({ state: 'sent' }).execute();
    await decide(phone, id, { code });
    await challenges.stop();
    expect(notices).toEqual([{ deviceId: laptop.row.id, body: 'Approved on Pixel 9' }]);
  });

  it('M1: created, approved, denied and reported events carry the login’s and the device’s address', async () => {
    const { challenges, application, addDevice, decide, events, time } = await engineOn(await fresh());
    const device = await addDevice();
    for (const decision of ['approve', 'deny', 'report'] as const) {
      const { id, code } = await challenges.create({ application, username: 'alice', context: { ip: '203.0.113.7' } });
      await decide(device, id, { decision, ...(decision === 'approve' ? { code } : {}) });
      time.nowMs += 3_600_000;
    }
    const rows = await events();
    const about = (type: string) =>
      rows.filter((row) => row.type === type).map((row) => [row.source_ip, row.device_ip]);
    expect(about('challenge.created')).toEqual(Array(3).fill(['203.0.113.7', null]));
    for (const type of ['challenge.approved', 'challenge.denied', 'challenge.reported']) {
      expect(about(type)).toEqual([['203.0.113.7', '198.51.100.9']]);
    }
  });

  it('M1: challenges that end without an answer, or by wrong codes, keep the login’s address in the log', async () => {
    const { challenges, application, addDevice, decide, events, time } = await engineOn(await fresh());
    const device = await addDevice();
    const ask = () => challenges.create({ application, username: 'alice', context: { ip: '203.0.113.7' } });
    const failed = await ask();
    for (const other of [1, 2, 3]) {
      await expect(decide(device, failed.id, { code: otherCode(failed.code ?? '', other) })).rejects.toThrow();
    }
    time.nowMs += 3_600_000;
    const expired = await ask();
    time.nowMs += 600_000;
    await challenges.get(application, expired.id);
    const canceled = await ask();
    await challenges.cancel(application, canceled.id);
    const rows = await events();
    const about = (type: string) =>
      rows.filter((row) => row.type === type).map((row) => [row.challenge_id, row.source_ip, row.device_ip]);
    expect(about('challenge.failed')).toEqual([[failed.id, '203.0.113.7', '198.51.100.9']]);
    expect(about('challenge.expired')).toEqual([[expired.id, '203.0.113.7', null]]);
    expect(about('challenge.canceled')).toEqual([[canceled.id, '203.0.113.7', null]]);
    expect(about('challenge.wrong_code')).toEqual(Array(3).fill([failed.id, '203.0.113.7', '198.51.100.9']));
  });

  it('an attacker who reads the database finds no matching code in it', async () => {
    const { challenges, application, addDevice, store } = await engineOn(await fresh());
    await addDevice();
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    for (const table of ['challenges', 'events', 'deliveries'] as const) {
      const rows = await store.db.selectFrom(table).selectAll().execute();
      const text = JSON.stringify(
        rows.map(({ ...row }) => ({ ...row, jws: '', code_mac: '', id: '', challenge_id: '' })),
      );
      expect(text).not.toContain(code);
    }
    const payload = (
      await store.db.selectFrom('challenges').select('jws').where('id', '=', id).executeTakeFirstOrThrow()
    ).jws;
    expect(Buffer.from(payload.split('.')[1] ?? '', 'base64url').toString()).not.toContain(code);
  });
});

import { expect, it } from 'vitest';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import type { Engine } from '../challenges/challenges.ts';
import { forgetQuiet } from '../challenges/quiet.ts';
import { anyProof, ORIGIN } from '../challenges/testing-engine.ts';
import { onBothStores } from '../store/testing.ts';
import { fallbacksOn, guess, guessWithoutEnd } from './testing-fallbacks.ts';

const wrong = { code: 'wrong_code' };

onBothStores('fallbacks', (fresh) => {
  it('nothing counts in place of showing attachments, whatever the policy names', async () => {
    const { application, challenges, fallbacks, addDevice, bypass, answer } = await fallbacksOn(await fresh());
    await addDevice('alice', { features: '["attachments"]' });
    const attachments = [{ name: 'plan.txt', mediaType: 'text/plain', text: 'Delete all' }] as const;
    const { id } = await challenges.create({ application, username: 'alice', attachments });
    expect(fallbacks.of(application, await challenges.get(application, id))).toEqual([]);
    const refused = { code: 'fallback_not_allowed' };
    await expect(fallbacks.open({ application, challengeId: id, way: 'offline' })).rejects.toMatchObject(refused);
    await expect(answer(id, await bypass())).rejects.toMatchObject(refused);
    expect((await challenges.get(application, id)).state).toBe('pending');
  });

  it('A6.6: a right code approves, once; the receipt is the server’s word alone, and only who lists it takes it', async () => {
    const world = await fallbacksOn(await fresh());
    const { application, challenges, keys, ask, bypass, answer, store } = world;
    const { id } = await ask();
    const code = await bypass();
    const view = await answer(id, code);
    expect(view).toMatchObject({ state: 'approved', fallback: 'bypass', decidedBy: null });
    const receipt = await challenges.receipt(application, id);
    const expected = { keys: keys.publicJwks, issuer: ORIGIN, audience: application.id, challengeId: id };
    const listed = { ...expected, fallbacks: ['bypass'] as const };
    const claims = await verifyReceipt(receipt, listed);
    expect(claims).toMatchObject({ fallback: 'bypass', acr: 'urn:nod:acr:fallback', amr: [], match: 'code' });
    expect(claims).not.toHaveProperty('decision');
    expect(claims).not.toHaveProperty('cnf');
    expect(verifyReceiptOffline(receipt, listed)).toEqual(claims);
    for (const other of [expected, { ...expected, fallbacks: ['offline', 'totp', 'email'] as const }]) {
      await expect(verifyReceipt(receipt, other)).rejects.toMatchObject({ code: 'fallback' });
      expect(() => verifyReceiptOffline(receipt, other)).toThrow(expect.objectContaining({ code: 'fallback' }));
    }
    await expect(answer(id, code)).rejects.toMatchObject({ code: 'challenge_final', params: { state: 'approved' } });
    const row = await store.db.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'approved', fallback: 'bypass', decided_by: null });
    expect((await world.events()).find(({ type }) => type === 'challenge.approved')?.detail).toBe(
      '{"fallback":"bypass"}',
    );
    expect(await world.announced()).toEqual(expect.arrayContaining(['bypass.made', 'fallback.used']));
    await world.expectUntouched();
  });

  it('N4: each third failure pauses that way, the twentieth closes it, and a device or the operator opens it', async () => {
    const world = await fallbacksOn(await fresh());
    const { ask, answer, time, counter, fallbacks, device, alice, bypass } = world;
    let pauses = 0;
    let { id } = await ask();
    for (let failures = 0; failures < 20; ) {
      const error = await answer(id, guess(failures)).catch((thrown) => thrown);
      if (error.code === 'wrong_code') failures++;
      else {
        expect(error.code).toBe('fallback_backing_off');
        pauses++;
        time.nowMs += error.params.retryAfterSeconds * 1000;
        ({ id } = await ask());
      }
    }
    expect(pauses).toBe(6);
    expect(await counter()).toMatchObject({ way: 'bypass', failures: 20, closed_at_ms: time.nowMs });
    const code = await bypass();
    await expect(answer(id, code)).rejects.toMatchObject({ code: 'fallback_closed' });
    time.nowMs += 30 * 86_400_000;
    ({ id } = await ask());
    await expect(answer(id, code)).rejects.toMatchObject({ code: 'fallback_closed' });
    const listed = async () => (await fallbacks.list(device.row)).find(({ way }) => way === 'bypass');
    expect(await listed()).toMatchObject({ failures: 20, pauseMs: 0 });
    await fallbacks.reopen(device.row, 'bypass', { ip: '198.51.100.9', proof: anyProof() });
    const again = await bypass();
    expect(await listed()).toEqual({ way: 'bypass', failures: 0, pauseMs: 0, closedAtMs: null });
    await answer(id, again);
    expect((await world.events()).map(({ type }) => type)).toContain('fallback.reopened');
    expect((await world.announced()).filter((what) => what === 'fallback.closed')).toHaveLength(1);
    await world.store.db
      .insertInto('fallback_counters')
      .values({ user_id: alice.id, way: 'totp', failures: 20, closed_at_ms: 1 })
      .execute();
    expect(await fallbacks.reopenAll(alice.id)).toEqual(['totp']);
    await world.expectUntouched();
  });

  it('N4: a success begins the count of its own way anew, and of no other', async () => {
    const { ask, answer, counter, bypass, store, alice } = await fallbacksOn(await fresh());
    const { id } = await ask();
    await store.db.insertInto('fallback_counters').values({ user_id: alice.id, way: 'totp', failures: 5 }).execute();
    await expect(answer(id, guess(1))).rejects.toMatchObject(wrong);
    await answer(id, await bypass());
    expect(await counter()).toMatchObject({ way: 'totp', failures: 5 });
    expect(await store.db.selectFrom('fallback_counters').selectAll().execute()).toHaveLength(1);
  });

  it('what can’t be a code costs no try', async () => {
    const { ask, answer, counter } = await fallbacksOn(await fresh());
    const { id } = await ask();
    await expect(answer(id, '123456')).rejects.toMatchObject(wrong);
    expect(await counter()).toBeUndefined();
  });

  it('N4: guesses without end cost the owner that fallback and nothing else', async () => {
    await guessWithoutEnd(await fresh(), 500);
  });

  it('two right answers at once: one ends it, and the other’s code is still good', async () => {
    const { ask, answer, bypass, store } = await fallbacksOn(await fresh());
    const { id } = await ask();
    const codes = [await bypass(), await bypass()];
    const answers = await Promise.all(codes.map((code) => answer(id, code).catch((error) => error)));
    expect(answers.map(({ state, code }) => state ?? code).sort()).toEqual(['approved', 'challenge_final']);
    const used = await store.db.selectFrom('bypass_codes').selectAll().where('used_at_ms', 'is not', null).execute();
    expect(used).toHaveLength(1);
    const again = await ask();
    await answer(again.id, codes[answers.findIndex(({ code }) => code === 'challenge_final')] ?? '');
  });

  it('a fallback and a device at once: one ends it, by one receipt', async () => {
    const { ask, answer, bypass, decide, device, challenges, application, store } = await fallbacksOn(await fresh());
    for (const decision of ['deny', 'approve'] as const) {
      const { id, code } = await ask();
      const mine = await bypass();
      const [byCode, byDevice] = await Promise.all([
        answer(id, mine).catch((error) => error),
        decide(device, id, { decision, ...(decision === 'approve' ? { code } : {}) }).catch((error) => error),
      ]);
      const row = await store.db.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      expect([byCode.state === 'approved', byDevice.state !== undefined].filter(Boolean)).toHaveLength(1);
      expect(row.fallback !== null).toBe(row.decided_by === null);
      expect(row.receipt_jws).toBe(await challenges.receipt(application, id));
      const { used_at_ms: usedAtMs } = await store.db
        .selectFrom('bypass_codes')
        .select('used_at_ms')
        .orderBy('used_at_ms', 'desc')
        .executeTakeFirstOrThrow();
      if (row.fallback !== null) expect(usedAtMs).not.toBeNull();
      await store.db.deleteFrom('quarantines').execute();
      await store.db.deleteFrom('bypass_codes').execute();
    }
  });

  it('N2: whoever is overtaken at the last moment has spent nothing, and told nobody', async () => {
    const { ask, challenges, application, announced } = await fallbacksOn(await fresh());
    const { id } = await ask();
    let looks = 0;
    const view = await challenges.approveByFallback({
      application,
      challengeId: id,
      way: 'bypass',
      async check(trx) {
        // The second look is the one whose receipt is signed: another answer is first, and is undone with the rest.
        if (++looks === 2) await trx.updateTable('challenges').set({ state: 'denied' }).where('id', '=', id).execute();
        return undefined;
      },
    });
    expect([view.state, looks > 2]).toEqual(['approved', true]);
    expect(await announced()).toEqual(['fallback.used']);
  });

  it('a request that rings nobody may end so too', async () => {
    const world = await fallbacksOn(await fresh());
    const { ask, answer, bypass, challenges, application, time, core } = world;
    for (let number = 0; number < 5; number++) await ask();
    const quiet = await ask();
    expect(quiet.quiet).toBe(true);
    expect(await answer(quiet.id, await bypass())).toMatchObject({ state: 'approved' });
    expect(await challenges.get(application, quiet.id)).toMatchObject({ fallback: 'bypass' });
    // What somebody was let in by is no request that came to nothing: each has its own event, and they stay.
    const second = await ask();
    await answer(second.id, await bypass());
    const approved = (await world.events()).filter(({ type }) => type === 'challenge.approved');
    expect(approved.map((event) => event.challenge_id)).toEqual([quiet.id, second.id]);
    time.nowMs += 2 * 3_600_000;
    expect(await forgetQuiet(core as Engine)).toBe(false);
    expect(await challenges.receipt(application, quiet.id)).toMatch(/^ey/);
  });

  it.each(['deny', 'report'] as const)('after a %s none counts, and the application is told', async (decision) => {
    const { ask, answer, bypass, decide, device, counter, fallbacks, application } = await fallbacksOn(await fresh());
    const [first, code] = [await ask(), await bypass()];
    await decide(device, first.id, { decision });
    await expect(answer(first.id, code)).rejects.toMatchObject({ code: 'challenge_final' });
    const { id } = await ask();
    const paused = { code: decision === 'deny' ? 'user_backing_off' : 'user_quarantined' };
    await expect(answer(id, code)).rejects.toMatchObject(paused);
    await expect(fallbacks.open({ application, challengeId: id, way: 'bypass' })).rejects.toMatchObject(paused);
    expect(await counter()).toBeUndefined();
  });

  it.each(['deny', 'report'] as const)(
    'a concealed %s can’t be told by it: the right code is spent, and wrong',
    async (decision) => {
      const world = await fallbacksOn(await fresh(), { revealDenial: false });
      const { ask, answer, bypass, decide, device, fallbacks, application, challenges, time } = world;
      const denied = await ask();
      await decide(device, denied.id, { decision });
      const code = await bypass();
      await expect(fallbacks.open({ application, challengeId: denied.id, way: 'bypass' })).resolves.toEqual({});
      const right = await answer(denied.id, code).catch((error) => error);
      const other = await answer(denied.id, guess(7)).catch((error) => error);
      expect([right.code, right.message, right.params]).toEqual([other.code, other.message, other.params]);
      expect(right).toMatchObject(wrong);
      expect(await world.counter()).toMatchObject({ failures: 2 });
      expect(await challenges.get(application, denied.id)).toMatchObject({ state: 'pending', fallback: null });
      time.nowMs += 2 * 86_400_000;
      const later = await ask();
      await expect(answer(later.id, code)).rejects.toMatchObject(wrong);
    },
  );

  it('a locked user, another application, another policy: refused before anything is counted', async () => {
    const world = await fallbacksOn(await fresh());
    const { ask, answer, bypass, store, addApplication, counter, alice, time } = world;
    const { id } = await ask();
    const code = await bypass();
    const lights = await addApplication({ name: 'Lights' });
    await expect(answer(id, code, lights)).rejects.toMatchObject({ code: 'challenge_unknown' });
    const dark = await ask(lights);
    await expect(answer(dark.id, code, lights)).rejects.toMatchObject({ code: 'fallback_not_allowed' });
    await store.db.updateTable('users').set({ locked_at_ms: time.nowMs }).where('id', '=', alice.id).execute();
    await expect(answer(id, code)).rejects.toMatchObject({ code: 'user_locked' });
    expect(await counter()).toBeUndefined();
    await store.db.updateTable('users').set({ locked_at_ms: null }).where('id', '=', alice.id).execute();
    time.nowMs += 600_000;
    await expect(answer(id, code)).rejects.toMatchObject({ code: 'challenge_final', params: { state: 'expired' } });
  });
});

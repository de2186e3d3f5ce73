import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { verifyChallenge } from '../../shared/protocol/challenge.ts';
import { generateOfflineKey } from '../../shared/protocol/keys.ts';
import { decodeOfflineQr, offlineDigits } from '../../shared/protocol/offline-code.ts';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import { ORIGIN } from '../challenges/testing-engine.ts';
import { createDevices } from '../devices/devices.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { fallbacksOn, guessWithoutEnd } from './testing-fallbacks.ts';

const wrong = { code: 'wrong_code' };

/** A world in which alice has two phones with a second key, beside a device without one. */
async function offlineOn(store: Store, options: Partial<NewApplication> = {}) {
  const world = await fallbacksOn(store, options);
  const { addDevice, application, fallbacks } = world;
  const addPhone = async (username = 'alice') => {
    const { publicJwk, privateKey } = await generateOfflineKey();
    return { ...(await addDevice(username, { offline_jwk: JSON.stringify(publicJwk) })), privateKey };
  };
  type Phone = Awaited<ReturnType<typeof addPhone>>;
  const open = async (challengeId: string, of = application) => {
    const { qr = '', ...rest } = await fallbacks.open({ application: of, challengeId, way: 'offline' });
    return { qr, ...rest };
  };
  /** What this phone shows for a QR, as shared/authenticator/offline-code.ts makes it. */
  const digitsOf = async ({ privateKey, row }: Phone, qr: string) => {
    const { challenge, ephemeralKey } = decodeOfflineQr(qr);
    return offlineDigits({ privateKey, publicKey: ephemeralKey, challenge, thumbprint: row.thumbprint });
  };
  const answer = (challengeId: string, code: string, of = application) =>
    world.answer(challengeId, code, of, 'offline');
  const otherDigits = (digits: string) => String((Number(digits) + 1) % 1e8).padStart(8, '0');
  return { ...world, phone: await addPhone(), tablet: await addPhone(), addPhone, open, digitsOf, answer, otherDigits };
}

onBothStores('offline codes', (fresh) => {
  it('A6.6: the QR has the challenge as it was signed; either phone’s digits approve it, and the log says whose', async () => {
    const world = await offlineOn(await fresh());
    const { ask, open, digitsOf, answer, phone, tablet, keys, alice, time, application, challenges } = world;
    for (const one of [phone, tablet]) {
      const { id } = await ask();
      const { qr, digits } = await open(id);
      expect(digits).toBe(8);
      const expected = { keys: keys.publicJwks, issuer: ORIGIN, subject: alice.id, now: time.nowMs };
      expect((await verifyChallenge(decodeOfflineQr(qr).challenge, expected)).jti).toBe(id);
      const shown = await digitsOf(one, qr);
      // People type what they see.
      const view = await answer(id, ` ${shown.slice(0, 4)} ${shown.slice(4)}`);
      expect(view).toMatchObject({ state: 'approved', fallback: 'offline', decidedBy: null });
      const receipt = { keys: keys.publicJwks, issuer: ORIGIN, audience: application.id, challengeId: id };
      expect(
        await verifyReceipt(await challenges.receipt(application, id), { ...receipt, fallbacks: ['offline'] }),
      ).toMatchObject({ fallback: 'offline', amr: ['otp'], acr: 'urn:nod:acr:fallback' });
      const approved = (await world.events()).filter(({ type }) => type === 'challenge.approved').at(-1);
      expect(approved).toMatchObject({ device_id: one.row.id, detail: '{"fallback":"offline"}' });
      await expect(answer(id, shown)).rejects.toMatchObject({ code: 'challenge_final' });
    }
    await world.expectUntouched();
  });

  it('N6: kept are MACs; opened again, also at once, it shows the same QR', async () => {
    const { ask, open, digitsOf, phone, store, device } = await offlineOn(await fresh());
    const { id } = await ask();
    const shown = await Promise.all([open(id), open(id), open(id)]);
    const again = await open(id);
    for (const one of shown) expect(one).toEqual(again);
    const row = await store.db.selectFrom('offline_offers').selectAll().executeTakeFirstOrThrow();
    const codes = JSON.parse(row.codes) as { deviceId: string; mac: string }[];
    expect(codes).toHaveLength(2);
    expect(codes.map(({ deviceId }) => deviceId)).not.toContain(device.row.id);
    for (const { mac } of codes) expect(mac).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(row)).not.toContain(await digitsOf(phone, again.qr));
  });

  it('N2: another challenge’s digits, and another user’s, are wrong', async () => {
    const world = await offlineOn(await fresh());
    const { ask, open, digitsOf, answer, phone, accounts, addPhone, addApplication, counter } = world;
    const lights = await addApplication({ name: 'Lights', fallbacks: ['offline'] });
    const [first, second] = [await ask(), await ask(lights)];
    const theirs = await digitsOf(phone, (await open(first.id)).qr);
    const { qr } = await open(second.id, lights);
    await expect(answer(second.id, theirs, lights)).rejects.toMatchObject(wrong);
    await accounts.createUser({ username: 'bob' });
    await expect(answer(second.id, await digitsOf(await addPhone('bob'), qr), lights)).rejects.toMatchObject(wrong);
    expect(await counter()).toMatchObject({ way: 'offline', failures: 2 });
    await answer(second.id, await digitsOf(phone, qr), lights);
  });

  it('N4: three wrong digits end this way for that challenge, and no device is in their way', async () => {
    const world = await offlineOn(await fresh());
    const { ask, open, digitsOf, answer, phone, device, decide, otherDigits, time } = world;
    const asked = await ask();
    const right = await digitsOf(phone, (await open(asked.id)).qr);
    for (let tries = 0; tries < 3; tries++) {
      await expect(answer(asked.id, otherDigits(right))).rejects.toMatchObject(wrong);
    }
    time.nowMs += 30_000;
    const usedUp = { code: 'offline_used_up' };
    await expect(answer(asked.id, right)).rejects.toMatchObject(usedUp);
    await expect(open(asked.id)).rejects.toMatchObject(usedUp);
    // Nothing more was counted.
    expect(await world.counter()).toMatchObject({ failures: 3 });
    await world.expectUntouched();
    expect(await decide(device, asked.id, { code: asked.code })).toMatchObject({ state: 'approved' });
  });

  it('N16: digits of a device count only while it is active', async () => {
    const { ask, open, digitsOf, answer, phone, tablet, store } = await offlineOn(await fresh());
    for (const state of ['suspended', 'revoked', 'unvouched'] as const) {
      const { id } = await ask();
      const { qr } = await open(id);
      const set = (to: 'active' | typeof state) =>
        store.db.updateTable('devices').set({ state: to }).where('id', '=', phone.row.id).execute();
      await set(state);
      await expect(answer(id, await digitsOf(phone, qr))).rejects.toMatchObject(wrong);
      await answer(id, await digitsOf(tablet, qr));
      await set('active');
    }
  });

  it('N16: digits and the suspension of their device at once: they count where they came first, and not otherwise', async () => {
    const world = await offlineOn(await fresh());
    const { ask, open, digitsOf, answer, addPhone, core, accounts, push, alice, store } = world;
    const settings = { serverName: 'Example', pullAllowed: true, vouch: 'off' as const };
    const sender = { ...push, validateEndpoint: () => undefined };
    const { operator } = createDevices(core, { accounts, push: sender, fetch, settings });
    const states: string[] = [];
    // By how much the suspension comes later, in ms: first it comes alone, at last the digits do.
    for (const laterMs of [-1, 0, 1, 2, 3, 4, 6, 8, Number.POSITIVE_INFINITY]) {
      const phone = await addPhone();
      const { id } = await ask();
      const digits = await digitsOf(phone, (await open(id)).qr);
      const suspend = () => operator.suspend({ userId: alice.id, deviceId: phone.row.id });
      if (laterMs < 0) await suspend();
      const typed = answer(id, digits).catch((error) => error);
      if (laterMs === Number.POSITIVE_INFINITY) await typed;
      else if (laterMs >= 0) await setTimeout(laterMs);
      if (laterMs >= 0) await suspend();
      const view = await typed;
      const order = (await world.events())
        .filter((event) => event.challenge_id === id || event.device_id === phone.row.id)
        .map(({ type }) => type)
        .filter((type) => ['challenge.approved', 'fallback.refused', 'device.suspended'].includes(type));
      expect([
        ['challenge.approved', 'device.suspended'],
        ['device.suspended', 'fallback.refused'],
      ]).toContainEqual(order);
      expect(view.state ?? view.code).toBe(order[0] === 'challenge.approved' ? 'approved' : 'wrong_code');
      states.push(view.state ?? view.code);
      await store.db.deleteFrom('fallback_counters').execute();
    }
    expect([states[0], states.at(-1)]).toEqual(['wrong_code', 'approved']);
  });

  it.each(['deny', 'report'] as const)('after a %s neither opens nor counts', async (decision) => {
    const { ask, open, digitsOf, answer, phone, device, decide, counter } = await offlineOn(await fresh());
    const { id } = await ask();
    const shown = await digitsOf(phone, (await open(id)).qr);
    await decide(device, id, { decision });
    await expect(answer(id, shown)).rejects.toMatchObject({ code: 'challenge_final' });
    await expect(open(id)).rejects.toMatchObject({ code: 'challenge_final' });
    expect(await counter()).toBeUndefined();
  });

  it('a concealed denial can’t be told by it', async () => {
    const world = await offlineOn(await fresh(), { revealDenial: false });
    const { ask, open, digitsOf, answer, phone, tablet, device, decide, otherDigits } = world;
    const { id } = await ask();
    await decide(device, id, { decision: 'deny' });
    const { qr } = await open(id);
    const right = await digitsOf(phone, qr);
    await expect(answer(id, right)).rejects.toMatchObject(wrong);
    await expect(answer(id, otherDigits(right))).rejects.toMatchObject(wrong);
    await expect(answer(id, await digitsOf(tablet, qr))).rejects.toMatchObject(wrong);
    expect(await world.counter()).toMatchObject({ failures: 3 });
  });

  it('N2: not after its time', async () => {
    const { ask, open, digitsOf, answer, phone, time } = await offlineOn(await fresh());
    const { id } = await ask();
    const shown = await digitsOf(phone, (await open(id)).qr);
    time.nowMs += 600_000;
    await expect(answer(id, shown)).rejects.toMatchObject({ code: 'challenge_final', params: { state: 'expired' } });
  });

  it('N2: the right digits twice at once approve once', async () => {
    const { ask, open, digitsOf, answer, phone, tablet, store } = await offlineOn(await fresh());
    const { id } = await ask();
    const { qr } = await open(id);
    const shown = [await digitsOf(phone, qr), await digitsOf(tablet, qr)];
    const answers = await Promise.all(shown.map((code) => answer(id, code).catch((error) => error)));
    expect(answers.map(({ state, code }) => state ?? code).sort()).toEqual(['approved', 'challenge_final']);
    expect(await store.db.selectFrom('offline_offers').select('tried').executeTakeFirst()).toEqual({ tried: 1 });
  });

  it('a request that is too long says so, and a user without such a device too', async () => {
    const world = await offlineOn(await fresh());
    const { challenges, application, open, answer, store } = world;
    const details = [{ label: 'Note', value: 'x'.repeat(600) }];
    const action = { title: 'Pay', details };
    const long = await challenges.create({ application, username: 'alice', action });
    await expect(open(long.id)).rejects.toMatchObject({ code: 'offline_too_long', params: { limit: 900 } });
    await expect(answer(long.id, '12345678')).rejects.toMatchObject(wrong);
    await store.db.updateTable('devices').set({ offline_jwk: null }).execute();
    const { id } = await world.ask();
    await expect(open(id)).rejects.toMatchObject({ code: 'offline_no_device' });
    expect(await store.db.selectFrom('offline_offers').selectAll().execute()).toEqual([]);
  });

  it('what can’t be such digits costs no try', async () => {
    const { ask, open, answer, counter } = await offlineOn(await fresh());
    const { id } = await ask();
    await open(id);
    for (const typed of ['1234567', '123456789', '１２３４５６７８', '1234567a', '']) {
      await expect(answer(id, typed)).rejects.toMatchObject(wrong);
    }
    expect(await counter()).toBeUndefined();
  });

  it('N4: guesses without end cost the owner that fallback and nothing else', async () => {
    await guessWithoutEnd(await fresh(), 500, 'offline');
  });
});

import { expect, it } from 'vitest';
import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import type { DecisionClaims } from '../../shared/protocol/decision.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import { type Approval, approvalChallenge } from '../../shared/protocol/user-verification.ts';
import {
  type Ceremony,
  makeSoftwareVerifier,
  type SoftwareVerifier,
} from '../../shared/protocol/vectors/software-verifier.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import type { UserVerification } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { onBothStores, verifierRow } from '../store/testing.ts';
import { engineOn, ORIGIN, otherCode, type TestDevice } from './testing-engine.ts';

const NOTES = 'https://notes.example';

/** A user with an extension that can verify its person, and a phone; an application with that policy. */
async function uvEngine(store: Store, uv: UserVerification, policy: Partial<NewApplication> = { match: 'none' }) {
  const engine = await engineOn(store);
  const application = await engine.addApplication({ ...policy, userVerification: uv });
  const phone = await engine.addDevice();
  const extension = await engine.addDevice('alice', { kind: 'extension', name: 'Chrome on Linux' });
  const user = await makeSoftwareVerifier();
  const give = async (
    device: TestDevice,
    { verifier }: SoftwareVerifier,
    { signCount = 0, registeredAtMs = 0, countsFromMs = 0, flags = {} as object } = {},
  ) => {
    const since = { sign_count: signCount, created_at_ms: registeredAtMs, counts_from_ms: countsFromMs };
    await store.db
      .insertInto('verifiers')
      .values(verifierRow(device.row.id, verifier, { ...since, ...flags }))
      .execute();
  };
  await give(extension, user);
  const create = async () => engine.challenges.create({ application, username: 'alice' });

  /** The authenticator's signature for an answer; `ceremony` holds an attacker's changes. */
  async function assertion(id: string, answer: Partial<Approval>, ceremony: Partial<Ceremony> = {}, by = user) {
    const challenge = await hashChallenge(await engine.challengeJws(id));
    const approval: Approval = { challenge, decision: 'approve', ...answer };
    return by.assert({ challenge: await approvalChallenge(approval), ...ceremony });
  }
  const approve = async (
    id: string,
    ceremony: Partial<Ceremony> = {},
    answer: Partial<DecisionClaims> = {},
    device = extension,
    by = user,
  ) => engine.decide(device, id, { ...answer, uv: await assertion(id, answer, ceremony, by) });
  const receipt = async (id: string) => {
    const jws = await engine.challenges.receipt(application, id);
    const expected = { keys: engine.keys.publicJwks, issuer: ORIGIN, audience: application.id, challengeId: id };
    const claims = verifyReceiptOffline(jws, expected);
    expect(await verifyReceipt(jws, expected)).toEqual(claims);
    return claims;
  };
  return { ...engine, application, phone, extension, user, give, create, assertion, approve, receipt };
}

const invalid = { code: 'decision_invalid' };

onBothStores('verified user', (fresh) => {
  it('N10: an approval with the person’s own signature counts, and the receipt says so and proves it', async () => {
    const { create, challengeJws, approve, receipt, user } = await uvEngine(await fresh(), 'required');
    const { id } = await create();
    expect(readChallenge(await challengeJws(id)).uv).toBe('required');
    expect(await approve(id)).toMatchObject({ state: 'approved' });
    expect(await receipt(id)).toMatchObject({
      outcome: 'approved',
      // R1: nothing has shown that the authenticator is hardware.
      amr: ['swk', 'mca', 'user'],
      acr: 'urn:nod:acr:device-key:uv',
      verifier: { ...user.verifier, registeredAt: 0, backupEligible: false, backedUp: false },
    });
  });

  it('N10: the receipt says when the verifier was registered, and whether it may be synced', async () => {
    const { create, approve, receipt, give, phone, time } = await uvEngine(await fresh(), 'required');
    const ofPhone = await makeSoftwareVerifier();
    await give(phone, ofPhone, {
      registeredAtMs: time.nowMs - 90_500,
      countsFromMs: time.nowMs - 90_500,
      flags: { backup_eligible: 1, backed_up: 1 },
    });
    const { id } = await create();
    await approve(id, {}, {}, phone, ofPhone);
    expect((await receipt(id)).verifier).toEqual({
      ...ofPhone.verifier,
      registeredAt: time.nowMs / 1000 - 91,
      backupEligible: true,
      backedUp: true,
    });
  });

  it('N10: a verifier registered after the request came confirms nobody, whatever it says it counts from', async () => {
    const { create, approve, give, phone, time, store, challenges, application } = await uvEngine(
      await fresh(),
      'required',
    );
    const theirs = await makeSoftwareVerifier();
    const { id } = await create();
    time.nowMs += 1;
    for (const countsFromMs of [time.nowMs, 0]) {
      await store.db.deleteFrom('verifiers').where('device_id', '=', phone.row.id).execute();
      await give(phone, theirs, { registeredAtMs: time.nowMs, countsFromMs });
      const tooNew = approve(id, {}, {}, phone, theirs);
      await expect(tooNew).rejects.toMatchObject({ code: 'verifier_too_new', params: { countsFromMs } });
    }
    expect((await challenges.get(application, id)).state).toBe('pending');
    // It was there, and counted, before the next one.
    expect(await approve((await create()).id, {}, {}, phone, theirs)).toMatchObject({ state: 'approved' });
  });

  it('N10: one that doesn’t count yet gives no `user` where it is only preferred, and a wrong one is refused', async () => {
    const { create, approve, receipt, give, phone, time } = await uvEngine(await fresh(), 'preferred');
    const theirs = await makeSoftwareVerifier();
    await give(phone, theirs, { registeredAtMs: time.nowMs, countsFromMs: time.nowMs + 1 });
    const { id } = await create();
    await expect(approve(id, { flags: 0x01 }, {}, phone, theirs)).rejects.toMatchObject(invalid);
    expect(await approve(id, {}, {}, phone, theirs)).toMatchObject({ state: 'approved' });
    const claims = await receipt(id);
    expect(claims).toMatchObject({ amr: ['swk', 'mca'], acr: 'urn:nod:acr:device-key' });
    expect(claims.verifier).toBeUndefined();
  });

  it('N10: at the origin of the login too', async () => {
    const engine = await uvEngine(await fresh(), 'required', { match: 'origin' });
    const { id } = await engine.create();
    await expect(engine.approve(id, {}, { origin: NOTES }, engine.phone)).rejects.toMatchObject(invalid);
    expect(await engine.approve(id, {}, { origin: NOTES })).toMatchObject({ state: 'approved' });
    expect(await engine.receipt(id)).toMatchObject({ acr: 'urn:nod:acr:device-key-at-origin:uv', match: 'origin' });
  });

  it('N10: where it is required an approval without it is refused and costs no try; a denial needs none', async () => {
    const { create, decide, extension, phone, challenges, application, events } = await uvEngine(
      await fresh(),
      'required',
      { match: 'code' },
    );
    const { id, code = '' } = await create();
    for (const device of [extension, phone]) {
      await expect(decide(device, id, { code })).rejects.toMatchObject(invalid);
      await expect(decide(device, id, { code: otherCode(code) })).rejects.toMatchObject(invalid);
    }
    expect((await challenges.get(application, id)).state).toBe('pending');
    expect((await events()).filter(({ type }) => type === 'challenge.wrong_code')).toEqual([]);
    expect(await decide(phone, id, { decision: 'deny' })).toMatchObject({ state: 'denied' });
  });

  it.each(['discouraged', 'preferred'] as const)('%s: an assertion is accepted but not needed', async (uv) => {
    const { create, decide, phone, approve, receipt } = await uvEngine(await fresh(), uv);
    const without = await create();
    await decide(phone, without.id, {});
    expect(await receipt(without.id)).toMatchObject({ amr: ['swk', 'mca'], acr: 'urn:nod:acr:device-key' });
    const withIt = await create();
    await approve(withIt.id);
    expect(await receipt(withIt.id)).toMatchObject({ amr: ['swk', 'mca', 'user'] });
  });

  it.each<[string, Partial<Ceremony>]>([
    ['nobody was verified', { flags: 0x01 }],
    ['nobody was there', { flags: 0x04 }],
    ['another relying party', { rpId: 'notes.example' }],
    ['another page', { origin: 'https://evil.example' }],
    ['a registration', { type: 'webauthn.create' }],
    ['another WebAuthn challenge', { challenge: 'A'.repeat(43) }],
  ])('one that is wrong is refused whatever the policy: %s', async (_what, ceremony) => {
    for (const uv of ['required', 'discouraged'] as const) {
      const { create, approve, challenges, application } = await uvEngine(await fresh(), uv);
      const { id } = await create();
      await expect(approve(id, ceremony)).rejects.toMatchObject(invalid);
      expect((await challenges.get(application, id)).state).toBe('pending');
      expect(await approve(id)).toMatchObject({ state: 'approved' });
    }
  });

  it('N10: an assertion can’t be moved: to another challenge, another code, another origin', async () => {
    const byCode = await uvEngine(await fresh(), 'required', { match: 'code' });
    const first = await byCode.create();
    const code = first.code ?? '';
    const old = await byCode.assertion(first.id, { code });
    expect(await byCode.decide(byCode.extension, first.id, { code, uv: old })).toMatchObject({ state: 'approved' });
    const next = await byCode.create();
    await expect(byCode.decide(byCode.extension, next.id, { code: next.code ?? '', uv: old })).rejects.toMatchObject(
      invalid,
    );
    const ofOther = await byCode.assertion(next.id, { code: otherCode(next.code ?? '') });
    await expect(
      byCode.decide(byCode.extension, next.id, { code: next.code ?? '', uv: ofOther }),
    ).rejects.toMatchObject(invalid);

    const origins = { match: ['origin'], origins: [NOTES, 'https://m.notes.example'] };
    const byOrigin = await uvEngine(await fresh(), 'required', origins);
    const { id } = await byOrigin.create();
    const there = await byOrigin.assertion(id, { origin: 'https://m.notes.example' });
    await expect(byOrigin.decide(byOrigin.extension, id, { origin: NOTES, uv: there })).rejects.toMatchObject(invalid);
  });

  it('N10: only the verifier of that very device counts', async () => {
    const { create, approve, give, phone, extension, user } = await uvEngine(await fresh(), 'required');
    const ofPhone = await makeSoftwareVerifier();
    const { id } = await create();
    await expect(approve(id, {}, {}, phone)).rejects.toMatchObject(invalid);
    await give(phone, ofPhone);
    await expect(approve(id, {}, {}, phone, user)).rejects.toMatchObject(invalid);
    await expect(approve(id, {}, {}, extension, ofPhone)).rejects.toMatchObject(invalid);
    await expect(approve(id, { key: ofPhone.key })).rejects.toMatchObject(invalid);
    expect(await approve(id, {}, {}, phone, ofPhone)).toMatchObject({ state: 'approved' });
  });

  it('N10: a signature with a flipped bit is refused', async () => {
    const { create, assertion, decide, extension } = await uvEngine(await fresh(), 'preferred');
    const { id } = await create();
    const good = await assertion(id, {});
    const bytes = Buffer.from(good.signature, 'base64url');
    bytes[12] = (bytes[12] ?? 0) ^ 1;
    const uv = { ...good, signature: bytes.toString('base64url') };
    await expect(decide(extension, id, { uv })).rejects.toMatchObject(invalid);
  });

  it('N10: a counter that doesn’t go up is a copy; the refused challenge stays open', async () => {
    const { create, approve, challenges, application } = await uvEngine(await fresh(), 'required');
    await approve((await create()).id, { signCount: 8 });
    const { id } = await create();
    for (const signCount of [8, 7, 0]) await expect(approve(id, { signCount })).rejects.toMatchObject(invalid);
    expect((await challenges.get(application, id)).state).toBe('pending');
    expect(await approve(id, { signCount: 9 })).toMatchObject({ state: 'approved' });
  });

  it('the same approval again gets the same answer, also with a counter and after the verifier is gone', async () => {
    const { create, assertion, sign, challenges, extension, store } = await uvEngine(await fresh(), 'required');
    const { id } = await create();
    const decisionJws = await sign(extension, id, { uv: await assertion(id, {}, { signCount: 3 }) });
    const post = () => challenges.decide({ challengeId: id, decisionJws, deviceIp: '198.51.100.9' });
    const both = await Promise.all([post(), post()]);
    await store.db.deleteFrom('verifiers').execute();
    expect([...both, await post()].map(({ state }) => state)).toEqual(['approved', 'approved', 'approved']);
  });

  it('a wrong code is a wrong code, even from a confirmed person', async () => {
    const { create, approve } = await uvEngine(await fresh(), 'required', { match: 'code' });
    const { id, code = '' } = await create();
    const wrong = approve(id, { signCount: 1 }, { code: otherCode(code) });
    await expect(wrong).rejects.toMatchObject({ code: 'wrong_code' });
    expect(await approve(id, { signCount: 2 }, { code })).toMatchObject({ state: 'approved' });
  });

  it('one challenge may ask for more than the policy, never for less', async () => {
    const { challenges, application, challengeJws } = await uvEngine(await fresh(), 'preferred');
    const ask = (userVerification: UserVerification) =>
      challenges.create({ application, username: 'alice', userVerification });
    await expect(ask('discouraged')).rejects.toMatchObject({ code: 'verification_not_allowed' });
    expect(readChallenge(await challengeJws((await ask('required')).id)).uv).toBe('required');
  });

  it('N10: where no device could show it the user is not asked in vain', async () => {
    const { accounts, challenges, application, addDevice, give, user, time } = await uvEngine(
      await fresh(),
      'required',
    );
    await accounts.createUser({ username: 'bob' });
    const phone = await addDevice('bob');
    const ask = () => challenges.create({ application, username: 'bob' });
    await expect(ask()).rejects.toMatchObject({ code: 'no_active_device' });
    await give(phone, user, { countsFromMs: time.nowMs + 1 });
    await expect(ask()).rejects.toMatchObject({ code: 'no_active_device' });
    time.nowMs += 1;
    expect(await ask()).toMatchObject({ state: 'pending' });
  });

  it('N10: where only an extension may answer, the verifier of a phone is of no use', async () => {
    const onlyOrigin = { match: 'origin', originRequired: true } as const;
    const { accounts, challenges, addApplication, addDevice, give, user } = await uvEngine(await fresh(), 'required');
    const application = await addApplication({ ...onlyOrigin, userVerification: 'required' });
    await accounts.createUser({ username: 'bob' });
    await give(await addDevice('bob'), user);
    const extension = await addDevice('bob', { kind: 'extension' });
    const ask = () => challenges.create({ application, username: 'bob' });
    await expect(ask()).rejects.toMatchObject({ code: 'no_active_device' });
    await give(extension, await makeSoftwareVerifier());
    expect(await ask()).toMatchObject({ state: 'pending' });
  });
});

import { expect, it } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import type { DecisionClaims } from '../../shared/protocol/decision.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn, ORIGIN, otherCode } from './testing-engine.ts';

const NOTES = 'https://notes.example';
const ELSEWHERE = 'https://notes-example.evil.test';

/** A user with a phone and an extension, and an application that asks for the origin. */
async function originEngine(store: Store, policy: Partial<NewApplication> = {}) {
  const engine = await engineOn(store);
  const application = await engine.addApplication({ match: ['origin', 'code'], ...policy });
  const phone = await engine.addDevice();
  const extension = await engine.addDevice('alice', { kind: 'extension', name: 'Chrome on Linux' });
  const receipt = async (id: string) =>
    verifyReceiptOffline(await engine.challenges.receipt(application, id), {
      keys: engine.keys.publicJwks,
      issuer: ORIGIN,
      audience: application.id,
      challengeId: id,
    });
  return { ...engine, application, phone, extension, receipt };
}

onBothStores('matched by origin', (fresh) => {
  it('N8: the extension that found the login at the application’s origin approves with one tap, and the receipt says so', async () => {
    const { challenges, application, extension, decide, receipt, events } = await originEngine(await fresh());
    const { id, code, digits } = await challenges.create({ application, username: 'alice' });
    expect({ code: code?.length, digits }).toEqual({ code: 6, digits: 6 });
    expect(await decide(extension, id, { origin: NOTES })).toMatchObject({ state: 'approved' });
    expect(await receipt(id)).toMatchObject({
      outcome: 'approved',
      match: 'origin',
      amr: ['swk', 'mca'],
      acr: 'urn:nod:acr:device-key-at-origin',
    });
    const approved = (await events()).find(({ type }) => type === 'challenge.approved');
    expect(JSON.parse(approved?.detail ?? '')).toEqual({ origin: NOTES });
  });

  it('N8: an approval by code where the origin was preferred claims no more than a code', async () => {
    const { challenges, application, phone, decide, receipt } = await originEngine(await fresh());
    const { id, code = '' } = await challenges.create({ application, username: 'alice' });
    await expect(decide(phone, id, { code: otherCode(code) })).rejects.toMatchObject({ code: 'wrong_code' });
    await decide(phone, id, { code });
    expect(await receipt(id)).toMatchObject({ match: 'code', acr: 'urn:nod:acr:device-key' });
  });

  it.each<[string, 'phone' | 'extension', Partial<DecisionClaims>]>([
    ['a phone that claims an origin', 'phone', { origin: NOTES }],
    ['another site', 'extension', { origin: ELSEWHERE }],
    ['the site on another port', 'extension', { origin: 'https://notes.example:8443' }],
    ['the site without TLS', 'extension', { origin: 'http://notes.example' }],
    ['neither origin nor code', 'extension', {}],
  ])('N8: is refused, and no try is lost: %s', async (_what, by, answer) => {
    const engine = await originEngine(await fresh());
    const { id } = await engine.challenges.create({ application: engine.application, username: 'alice' });
    await expect(engine.decide(engine[by], id, answer)).rejects.toMatchObject({ code: 'decision_invalid' });
    expect((await engine.challenges.get(engine.application, id)).state).toBe('pending');
    expect((await engine.events()).filter(({ type }) => type === 'challenge.wrong_code')).toEqual([]);
    expect(await engine.decide(engine.extension, id, { origin: NOTES })).toMatchObject({ state: 'approved' });
  });

  it('N8: an origin that the application no longer has doesn’t count, though the challenge named it', async () => {
    const { challenges, application, extension, decide, store } = await originEngine(await fresh());
    const { id } = await challenges.create({ application, username: 'alice' });
    await store.db.updateTable('applications').set({ origins: '["https://new.example"]' }).execute();
    await expect(decide(extension, id, { origin: NOTES })).rejects.toMatchObject({ code: 'decision_invalid' });
  });

  it('where the origin is required no code is made, and none is accepted', async () => {
    const { challenges, application, phone, extension, decide } = await originEngine(await fresh(), {
      originRequired: true,
    });
    const { id, code, qr, digits } = await challenges.create({ application, username: 'alice' });
    expect({ code, qr, digits }).toEqual({ code: undefined, qr: undefined, digits: 0 });
    for (const device of [phone, extension]) {
      await expect(decide(device, id, { code: '123456' })).rejects.toMatchObject({ code: 'decision_invalid' });
    }
    await expect(challenges.create({ application, username: 'alice', match: 'code' })).rejects.toMatchObject({
      code: 'match_not_allowed',
    });
    expect((await challenges.get(application, id)).state).toBe('pending');
  });

  it('where the origin is required a user without the extension isn’t asked in vain', async () => {
    const { accounts, challenges, application, addDevice } = await originEngine(await fresh(), { match: ['origin'] });
    await accounts.createUser({ username: 'bob' });
    await addDevice('bob');
    await expect(challenges.create({ application, username: 'bob' })).rejects.toMatchObject({
      code: 'no_active_device',
      message: expect.stringContaining('extension'),
    });
  });

  it('the challenge names the application’s origins, or the one where the login is', async () => {
    const { challenges, application, challengeJws } = await originEngine(await fresh(), {
      origins: [NOTES, 'https://m.notes.example'],
    });
    const anywhere = await challenges.create({ application, username: 'alice' });
    expect(readChallenge(await challengeJws(anywhere.id)).origins).toEqual([NOTES, 'https://m.notes.example']);
    const there = await challenges.create({ application, username: 'alice', context: { origin: NOTES } });
    expect(readChallenge(await challengeJws(there.id)).origins).toEqual([NOTES]);
  });

  it('an origin that isn’t the application’s is named for no login', async () => {
    const { challenges, application } = await originEngine(await fresh());
    const asking = challenges.create({ application, username: 'alice', context: { origin: ELSEWHERE } });
    await expect(asking).rejects.toMatchObject({ code: 'match_not_allowed' });
  });

  it('M1: a report of a foreign site is a report, and the log names the site', async () => {
    const { challenges, application, phone, extension, decide, events } = await originEngine(await fresh());
    const { id } = await challenges.create({ application, username: 'alice' });
    const lies: [typeof phone, string][] = [
      [phone, ELSEWHERE],
      [extension, NOTES],
    ];
    for (const [device, origin] of lies) {
      await expect(decide(device, id, { decision: 'report', origin })).rejects.toMatchObject({
        code: 'decision_invalid',
      });
    }
    expect(await decide(extension, id, { decision: 'report', origin: ELSEWHERE })).toMatchObject({ state: 'reported' });
    const reported = (await events()).find(({ type }) => type === 'challenge.reported');
    expect(JSON.parse(reported?.detail ?? '')).toEqual({ reason: 'shown by a foreign site', origin: ELSEWHERE });
    expect(await challenges.create({ application, username: 'alice' })).toMatchObject({ quiet: true });
  });

  it('N8: no origin is accepted where none was asked for', async () => {
    const { challenges, addApplication, addDevice, decide } = await engineOn(await fresh());
    const extension = await addDevice('alice', { kind: 'extension' });
    for (const match of ['code', 'none'] as const) {
      const application = await addApplication({ match });
      const { id } = await challenges.create({ application, username: 'alice' });
      await expect(decide(extension, id, { origin: NOTES })).rejects.toMatchObject({ code: 'decision_invalid' });
    }
  });
});

onBothStores('matching policy', (fresh) => {
  it.each<[Partial<NewApplication>, { match: string; origin_required: number }]>([
    [{ match: 'origin' }, { match: 'origin', origin_required: 0 }],
    [{ match: ['origin', 'code'] }, { match: 'origin', origin_required: 0 }],
    [
      { match: ['origin', 'code'], originRequired: true },
      { match: 'origin', origin_required: 1 },
    ],
    [{ match: ['origin'] }, { match: 'origin', origin_required: 1 }],
    [{ match: ['code'] }, { match: 'code', origin_required: 0 }],
  ])('%j is kept as %j', async (policy, kept) => {
    const { addApplication } = await engineOn(await fresh());
    expect(await addApplication(policy)).toMatchObject(kept);
  });

  it.each<[string, Partial<NewApplication>]>([
    ['match', { match: ['origin', 'none'] }],
    ['match', { match: ['code', 'origin'] }],
    ['match', { match: [] }],
    ['match', { match: 'magic' as 'code' }],
    ['originRequired', { match: 'code', originRequired: true }],
    ['origins', { match: 'origin', origins: [] }],
    [
      'origins',
      { match: 'origin', origins: ['a', 'b', 'c', 'd'].map((x) => `https://${x.repeat(60)}.${x.repeat(60)}.test`) },
    ],
  ])('is refused, by %s: %j', async (field, policy) => {
    const { addApplication } = await engineOn(await fresh());
    await expect(addApplication(policy)).rejects.toMatchObject({
      code: 'request_malformed',
      message: expect.stringContaining(field),
    });
  });

  it('an application may ask for more than its policy in one challenge, never for less', async () => {
    const { challenges, addApplication, addDevice } = await engineOn(await fresh());
    await addDevice();
    const byCode = await addApplication({ match: 'code' });
    expect(await challenges.create({ application: byCode, username: 'alice', match: 'origin' })).toMatchObject({
      match: 'origin',
      digits: 6,
    });
    // Origins that a policy of match origin would have refused can't be asked for in one challenge either, unless it
    // names one of them.
    const long = ['a', 'b', 'c', 'd', 'e'].map((letter) => `https://${letter.repeat(40)}.${letter.repeat(40)}.test`);
    const many = await addApplication({ match: 'code', origins: long });
    const ask = { application: many, username: 'alice', match: 'origin' } as const;
    await expect(challenges.create(ask)).rejects.toMatchObject({
      code: 'match_not_allowed',
      message: expect.stringContaining('context.origin'),
    });
    await challenges.create({ ...ask, context: { origin: long[0] } });
    const nowhere = await addApplication({ match: 'code', origins: [] });
    const byOrigin = await addApplication({ match: 'origin' });
    for (const [application, match] of [
      [nowhere, 'origin'],
      [byOrigin, 'none'],
      [byCode, 'none'],
    ] as const) {
      await expect(challenges.create({ application, username: 'alice', match })).rejects.toMatchObject({
        code: 'match_not_allowed',
      });
    }
  });
});

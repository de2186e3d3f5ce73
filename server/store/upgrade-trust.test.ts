import { expect, onTestFinished, test } from 'vitest';
import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import { signBinding } from '../../shared/protocol/enrollment.ts';
import { DEVICE_FEATURES } from '../../shared/protocol/features.ts';
import { approvalChallenge } from '../../shared/protocol/user-verification.ts';
import { makeTestKey } from '../../shared/protocol/vectors/forge.ts';
import { makeSoftwareVerifier } from '../../shared/protocol/vectors/software-verifier.ts';
import { trustApplicationId } from '../accounts/trust-application.ts';
import { startTestServer, type TestServer } from '../doors/testing-server.ts';
import { DAY_MS, sweep } from '../retention/sweep.ts';
import { onBothStores } from './testing.ts';
import { serverBeforeTrust } from './testing-before-trust.ts';
import { deviceOf, keyOf, OLDER_ORIGIN } from './testing-older-server.ts';

/** What the verifier of before signs for an approval with this code. */
async function confirmedBy(known: Known, challenge: string, code: string) {
  const { credentialId, jwk } = known.verifier;
  const software = await makeSoftwareVerifier();
  const approval = { challenge, decision: 'approve', code } as const;
  const ceremony = { challenge: await approvalChallenge(approval), signCount: 2, key: await keyOf(jwk) };
  return { ...(await software.assert(ceremony)), credentialId };
}
type Known = Awaited<ReturnType<typeof serverBeforeTrust>>['known'];

onBothStores('a server of the release before trusted registration, started anew', (fresh) => {
  async function upgraded() {
    const { known, environment, remove } = await serverBeforeTrust(await fresh());
    const server = await startTestServer({
      environment: { ...environment, NOD_DEMO: '', NOD_HOST: '127.0.0.1', NOD_VOUCH: 'required' },
    });
    server.clock.nowMs = known.madeAtMs + 60_000;
    onTestFinished(async () => {
      await server.close();
      await remove();
    });
    return { server, known };
  }

  const receiptOf = async (server: TestServer, apiKey: string, id: string) =>
    (await server.call('GET', `/v1/challenges/${id}/receipt`, { apiKey })).text;

  test('each realm has its built-in application, once, and no list shows it', async () => {
    const { server } = await upgraded();
    const { accounts, store } = server.nod;
    const builtin = await store.db
      .selectFrom('applications')
      .select(['id', 'realm_id'])
      .where('builtin', '=', 1)
      .execute();
    const realms = await accounts.listRealms();
    expect(builtin.map(({ realm_id }) => realm_id).sort()).toEqual(realms.map(({ id }) => id).sort());
    for (const { id, realm_id } of builtin) expect(id).toBe(trustApplicationId(realm_id));
    expect(realms.map(({ name, applications }) => [name, applications])).toEqual([
      ['Forum', 1],
      ['Harbour', 2],
      ['Lonely', 1],
    ]);
  });

  test('devices sign in with their old keys; suspended and removed ones stay so', async () => {
    const { server, known } = await upgraded();
    const { apiKey } = known.applications.Bank;
    const phone = deviceOf(server, await keyOf(known.devices.phone.jwk));
    const { id, code } = (await server.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } })).json;
    expect((await phone.decide(id, { code })).json).toMatchObject({ state: 'approved' });
    expect(await receiptOf(server, apiKey, known.challenges.approved)).toBe(known.receipt);
    const states = await Promise.all(
      [known.devices.suspended, known.devices.removed].map(async ({ jwk }) =>
        deviceOf(server, await keyOf(jwk)).call('GET', '/device/v1/challenges'),
      ),
    );
    expect(states.map(({ text }) => JSON.parse(text).code)).toEqual(['device_suspended', 'device_revoked']);
  });

  test('N10: a login that waited meanwhile is approved, and the verifier of before counts', async () => {
    const { server, known } = await upgraded();
    const { id, code } = known.challenges.pending;
    const laptop = deviceOf(server, await keyOf(known.devices.laptop.jwk));
    const jws = await laptop.waiting(id);
    expect(readChallenge(jws).uv).toBe('required');
    const uv = await confirmedBy(known, await hashChallenge(jws), code);
    expect((await laptop.decide(id, { code, uv })).json).toMatchObject({ state: 'approved' });
    const receipt = await receiptOf(server, known.applications.Shop.apiKey, id);
    const { amr } = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString());
    expect(amr).toContain('user');
    const self = await laptop.call('GET', '/device/v1/self');
    expect(JSON.parse(self.text).verifier).toEqual({ credentialId: known.verifier.credentialId, countsFromMs: 0 });
  });

  /** Opens a ticket of before by its link, as a new device does, up to the answer to its test. */
  async function pairBy(server: TestServer, url: string) {
    const token = url.split('#').at(-1)?.split('/').at(-1);
    const { enrollmentId, nonce } = (await server.call('POST', '/device/v1/enrollments/claim', { body: { token } }))
      .json;
    const key = await makeTestKey();
    const about = { enrollmentId, nonce, audience: OLDER_ORIGIN, serverKey: server.nod.keys.signing.kid };
    const signed = { ...about, subscription: null, nowMs: server.clock.nowMs };
    const { kid: _kid, ...publicJwk } = key.publicJwk;
    const binding = await signBinding(signed, key, publicJwk);
    const device = { kind: 'pwa', name: 'Pixel 10', platform: 'Chrome on Android', features: DEVICE_FEATURES };
    const body = { binding, device, subscription: null };
    await server.call('POST', `/device/v1/enrollments/${enrollmentId}/complete`, { body });
    const paired = deviceOf(server, key);
    const { json } = await paired.call('POST', '/device/v1/activate', { pull: true });
    return { ...paired, id: json.deviceId, state: json.state };
  }

  const vouchOf = (server: TestServer, deviceId: string) =>
    server.nod.store.db
      .selectFrom('vouches')
      .select(['how', 'by_device_id'])
      .where('device_id', '=', deviceId)
      .execute();

  test('N14: the first device of a ticket of before is let in at once, and so is one that was not activated yet', async () => {
    const { server, known } = await upgraded();
    const carols = await pairBy(server, known.tickets.first.url);
    expect(carols.state).toBe('active');
    expect(await vouchOf(server, carols.id)).toEqual([{ how: 'first', by_device_id: null }]);
    const { id, jwk } = known.devices.waiting;
    const daves = await deviceOf(server, await keyOf(jwk)).call('POST', '/device/v1/activate', { pull: true });
    expect(daves.json.state).toBe('active');
    expect(await vouchOf(server, id)).toEqual([{ how: 'first', by_device_id: null }]);
  });

  test('N13: a second one is vouched for by a device of before, from the update on with which that one can', async () => {
    const { server, known } = await upgraded();
    const added = await pairBy(server, known.tickets.second.url);
    expect(added.state).toBe('unvouched');
    const early = await added.call('POST', '/device/v1/vouching', {});
    expect(JSON.parse(early.text).code).toBe('vouching_unavailable');
    const phone = deviceOf(server, await keyOf(known.devices.phone.jwk));
    await phone.call('PATCH', '/device/v1/self', { features: DEVICE_FEATURES });
    const { challengeId, code } = JSON.parse((await added.call('POST', '/device/v1/vouching', {})).text);
    expect(readChallenge(await phone.waiting(challengeId)).vouch?.device).toBe(added.id);
    // The extension hasn't been updated: it isn't asked.
    await expect(deviceOf(server, await keyOf(known.devices.laptop.jwk)).waiting(challengeId)).rejects.toThrow();
    expect((await phone.decide(challengeId, { code })).json).toMatchObject({ state: 'approved' });
    expect((await added.call('GET', '/device/v1/self')).json.state).toBe('active');
    expect(await vouchOf(server, added.id)).toEqual([{ how: 'device', by_device_id: known.devices.phone.id }]);
  });

  test('realms move, and what is old is removed', async () => {
    const { server, known } = await upgraded();
    const { accounts, store } = server.nod;
    const harbour = await accounts.getRealm('Harbour');
    expect(await accounts.moveApplication(known.applications.Lonely.id, harbour)).toBe(1);
    const [{ id }] = [await accounts.getUser(harbour.id, 'erin')];
    expect(id).toMatch(/^usr_/);
    server.clock.nowMs += 400 * DAY_MS;
    const swept = await sweep({ store, clock: () => server.clock.nowMs }, 365, new AbortController().signal);
    expect(swept.challenges).toBeGreaterThan(0);
    const left = await store.db.selectFrom('devices').select('name').orderBy('name').execute();
    expect(left.map(({ name }) => name)).toEqual(['Firefox', 'Galaxy', 'Old phone', 'Pixel 9']);
  });
});

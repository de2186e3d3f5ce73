import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateOfflineKey } from '../../../shared/protocol/keys.ts';
import { decodeOfflineQr, offlineDigits } from '../../../shared/protocol/offline-code.ts';
import { pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

let server: TestServer;
let apiKey: string;
let applicationId: string;
let phone: TestDevice;

beforeAll(async () => {
  server = await startTestServer();
  ({ apiKey, id: applicationId } = await server.application({ fallbacks: ['bypass'] }));
  phone = await pairDevice(server, apiKey, 'alice');
});
afterAll(() => server.close());

const ask = async () => (await server.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } })).json.id;
const fallback = (id: string, body: object, key = apiKey) =>
  server.call('POST', `/v1/challenges/${id}/fallback`, { apiKey: key, body });

it('A6.6: opens, answers, and the challenge says what counts and what counted', async () => {
  const id = await ask();
  expect((await server.call('GET', `/v1/challenges/${id}`, { apiKey })).json).toMatchObject({ fallbacks: ['bypass'] });
  for (const _ of [1, 2]) {
    expect(await fallback(id, { way: 'bypass' })).toMatchObject({ status: 200, json: { way: 'bypass' } });
  }
  expect(await fallback(id, { way: 'totp' })).toMatchObject({ status: 422, json: { code: 'fallback_not_allowed' } });
  expect(await fallback(id, { way: 'bypass', code: '0'.repeat(13) })).toMatchObject({
    status: 422,
    json: { code: 'wrong_code' },
  });
  const { id: userId } = (await server.call('GET', '/v1/users/alice', { apiKey })).json;
  const made = { userId, applicationId, reason: 'test', madeBy: 'olga', lifeMs: 60_000 };
  const { code } = await server.nod.devices.operator.bypass(made);
  const answered = await fallback(id, { way: 'bypass', code });
  expect(answered).toMatchObject({ status: 200, json: { id, state: 'approved', fallback: 'bypass', decidedBy: null } });
  expect(await fallback(id, { way: 'bypass', code })).toMatchObject({ status: 409, json: { code: 'challenge_final' } });
  expect(server.logged()).not.toContain(code);
});

it('another application’s challenge, a key without the scope, a body of another shape: refused', async () => {
  const id = await ask();
  const other = await server.application({ name: 'Lights', fallbacks: ['bypass'] });
  expect((await fallback(id, { way: 'bypass' }, other.apiKey)).json.code).toBe('challenge_unknown');
  const enroller = await server.application({ name: 'Desk', scopes: ['enroll'] });
  expect((await fallback(id, { way: 'bypass' }, enroller.apiKey)).json.code).toBe('scope_missing');
  for (const body of [{}, { way: 'sms' }, { way: 'bypass', code: '' }, { way: 'bypass', code: 'A'.repeat(65) }]) {
    expect((await fallback(id, body)).json.code).toBe('request_malformed');
  }
});

it('N4: a device sees a closed way, and opens it', async () => {
  const id = await ask();
  const { id: userId } = (await server.call('GET', '/v1/users/alice', { apiKey })).json;
  const closed = { user_id: userId, way: 'bypass', failures: 20, closed_at_ms: 1 } as const;
  await server.nod.store.db.insertInto('fallback_counters').values(closed).execute();
  expect((await fallback(id, { way: 'bypass', code: '0'.repeat(13) })).json.code).toBe('fallback_closed');
  const seen = await phone.call('GET', '/device/v1/account/fallbacks');
  const listed = { way: 'bypass', failures: 20, closedAtMs: 1, pausedUntilMs: null };
  expect(seen.json).toMatchObject({ fallbacks: expect.arrayContaining([listed]) });
  expect((await phone.call('POST', '/device/v1/account/fallbacks/sms/opening')).json.code).toBe('not_found');
  expect((await phone.call('POST', '/device/v1/account/fallbacks/bypass/opening', {})).status).toBe(204);
  expect((await fallback(id, { way: 'bypass', code: '0'.repeat(13) })).json.code).toBe('wrong_code');
});

it('A6.6: an offline code is opened, and answered by the digits of a phone', async () => {
  const wiki = await server.application({ name: 'Notes' });
  const mine = await pairDevice(server, wiki.apiKey, 'carol');
  const { publicJwk, privateKey } = await generateOfflineKey();
  const added = await mine.call('PUT', '/device/v1/self/offline-key', { offlineJwk: publicJwk });
  expect(added).toMatchObject({ status: 200, json: { offlineKey: true } });
  const asking = { apiKey: wiki.apiKey, body: { user: 'carol' } };
  const { id } = (await server.call('POST', '/v1/challenges', asking)).json;
  const asked = await server.call('GET', `/v1/challenges/${id}`, { apiKey: wiki.apiKey });
  expect(asked.json).toMatchObject({ fallbacks: ['offline'] });
  const opened = await fallback(id, { way: 'offline' }, wiki.apiKey);
  expect(opened).toMatchObject({ status: 200, json: { way: 'offline', digits: 8 } });
  const { challenge, ephemeralKey } = decodeOfflineQr(opened.json.qr);
  const digits = await offlineDigits({ privateKey, publicKey: ephemeralKey, challenge, thumbprint: mine.key.kid });
  const answered = await fallback(id, { way: 'offline', code: digits }, wiki.apiKey);
  expect(answered).toMatchObject({ status: 200, json: { state: 'approved', fallback: 'offline' } });
  expect(server.logged()).not.toContain(digits);
});

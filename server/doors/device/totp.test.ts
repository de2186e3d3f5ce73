import { type TOTP, URI } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSoftwareVerifier } from '../../../shared/protocol/vectors/software-verifier.ts';
import { startTestSmtp, type TestSmtp } from '../../announcements/testing-smtp.ts';
import { verifierRow } from '../../store/testing.ts';
import { ORIGIN, pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

const path = '/device/v1/account/totp';
let smtp: TestSmtp;
let server: TestServer;
let apiKey: string;
let phone: TestDevice;

beforeAll(async () => {
  smtp = await startTestSmtp();
  server = await startTestServer({ environment: { NOD_SMTP_URL: smtp.url, NOD_SMTP_FROM: 'nod@nod.example' } });
  ({ apiKey } = await server.application({ fallbacks: ['totp', 'email'] }));
  phone = await pairDevice(server, apiKey, 'alice');
});
afterAll(async () => {
  await server.close();
  await smtp.close();
});

const ask = async () => (await server.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } })).json.id;
const fallback = (id: string, body: object) => server.call('POST', `/v1/challenges/${id}/fallback`, { apiKey, body });
const digits = (uri: string) => (URI.parse(uri) as TOTP).generate({ timestamp: server.clock.nowMs });
const members = (json: unknown) => json as { uri: string; secret: string; code: string };

it('A6.6: set up by a device, typed at a login, removed by the device; the secret is in no log', async () => {
  expect((await phone.call('GET', path)).json).toEqual({ totp: null });
  expect(members((await phone.call('PUT', path, { code: '123456' })).json).code).toBe('totp_not_begun');
  const { uri, secret } = members((await phone.call('POST', path, {})).json);
  expect(members((await phone.call('PUT', path, { code: '1234567' })).json).code).toBe('wrong_code');
  const on = await phone.call('PUT', path, { code: digits(uri) });
  expect(on).toMatchObject({ status: 200, json: { totp: { byDeviceId: phone.id, ended: false } } });
  expect(members((await phone.call('POST', path, {})).json).code).toBe('totp_exists');
  server.clock.nowMs += 30_000;
  const id = await ask();
  expect(await fallback(id, { way: 'totp' })).toMatchObject({ status: 200, json: { way: 'totp' } });
  const answered = await fallback(id, { way: 'totp', code: digits(uri) });
  expect(answered).toMatchObject({ status: 200, json: { state: 'approved', fallback: 'totp' } });
  expect((await phone.call('DELETE', path, {})).status).toBe(204);
  expect((await phone.call('GET', path)).json).toEqual({ totp: null });
  expect(server.logged()).not.toContain(secret);
});

it('N10: where the device asks its person, beginning and removing are confirmed, each for itself', async () => {
  const tablet = await pairDevice(server, apiKey, 'carol');
  const user = await makeSoftwareVerifier();
  await server.nod.store.db.insertInto('verifiers').values(verifierRow(tablet.id, user.verifier)).execute();
  let made = 0;
  const confirm = (target: string) =>
    user.confirm(
      { server: ORIGIN, device: tablet.key.kid, action: 'totp', target },
      { atMs: server.clock.nowMs, nonce: Buffer.alloc(16, ++made).toString('base64url') },
    );
  const refused = { status: 422, json: { code: 'verifier_invalid' } };
  expect(await tablet.call('POST', path, {})).toMatchObject(refused);
  expect(await tablet.call('POST', path, { verification: await confirm('removal') })).toMatchObject(refused);
  const verification = await confirm('set-up');
  const begun = await tablet.call('POST', path, { verification });
  expect(begun.status).toBe(200);
  expect(await tablet.call('POST', path, { verification })).toMatchObject(refused);
  expect((await tablet.call('PUT', path, { code: digits(members(begun.json).uri) })).status).toBe(200);
  expect(await tablet.call('DELETE', path, {})).toMatchObject(refused);
  expect((await tablet.call('DELETE', path, { verification: await confirm('removal') })).status).toBe(204);
});

it('N9: a code by e-mail is sent, typed, and in no log', async () => {
  const { id: userId } = (await server.call('GET', '/v1/users/alice', { apiKey })).json;
  const address = { address: 'alice@example.org', counts_from_ms: 0, old_address: null };
  await server.nod.store.db
    .insertInto('email_addresses')
    .values({ user_id: userId, ...address })
    .execute();
  const id = await ask();
  expect((await fallback(id, { way: 'email' })).json).toEqual({ way: 'email', digits: 8 });
  await server.nod.fallbacks.settled();
  const mail = smtp.mails.find(({ text }) => text.includes('wants to sign in'));
  const code = /^ {2}([0-9]{4}\u00a0[0-9]{4})/m.exec(mail?.text ?? '')?.[1] ?? '';
  expect(mail?.to).toEqual(['alice@example.org']);
  const answered = await fallback(id, { way: 'email', code });
  expect(answered).toMatchObject({ status: 200, json: { state: 'approved', fallback: 'email' } });
  expect(server.logged()).not.toContain(code.replace('\u00a0', ''));
  expect(server.logged()).not.toContain('alice@example.org');
});

it('N9: a server that sends no e-mail offers no such way', async () => {
  const mute = await startTestServer();
  const wiki = await mute.application({ fallbacks: ['totp', 'email'] });
  await pairDevice(mute, wiki.apiKey, 'alice');
  const asking = { apiKey: wiki.apiKey, body: { user: 'alice' } };
  const { id } = (await mute.call('POST', '/v1/challenges', asking)).json;
  expect((await mute.call('GET', `/v1/challenges/${id}`, { apiKey: wiki.apiKey })).json).toMatchObject({
    fallbacks: ['totp'],
  });
  await mute.close();
});

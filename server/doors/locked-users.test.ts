import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signBinding } from '../../shared/protocol/enrollment.ts';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { announce } from '../announcements/announce.ts';
import { sha256 } from '../crypto/seal.ts';
import { NO_PLACES } from '../net/places.ts';
import { makeRecoveryCodes, spendRecoveryCode } from '../recovery/recovery-codes.ts';
import { ROUTES } from './routes.ts';
import {
  type Answered,
  ORIGIN,
  pairDevice,
  startTestServer,
  type TestDevice,
  type TestServer,
} from './testing-server.ts';

/**
 * Every way to act, for a user who is locked. Each route that isn't a device's own call stands in one of the two lists below:
 * one that somebody adds fails here until it is tried, or said to be none.
 */

/** About no user, or reading what there is of one; and what ends things for an application or an operator. */
const NO_WAY_IN = new Set([
  ...['getReceipt', 'listUsers', 'getUser', 'listDevices', 'revokeDevice', 'createUser', 'getApplication'],
  ...[
    'getPushSession',
    'cancelChallenge',
    'getServer',
    'describeRegistration',
    'getKeySets',
    'getJwks',
    'getHealth',
    'getReadiness',
    'getMetrics',
  ],
]);

let server: TestServer;
let apiKey: string;
let applicationId: string;
let siteId: string;
let phone: TestDevice;
let newcomer: TestDevice;
let userId: string;

beforeAll(async () => {
  server = await startTestServer({
    environment: { NOD_VOUCH: 'required', NOD_RECOVERY_DELAY: '72h' },
    // The site of the only webhook says yes to everybody.
    deps: { fetch: async () => new Response(null, { status: 200 }) },
  });
  ({ apiKey, id: applicationId } = await server.application({ fallbacks: ['offline', 'bypass'] }));
  const webhook = { url: 'https://site.example/users/trust', username: 'nod', password: 'secret' };
  ({ id: siteId } = await server.application({ name: 'Site', webhook, pairing: 'webhook' }));
  phone = await pairDevice(server, apiKey, 'alice', { features: ['vouch'] });
  newcomer = await pairDevice(server, apiKey, 'alice', { name: 'New', features: ['vouch'] });
  userId = (await server.call('GET', '/v1/users/alice', { apiKey })).json.id;
});
afterAll(() => server.close());

const BY = { reason: 'a test', madeBy: 'olga' };
const post = (path: string, body: unknown, key?: string) => server.call('POST', path, { apiKey: key, body });
const ask = () => post('/v1/challenges', { user: 'alice' }, apiKey);

/** A ticket; with `claimed` also what completes it. */
async function ticket() {
  const { code } = (await post('/v1/enrollments', { user: { username: 'alice' } }, apiKey)).json;
  return code;
}
async function claimed() {
  const { enrollmentId, nonce } = (await post('/device/v1/enrollments/claim', { code: await ticket() })).json;
  const key = await generateDeviceKey();
  const made = { enrollmentId, nonce, audience: ORIGIN, serverKey: server.nod.keys.signing.kid, subscription: null };
  const binding = await signBinding({ ...made, nowMs: server.clock.nowMs }, key, key.publicJwk);
  const device = { kind: 'pwa', name: 'Third', platform: 'Chrome on Android', features: [] };
  return { path: `/device/v1/enrollments/${enrollmentId}/complete`, body: { binding, device, subscription: null } };
}

/** A link as it stands in an e-mail. */
async function link(what: 'device.added' | 'device.waits', deviceId: string): Promise<string> {
  const { nod, clock } = server;
  const core = { clock: () => clock.nowMs, randomBytes, places: NO_PLACES };
  const said = { userId, what, deviceId, by: 'application' } as const;
  const id = await nod.store.transaction((trx) => announce(core, trx, said));
  const token = randomBytes(16).toString('base64url');
  const row = { token_hash: sha256(token), announcement_id: id, expires_at_ms: clock.nowMs + 7 * 86_400_000 };
  await nod.store.db
    .insertInto('undo_links')
    .values({ ...row, used_at_ms: null })
    .execute();
  return token;
}

/** All that a user has, as text: what a refused call must not have touched. */
async function everything(): Promise<string> {
  const { db } = server.nod.store;
  const tables = [
    'users',
    'enrollments',
    'challenges',
    'recovery_codes',
    'bypass_codes',
    'undo_links',
    'vouches',
  ] as const;
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  return JSON.stringify([
    rows,
    await db.selectFrom('devices').select(['id', 'state', 'offline_jwk', 'name']).execute(),
  ]);
}

it('N16: a locked user is refused on every way there is, nothing changes, and unlocking opens them all again', async () => {
  const { nod } = server;
  const waiting = (await ask()).json;
  const bypass = { userId, applicationId, reason: 'test', madeBy: 'olga', lifeMs: 3_600_000 };
  const { code: bypassCode } = await nod.devices.operator.bypass(bypass);
  const core = { store: nod.store, clock: () => server.clock.nowMs, randomBytes, places: NO_PLACES };
  const codes = await makeRecoveryCodes(core, {
    userId,
    byDeviceId: null,
    ip: undefined,
    spend: async () => undefined,
  });
  const atWork = await claimed();
  const open = await ticket();
  const undo = await link('device.added', phone.id);
  const seen = await link('device.waits', newcomer.id);
  const long = server.call('GET', `/v1/challenges/${waiting.id}?wait=30`, { apiKey });
  const stream = phone.call('GET', '/device/v1/events');
  const watched = server.call('GET', `/v1/challenges/${waiting.id}/events`, { apiKey });
  await expect.poll(() => nod.waits.count).toBe(3);

  expect(await nod.challenges.lockUser(userId, BY)).toBe(true);
  // What was open has ended.
  expect((await long).json).toMatchObject({ state: 'canceled' });
  expect((await watched).text).toContain('"state":"canceled"');
  expect((await stream).status).toBe(200);
  expect(nod.waits.count).toBe(0);

  /** By the name of the route: the call that would act, and the answer. */
  const TRIES: Record<string, () => Promise<Answered | [Answered, string]>> = {
    createChallenge: async () => [await ask(), 'user_locked'],
    getChallenge: async () => [await server.call('GET', `/v1/challenges/${waiting.id}`, { apiKey }), 'canceled'],
    watchChallenge: async () => [
      await server.call('GET', `/v1/challenges/${waiting.id}/events`, { apiKey }),
      'canceled',
    ],
    fallback: async () => [
      await post(`/v1/challenges/${waiting.id}/fallback`, { way: 'bypass', code: bypassCode }, apiKey),
      'challenge_final',
    ],
    createEnrollment: async () => [
      await post('/v1/enrollments', { user: { username: 'alice' } }, apiKey),
      'user_locked',
    ],
    createPushSession: async () => [
      await server.call('POST', '/v1/push/sessions', {
        headers: { 'x-api-key': apiKey },
        body: { user: 'alice', notification: { title: 'Wiki', body: 'Sign in?' }, secondsToExpire: 60 },
      }),
      'error',
    ],
    claimEnrollment: async () => [await post('/device/v1/enrollments/claim', { code: open }), 'enrollment_used'],
    completeEnrollment: async () => [await post(atWork.path, atWork.body), 'enrollment_used'],
    decide: async () => [await phone.decide(waiting.id, { code: waiting.code }), 'challenge_final'],
    recoveryTicket: async () => [
      await post('/recovery/v1/ticket', { username: 'alice', code: codes[1] }),
      'recovery_invalid',
    ],
    register: async () => [
      await post(`/device/v1/registrations/${siteId}`, { username: 'alice', text: '4711' }),
      'registration_refused',
    ],
    undoByLink: async () => [await post('/undo', { token: undo }), 'user_locked'],
    seeByLink: async () => [await post('/undo/seen', { token: seen }), 'user_locked'],
  };
  const before = await everything();
  for (const route of ROUTES) {
    const { name, method, access } = route;
    if (access.by === 'device') {
      for (const device of [phone, newcomer]) {
        const path = route.path
          .replace('/devices/:id', `/devices/${newcomer.id}`)
          .replace(':way', 'bypass')
          .replace(':id', waiting.id);
        const refused = await device.call(method, path, method === 'GET' ? undefined : {});
        expect([name, refused.status, refused.json.code]).toEqual([name, 403, 'user_locked']);
      }
      continue;
    }
    if (NO_WAY_IN.has(name)) continue;
    const tried = await TRIES[name]?.();
    if (!Array.isArray(tried)) throw new Error(`${name}: say how it refuses a locked user`);
    const [answer, wanted] = tried;
    expect([name, answer.text.includes(`"${wanted}"`)]).toEqual([name, true]);
  }
  // What the operator makes, and what the doors of recovery are built on.
  await expect(nod.devices.operator.bypass(bypass)).rejects.toMatchObject({ code: 'user_locked' });
  const spend = () =>
    nod.store.transaction((trx) => spendRecoveryCode(trx, { userId, typed: codes[0] ?? '', atMs: server.clock.nowMs }));
  expect(await spend()).toBeUndefined();
  // A ticket that was made while the lock was on its way.
  await nod.store.db.updateTable('enrollments').set({ state: 'claimed' }).where('state', '=', 'closed').execute();
  expect((await post(atWork.path, atWork.body)).json.code).toBe('user_locked');
  await nod.store.db.updateTable('enrollments').set({ state: 'closed' }).where('state', '=', 'claimed').execute();
  expect(await everything()).toBe(before);

  expect(await nod.challenges.unlockUser(userId, BY)).toBe(true);
  const again = (await ask()).json;
  expect((await phone.decide(again.id, { code: again.code })).json).toMatchObject({ state: 'approved' });
  expect((await newcomer.call('GET', '/device/v1/self')).json).toMatchObject({ state: 'unvouched' });
  expect((await post('/undo/seen', { token: seen })).json.code).toBe('waiting_refused');
  const third = await claimed();
  expect((await post(third.path, third.body)).status).toBe(201);
  expect(await spend()).toBe(9);
  // The code of the operator's ended with the lock.
  const last = (await ask()).json;
  expect(
    (await post(`/v1/challenges/${last.id}/fallback`, { way: 'bypass', code: bypassCode }, apiKey)).json.code,
  ).toBe('wrong_code');
  const { code } = await nod.devices.operator.bypass(bypass);
  expect((await post(`/v1/challenges/${last.id}/fallback`, { way: 'bypass', code }, apiKey)).json).toMatchObject({
    state: 'approved',
  });
});

it('N16: of a deleted user the devices are unknown, requests too, and an open stream ends', async () => {
  const carol = await pairDevice(server, apiKey, 'carol');
  const asked = (await post('/v1/challenges', { user: 'carol' }, apiKey)).json;
  const { id } = (await server.call('GET', '/v1/users/carol', { apiKey })).json;
  const stream = carol.call('GET', '/device/v1/events');
  await expect.poll(() => server.nod.waits.count).toBe(1);
  await server.nod.challenges.deleteUser(id, BY);
  expect((await stream).status).toBe(200);
  const refused = await carol.call('GET', '/device/v1/self');
  expect([refused.status, refused.json.code]).toEqual([401, 'proof_invalid']);
  const gone = await server.call('GET', `/v1/challenges/${asked.id}`, { apiKey });
  expect([gone.status, gone.json.code]).toEqual([404, 'challenge_unknown']);
  expect((await post('/v1/challenges', { user: 'carol' }, apiKey)).json.code).toBe('user_unknown');
});

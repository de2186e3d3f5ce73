import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashChallenge, readChallenge, verifyChallenge } from '../../../shared/protocol/challenge.ts';
import { signDecision } from '../../../shared/protocol/decision.ts';
import {
  devicesResponseSchema,
  fetchedResponseSchema,
  historyResponseSchema,
  keysResponseSchema,
  pendingResponseSchema,
  selfSchema,
  serverInfoSchema,
} from '../../../shared/protocol/device-api.ts';
import { verifyNotice } from '../../../shared/protocol/notice.ts';
import { ORIGIN, pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

describe('device door', () => {
  let server: TestServer;
  let apiKey: string;
  let phone: TestDevice;
  let user: string;
  let users = 0;

  beforeAll(async () => {
    server = await startTestServer();
    ({ apiKey } = await server.application());
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    user = `user${++users}`;
    phone = await pairDevice(server, apiKey, user);
  });

  const create = () => server.call('POST', '/v1/challenges', { apiKey, body: { user } });

  it('every answer has the shape that the protocol gives it', async () => {
    await create();
    const shapes = [
      ['/device/v1/server', serverInfoSchema],
      ['/device/v1/keys', keysResponseSchema],
      ['/device/v1/self', selfSchema],
      ['/device/v1/challenges', pendingResponseSchema],
      ['/device/v1/history', historyResponseSchema],
      ['/device/v1/devices', devicesResponseSchema],
    ] as const;
    for (const [path, schema] of shapes) {
      const answer = await phone.call('GET', path);
      expect(answer.status, path).toBe(200);
      expect(v.safeParse(schema, answer.json).success, path).toBe(true);
    }
  });

  it('a pending challenge comes whole and signed', async () => {
    const { json } = await create();
    const { challenges } = (await phone.call('GET', '/device/v1/challenges')).json;
    const row = await server.nod.store.db.selectFrom('users').select('id').where('username', '=', user).execute();
    const claims = await verifyChallenge(challenges[0]?.challenge, {
      keys: server.nod.keys.publicJwks,
      issuer: ORIGIN,
      subject: row[0]?.id ?? '',
      now: server.clock.nowMs,
    });
    expect(claims).toMatchObject({ jti: json.id, match: 'code', digits: 6 });
    expect(JSON.stringify(claims)).not.toContain(json.code);
  });

  it('N5: a quiet request is fetched by its id or its digits, and then stands in the list of that device alone', async () => {
    const tablet = await pairDevice(server, apiKey, user, { name: 'Tablet' });
    for (let asked = 0; asked < 5; asked++) expect((await create()).json).not.toHaveProperty('quiet');
    const [one, two] = [(await create()).json, (await create()).json];
    expect(one).toMatchObject({ quiet: true, state: 'pending', devices: [{ delivery: 'pull' }, { delivery: 'pull' }] });
    const waiting = async (device: TestDevice) =>
      (await device.call('GET', '/device/v1/challenges')).json.challenges.map(({ challenge }) => challenge);
    expect(await waiting(phone)).toHaveLength(1);
    const fetched = await phone.call('GET', `/device/v1/challenges/${one.id}`);
    const found = await phone.call('POST', '/device/v1/challenges/find', { code: two.code });
    for (const [answer, { id }] of [
      [fetched, one],
      [found, two],
    ] as const) {
      expect(answer.status).toBe(200);
      const { challenge } = v.parse(fetchedResponseSchema, answer.json);
      expect(readChallenge(challenge).jti).toBe(id);
      expect(await waiting(phone)).toContain(challenge);
      expect(await waiting(tablet)).not.toContain(challenge);
    }
    expect(await waiting(phone)).toHaveLength(3);
    const seen = (await server.call('GET', `/v1/challenges/${one.id}`, { apiKey })).json;
    expect(seen).toMatchObject({ quiet: true, state: 'pending' });
    expect((await phone.decide(one.id, { code: one.code })).status).toBe(200);
  });

  it('N4: looking for digits is a guess, and too much fetching is slowed down', async () => {
    const { json } = await create();
    const wrong = json.code === '000000' ? '000001' : '000000';
    const find = (code: string) => phone.call('POST', '/device/v1/challenges/find', { code });
    for (const code of ['12345', '123456789', '12345a']) expect((await find(code)).status).toBe(400);
    for (let miss = 0; miss < 3; miss++) {
      expect((await find(wrong)).json).toMatchObject({ status: 404, code: 'code_unknown' });
    }
    const held = await find(json.code);
    expect(held.json).toMatchObject({ status: 429, code: 'user_backing_off', params: { retryAfterSeconds: 30 } });
    expect(held.headers.get('retry-after')).toBe('30');
    const fetch = () => phone.call('GET', `/device/v1/challenges/${json.id}`);
    const statuses = [];
    for (let fetched = 0; fetched < 8; fetched++) statuses.push((await fetch()).status);
    // Ten at once, with the four above.
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    server.clock.nowMs += 31_000;
    expect((await find(json.code)).status).toBe(200);
  });

  it('an acknowledgement for a challenge that isn’t the user’s is refused', async () => {
    const event = { event: 'received' };
    const { id } = (await create()).json;
    for (let said = 0; said < 2; said++) {
      expect((await phone.call('POST', `/device/v1/challenges/${id}/delivery`, event)).status).toBe(204);
    }
    const stranger = await pairDevice(server, apiKey, `${user}x`);
    for (const [device, challenge] of [
      [stranger, id],
      [phone, `chl_${'A'.repeat(22)}`],
    ] as const) {
      const answer = await device.call('POST', `/device/v1/challenges/${challenge}/delivery`, event);
      expect(answer.json).toMatchObject({ status: 404, code: 'challenge_unknown' });
    }
  });

  it('N2: a code is accepted once: the second device is told who was faster', async () => {
    const tablet = await pairDevice(server, apiKey, user, { name: 'Tablet' });
    const { json } = await create();
    expect((await phone.decide(json.id, { code: json.code })).status).toBe(200);
    const late = await tablet.decide(json.id, { code: json.code });
    expect(late.status).toBe(409);
    expect(late.json).toMatchObject({ code: 'challenge_final', params: { state: 'approved', decidedBy: 'Pixel 9' } });
  });

  it('a device that is still to be activated sees nothing of the account', async () => {
    const pending = await pairDevice(server, apiKey, user, { pending: true });
    await create();
    expect((await pending.call('GET', '/device/v1/self')).json.state).toBe('pending');
    for (const [method, path, body] of [
      ['GET', '/device/v1/challenges'],
      ['GET', '/device/v1/history'],
      ['GET', '/device/v1/devices'],
      ['GET', '/device/v1/events'],
      ['PATCH', '/device/v1/self', { name: 'Mine' }],
      ['DELETE', `/device/v1/devices/${phone.id}`],
    ] as const) {
      const answer = await pending.call(method, path, body);
      expect([answer.status, answer.json.code], `${method} ${path}`).toEqual([403, 'device_pending']);
    }
    expect((await pending.call('POST', '/device/v1/activate', { pull: true })).json.state).toBe('active');
  });

  it('a captured call can be neither repeated, nor changed, nor moved', async () => {
    const body = JSON.stringify({ name: 'Phone' });
    const proof = await phone.proof('PATCH', '/device/v1/self', body);
    const send = (method: string, path: string, text: string, authorization = proof) =>
      server.call(method, path, { headers: { authorization }, body: text });
    expect((await send('PATCH', '/device/v1/self', JSON.stringify({ name: 'Evil' }))).json.code).toBe('proof_invalid');
    expect((await send('POST', '/device/v1/activate', body)).json.code).toBe('proof_invalid');
    expect((await send('PATCH', '/device/v1/self', body, proof.replace('Nod-Proof', 'Bearer'))).json.code).toBe(
      'proof_invalid',
    );
    expect((await send('PATCH', '/device/v1/self', body)).status).toBe(200);
    const replay = await send('PATCH', '/device/v1/self', body);
    expect([replay.status, replay.json.code]).toEqual([401, 'proof_replayed']);
  });

  it('a proof is used up by a call that was refused, too', async () => {
    const pending = await pairDevice(server, apiKey, user, { pending: true });
    const body = JSON.stringify({ name: 'Phone' });
    const authorization = await pending.proof('PATCH', '/device/v1/self', body);
    const send = () => server.call('PATCH', '/device/v1/self', { headers: { authorization }, body });
    expect((await send()).json.code).toBe('device_pending');
    // Told as what it is, though it would be refused again.
    expect((await send()).json.code).toBe('proof_replayed');
    await pending.call('POST', '/device/v1/activate', { pull: true });
    expect((await send()).json.code).toBe('proof_replayed');
  });

  it('a repeated call is refused before it does anything, also where nothing of it is written in a transaction', async () => {
    const device = await pairDevice(server, apiKey, user);
    const { db } = server.nod.store;
    const endpoint = 'https://fcm.googleapis.com/fcm/send/token';
    await db.updateTable('devices').set({ delivery: 'push', endpoint }).where('id', '=', device.id).execute();
    const testOf = () =>
      db.selectFrom('devices').select('test_nonce_hash').where('id', '=', device.id).executeTakeFirst();
    const authorization = await device.proof('POST', '/device/v1/self/test');
    const send = () => server.call('POST', '/device/v1/self/test', { headers: { authorization } });
    expect((await send()).status).toBe(204);
    const test = await testOf();
    expect(test?.test_nonce_hash).toBeTruthy();
    server.clock.nowMs += 15_000;
    expect((await send()).json.code).toBe('proof_replayed');
    expect(await testOf()).toEqual(test);
  });

  it('a device whose clock is off learns the time', async () => {
    const proof = await phone.proof('GET', '/device/v1/self');
    server.clock.nowMs += 61_000;
    const late = await server.call('GET', '/device/v1/self', { headers: { authorization: proof } });
    expect(late.status).toBe(401);
    expect(late.json).toMatchObject({ code: 'clock_skew', params: { serverTimeMs: server.clock.nowMs } });
  });

  it('the query is no part of what a proof covers, and is checked', async () => {
    const authorization = await phone.proof('GET', '/device/v1/history');
    const headers = { authorization };
    expect((await server.call('GET', '/device/v1/history?limit=0', { headers })).json.code).toBe('request_malformed');
  });

  it('N16: a lost device is stopped from another one at once, its stream included', async () => {
    const lost = await pairDevice(server, apiKey, user, { name: 'Lost' });
    const stream = lost.call('GET', '/device/v1/events');
    await expect.poll(() => server.nod.waits.count).toBe(1);
    expect((await phone.call('DELETE', `/device/v1/devices/${lost.id}`)).status).toBe(204);
    expect((await stream).status).toBe(200);
    expect(server.nod.waits.count).toBe(0);
    expect((await lost.call('GET', '/device/v1/challenges')).json.code).toBe('device_suspended');
  });

  it("a device of another user can't be removed", async () => {
    const stranger = await pairDevice(server, apiKey, `${user}-stranger`);
    const answer = await stranger.call('DELETE', `/device/v1/devices/${phone.id}`);
    expect([answer.status, answer.json.code]).toEqual([404, 'device_unknown']);
    expect((await phone.call('GET', '/device/v1/self')).json.state).toBe('active');
  });

  it('X2: an answer by the browser of the login is marked by the User-Agent of its call', async () => {
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const context = { ip: '192.0.2.7', userAgent };
    const asked = await server.call('POST', '/v1/challenges', { apiKey, body: { user, context } });
    const waiting = (await phone.call('GET', '/device/v1/challenges')).json.challenges[0]?.challenge ?? '';
    const decision = await signDecision(
      {
        iss: phone.key.kid,
        aud: ORIGIN,
        jti: asked.json.id,
        iat: Math.floor(server.clock.nowMs / 1000),
        challenge: await hashChallenge(waiting),
        decision: 'approve',
        code: asked.json.code,
      },
      phone.key,
    );
    const headers = { 'user-agent': userAgent };
    const path = `/device/v1/challenges/${asked.json.id}/decision`;
    expect((await server.call('POST', path, { body: { decision }, headers })).status).toBe(200);
    const receipt = (await server.call('GET', `/v1/challenges/${asked.json.id}/receipt`, { apiKey })).text;
    expect(JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()).amr).toEqual(['swk']);
  });

  it('the stream brings what waits, what comes, and how it ended', async () => {
    const first = await create();
    const stream = phone.call('GET', '/device/v1/events');
    await expect.poll(() => server.nod.waits.count).toBe(1);
    await server.call('DELETE', `/v1/challenges/${first.json.id}`, { apiKey });
    const second = await create();
    await phone.decide(second.json.id, { decision: 'deny' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.call('DELETE', `/v1/users/${user}/devices/${phone.id}?evenIfLast=true`, { apiKey });
    const { text } = await stream;
    const events = text
      .split('\n\n')
      .filter((event) => event.startsWith('event:'))
      .map((event) => JSON.parse(event.split('\ndata: ')[1] ?? '') as { type: string; notice?: string });
    const notices = await Promise.all(
      events
        .filter((event) => event.type === 'notice')
        .map((event) =>
          verifyNotice(event.notice, {
            keys: server.nod.keys.publicJwks,
            issuer: ORIGIN,
            deviceId: phone.id,
            now: server.clock.nowMs,
          }),
        ),
    );
    expect(events[0]?.type).toBe('challenge');
    expect(notices).toMatchObject([
      { notice: 'closed', challengeId: first.json.id, state: 'canceled' },
      { notice: 'closed', challengeId: second.json.id, state: 'denied', decidedBy: 'Pixel 9', thisDevice: true },
    ]);
  });

  it('a device holds at most five streams', async () => {
    const clients = Array.from({ length: 5 }, () => new AbortController());
    const open = async (signal?: AbortSignal) => {
      const authorization = await phone.proof('GET', '/device/v1/events');
      return server.call('GET', '/device/v1/events', { headers: { authorization }, ...(signal ? { signal } : {}) });
    };
    const streams = clients.map(({ signal }) => open(signal));
    await expect.poll(() => server.nod.waits.count).toBe(5);
    const sixth = await open();
    expect([sixth.status, sixth.json.code]).toEqual([429, 'rate_limited']);
    for (const client of clients) client.abort();
    await Promise.all(streams);
    expect(server.nod.waits.count).toBe(0);
  });

  it('A6.6.3: guessing codes from one address is slowed down, and the answer says for how long', async () => {
    const guess = (ip: string) =>
      server.call('POST', '/device/v1/enrollments/claim', { ip, body: { code: 'ABCD-EFGH-JKMN' } });
    const answers = [];
    for (let tries = 0; tries < 11; tries++) answers.push(await guess('203.0.113.9'));
    expect(answers.slice(0, 10).map(({ json }) => json.code)).toEqual(Array(10).fill('enrollment_invalid'));
    expect(answers[10]?.json.code).toBe('rate_limited');
    expect(answers[10]?.headers.get('retry-after')).toBe('6');
    expect((await guess('203.0.113.10')).json.code).toBe('enrollment_invalid');
    server.clock.nowMs += 6_000;
    expect((await guess('203.0.113.9')).json.code).toBe('enrollment_invalid');
  });

  it('a forged address header does not get around the limit', async () => {
    const guess = (forwardedFor: string) =>
      server.call('POST', '/device/v1/enrollments/claim', {
        ip: '203.0.113.77',
        headers: { 'x-forwarded-for': forwardedFor },
        body: { token: 'AAAAAAAAAAAAAAAAAAAAAA' },
      });
    for (let tries = 0; tries < 10; tries++) await guess(`198.51.100.${tries}`);
    expect((await guess('198.51.100.200')).json.code).toBe('rate_limited');
  });

  it('pages of other origins may call it, without credentials', async () => {
    const preflight = await server.call('OPTIONS', '/device/v1/self', {
      headers: { origin: 'https://other.example', 'access-control-request-method': 'PATCH' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    // Errors too: an authenticator has to read their code.
    const refused = await server.call('GET', '/device/v1/self');
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('no other door can be called from a page of another origin', async () => {
    for (const path of ['/v1/challenges', '/v1/push/sessions', '/v1/application']) {
      const preflight = await server.call('OPTIONS', path, { headers: { origin: 'https://other.example' } });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

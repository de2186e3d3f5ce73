import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashChallenge } from '../../../shared/protocol/challenge.ts';
import { verifyReceipt } from '../../../shared/protocol/receipt.ts';
import { approvalChallenge, registrationChallenge } from '../../../shared/protocol/user-verification.ts';
import { makeSoftwareVerifier } from '../../../shared/protocol/vectors/software-verifier.ts';
import { ORIGIN, pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

describe('REST door', () => {
  let server: TestServer;
  let apiKey: string;
  let applicationId: string;
  let phone: TestDevice;
  let users = 0;
  let user: string;

  beforeAll(async () => {
    server = await startTestServer();
    ({ apiKey, id: applicationId } = await server.application());
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    user = `user${++users}`;
    phone = await pairDevice(server, apiKey, user);
  });

  const create = (body: object = {}, headers: Record<string, string> = {}) =>
    server.call('POST', '/v1/challenges', { apiKey, body: { user, ...body }, headers });

  it('creates a challenge as the contract says', async () => {
    const { status, headers, json } = await create({ context: { ip: '198.51.100.4', origin: 'https://wiki.example' } });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: expect.stringMatching(/^chl_[\w-]{22}$/),
      state: 'pending',
      code: expect.stringMatching(/^\d{6}$/),
      match: 'code',
      digits: 6,
      expiresAt: new Date(server.clock.nowMs + 120_000).toISOString(),
      devices: [{ id: phone.id, name: 'Pixel 9', keyThumbprint: phone.key.kid, delivery: 'pull' }],
      watchUrl: `${ORIGIN}/v1/challenges/${json.id}/events`,
    });
    expect(json.qr).toBe(`${ORIGIN}/#/match/${json.id}/${json.code}`);
    expect(headers.get('location')).toBe(`/v1/challenges/${json.id}`);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('a user with the typed code is in, and the receipt proves it', async () => {
    const { json } = await create();
    expect((await phone.decide(json.id, { code: json.code })).json).toMatchObject({ state: 'approved' });
    const seen = await server.call('GET', `/v1/challenges/${json.id}`, { apiKey });
    expect(seen.json).toMatchObject({ state: 'approved', decidedBy: { id: phone.id, name: 'Pixel 9' }, user });
    expect(seen.json).not.toHaveProperty('code');
    const receipt = await server.call('GET', `/v1/challenges/${json.id}/receipt`, { apiKey });
    expect(receipt.headers.get('content-type')).toBe('application/jwt');
    const claims = await verifyReceipt(receipt.text, {
      keys: server.nod.keys.publicJwks,
      issuer: ORIGIN,
      audience: applicationId,
    });
    expect(claims).toMatchObject({ outcome: 'approved', jti: json.id });
  });

  it('N10: what a challenge requires is confirmed by the verifier that the device has registered', async () => {
    expect((await create({ userVerification: 'required' })).json.code).toBe('no_active_device');
    const person = await makeSoftwareVerifier(ORIGIN, new URL(ORIGIN).hostname);
    const registering = await registrationChallenge({ server: ORIGIN, device: phone.key.kid });
    const registration = await person.register({ challenge: registering });
    const other = await pairDevice(server, apiKey, user, { name: 'Tablet' });
    const refused = await other.call('PUT', '/device/v1/self/verifier', registration);
    expect([refused.status, refused.json.code]).toEqual([422, 'verifier_invalid']);
    expect((await phone.call('PUT', '/device/v1/self/verifier', registration)).json).toMatchObject({
      verifier: { credentialId: person.verifier.credentialId },
    });

    const { json } = await create({ userVerification: 'required' });
    const { code } = json;
    expect((await phone.decide(json.id, { code })).json.code).toBe('decision_invalid');
    const [waiting] = (await phone.call('GET', '/device/v1/challenges')).json.challenges;
    const challenge = await hashChallenge(waiting?.challenge ?? '');
    const uv = await person.assert({ challenge: await approvalChallenge({ challenge, decision: 'approve', code }) });
    expect((await phone.decide(json.id, { code, uv })).json.state).toBe('approved');
  });

  it('a challenge may ask for more than the policy of its application, never for less', async () => {
    const strict = await server.application({ name: 'Vault', userVerification: 'preferred' });
    const seen = await server.call('GET', '/v1/application', { apiKey: strict.apiKey });
    expect(seen.json).toMatchObject({ userVerification: 'preferred' });
    const ask = (userVerification: string) =>
      server.call('POST', '/v1/challenges', { apiKey: strict.apiKey, body: { user, userVerification } });
    const less = await ask('discouraged');
    expect([less.status, less.json.code]).toEqual([422, 'verification_not_allowed']);
    expect((await ask('preferred')).status).toBe(201);
  });

  it('shows the browser and system of a user agent, never the header itself', async () => {
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    await create({ context: { userAgent, location: 'Lisbon, Portugal' } });
    const [waiting] = (await phone.call('GET', '/device/v1/challenges')).json.challenges;
    const claims = JSON.parse(Buffer.from(waiting?.challenge.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.context).toEqual({ browser: 'Firefox 140', os: 'Linux', location: 'Lisbon, Portugal' });
  });

  it('refuses a context whose origin is not one of the application', async () => {
    const { status, json } = await create({ context: { origin: 'https://evil.example' } });
    expect([status, json.code]).toEqual([400, 'request_malformed']);
  });

  it('names the limit when the action does not fit into a push', async () => {
    const details = Array.from({ length: 12 }, (_, at) => ({ label: `Line ${at}`, value: 'x'.repeat(400) }));
    const { status, json } = await create({ action: { title: 'Transfer', details } });
    expect([status, json.code]).toEqual([422, 'action_too_large']);
    expect(json.params.limitBytes).toBe(1500);
  });

  it('a long poll is held back until the decision', async () => {
    const { json } = await create();
    const polled = server.call('GET', `/v1/challenges/${json.id}?wait=60`, { apiKey });
    await phone.decide(json.id, { decision: 'deny' });
    expect((await polled).json.state).toBe('denied');
    expect(server.nod.waits.count).toBe(0);
  });

  it('a client that goes away leaves no waiter behind', async () => {
    const { json } = await create();
    const client = new AbortController();
    const polled = server.call('GET', `/v1/challenges/${json.id}?wait=60`, { apiKey, signal: client.signal });
    await expect.poll(() => server.nod.waits.count).toBe(1);
    client.abort();
    await polled;
    expect(server.nod.waits.count).toBe(0);
    expect(server.nod.challenges.waiting()).toBe(0);
  });

  it('A6.6.3: twenty long polls and streams of a challenge, and another application takes none of them', async () => {
    const { json } = await create();
    const other = await server.application({ name: 'Other' });
    const client = new AbortController();
    const open = (at: number) =>
      server.call('GET', `/v1/challenges/${json.id}${at % 2 === 0 ? '?wait=60' : '/events'}`, {
        apiKey,
        signal: client.signal,
      });
    for (let at = 0; at < 20; at++) {
      const tried = await server.call('GET', `/v1/challenges/${json.id}?wait=60`, { apiKey: other.apiKey });
      expect(tried.status).toBe(404);
    }
    const held = Array.from({ length: 20 }, (_, at) => open(at));
    await expect.poll(() => server.nod.waits.count).toBe(20);
    for (const at of [0, 1]) {
      const refused = await open(at);
      expect([refused.status, refused.json.code]).toEqual([429, 'rate_limited']);
      expect(refused.headers.get('retry-after')).toBe('15');
    }
    client.abort();
    await Promise.all(held);
    expect(server.nod.waits.count).toBe(0);
  });

  it('the event stream tells the state now, each delivery and the end, and then ends', async () => {
    const { json } = await create();
    const reading = server.call('GET', `/v1/challenges/${json.id}/events`, { apiKey });
    await expect.poll(() => server.nod.waits.count).toBe(1);
    server.clock.nowMs += 1000;
    await phone.call('POST', `/device/v1/challenges/${json.id}/delivery`, { event: 'displayed' });
    await phone.decide(json.id, { code: json.code });
    const { text, headers } = await reading;
    expect(headers.get('content-type')).toBe('text/event-stream');
    const events = text.split('\n\n').filter((event) => event.startsWith('event: challenge'));
    const views = events.map((event) => JSON.parse(event.split('\ndata: ')[1] ?? ''));
    expect(views.map((view) => [view.state, view.devices[0].delivery])).toEqual([
      ['pending', 'pull'],
      ['pending', 'displayed'],
      ['approved', 'displayed'],
    ]);
    expect(server.nod.waits.count).toBe(0);
  });

  it('HEAD of an event stream leaves no stream open', async () => {
    const { json } = await create();
    expect((await server.call('HEAD', `/v1/challenges/${json.id}/events`, { apiKey })).status).toBe(200);
    expect(server.nod.waits.count).toBe(0);
  });

  it('DELETE cancels, and an answer after it comes too late', async () => {
    const { json } = await create();
    const canceled = await server.call('DELETE', `/v1/challenges/${json.id}`, { apiKey });
    expect([canceled.status, canceled.json.state]).toEqual([200, 'canceled']);
    const late = await phone.decide(json.id, { code: json.code });
    expect([late.status, late.json.code, late.json.params.state]).toEqual([409, 'challenge_final', 'canceled']);
  });

  it("another application's challenge is answered exactly like one that does not exist", async () => {
    const { json } = await create();
    const other = await server.application({ name: 'Other' });
    const foreign = await server.call('GET', `/v1/challenges/${json.id}`, { apiKey: other.apiKey });
    const unknown = await server.call('GET', '/v1/challenges/chl_AAAAAAAAAAAAAAAAAAAAAA', { apiKey: other.apiKey });
    const strip = ({ status, json: { requestId: _id, ...rest } }: typeof foreign) => ({ status, rest });
    expect(foreign.status).toBe(404);
    expect(strip(foreign)).toEqual(strip(unknown));
    for (const [method, path] of [
      ['DELETE', ''],
      ['GET', '/receipt'],
      ['GET', '/events'],
      ['GET', '?wait=60'],
    ] as const) {
      const answer = await server.call(method, `/v1/challenges/${json.id}${path}`, { apiKey: other.apiKey });
      expect([answer.status, answer.json.code]).toEqual([404, 'challenge_unknown']);
    }
    expect((await server.call('GET', `/v1/challenges/${json.id}`, { apiKey })).json.state).toBe('pending');
  });

  it('A6.3.8: without a key nothing tells a known user from an unknown one', async () => {
    for (const name of [user, 'nobody']) {
      for (const [method, path] of [
        ['GET', `/v1/users/${name}`],
        ['GET', `/v1/users/${name}/devices`],
        ['DELETE', `/v1/users/${name}/devices/${phone.id}?evenIfLast=true`],
        ['POST', '/v1/challenges'],
        ['POST', '/v1/enrollments'],
        ['POST', '/v1/push/sessions'],
      ] as const) {
        const body = method === 'POST' ? { user: name } : undefined;
        const answer = await server.call(method, path, { body });
        expect([answer.status, answer.json.code], `${method} ${path}`).toEqual([401, 'unauthorized']);
        expect(answer.headers.get('www-authenticate')).not.toBeNull();
      }
    }
  });

  it('each scope opens its own calls only', async () => {
    const wanted = {
      challenges: [
        ['POST', '/v1/challenges'],
        ['GET', '/v1/challenges/chl_AAAAAAAAAAAAAAAAAAAAAA'],
        ['POST', '/v1/push/sessions'],
      ],
      enroll: [['POST', '/v1/enrollments']],
      users: [
        ['POST', '/v1/users'],
        ['GET', '/v1/users'],
        ['GET', `/v1/users/${user}/devices`],
      ],
    } as const;
    for (const scope of ['challenges', 'enroll', 'users'] as const) {
      const { apiKey: limited } = await server.application({ scopes: [scope] });
      for (const [needed, calls] of Object.entries(wanted)) {
        for (const [method, path] of calls) {
          const headers = { 'x-api-key': limited };
          const body = method === 'POST' ? {} : undefined;
          const { json } = await server.call(method, path, { apiKey: limited, headers, body });
          if (needed === scope) expect(json.code, `${scope}: ${method} ${path}`).not.toBe('scope_missing');
          else expect(json.code, `${scope}: ${method} ${path}`).toBe('scope_missing');
        }
      }
      expect((await server.call('GET', '/v1/application', { apiKey: limited })).json.scopes).toEqual([scope]);
    }
  });

  it('lists users in pages that a cursor goes through', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const { status, json } = await server.call('GET', `/v1/users${query}`, { apiKey });
      expect(status).toBe(200);
      expect(json.users.length).toBeLessThanOrEqual(2);
      seen.push(...json.users.map((one) => one.username as string));
      cursor = json.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([...seen].sort());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain(user);
  });

  it("lists a user's devices in pages, and removes one at once", async () => {
    const tablet = await pairDevice(server, apiKey, user, { name: 'Tablet' });
    const first = await server.call('GET', `/v1/users/${user}/devices?limit=1`, { apiKey });
    const rest = await server.call('GET', `/v1/users/${user}/devices?limit=1&cursor=${first.json.nextCursor}`, {
      apiKey,
    });
    expect([...first.json.devices, ...rest.json.devices].map((one) => [one.id, one.keyThumbprint]).sort()).toEqual(
      [phone, tablet].map(({ id, key }) => [id, key.kid]).sort(),
    );
    expect(rest.json.nextCursor).toBeNull();
    expect(
      (await server.call('DELETE', `/v1/users/${user}/devices/${tablet.id}?evenIfLast=true`, { apiKey })).status,
    ).toBe(204);
    expect((await tablet.call('GET', '/device/v1/self')).json.code).toBe('device_revoked');
  });

  it("a device is only found under its own user's name", async () => {
    await server.call('POST', '/v1/users', { apiKey, body: { username: `${user}-other` } });
    const path = `/v1/users/${user}-other/devices/${phone.id}`;
    expect((await server.call('DELETE', path, { apiKey })).json.code).toBe('device_unknown');
    expect((await phone.call('GET', '/device/v1/self')).status).toBe(200);
  });

  describe('Idempotency-Key', () => {
    it('a repeated request gets the first answer, code included, and asks nobody twice', async () => {
      const headers = { 'idempotency-key': `once-${user}` };
      const first = await create({}, headers);
      const second = await create({}, headers);
      expect(second.text).toBe(first.text);
      expect(second.status).toBe(201);
      expect((await server.call('GET', `/v1/challenges/${first.json.id}`, { apiKey })).json.state).toBe('pending');
    });

    it('the same key with another body is refused', async () => {
      const headers = { 'idempotency-key': `other-${user}` };
      await create({}, headers);
      const { status, json } = await create({ ttlSeconds: 60 }, headers);
      expect([status, json.code]).toEqual([422, 'idempotency_mismatch']);
    });

    it('of several at once one runs, and the others wait for its answer', async () => {
      const headers = { 'idempotency-key': `race-${user}` };
      const answers = await Promise.all([create({}, headers), create({}, headers), create({}, headers)]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    });

    it('the same key of another application is another key', async () => {
      const headers = { 'idempotency-key': `shared-${user}` };
      const first = await create({}, headers);
      const other = await server.application({ name: 'Other' });
      const second = await server.call('POST', '/v1/challenges', { apiKey: other.apiKey, headers, body: { user } });
      expect(second.status).toBe(201);
      expect(second.json.id).not.toBe(first.json.id);
    });

    it('a request that failed may be repaired under its key', async () => {
      const headers = { 'idempotency-key': `failed-${user}` };
      const failed = await create({ user: 'nobody-at-all' }, headers);
      expect(failed.json.code).toBe('user_unknown');
      expect((await create({}, headers)).status).toBe(201);
    });

    it('is forgotten after a day', async () => {
      const headers = { 'idempotency-key': `day-${user}` };
      const first = await create({}, headers);
      server.clock.nowMs += 24 * 3_600_000 + 1;
      const second = await create({}, headers);
      expect(second.status).toBe(201);
      expect(second.json.id).not.toBe(first.json.id);
    });

    it('the stored answer is not readable in the database', async () => {
      const { json } = await create({}, { 'idempotency-key': `sealed-${user}` });
      const rows = await server.nod.store.db.selectFrom('idempotency_keys').selectAll().execute();
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toContain(json.id);
      expect(JSON.stringify(rows)).not.toContain(`"${json.code}"`);
    });
  });
});

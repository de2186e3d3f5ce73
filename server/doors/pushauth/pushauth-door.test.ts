import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

describe('PushAuth door', () => {
  let server: TestServer;
  let apiKey: string;
  let phone: TestDevice;
  let user: string;
  let users = 0;

  beforeAll(async () => {
    server = await startTestServer();
    ({ apiKey } = await server.application({ match: 'none' }));
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    user = `user${++users}`;
    phone = await pairDevice(server, apiKey, user);
  });

  const create = (body: object = {}, key: string = apiKey) =>
    server.call('POST', '/v1/push/sessions', { headers: { 'x-api-key': key }, body: { user, ...body } });
  const read = (id: string, key: string = apiKey) =>
    server.call('GET', `/v1/push/sessions/${id}`, { headers: { 'x-api-key': key } });

  it("answers with PushAuth's session object", async () => {
    const { status, json } = await create({ secondsToExpire: 0, notification: { title: 'Log in?' } });
    expect(status).toBe(201);
    expect(json).toEqual({
      id: expect.stringMatching(/^chl_/),
      status: 'sent',
      notificationCount: 0,
      detail: null,
      expiresAt: new Date(server.clock.nowMs + 120_000).toISOString(),
      updatedAt: new Date(server.clock.nowMs).toISOString(),
    });
    expect((await read(json.id)).json).toEqual(json);
  });

  it('an approval is accepted, with the device in its detail', async () => {
    const { json } = await create();
    await phone.decide(json.id, {});
    expect((await read(json.id)).json).toMatchObject({ status: 'accepted', detail: 'Approved on Pixel 9' });
  });

  it('a denial is rejected', async () => {
    const { json } = await create();
    await phone.decide(json.id, { decision: 'deny' });
    expect((await read(json.id)).json).toMatchObject({ status: 'rejected', detail: 'Denied on Pixel 9' });
  });

  it('a report is rejected, and asking again for a while gives a session that says why it reached nobody', async () => {
    const { json } = await create();
    await phone.decide(json.id, { decision: 'report' });
    expect((await read(json.id)).json.status).toBe('rejected');
    const again = await create({ secondsToExpire: 60 });
    expect(again.status).toBe(201);
    expect(again.json).toEqual({
      id: expect.stringMatching(/^err_/),
      status: 'error',
      notificationCount: 0,
      detail: expect.stringContaining('Try again in 600 seconds'),
      expiresAt: new Date(server.clock.nowMs + 60_000).toISOString(),
      updatedAt: new Date(server.clock.nowMs).toISOString(),
    });
    expect((await read(again.json.id)).json).toEqual(again.json);
  });

  it('what is about the user is a session, whose id only its application can read, and only until it is over', async () => {
    const nobody = await create({ user: 'nobody-here', secondsToExpire: 30 });
    const noName = await create({ user: 'no such name' });
    for (const { status, json } of [nobody, noName]) {
      expect([status, json.status, json.detail]).toEqual([201, 'error', expect.stringContaining('no user')]);
    }
    const other = await server.application();
    expect((await read(nobody.json.id, other.apiKey)).status).toBe(404);
    const changed = `${nobody.json.id.slice(0, -2)}${nobody.json.id.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const id of [changed, 'err_', 'err_AAAA', `err_${'A'.repeat(3000)}`]) {
      expect((await read(id)).status).toBe(404);
    }
    expect((await read(nobody.json.id)).status).toBe(200);
    server.clock.nowMs += 30_000;
    expect((await read(nobody.json.id)).status).toBe(404);
  });

  it('the id of such a session tells nobody whose it is', async () => {
    const { json } = await create({ user: 'nobody-here' });
    const bytes = Buffer.from(json.id.slice(4), 'base64url').toString('latin1');
    expect(bytes).not.toMatch(/app_|nobody|detail/);
  });

  it('errors are JSON, which is all that its clients parse', async () => {
    const refusals = await Promise.all([
      read('chl_AAAAAAAAAAAAAAAAAAAAAA'),
      server.call('GET', '/v1/push/sessions/chl_AAAAAAAAAAAAAAAAAAAAAA', {}),
      create({ user: 7 }),
      create({ secondsToExpire: 'soon' }),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual([404, 401, 400, 400]);
    for (const { headers, json } of refusals) {
      expect(headers.get('content-type')).toBe('application/json');
      expect(json).not.toHaveProperty('id');
    }
  });

  it('time passes: expired', async () => {
    const { json } = await create({ secondsToExpire: 30 });
    server.clock.nowMs += 31_000;
    expect((await read(json.id)).json.status).toBe('expired');
  });

  it('a newer session cancels the one before', async () => {
    const { json } = await create();
    await create();
    expect((await read(json.id)).json.status).toBe('canceled');
  });

  it('three wrong codes are an error; the code to show comes with the answer', async () => {
    const strict = await server.application({ match: 'code' });
    const { json } = await create({}, strict.apiKey);
    expect(json.code).toMatch(/^\d{6}$/);
    const wrong = json.code === '000000' ? '000001' : '000000';
    for (const triesLeft of [2, 1, 0]) {
      const answer = await phone.decide(json.id, { code: wrong });
      expect([answer.status, answer.json.code, answer.json.params.triesLeft]).toEqual([422, 'wrong_code', triesLeft]);
    }
    expect((await read(json.id, strict.apiKey)).json).toMatchObject({
      status: 'error',
      detail: 'Too many wrong codes',
    });
  });

  it('a concealed denial looks like a time-out', async () => {
    const quiet = await server.application({ match: 'none', revealDenial: false });
    const { json } = await create({}, quiet.apiKey);
    await phone.decide(json.id, { decision: 'deny' });
    expect((await read(json.id, quiet.apiKey)).json).toMatchObject({ status: 'sent', detail: null });
    server.clock.nowMs += 121_000;
    expect((await read(json.id, quiet.apiKey)).json).toMatchObject({ status: 'expired', detail: null });
  });

  it('counts the devices that were really notified', async () => {
    const { json } = await create();
    await phone.call('POST', `/device/v1/challenges/${json.id}/delivery`, { event: 'displayed' });
    expect((await read(json.id)).json.notificationCount).toBe(1);
  });

  it('the notification becomes what people read', async () => {
    await create({
      notification: {
        title: 'Pay?',
        subtitle: 'Bank',
        body: 'To Bob',
        payload: { amount: 12.5, urgent: true, memo: null },
      },
    });
    const [waiting] = (await phone.call('GET', '/device/v1/challenges')).json.challenges;
    const claims = JSON.parse(Buffer.from(waiting?.challenge.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.action).toEqual({
      title: 'Pay?',
      details: [
        { label: 'About', value: 'Bank' },
        { label: 'Message', value: 'To Bob' },
        { label: 'amount', value: '12.5' },
        { label: 'urgent', value: 'true' },
      ],
    });
  });

  it('401 without a key or with a wrong one, also as a bearer token', async () => {
    const { json } = await create();
    const path = `/v1/push/sessions/${json.id}`;
    const attempts: Record<string, string>[] = [
      {},
      { 'x-api-key': `${apiKey}0` },
      { authorization: `Bearer ${apiKey}` },
    ];
    for (const headers of attempts) {
      expect((await server.call('GET', path, { headers })).status).toBe(401);
      expect((await server.call('POST', '/v1/push/sessions', { headers, body: { user } })).status).toBe(401);
    }
  });

  it("404 for another application's session", async () => {
    const { json } = await create();
    const other = await server.application();
    const answer = await read(json.id, other.apiKey);
    expect([answer.status, answer.json.code]).toEqual([404, 'challenge_unknown']);
  });

  it('N3: no session may live longer than ten minutes', async () => {
    const lives: [asked: number, seconds: number][] = [
      [86_400, 600],
      [601, 600],
      [600, 600],
      [90.4, 90],
      [29, 30],
      [1, 30],
      [-1, 30],
    ];
    for (const [secondsToExpire, seconds] of lives) {
      const one = `user${++users}`;
      await pairDevice(server, apiKey, one);
      const { status, json } = await create({ user: one, secondsToExpire });
      expect([status, Date.parse(json.expiresAt) - server.clock.nowMs]).toEqual([201, seconds * 1000]);
    }
  });
});

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
      detail: '',
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

  it('a report is rejected, and asking again is refused for a while', async () => {
    const { json } = await create();
    await phone.decide(json.id, { decision: 'report' });
    expect((await read(json.id)).json.status).toBe('rejected');
    const again = await create();
    expect([again.status, again.json.code]).toEqual([429, 'user_quarantined']);
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0);
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
    expect((await read(json.id, quiet.apiKey)).json).toMatchObject({ status: 'sent', detail: '' });
    server.clock.nowMs += 121_000;
    expect((await read(json.id, quiet.apiKey)).json).toMatchObject({ status: 'expired', detail: '' });
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
    for (const secondsToExpire of [601, 3600, 1, -1, 1.5]) {
      const { status, json } = await create({ secondsToExpire });
      expect([status, json.code]).toEqual([400, 'request_malformed']);
    }
  });
});

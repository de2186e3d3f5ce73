import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from './routes.ts';
import { pairDevice, startTestServer, type TestDevice, type TestServer } from './testing-server.ts';

const LIMIT_BYTES = 1.5 * 1024 * 1024;

describe('attachments through the doors', () => {
  let server: TestServer;
  let apiKey: string;
  let phone: TestDevice;

  beforeAll(async () => {
    server = await startTestServer();
    ({ apiKey } = await server.application());
    phone = await pairDevice(server, apiKey, 'alice', { features: ['attachments'] });
  });
  afterAll(() => server.close());

  const bodyOf = (...texts: string[]) => ({
    user: 'alice',
    action: {
      title: 'Apply',
      attachments: texts.map((text, at) => ({ name: `${at}.txt`, mediaType: 'text/plain', text })),
    },
  });
  const ask = (body: unknown, headers: Record<string, string> = {}) =>
    server.call('POST', '/v1/challenges', { apiKey, body, headers });

  it('four of the largest pass; a larger body is refused before it is read', async () => {
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(256 * 1024));
    const { status, json } = await ask(bodyOf(...texts));
    expect(status).toBe(201);
    const third = await phone.call('GET', `/device/v1/challenges/${json.id}/attachments/2`);
    expect(third.status).toBe(200);
    expect(JSON.parse(third.text)).toEqual({ text: texts[2], timeMs: server.clock.nowMs });
    const tooLarge = await ask(JSON.stringify(bodyOf('a')).padEnd(LIMIT_BYTES + 1));
    expect([tooLarge.status, tooLarge.json.code]).toEqual([413, 'request_too_large']);
    expect(tooLarge.json.params.limitBytes).toBe(LIMIT_BYTES);
  });

  it('no other call takes more than 64 KiB, and this one only from a caller that is known', async () => {
    expect(ROUTES.filter((route) => route.maxBodyBytes !== undefined).map(({ name }) => name)).toEqual([
      'createChallenge',
    ]);
    let isRead = false;
    const source: UnderlyingDefaultSource = {
      pull(controller) {
        isRead = true;
        controller.enqueue(new Uint8Array(1024));
      },
    };
    // Without room, it is pulled only by who reads.
    const body = new ReadableStream(source, { highWaterMark: 0 });
    const stranger = new Request('http://localhost:4400/v1/challenges', {
      method: 'POST',
      headers: { authorization: 'Bearer nod_x_y', 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    const response = await server.nod.app.request(stranger, undefined, {
      incoming: { socket: { remoteAddress: '192.0.2.9' } },
    });
    expect([response.status, isRead]).toEqual([401, false]);
  });

  it('the same idempotency key with another attachment is another request', async () => {
    const key = { 'idempotency-key': 'deploy-1' };
    const first = await ask(bodyOf('one'), key);
    expect(first.status).toBe(201);
    expect((await ask(bodyOf('one'), key)).json.id).toBe(first.json.id);
    const other = await ask(bodyOf('two'), key);
    expect([other.status, other.json.code]).toEqual([422, 'idempotency_mismatch']);
  });

  it('V9.2.9: an application’s key opens none of the calls by which devices look and answer', async () => {
    const { id } = (await ask(bodyOf('one'))).json;
    for (const path of [`/device/v1/challenges/${id}`, `/device/v1/challenges/${id}/attachments/0`]) {
      expect((await server.call('GET', path, { apiKey })).status).toBe(401);
    }
    const decision = await server.call('POST', `/device/v1/challenges/${id}/decision`, {
      apiKey,
      body: { decision: 'a.b.c' },
    });
    expect(decision.json.code).toBe('decision_invalid');
  });

  it('another user’s device, and an address that names none, gets nothing; too many calls wait', async () => {
    const bob = await pairDevice(server, apiKey, 'bob', { features: ['attachments'] });
    const { id } = (await ask(bodyOf('one'))).json;
    const path = `/device/v1/challenges/${id}/attachments`;
    expect((await bob.call('GET', `${path}/0`)).json.code).toBe('challenge_unknown');
    for (const index of ['1', '4', '-1', '00', 'x']) {
      expect((await phone.call('GET', `${path}/${index}`)).json.code).toBe('attachment_unknown');
    }
    let last = await phone.call('GET', `${path}/0`);
    for (let tries = 0; tries < 60 && last.status === 200; tries++) last = await phone.call('GET', `${path}/0`);
    expect(last.json.code).toBe('rate_limited');
  });

  it('PushAuth’s door takes none', async () => {
    const answer = await server.call('POST', '/v1/push/sessions', {
      headers: { 'x-api-key': apiKey },
      body: { user: 'alice', notification: { title: 'Hi' }, action: bodyOf('one').action },
    });
    expect(answer.status).toBeLessThan(500);
    const [newest] = (await phone.call('GET', '/device/v1/challenges')).json.challenges;
    expect(Buffer.from(newest?.challenge.split('.')[1] ?? '', 'base64url').toString()).not.toContain('attachments');
  });
});

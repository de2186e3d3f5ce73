import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairDevice, startTestServer, type TestServer } from './doors/testing-server.ts';
import { type Listener, listen, serve } from './listen.ts';

/** Sends raw bytes and gives what comes back until the server closes, or `until` is in it. */
function raw(port: number, text: string, until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      received += chunk;
      if (until !== undefined && received.includes(until)) {
        socket.destroy();
        resolve(received);
      }
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

describe('listen', () => {
  let server: TestServer;
  let listener: Listener;
  let origin: string;
  let apiKey: string;

  beforeAll(async () => {
    server = await startTestServer();
    ({ apiKey } = await server.application());
    listener = await listen(server.nod);
    origin = `http://127.0.0.1:${listener.port}`;
  });
  afterAll(async () => {
    await listener.close(100);
    await server.close();
  });

  it('answers over a real socket', async () => {
    const response = await fetch(`${origin}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it('a body of unknown length is cut off at the limit', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(16 * 1024).fill(0x20));
      },
    });
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const response = await fetch(`${origin}/v1/challenges`, {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'request_too_large' });
  });

  it('a body that is declared too large is not read at all', async () => {
    const head = `POST /v1/challenges HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${apiKey}\r\nContent-Type: application/json\r\n`;
    const answer = await raw(listener.port, `${head}Content-Length: 1000000000\r\n\r\n{`, 'request_too_large');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  const unreadable: [why: string, status: number, code: string, request: string][] = [
    ['no HTTP', 400, 'request_malformed', 'hello\r\n\r\n'],
    ['a bad Host', 400, 'request_malformed', 'GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
    ['no Host', 400, '', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    [
      'two Hosts',
      400,
      'request_malformed',
      'GET /healthz HTTP/1.1\r\nHost: a.example\r\nhOST: b.example\r\nConnection: close\r\n\r\n',
    ],
    [
      'the same Host twice',
      400,
      'request_malformed',
      'GET / HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\nConnection: close\r\n\r\n',
    ],
    ['a backslash', 400, 'request_malformed', 'GET /a\\b HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n'],
    [
      'two lengths',
      400,
      'request_malformed',
      'POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    ],
    [
      'length and chunks (request smuggling)',
      400,
      'request_malformed',
      'POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'huge headers',
      431,
      'headers_too_large',
      `GET / HTTP/1.1\r\nHost: a.example\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
    ['a huge address', 431, 'headers_too_large', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a.example\r\n\r\n`],
    [
      'a chunk with huge extensions',
      413,
      'request_too_large',
      `POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n1;a=${'x'.repeat(20_000)}\r\n`,
    ],
  ];
  it.each(unreadable)('refuses %s with %i', async (_why, status, code, request) => {
    const answer = await raw(listener.port, request);
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    // Node itself answers a request without a Host.
    if (code !== '') expect(answer).toContain(`"status":${status},"code":"${code}"`);
  });

  it('a client that breaks off in the middle of a body leaves the server well', async () => {
    const socket = connect(listener.port, '127.0.0.1');
    socket.write(
      `POST /v1/challenges HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${apiKey}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"user"`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await expect.poll(() => server.logged()).toContain('"status":400');
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    expect(server.logged()).not.toContain('"level":"error"');
  });

  it('a long poll whose client goes away is forgotten', async () => {
    await pairDevice(server, apiKey, 'poller');
    const { json } = await server.call('POST', '/v1/challenges', { apiKey, body: { user: 'poller' } });
    const client = new AbortController();
    const headers = { authorization: `Bearer ${apiKey}` };
    const polled = fetch(`${origin}/v1/challenges/${json.id}?wait=60`, { headers, signal: client.signal });
    const streamed = await fetch(`${origin}/v1/challenges/${json.id}/events`, { headers, signal: client.signal });
    expect(streamed.headers.get('x-accel-buffering')).toBe('no');
    await expect.poll(() => server.nod.waits.count).toBe(2);
    client.abort();
    await expect(polled).rejects.toThrow();
    await expect.poll(() => server.nod.waits.count).toBe(0);
    expect(server.nod.challenges.waiting()).toBe(0);
  });
});

describe('a client that sends slowly', () => {
  it('is cut off in its headers and in its body; a long poll is not', async () => {
    const server = await startTestServer();
    const { apiKey } = await server.application();
    await pairDevice(server, apiKey, 'alice');
    const { json } = await server.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } });
    const timeouts = { headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 };
    const listener = await listen(server.nod, timeouts);
    const head = `POST /v1/challenges HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${apiKey}\r\n`;
    const poll = fetch(`http://127.0.0.1:${listener.port}/v1/challenges/${json.id}?wait=2`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    expect(await raw(listener.port, head)).toMatch(/^HTTP\/1\.1 408 /);
    const body = `${head}Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{"us`;
    expect(await raw(listener.port, body)).toMatch(/^HTTP\/1\.1 4\d\d /);
    server.clock.nowMs += 2_000;
    expect((await poll).status).toBe(200);
    await listener.close(100);
    await server.close();
  });
});

describe('serve', () => {
  it('stops in order: held-back answers end with an answer, then no connection is accepted, then everything is closed', async () => {
    const server = await startTestServer();
    const { apiKey } = await server.application();
    const phone = await pairDevice(server, apiKey, 'alice');
    const running = await serve(server.nod, server.log);
    const origin = `http://127.0.0.1:${running.port}`;
    const { json } = await server.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } });
    const headers = { authorization: `Bearer ${apiKey}` };
    const poll = fetch(`${origin}/v1/challenges/${json.id}?wait=60`, { headers });
    const events = fetch(`${origin}/v1/challenges/${json.id}/events`, { headers });
    const proof = await phone.proof('GET', '/device/v1/events');
    const device = fetch(`${origin}/device/v1/events`, { headers: { authorization: proof } });
    await expect.poll(() => server.nod.waits.count).toBe(3);
    const startedAt = performance.now();
    await Promise.all([running.stop(), running.stop()]);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(await (await poll).json()).toMatchObject({ state: 'pending' });
    expect(await (await events).text()).toContain('event: challenge');
    expect(await (await device).text()).toContain('event: challenge');
    await expect(fetch(`${origin}/healthz`)).rejects.toThrow();
    expect(server.logged()).toContain('Nod has stopped');
    await server.close();
  });
});

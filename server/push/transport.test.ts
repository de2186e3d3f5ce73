import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSelfSignedCertificate } from '../../e2e/harness/chromium-push/self-signed-certificate.ts';
import type { PushEndpoint } from './endpoint-rules.ts';
import { startPushService } from './testing-push-service.ts';
import { createTransport, type TransportSettings } from './transport.ts';

const ENDPOINT: PushEndpoint = {
  origin: 'https://fcm.googleapis.com',
  host: 'fcm.googleapis.com',
  path: '/fcm/send/abc?x=1',
  hostClass: 'google',
};
const BODY = Buffer.from('encrypted');

function openTransport(settings: TransportSettings) {
  const transport = createTransport(settings);
  onTestFinished(() => transport.close(0));
  return transport;
}

const rewriteTo = (baseUrl: string, host = ENDPOINT.host) => new Map([[host, baseUrl]]);

describe('transport', () => {
  it('posts path, headers and body as they are', async () => {
    const service = await startPushService();
    const transport = openTransport({ rewrites: rewriteTo(service.baseUrl) });
    const answer = await transport.post(ENDPOINT, ['TTL', '60', 'Urgency', 'high'], BODY);
    expect(answer).toEqual({ statusCode: 201, retryAfter: undefined, failure: undefined });
    const [push] = service.received;
    expect(push?.path).toBe('/fcm/send/abc?x=1');
    expect(push?.headers).toMatchObject({ ttl: '60', urgency: 'high', 'content-length': '9' });
    expect(push?.body).toEqual(BODY);
  });

  it('keeps the base path of a rewritten host', async () => {
    const service = await startPushService();
    const transport = openTransport({ rewrites: rewriteTo(`${service.baseUrl}/google/`) });
    await transport.post(ENDPOINT, [], BODY);
    expect(service.received[0]?.path).toBe('/google/fcm/send/abc?x=1');
  });

  it('keeps connections, and opens only so many', async () => {
    const certificate = createSelfSignedCertificate(Date.now());
    const service = await startPushService(certificate);
    const transport = openTransport({
      rewrites: rewriteTo(service.baseUrl),
      rewriteCa: certificate.cert,
      connectionsPerOrigin: 3,
    });
    for (let i = 0; i < 5; i++) expect((await transport.post(ENDPOINT, [], BODY)).statusCode).toBe(201);
    expect(service.connections()).toBeLessThanOrEqual(2);
    await Promise.all(Array.from({ length: 20 }, () => transport.post(ENDPOINT, [], BODY)));
    expect(service.received).toHaveLength(25);
    expect(service.connections()).toBeLessThanOrEqual(3);
  });

  it('does not speak to a service whose certificate it cannot check', async () => {
    const service = await startPushService(createSelfSignedCertificate(Date.now()));
    const transport = openTransport({ rewrites: rewriteTo(service.baseUrl) });
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: 0, failure: 'unreachable' });
    expect(service.received).toHaveLength(0);
  });

  it.each([301, 302, 303, 307, 308])(
    'does not follow a %i to the metadata address or anywhere else',
    async (status) => {
      const inside = await startPushService();
      const service = await startPushService();
      service.answerWith(({ answer }) =>
        answer.writeHead(status, { location: `${inside.baseUrl}/latest/meta-data` }).end(),
      );
      const transport = openTransport({ rewrites: rewriteTo(service.baseUrl) });
      expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: status });
      expect(inside.received).toHaveLength(0);
      expect(service.received).toHaveLength(1);
    },
  );

  it('refuses a push host that resolves to a private address, before it connects', async () => {
    const service = await startPushService();
    const transport = openTransport({
      lookup: (_hostname, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: 0, failure: 'refused' });
    expect(service.connections()).toBe(0);
  });

  it('looks up the name at each connection, so that rebinding it gains nothing', async () => {
    const answers = ['127.0.0.1', '::1', '169.254.169.254'];
    const transport = openTransport({
      lookup: (_hostname, _options, callback) => callback(null, [{ address: answers.shift() ?? '', family: 4 }]),
    });
    for (let i = 0; i < 3; i++) expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ failure: 'refused' });
    expect(answers).toHaveLength(0);
  });

  it.each(['https://127.0.0.1', 'https://[::1]', 'https://169.254.169.254', 'https://[64:ff9b::a9fe:a9fe]'])(
    'refuses a private address that is written out (%s), about which no look-up is asked',
    async (origin) => {
      const transport = openTransport({ lookup: () => expect.unreachable() });
      const { host } = new URL(origin);
      expect(await transport.post({ ...ENDPOINT, origin, host }, [], BODY)).toMatchObject({ failure: 'refused' });
    },
  );

  it('gives up on a service that never answers', async () => {
    const service = await startPushService();
    service.answerWith(() => undefined);
    const transport = openTransport({ rewrites: rewriteTo(service.baseUrl), answerTimeoutMs: 200 });
    const startedAtMs = Date.now();
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: 0, failure: 'timeout' });
    expect(Date.now() - startedAtMs).toBeLessThan(10_000);
  });

  it('gives up on a service that sends one byte at a time (slow loris)', async () => {
    const service = await startPushService();
    service.answerWith(({ answer }) => {
      answer.socket?.write('HTTP/1.1 201 Created\r\nx-slow: ');
      const drip = setInterval(() => answer.socket?.write('a'), 20);
      answer.socket?.on('close', () => clearInterval(drip));
    });
    const transport = openTransport({ rewrites: rewriteTo(service.baseUrl), answerTimeoutMs: 200 });
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: 0, failure: 'timeout' });
  });

  it('takes the status, and then cuts off a body that never ends', async () => {
    const service = await startPushService();
    const closed = new Promise<void>((resolve) => {
      service.answerWith(({ answer }) => {
        answer.writeHead(201);
        const flood = setInterval(() => answer.write('a'.repeat(4096)), 5);
        answer.on('close', () => {
          clearInterval(flood);
          resolve();
        });
      });
    });
    const transport = openTransport({ rewrites: rewriteTo(service.baseUrl), answerTimeoutMs: 60_000 });
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: 201 });
    await closed;
  });

  it('does not take an interim answer (103) for the answer', async () => {
    const service = await startPushService();
    service.answerWith(({ answer }) => {
      answer.writeEarlyHints({ link: '</x>; rel=preload' });
      answer.writeHead(410).end();
    });
    const transport = openTransport({ rewrites: rewriteTo(service.baseUrl) });
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: 410 });
  });

  it('tells a closed connection from an unreachable service', async () => {
    const service = await startPushService();
    service.answerWith(({ answer }) => answer.socket?.destroy());
    const transport = openTransport({
      rewrites: new Map([...rewriteTo(service.baseUrl), ...rewriteTo('http://127.0.0.1:9', 'web.push.apple.com')]),
    });
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: 0, failure: 'reset' });
    const nobody = { ...ENDPOINT, host: 'web.push.apple.com' };
    expect(await transport.post(nobody, [], BODY)).toMatchObject({ statusCode: 0, failure: 'unreachable' });
  });

  it('posts that wait time out too when all connections hang, and hold nothing afterwards', async () => {
    const service = await startPushService();
    service.answerWith(() => undefined);
    const transport = openTransport({
      rewrites: rewriteTo(service.baseUrl),
      answerTimeoutMs: 200,
      connectionsPerOrigin: 2,
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => transport.post(ENDPOINT, [], BODY)));
    expect(answers.every(({ failure }) => failure === 'timeout')).toBe(true);
    service.answerWith(({ answer }) => answer.writeHead(201).end());
    // More than once, since a busy machine may take longer than such a short limit.
    await expect.poll(async () => (await transport.post(ENDPOINT, [], BODY)).statusCode, { timeout: 10_000 }).toBe(201);
  });

  it('closes the connections of the origin that was used longest ago', async () => {
    const services = [await startPushService(), await startPushService(), await startPushService()];
    const hosts = ['a.push.apple.com', 'b.push.apple.com', 'c.push.apple.com'];
    const transport = openTransport({
      maxOrigins: 2,
      rewrites: new Map(hosts.map((host, at) => [host, services[at]?.baseUrl ?? ''])),
    });
    const post = (at: number) => transport.post({ ...ENDPOINT, host: hosts[at] ?? '' }, [], BODY);
    for (const at of [0, 1, 0, 2, 0, 1]) expect((await post(at)).statusCode).toBe(201);
    // The second gave way to the third and was opened again.
    expect(services.map((service) => service.connections())).toEqual([1, 2, 1]);
  });

  it('hosts to which no connection can be made shut out no other', async () => {
    const service = await startPushService();
    const transport = openTransport({
      maxOrigins: 2,
      connectionsPerOrigin: 2,
      lookup: (_hostname, _options, callback) => callback(null, [{ address: '10.0.0.1', family: 4 }]),
      rewrites: rewriteTo(service.baseUrl),
    });
    for (let at = 0; at < 5; at++) {
      const host = `h${at}.notify.windows.com`;
      const endpoint = { ...ENDPOINT, origin: `https://${host}`, host };
      const answers = await Promise.all(Array.from({ length: 5 }, () => transport.post(endpoint, [], BODY)));
      expect(answers.map(({ failure }) => failure)).toEqual(Array(5).fill('refused'));
    }
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ statusCode: 201 });
  });

  it('lets running posts finish when it closes, and takes no new ones', async () => {
    const service = await startPushService();
    service.answerWith(async ({ answer }) => {
      await delay(100);
      answer.writeHead(201).end();
    });
    const transport = openTransport({ rewrites: rewriteTo(service.baseUrl) });
    const running = transport.post(ENDPOINT, [], BODY);
    await delay(20);
    const closing = transport.close(5000);
    expect(await transport.post(ENDPOINT, [], BODY)).toMatchObject({ failure: 'closed' });
    await closing;
    expect(await running).toMatchObject({ statusCode: 201 });
    expect(service.received).toHaveLength(1);
  });

  it('does not wait for a service that hangs when it closes', async () => {
    const service = await startPushService();
    service.answerWith(() => undefined);
    const transport = openTransport({ rewrites: rewriteTo(service.baseUrl), answerTimeoutMs: 60_000 });
    const running = transport.post(ENDPOINT, [], BODY);
    await delay(20);
    await transport.close(50);
    expect(await running).toMatchObject({ failure: 'closed' });
  });
});

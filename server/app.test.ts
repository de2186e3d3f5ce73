import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from './doors/routes.ts';
import { pairDevice, startTestServer, type TestServer } from './doors/testing-server.ts';

describe('app', () => {
  let server: TestServer;
  let pwaDir: string;

  beforeAll(async () => {
    pwaDir = mkdtempSync(path.join(tmpdir(), 'nod-pwa-'));
    mkdirSync(path.join(pwaDir, 'assets'));
    writeFileSync(path.join(pwaDir, 'index.html'), '<!doctype html><title>Nod</title>');
    writeFileSync(path.join(pwaDir, 'sw.js'), `// ${'worker '.repeat(400)}`);
    writeFileSync(path.join(pwaDir, 'manifest.webmanifest'), '{"name":"Nod"}');
    writeFileSync(path.join(pwaDir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(path.join(pwaDir, '.hidden'), 'secret');
    writeFileSync(path.join(pwaDir, 'assets', 'main-Ab3dEf9h.js'), 'console.log(1)');
    writeFileSync(path.join(path.dirname(pwaDir), 'nod-outside.txt'), 'outside');
    server = await startTestServer({ deps: { pwaDir } });
  });
  afterAll(async () => {
    await server.close();
    rmSync(pwaDir, { recursive: true, force: true });
  });

  describe('problem documents', () => {
    it('an unknown address is a 404', async () => {
      for (const address of ['/nope', '/v1', '/v1/', '/v2/challenges', '/device/v1/nope', '/.env', '/v1/challenges/']) {
        const { status, headers, json } = await server.call('GET', address);
        expect([status, json.code], address).toEqual([404, 'not_found']);
        expect(headers.get('content-type')).toBe('application/problem+json');
      }
    });

    it('a known address with another method is a 405 that says which methods it has', async () => {
      const cases: [string, string, string][] = [
        ['PUT', '/v1/challenges', 'POST, OPTIONS'],
        ['GET', '/v1/challenges', 'POST, OPTIONS'],
        ['POST', '/v1/challenges/chl_x', 'GET, DELETE, HEAD, OPTIONS'],
        ['DELETE', '/device/v1/self', 'GET, PATCH, HEAD, OPTIONS'],
        ['PROPFIND', '/healthz', 'GET, HEAD, OPTIONS'],
        ['POST', '/', 'GET, HEAD, OPTIONS'],
      ];
      for (const [method, address, allow] of cases) {
        const { status, headers, json } = await server.call(method, address);
        expect([status, json.code], `${method} ${address}`).toEqual([405, 'method_not_allowed']);
        expect(headers.get('allow')).toBe(allow);
      }
    });

    it('OPTIONS tells the methods; HEAD answers like GET without a body', async () => {
      const options = await server.call('OPTIONS', '/v1/challenges');
      expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
      const head = await server.call('HEAD', '/healthz');
      expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'application/json']);
    });

    it('trouble of the server is a 500 without a detail, found in the log by its request id', async () => {
      const broken = await startTestServer();
      const { apiKey } = await broken.application();
      await broken.nod.store.close();
      const { status, json, text } = await broken.call('GET', '/v1/application', { apiKey });
      expect([status, json.code]).toEqual([500, 'internal']);
      expect(json).not.toHaveProperty('detail');
      expect(text).not.toMatch(/driver|database|Error/);
      expect(broken.logged()).toContain(json.requestId);
      expect(broken.logged()).not.toContain(apiKey);
      await broken.close();
    });
  });

  describe('headers', () => {
    it('API answers are never stored, sniffed, framed or rendered', async () => {
      for (const address of ['/healthz', '/v1/application', '/nope', '/device/v1/server']) {
        const { headers } = await server.call('GET', address);
        expect(headers.get('cache-control'), address).toBe('no-store');
        expect(headers.get('x-content-type-options'), address).toBe('nosniff');
        expect(headers.get('content-security-policy'), address).toBe("default-src 'none'; frame-ancestors 'none'");
        expect(headers.get('referrer-policy'), address).toBe('no-referrer');
        expect(headers.get('x-request-id'), address).toMatch(/^[\w-]+$/);
        expect(headers.get('set-cookie'), address).toBeNull();
        expect(headers.get('server'), address).toBeNull();
        expect(headers.get('x-powered-by'), address).toBeNull();
      }
    });

    it('the page has a policy without unsafe sources, and may use the camera and nothing else', async () => {
      const { headers } = await server.call('GET', '/');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).toContain("form-action 'none'");
      expect(policy).toContain("; require-trusted-types-for 'script'; trusted-types nod");
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toContain('*');
      expect(headers.get('permissions-policy')).toContain('camera=(self)');
      expect(headers.get('permissions-policy')).toContain('microphone=()');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
    });

    it('HSTS is sent exactly where the origin is https', async () => {
      expect((await server.call('GET', '/')).headers.get('strict-transport-security')).toBeNull();
      const environment = {
        NOD_ORIGIN: 'https://nod.example.org',
        NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
        NOD_DEMO: '',
      };
      const secure = await startTestServer({ environment });
      for (const address of ['/healthz', '/nope', '/device/v1/server']) {
        const { headers } = await secure.call('GET', address);
        expect(headers.get('strict-transport-security'), address).toMatch(/^max-age=\d{8}/);
      }
      await secure.close();
    });
  });

  describe('request id and client address', () => {
    it('an id from outside is not taken over', async () => {
      const { headers } = await server.call('GET', '/healthz', { headers: { 'x-request-id': 'forged-id-1234' } });
      expect(headers.get('x-request-id')).not.toBe('forged-id-1234');
    });

    it('the headers of a trusted proxy count, those of any other client do not', async () => {
      const proxied = await startTestServer({ environment: { NOD_TRUSTED_PROXIES: '10.0.0.0/8' } });
      const headers = { 'x-forwarded-for': '203.0.113.5, 198.51.100.1', 'x-request-id': 'proxy-id-1234' };
      const trusted = await proxied.call('GET', '/healthz', { ip: '10.1.2.3', headers });
      expect(trusted.headers.get('x-request-id')).toBe('proxy-id-1234');
      expect(proxied.logged()).toContain('"ip":"198.51.100.1"');
      await proxied.call('GET', '/readyz', { ip: '192.0.2.1', headers });
      expect(proxied.logged()).toContain('"ip":"192.0.2.1"');
      const evil = await proxied.call('GET', '/healthz', {
        ip: '10.1.2.3',
        headers: { 'x-request-id': 'a"b{}<script>' },
      });
      expect(evil.headers.get('x-request-id')).toMatch(/^[\w-]+$/);
      await proxied.close();
    });
  });

  describe('the app', () => {
    it('is one document at one address, never cached without asking', async () => {
      for (const address of ['/', '/index.html']) {
        const { status, headers, text } = await server.call('GET', address);
        expect([status, text]).toEqual([200, '<!doctype html><title>Nod</title>']);
        expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
        expect(headers.get('cache-control')).toBe('no-cache');
      }
    });

    it('gives each kind of file its type, and lets hashed ones be kept', async () => {
      const kinds: [string, string, string][] = [
        ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
        ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
        ['/icon.svg', 'image/svg+xml', 'no-cache'],
        ['/assets/main-Ab3dEf9h.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
      ];
      for (const [address, type, cache] of kinds) {
        const { status, headers } = await server.call('GET', address);
        expect([status, headers.get('content-type'), headers.get('cache-control')], address).toEqual([
          200,
          type,
          cache,
        ]);
      }
    });

    it('sends nothing that the client has already, and compresses for clients that can read it', async () => {
      const first = await server.call('GET', '/sw.js');
      const etag = first.headers.get('etag') ?? '';
      const again = await server.call('GET', '/sw.js', { headers: { 'if-none-match': `"other", W/${etag}` } });
      expect([again.status, again.text]).toEqual([304, '']);
      const zipped = await server.call('GET', '/sw.js', { headers: { 'accept-encoding': 'br, gzip;q=0.8' } });
      expect(zipped.headers.get('content-encoding')).toBe('gzip');
      expect(zipped.headers.get('vary')).toBe('accept-encoding');
      const refused = await server.call('GET', '/sw.js', { headers: { 'accept-encoding': 'gzip;q=0' } });
      expect(refused.headers.get('content-encoding')).toBeNull();
    });

    it('serves the files of the build and nothing else', async () => {
      for (const address of [
        '/.hidden',
        '/../nod-outside.txt',
        '/..%2fnod-outside.txt',
        '/assets/../../nod-outside.txt',
        '/assets/..%5c..%5cnod-outside.txt',
        '/%2e%2e/nod-outside.txt',
        '/assets',
        '/assets/',
        '//index.html',
        '/sw.js%00',
        '/pair/abc',
      ]) {
        expect((await server.call('GET', address)).status, address).toBe(404);
      }
    });
  });

  describe('operations', () => {
    it('is ready while the database answers, and no longer once a shutdown has begun', async () => {
      const other = await startTestServer();
      expect((await other.call('GET', '/readyz')).status).toBe(200);
      other.nod.waits.drain();
      const draining = await other.call('GET', '/readyz');
      expect([draining.status, draining.json.code]).toEqual([503, 'unavailable']);
      expect(draining.headers.get('connection')).toBe('close');
      expect((await other.call('GET', '/healthz')).status).toBe(200);
      await other.close();
      expect((await other.call('GET', '/readyz')).status).toBe(503);
    });

    it('a shutdown answers long polls and ends streams properly', async () => {
      const other = await startTestServer();
      const { apiKey } = await other.application();
      const phone = await pairDevice(other, apiKey, 'alice');
      const { json } = await other.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } });
      const held = [
        other.call('GET', `/v1/challenges/${json.id}?wait=60`, { apiKey }),
        other.call('GET', `/v1/challenges/${json.id}/events`, { apiKey }),
        phone.call('GET', '/device/v1/events'),
      ];
      await expect.poll(() => other.nod.waits.count).toBe(3);
      other.nod.waits.drain();
      const [poll, ...streams] = await Promise.all(held);
      expect([poll?.status, poll?.json.state]).toEqual([200, 'pending']);
      for (const stream of streams) expect(stream.text).toContain('event: challenge');
      const late = await other.call('GET', `/v1/challenges/${json.id}?wait=60`, { apiKey });
      expect([late.status, late.json.state]).toEqual([200, 'pending']);
      await other.close();
    });

    it('without a token metrics are for this machine only, and not for clients of a proxy on it', async () => {
      const read = (ip: string, headers: Record<string, string> = {}) =>
        server.call('GET', '/metrics', { ip, headers });
      expect((await read('127.0.0.1')).status).toBe(200);
      expect((await read('::1')).status).toBe(200);
      expect((await read('::ffff:127.0.0.1')).status).toBe(200);
      expect((await read('192.0.2.1')).status).toBe(404);
      for (const name of [
        ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded', 'Forwarded', 'Via', 'X-Real-IP'],
        ...[
          'CF-Connecting-IP',
          'CF-Ray',
          'CDN-Loop',
          'True-Client-IP',
          'Fastly-Client-IP',
          'X-Client-IP',
          'X-Original-Host',
        ],
      ]) {
        expect([name, (await read('127.0.0.1', { [name]: '192.0.2.1' })).status]).toEqual([name, 404]);
      }
      for (const host of ['http://nod.example.org', 'http://localhost.example.org', 'http://192.0.2.1:4400']) {
        const asked = await server.call('GET', `${host}/metrics`, { ip: '127.0.0.1' });
        expect([host, asked.status]).toEqual([host, 404]);
      }
      for (const host of ['http://127.0.0.1:4400', 'http://[::1]:4400', 'http://localhost']) {
        const asked = await server.call('GET', `${host}/metrics`, { ip: '127.0.0.1' });
        expect([host, asked.status]).toEqual([host, 200]);
      }
      const guarded = await startTestServer({ environment: { NOD_METRICS_TOKEN: 'correct-horse-battery' } });
      const withToken = (token: string) =>
        guarded.call('GET', '/metrics', { headers: { authorization: `Bearer ${token}` } });
      expect((await withToken('correct-horse-battery')).status).toBe(200);
      expect((await withToken('correct-horse-batterz')).status).toBe(401);
      expect((await guarded.call('GET', '/metrics', { ip: '127.0.0.1' })).status).toBe(401);
      await guarded.close();
    });

    it('metrics count requests, challenges, decisions and waiters', async () => {
      const other = await startTestServer();
      const { apiKey } = await other.application();
      const phone = await pairDevice(other, apiKey, 'alice');
      const { json } = await other.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } });
      other.clock.nowMs += 4_000;
      await phone.decide(json.id, { code: json.code });
      const { text } = await other.call('GET', '/metrics', { ip: '127.0.0.1' });
      for (const line of [
        'nod_http_requests_total{method="POST",route="/v1/challenges",status="201"} 1',
        'nod_challenges_total{outcome="created"} 1',
        'nod_signs_total{sign="application.burst"} 0',
        'nod_challenges_total{outcome="approved"} 1',
        'nod_decision_seconds_bucket{le="2"} 0',
        'nod_decision_seconds_bucket{le="5"} 1',
        'nod_decision_seconds_bucket{le="+Inf"} 1',
        'nod_decision_seconds_sum 4',
        'nod_decision_seconds_count 1',
        'nod_waiters 0',
      ]) {
        expect(text.split('\n')).toContain(line);
      }
      expect(text).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+\n|\w+(?:\{[^}]*\})? [\d.e+-]+\n)+$/);
      await other.close();
    });

    it('publishes the keys that sign, and nothing private', async () => {
      const { json, headers } = await server.call('GET', '/.well-known/jwks.json');
      expect(json).toEqual({ keys: server.nod.keys.publicJwks });
      expect(JSON.stringify(json)).not.toContain('"d"');
      expect(headers.get('access-control-allow-origin')).toBe('*');
    });
  });

  it('no secret reaches the log, whatever is called', async () => {
    const other = await startTestServer({ environment: { NOD_LOG_LEVEL: 'debug' } });
    const { apiKey } = await other.application();
    const phone = await pairDevice(other, apiKey, 'alice');
    const ticket = await other.call('POST', '/v1/enrollments', { apiKey, body: { user: { username: 'alice' } } });
    const token = ticket.json.url.split('/').at(-1) ?? '';
    await other.call('POST', '/device/v1/enrollments/claim', { body: { token } });
    const endpoint = 'https://fcm.googleapis.com/fcm/send/capability-url';
    const subscription = { endpoint, keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) } };
    await phone.call('PUT', '/device/v1/self/subscription', { subscription });
    const { json } = await other.call('POST', '/v1/challenges?x=query-secret', { apiKey, body: { user: 'alice' } });
    const made = await other.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } });
    await phone.decide(made.json.id, { code: made.json.code === '123456' ? '654321' : '123456' });
    await phone.decide(made.json.id, { code: made.json.code });
    const receipt = await other.call('GET', `/v1/challenges/${made.json.id}/receipt`, { apiKey });
    const [, proof = ''] = (await phone.proof('GET', '/device/v1/self')).split(' ');
    await other.call('GET', '/device/v1/self?token=query-secret', { headers: { authorization: `Nod-Proof ${proof}` } });
    await other.call('GET', '/device/v1/self', { headers: { authorization: `Nod-Proof ${proof}` } });
    await other.call('GET', '/v1/application', { apiKey: `${apiKey}x` });
    const log = other.logged();
    expect(log.length).toBeGreaterThan(1_000);
    expect(receipt.status).toBe(200);
    for (const [name, secret] of Object.entries({
      apiKey,
      secretOfKey: apiKey.split('_')[2] ?? '',
      code: ticket.json.code,
      bareCode: ticket.json.code.replaceAll('-', ''),
      token,
      matchingCode: `"${made.json.code ?? json.code}"`,
      proof,
      receipt: receipt.text,
      endpoint: 'capability-url',
      auth: 'a'.repeat(22),
      query: 'query-secret',
    })) {
      expect(secret.length, name).toBeGreaterThan(5);
      expect(log.includes(secret), name).toBe(false);
    }
    await other.close();
  });

  it('every route is logged by its pattern and counted under it', async () => {
    await server.call('GET', '/v1/users/somebody-private', { apiKey: 'x' });
    expect(server.logged()).toContain('"route":"/v1/users/:username"');
    expect(server.logged()).not.toContain('somebody-private');
    expect(ROUTES.length).toBeGreaterThan(25);
  });
});

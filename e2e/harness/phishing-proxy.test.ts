import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from './loopback.ts';
import { PhishingProxy } from './phishing-proxy.ts';

/** A site with a login that checks Host and Origin, a redirect, a page that names its own address, and a stream. */
let target: string;
let site: Server;
let proxy: PhishingProxy;
let streamClosed: Promise<void>;

beforeEach(async () => {
  let tellClosed = () => {};
  streamClosed = new Promise((resolve) => {
    tellClosed = resolve;
  });
  site = createServer(async (request, response) => {
    if (`http://${request.headers.host}` !== target) return response.writeHead(421).end();
    if (request.url === '/login' && request.method === 'POST') {
      if (request.headers.origin !== target || request.headers.referer !== `${target}/login`)
        return response.writeHead(403).end();
      const form = new URLSearchParams(await text(request));
      response.setHeader('set-cookie', [
        'sid=s1; Path=/; Domain=localhost; Secure; HttpOnly; SameSite=Strict',
        'old=; Max-Age=0',
      ]);
      return response.writeHead(303, { location: `${target}/in?next=${form.get('next')}` }).end();
    }
    if (request.url === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: first\n\n');
      return response.on('close', tellClosed);
    }
    response.setHeader('content-security-policy', "connect-src 'self'");
    response.setHeader('strict-transport-security', 'max-age=1');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const { 'accept-encoding': encoding, cookie } = request.headers;
    return response.end(`<a href="${target}/x">${encoding} ${cookie}</a><a href="${target}0/other">“é”</a>
      <script integrity="sha256-x">"${target.replaceAll('/', '\\/')}"</script>`);
  });
  target = `http://localhost:${await listenOnLoopback(site)}`;
  proxy = await PhishingProxy.start({ target });
});

afterEach(async () => {
  await proxy.stop();
  await closeServer(site);
});

/** Node connects by address, browsers by name. */
const fetchIt = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${new URL(proxy.origin).port}${path}`, { redirect: 'manual', ...init });

describe('the phishing proxy', () => {
  test('a login passes the target’s origin check; password and session are kept', async () => {
    const form = { username: 'alice', password: 'secret', next: `${proxy.origin}/notes` };
    const headers = { origin: proxy.origin, referer: `${proxy.origin}/login` };
    const answer = await fetchIt('/login', { method: 'POST', headers, body: new URLSearchParams(form) });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`${proxy.origin}/in?next=${proxy.origin}/notes`);
    expect(answer.headers.getSetCookie()).toEqual(['sid=s1; Path=/; HttpOnly', 'old=; Max-Age=0']);
    expect(proxy.sessionCookies()).toEqual([{ name: 'sid', value: 's1', url: target }]);
    expect(proxy.postedForms()).toEqual([{ path: '/login', fields: { ...form, next: `${target}/notes` } }]);
  });

  test('a page looks like the target’s, leads to the proxy and is not protected', async () => {
    const answer = await fetchIt('/', { headers: { cookie: 'sid=s1' } });
    expect([...answer.headers.keys()]).not.toContain('content-security-policy');
    expect([...answer.headers.keys()]).not.toContain('strict-transport-security');
    const page = await answer.text();
    expect(page).toContain(`<a href="${proxy.origin}/x">identity sid=s1</a><a href="${target}0/other">“é”</a>`);
    expect(page).toContain(`<script>"${proxy.origin.replaceAll('/', '\\/')}"</script>`);
  });

  test('a stream arrives as it is written, and ends at the target when the victim leaves', async () => {
    const leaving = new AbortController();
    const answer = await fetchIt('/events', { signal: leaving.signal });
    const first = await answer.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toBe('data: first\n\n');
    leaving.abort();
    await streamClosed;
  });

  test('a target that is down gives 502; one that is no http origin is refused', async () => {
    await closeServer(site);
    expect((await fetchIt('/')).status).toBe(502);
    await expect(PhishingProxy.start({ target: 'https://example.org' })).rejects.toThrow('Not an http origin');
  });
});

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGuardedFetch, isAllowedWebhookUrl } from '../net/guarded-fetch.ts';
import { onBothStores } from '../store/testing.ts';
import { createWorld, eventTypes, ticketFor } from './testing-world.ts';

const FROM = { ip: '192.0.2.7' };
const WEBHOOK = { url: 'https://wiki.example/nod', username: 'nod', password: 'pass:wörd' };

onBothStores('the trusted-registration webhook', (fresh) => {
  /** A fetch that answers with one status and keeps the calls. */
  function answering(status: number) {
    const calls: { url: string; init: RequestInit }[] = [];
    const answer: typeof fetch = async (url, init = {}) => {
      calls.push({ url: String(url), init });
      return new Response(null, { status });
    };
    return { calls, fetch: answer };
  }

  it('N6: the application is asked with user and code, by basic auth, and 200 lets in', async () => {
    const { calls, fetch } = answering(200);
    const world = await createWorld(await fresh(), { webhook: WEBHOOK, fetch });
    const ticket = await ticketFor(world);
    await expect(
      world.devices.claim({ code: ticket.code.toLowerCase().replaceAll('-', ' ') }, FROM),
    ).resolves.toBeDefined();
    expect(calls).toHaveLength(1);
    const [call] = calls;
    expect(call?.url).toBe(WEBHOOK.url);
    expect(call?.init).toMatchObject({ method: 'POST', redirect: 'manual', signal: expect.any(AbortSignal) });
    expect(JSON.parse(String(call?.init.body))).toEqual({ user: 'alice', challenge: ticket.code });
    const headers = new Headers(call?.init.headers);
    expect(Buffer.from(headers.get('authorization')?.slice(6) ?? '', 'base64').toString()).toBe('nod:pass:wörd');
  });

  for (const status of [201, 204, 302, 401, 404, 500]) {
    it(`a webhook that answers ${status} lets nobody in, and the ticket is over`, async () => {
      const { calls, fetch } = answering(status);
      const world = await createWorld(await fresh(), { webhook: WEBHOOK, fetch });
      const ticket = await ticketFor(world);
      await expect(world.devices.claim({ code: ticket.code }, FROM)).rejects.toMatchObject({
        code: 'enrollment_refused',
      });
      expect(await eventTypes(world)).toContain('enrollment.refused');
      await expect(world.devices.claim({ code: ticket.code }, FROM)).rejects.toMatchObject({ code: 'enrollment_used' });
      const row = await world.store.db.selectFrom('enrollments').selectAll().executeTakeFirstOrThrow();
      expect(row).toMatchObject({ state: 'closed', nonce_hash: null });
      expect(calls).toHaveLength(1);
    });
  }

  it('a webhook that can’t be reached lets nobody in', async () => {
    const world = await createWorld(await fresh(), { webhook: WEBHOOK });
    const ticket = await ticketFor(world);
    await expect(world.devices.claim({ code: ticket.code }, FROM)).rejects.toMatchObject({
      code: 'enrollment_refused',
    });
  });

  it('a wrong code never reaches the webhook, nor does the ticket of an operator', async () => {
    const { calls, fetch } = answering(200);
    const world = await createWorld(await fresh(), { webhook: WEBHOOK, fetch });
    const ticket = await ticketFor(world);
    await world.devices.claim({ code: `${ticket.code.slice(0, 5)}0000-0000` }, FROM).catch(() => undefined);
    const byOperator = await ticketFor(world, world.bob, null);
    await world.devices.claim({ code: byOperator.code }, FROM);
    expect(calls).toHaveLength(0);
  });

  it('a webhook at a private address isn’t asked unless the server’s settings allow it', async () => {
    const webhook = { ...WEBHOOK, url: 'https://10.1.2.3/nod' };
    const refusing = answering(200);
    const strict = await createWorld(await fresh(), { webhook, fetch: refusing.fetch });
    const { code } = await ticketFor(strict);
    await expect(strict.devices.claim({ code }, FROM)).rejects.toMatchObject({ code: 'enrollment_refused' });
    expect(refusing.calls).toHaveLength(0);

    const { calls, fetch } = answering(200);
    const world = await createWorld(await fresh(), { webhook, fetch, settings: { privateWebhooks: true } });
    await expect(world.devices.claim({ code: (await ticketFor(world)).code }, FROM)).resolves.toBeDefined();
    expect(calls).toHaveLength(1);
  });
});

describe('addresses of webhooks', () => {
  const allowed = (url: string, privateAllowed: boolean) => isAllowedWebhookUrl(url, { privateAllowed });

  it('public https addresses pass', () => {
    expect(allowed('https://wiki.example/nod?x=1', false)).toBe(true);
    expect(allowed('https://[2606:4700::1111]/nod', false)).toBe(true);
  });

  it.each([
    'http://wiki.example/nod',
    'https://user:secret@wiki.example/nod',
    'https://localhost/nod',
    'https://wiki.localhost./nod',
    'https://127.0.0.1/nod',
    'https://2130706433/nod',
    'https://0x7f.1/nod',
    'https://169.254.169.254/latest/meta-data',
    'https://192.168.1.1/nod',
    'https://[::1]/nod',
    'https://[::ffff:10.0.0.1]/nod',
    'https://[fd00::1]/nod',
    'ftp://wiki.example/nod',
    'wiki.example/nod',
  ])('%s does not', (url) => {
    expect(allowed(url, false)).toBe(false);
  });

  it('where private addresses are allowed, http is so on this machine only', () => {
    expect(allowed('http://localhost:4401/nod', true)).toBe(true);
    expect(allowed('https://10.1.2.3/nod', true)).toBe(true);
    expect(allowed('http://10.1.2.3/nod', true)).toBe(false);
    expect(allowed('http://wiki.example/nod', true)).toBe(false);
  });
});

describe('the guarded fetch', () => {
  async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
    const server = createServer(handle);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  it('refuses a name that resolves to a private address at the moment of connecting', async () => {
    let asked = 0;
    const port = await listen((_, response) => {
      asked++;
      response.end();
    });
    const guarded = createGuardedFetch({ privateAllowed: false });
    await expect(guarded(`http://localhost:${port}/`)).rejects.toThrow();
    expect(asked).toBe(0);
    const open = createGuardedFetch({ privateAllowed: true });
    expect((await open(`http://localhost:${port}/`)).status).toBe(200);
  });

  it('a redirect is an answer and not followed', async () => {
    const paths: string[] = [];
    const port = await listen((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const open = createGuardedFetch({ privateAllowed: true });
    const response = await open(`http://localhost:${port}/nod`, { method: 'POST', body: '{}', redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(paths).toEqual(['/nod']);
  });
});

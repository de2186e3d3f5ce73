import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Hono } from 'hono';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createNodClient } from './client.ts';
import { expressLogin, expressWebhook } from './express.ts';
import { honoLogin, honoWebhook } from './hono.ts';
import type { WaitingLogin } from './login.ts';
import { createReceiptVerifier } from './receipt.ts';
import { createStandIn, FALLBACK_CODE } from './testing/stand-in.ts';

const ORIGIN = 'https://wiki.example';
const KEY = Buffer.alloc(32, 7);
const SECRET = `whsec_${KEY.toString('base64')}`;
type Fetch = (path: string, init?: RequestInit) => Promise<Response>;
interface World {
  fetch: Fetch;
  nod: Awaited<ReturnType<typeof createStandIn>>;
  events: string[];
}

async function base() {
  const nod = await createStandIn();
  nod.addDevice('alice', 'iPhone');
  const kept: { login?: WaitingLogin | undefined } = {};
  const options = {
    client: createNodClient({ ...nod, retryDelaysMs: [] }),
    receipts: createReceiptVerifier(nod),
    origin: ORIGIN,
    expect: { match: 'code' as const, fallbacks: ['offline' as const] },
    sessions: {
      read: () => kept.login,
      write(_at: unknown, login?: WaitingLogin) {
        kept.login = login;
      },
    },
  };
  const question = { user: 'alice', userId: nod.userId('alice') };
  const deed = (amount: string) => ({
    ...question,
    action: { title: 'Pay', details: [{ label: 'amount', value: amount }] },
  });
  return { nod, options, question, deed, events: [] as string[] };
}

async function inHono(): Promise<World> {
  const { nod, options, question, deed, events } = await base();
  const app = new Hono();
  const login = honoLogin(options);
  app.post('/ask', async (c) => c.json(await login.ask(c, question)));
  app.get('/events', login.events);
  app.post('/fallback', login.fallback);
  app.post('/finish', async (c) => c.json((await login.finish(c)).receipt));
  app.post(
    '/pay',
    login.needsApproval(
      async (c) => deed(String((await c.req.parseBody()).amount)),
      (_c, page) => Response.json(page, { status: 403 }),
    ),
    async (c) => c.json({ paid: (await c.req.parseBody()).amount, by: login.approvalOf(c)?.receipt.sub }),
  );
  app.post('/hook', honoWebhook({ secret: SECRET, onEvent: (event) => void events.push(event.type) }));
  app.onError((error, c) => c.text(String((error as { code?: string }).code), 500));
  return { nod, events, fetch: async (path, init) => app.request(ORIGIN + path, init) };
}

const inExpress = (parsing: boolean) => async (): Promise<World> => {
  const { nod, options, question, deed, events } = await base();
  const app = express();
  app.post('/hook', expressWebhook({ secret: SECRET, onEvent: (event) => void events.push(event.type) }));
  if (parsing) app.use(express.json(), express.urlencoded());
  const login = expressLogin<IncomingMessage>(options);
  app.post('/ask', async (req, res) => void res.json(await login.ask(req, question)));
  app.get('/events', login.events);
  app.post('/fallback', login.fallback);
  app.post('/finish', async (req, res) => void res.json((await login.finish(req)).receipt));
  const pay = login.needsApproval(
    (req) => deed(amountOf(req)),
    (_req, res: express.Response, page) => res.status(403).json(page),
  );
  app.post('/pay', express.urlencoded(), pay, (req, res) => {
    res.json({ paid: amountOf(req), by: login.approvalOf(req)?.receipt.sub });
  });
  app.post('/late', express.json(), expressWebhook({ secret: SECRET, onEvent: () => undefined }));
  app.use((error: unknown, _req: unknown, res: express.Response, _next: unknown) => {
    res.status(500).send(String((error as { code?: string }).code ?? error));
  });
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { nod, events, fetch: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init) };
};

const amountOf = (req: unknown) => String((req as { body: { amount: string } }).body.amount);

const form = (fields: Record<string, string>, origin: string = ORIGIN): RequestInit => ({
  method: 'POST',
  headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

function told(body: string, key = KEY): RequestInit {
  const seconds = Math.floor(Date.now() / 1000);
  const signature = `v1,${createHmac('sha256', key).update(`wcl_1.${seconds}.${body}`).digest('base64')}`;
  const headers = { 'webhook-id': 'wcl_1', 'webhook-timestamp': `${seconds}`, 'webhook-signature': signature };
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
}
const EVENT = JSON.stringify({ type: 'device.added', timestamp: '2027-01-15T08:00:00Z', data: { id: 'ann_1' } });

const PARSED = inExpress(true);
describe.each([
  ['Hono', inHono],
  ['Express, before its parsers', inExpress(false)],
  ['Express, with its parsers', PARSED],
])('in %s', (_name, open) => {
  test('a login is heard of to its end, and finished once', async () => {
    const { fetch, nod } = await open();
    expect((await fetch('/events')).status).toBe(204);
    expect(await (await fetch('/ask', form({}))).json()).toMatchObject({ code: '482913' });
    const stream = await fetch('/events');
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    nod.settle(nod.newest().id, 'approved', 'iPhone');
    expect(await stream.text()).toContain('"state":"approved"');
    expect(await (await fetch('/finish', form({}))).json()).toMatchObject({ outcome: 'approved' });
    expect(await (await fetch('/finish', form({}))).text()).toContain('nothing_waiting');
  });

  test('a browser that leaves ends the stream to Nod', async () => {
    const { fetch, nod } = await open();
    await fetch('/ask', form({}));
    const stream = await fetch('/events');
    const reader = stream.body?.getReader();
    await reader?.read();
    const upstream = nod.requests.at(-1)?.signal;
    await reader?.cancel();
    for (let tries = 0; tries < 100 && !upstream?.aborted; tries++) await new Promise((done) => setTimeout(done, 10));
    expect(upstream?.aborted).toBe(true);
  });

  test('what is typed in place of a device’s answer comes from the page’s own form', async () => {
    const { fetch, nod } = await open();
    await fetch('/ask', form({}));
    const foreign = await fetch('/fallback', form({ way: 'offline', code: FALLBACK_CODE }, 'https://evil.example'));
    expect(foreign.status).toBe(403);
    expect(nod.newest().state).toBe('pending');
    const long = await fetch('/fallback', form({ way: 'offline', code: 'x'.repeat(20_000) }));
    // Where a parser has read it already, the limit is the parser's.
    expect(long.status).toBe(open === PARSED ? 400 : 413);
    const right = await fetch('/fallback', form({ way: 'offline', code: FALLBACK_CODE }));
    expect(await right.json()).toMatchObject({ update: { state: 'approved' } });
    expect(await (await fetch('/finish', form({}))).json()).toMatchObject({ fallback: 'offline' });
  });

  test('a deed waits for the yes to it', async () => {
    const { fetch, nod } = await open();
    expect((await fetch('/pay', form({ amount: '5' }, 'https://evil.example'))).status).toBe(403);
    expect(nod.challenges.size).toBe(0);
    expect((await fetch('/pay', form({ amount: '5' }))).status).toBe(403);
    nod.settle(nod.newest().id, 'approved');
    const paid = await fetch('/pay', form({ amount: '5' }));
    expect(await paid.json()).toEqual({ paid: '5', by: nod.userId('alice') });
    expect((await fetch('/pay', form({ amount: '5' }))).status).toBe(403);
  });

  test('a webhook hears what is signed, of a length that is one', async () => {
    const { fetch, events } = await open();
    expect((await fetch('/hook', told(EVENT, Buffer.alloc(32, 9)))).status).toBe(401);
    expect((await fetch('/hook', told('x'.repeat(70_000)))).status).toBe(413);
    expect(events).toEqual([]);
    expect((await fetch('/hook', told(EVENT))).status).toBe(204);
    expect(events).toEqual(['device.added']);
  });
});

test('in Express a webhook behind a parser says what is wrong', async () => {
  const { fetch } = await inExpress(false)();
  const response = await fetch('/late', told(EVENT));
  expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('before express.json()')]);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import webpush from 'web-push';
import { Mailbox } from './mailbox.ts';
import { PushService, type Subscription } from './push-service.ts';

class PlainPushService extends PushService {
  readonly endpointHosts = ['push.example.org'];
  protected readonly endpointPath = /^\/send\/([^/?]+)$/;
  protected readonly unauthorizedStatus = 403;

  subscribe(subscription: Subscription): void {
    this.subscriptions.set(subscription.token, subscription);
  }
}

const HOUR_MS = 60 * 60 * 1000;
const VAPID = webpush.generateVAPIDKeys();
let service: PlainPushService;
let received: string[];
let clockOffsetMs: number;

beforeEach(async () => {
  clockOffsetMs = 0;
  service = await new PlainPushService(() => Date.now() + clockOffsetMs).start();
  received = [];
  const mailbox = new Mailbox(Date.now);
  mailbox.connect(({ body }) => void received.push(body.toString()));
  service.subscribe({ token: 'abc', applicationServerKey: VAPID.publicKey, mailbox });
});

afterEach(() => service.stop());

interface Variation {
  readonly token?: string;
  readonly audience?: string;
  readonly subject?: string;
  readonly expiresAtSeconds?: number;
  readonly keys?: typeof VAPID;
  readonly headers?: Record<string, string | undefined>;
  readonly body?: string;
  readonly clockOffsetMs?: number;
}

async function post(variation: Variation = {}): Promise<number> {
  clockOffsetMs = variation.clockOffsetMs ?? 0;
  const {
    token = 'abc',
    audience = 'https://push.example.org',
    subject = 'mailto:a@example.org',
    keys = VAPID,
  } = variation;
  const expiresAtSeconds = variation.expiresAtSeconds ?? Math.floor(Date.now() / 1000) + 3600;
  const { Authorization } = webpush.getVapidHeaders(
    audience,
    subject,
    keys.publicKey,
    keys.privateKey,
    'aes128gcm',
    expiresAtSeconds,
  );
  const headers = { authorization: Authorization, ttl: '60', 'content-encoding': 'aes128gcm', ...variation.headers };
  const present = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const response = await fetch(`${service.baseUrl}/send/${token}`, {
    method: 'POST',
    headers: present,
    body: variation.body ?? 'x',
  });
  await response.text();
  return response.status;
}

test('a proper push is accepted, recorded and passed on', async () => {
  expect(await post({ body: 'hello' })).toBe(201);
  expect(received).toEqual(['hello']);
  const [request] = service.requests;
  expect(request).toMatchObject({
    token: 'abc',
    sizeBytes: 5,
    status: 201,
    reason: '',
    vapid: { aud: 'https://push.example.org' },
  });
  expect(request?.message?.delivery).toBe('sent');
});

const nowSeconds = () => Math.floor(Date.now() / 1000);
test.each<[string, number, () => Variation]>([
  ['W1: a push without TTL', 400, () => ({ headers: { ttl: undefined } })],
  ['W1: a push with a malformed TTL', 400, () => ({ headers: { ttl: '1.5' } })],
  ['W2: a push that is not aes128gcm', 400, () => ({ headers: { 'content-encoding': 'aesgcm' } })],
  ['W2: a body over 4,096 bytes', 413, () => ({ body: 'x'.repeat(4097) })],
  ['W3: a push without VAPID', 403, () => ({ headers: { authorization: undefined } })],
  ['W3: another audience', 403, () => ({ audience: 'https://elsewhere.example.org' })],
  ['W3: a forged signature', 403, () => ({ headers: { authorization: forgedAuthorization() } })],
  // web-push signs at most 24 hours ahead, so the service's clock is put back by two hours.
  [
    'W3: an exp more than 24 hours ahead',
    403,
    () => ({ clockOffsetMs: -2 * HOUR_MS, expiresAtSeconds: nowSeconds() + 23 * 3600 }),
  ],
  ['W3: a token that has expired', 403, () => ({ expiresAtSeconds: nowSeconds() - 10 })],
  ['W3: another application server key', 403, () => ({ keys: webpush.generateVAPIDKeys() })],
  ['an unknown subscription', 410, () => ({ token: 'unknown' })],
])('%s is refused with %i', async (_rule, status, variation) => {
  expect(await post(variation())).toBe(status);
  expect(received).toEqual([]);
  expect(service.requests.at(-1)).toMatchObject({ status, message: undefined });
});

/** A token whose payload was replaced after signing. */
function forgedAuthorization(): string {
  const claims = { aud: 'https://push.example.org', exp: nowSeconds() + 3600, sub: 'mailto:a@example.org' };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  const { Authorization } = webpush.getVapidHeaders(
    'https://b.example.org',
    claims.sub,
    VAPID.publicKey,
    VAPID.privateKey,
    'aes128gcm',
  );
  return Authorization.replace(/\.[^.]+\./, `.${payload}.`);
}

test('an outage answers 503 or resets the connection, and ends', async () => {
  service.down = 'unavailable';
  expect(await post()).toBe(503);
  service.down = 'unreachable';
  await expect(post()).rejects.toThrow();
  service.down = false;
  expect(await post()).toBe(201);
  expect(service.requests.map(({ status }) => status)).toEqual([503, 0, 201]);
});

test('answers given in advance are used up', async () => {
  service.respondNext(429, { 'retry-after': '2' }, 2);
  expect([await post(), await post(), await post()]).toEqual([429, 429, 201]);
});

test('held pushes are accepted at once and passed on at release', async () => {
  service.hold();
  expect(await post({ body: 'held' })).toBe(201);
  expect(received).toEqual([]);
  service.release();
  expect(received).toEqual(['held']);
});

test('a forgotten subscription is gone', async () => {
  service.forget('abc');
  expect(await post()).toBe(410);
});

test('the rewrites name each endpoint host', () => {
  expect(service.rewrites).toBe(`push.example.org=${service.baseUrl}`);
});

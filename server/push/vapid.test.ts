import { decodeJwt, importJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import webpush from 'web-push';
import { createVapid, type VapidKey } from './vapid.ts';

const HOUR_MS = 3_600_000;
const newKey = (keyId: string): VapidKey => ({ keyId, ...webpush.generateVAPIDKeys() });
const current = newKey('v2');
const old = newKey('v1');

function setUp() {
  let nowMs = Date.now();
  const vapid = createVapid({
    keys: { vapid: current, previousVapid: [old] },
    subject: 'mailto:ops@example.org',
    clock: () => nowMs,
  });
  return { vapid, pass: (ms: number) => (nowMs += ms) };
}

function takeApart(header: string | undefined): { token: string; publicKey: string } {
  const match = /^vapid t=([^,]+), k=([A-Za-z0-9_-]{87})$/.exec(header ?? '');
  return { token: match?.[1] ?? '', publicKey: match?.[2] ?? '' };
}

async function verify(header: string | undefined) {
  const { token, publicKey } = takeApart(header);
  const point = Buffer.from(publicKey, 'base64url');
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  const key = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256');
  return { publicKey, ...(await jwtVerify(token, key, { algorithms: ['ES256'] })) };
}

describe('VAPID', () => {
  it('W3: the audience is the push service, the subject the operator, the life at most 12 hours', async () => {
    const { vapid } = setUp();
    const { payload, publicKey } = await verify(vapid.authorization('https://fcm.googleapis.com', 'v2'));
    expect(publicKey).toBe(current.publicKey);
    expect(payload.aud).toBe('https://fcm.googleapis.com');
    expect(payload.sub).toBe('mailto:ops@example.org');
    const lifeMs = (payload.exp ?? 0) * 1000 - Date.now();
    expect(lifeMs).toBeGreaterThan(11 * HOUR_MS);
    expect(lifeMs).toBeLessThanOrEqual(12 * HOUR_MS);
  });

  it('W3: a subscription made with an older key is still sent to under that key', async () => {
    const { vapid } = setUp();
    const { publicKey } = await verify(vapid.authorization('https://web.push.apple.com', 'v1'));
    expect(publicKey).toBe(old.publicKey);
    expect(vapid.authorization('https://web.push.apple.com', 'v0')).toBeUndefined();
  });

  it('signs once per service and key', () => {
    const { vapid } = setUp();
    const origins = ['https://a.push.apple.com', 'https://b.push.apple.com'];
    const headers = origins.flatMap((origin) => ['v1', 'v2'].map((id) => vapid.authorization(origin, id)));
    expect(new Set(headers).size).toBe(4);
    expect(origins.flatMap((origin) => ['v1', 'v2'].map((id) => vapid.authorization(origin, id)))).toEqual(headers);
    expect(decodeJwt(takeApart(headers[0]).token).aud).toBe('https://a.push.apple.com');
  });

  it('renews a header when half of its life is over', () => {
    const { vapid, pass } = setUp();
    const first = vapid.authorization('https://fcm.googleapis.com', 'v2');
    pass(6 * HOUR_MS - 1);
    expect(vapid.authorization('https://fcm.googleapis.com', 'v2')).toBe(first);
    pass(1);
    expect(vapid.authorization('https://fcm.googleapis.com', 'v2')).not.toBe(first);
  });

  it('signs anew after a refusal', () => {
    const { vapid } = setUp();
    const first = vapid.authorization('https://fcm.googleapis.com', 'v2');
    vapid.forget('https://fcm.googleapis.com', 'v2');
    expect(vapid.authorization('https://fcm.googleapis.com', 'v2')).not.toBe(first);
  });

  it('does not remember a header for each of endlessly many hosts', () => {
    const { vapid } = setUp();
    const first = vapid.authorization('https://first.notify.windows.com', 'v2');
    for (let i = 0; i < 300; i++) vapid.authorization(`https://h${i}.notify.windows.com`, 'v2');
    expect(vapid.authorization('https://first.notify.windows.com', 'v2')).not.toBe(first);
  });
});

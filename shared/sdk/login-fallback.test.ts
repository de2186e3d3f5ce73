import { beforeEach, describe, expect, test } from 'vitest';
import { createNodClient, type NodClient } from './client.ts';
import { type FallbackReply, loginFallback } from './login-fallback.ts';
import type { Fallback } from './rest-api.ts';
import { createStandIn, FALLBACK_CODE, problem, type StandIn } from './testing/stand-in.ts';

let nod: StandIn;
let client: NodClient;
let challengeId: string;

beforeEach(async () => {
  nod = await createStandIn();
  nod.addDevice('alice', 'Pixel 9');
  client = createNodClient({ origin: nod.origin, apiKey: nod.apiKey, fetch: nod.fetch, retryDelaysMs: [] });
  challengeId = (await client.createChallenge({ user: 'alice' })).id;
});

async function post(posted: unknown, fallbacks: readonly Fallback[] = ['offline', 'bypass']) {
  const response = await loginFallback({ client, challengeId, posted, fallbacks, now: Date.now });
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  return { status: response.status, body: (await response.json()) as FallbackReply };
}
const calls = () => nod.requests.filter(({ url }) => url.endsWith('/fallback')).length;

describe('the login page’s form', () => {
  test('opens a way, and hands in a code; the page is told what it would hear from its stream', async () => {
    expect(await post({ csrf: 'x', way: 'offline' })).toEqual({
      status: 200,
      body: { opened: { qr: 'NOD1:A', digits: 8 } },
    });
    expect(await post({ way: 'bypass' })).toEqual({ status: 200, body: { opened: {} } });
    expect(await post({ way: 'offline', code: '00000000' })).toEqual({ status: 422, body: { refused: 'wrong_code' } });
    const { status, body } = await post({ way: 'offline', code: FALLBACK_CODE });
    expect([status, body]).toEqual([
      200,
      { update: expect.objectContaining({ state: 'approved', fallback: 'offline' }) },
    ]);
    expect(body.update).not.toHaveProperty('fallbacks');
    expect(JSON.stringify(body)).not.toMatch(/chl_|dev_|nod_/);
    expect(await post({ way: 'offline', code: FALLBACK_CODE })).toMatchObject({ body: { refused: 'challenge_final' } });
  });

  test('A6.6: what this server doesn’t take is not even asked for', async () => {
    expect(await post({ way: 'bypass', code: FALLBACK_CODE }, ['offline'])).toEqual({
      status: 422,
      body: { refused: 'fallback_not_allowed' },
    });
    expect(await post({ way: 'offline' }, [])).toMatchObject({ status: 422 });
    for (const posted of [
      {},
      { way: ['offline'] },
      { way: 'offline', code: '' },
      { way: 'offline', code: 'x'.repeat(65) },
      7,
    ]) {
      expect(await post(posted)).toEqual({ status: 400, body: { refused: 'request_malformed' } });
    }
    expect(calls()).toBe(0);
  });

  test('says how long a way pauses, and nothing of this server’s own trouble with Nod', async () => {
    nod.overrides.push(() => problem(429, 'fallback_backing_off', { retryAfterSeconds: 30 }));
    expect(await post({ way: 'bypass', code: 'x' })).toEqual({
      status: 429,
      body: { refused: 'fallback_backing_off', retryAfterSeconds: 30 },
    });
    for (const answer of [
      () => problem(401, 'unauthorized'),
      () => problem(403, 'scope_missing'),
      () => problem(418, 'new'),
    ]) {
      nod.overrides.push(answer);
      expect(await post({ way: 'bypass', code: 'x' })).toEqual({ status: 503, body: { refused: 'unavailable' } });
    }
    nod.overrides.push(() => Promise.reject(new TypeError('fetch failed')));
    expect(await post({ way: 'bypass', code: 'x' })).toMatchObject({ status: 503 });
  });

  test.each([
    'offline_too_long',
    'offline_no_device',
    'offline_used_up',
    'email_used_up',
    'fallback_closed',
    'user_locked',
  ])('%s reaches the page', async (code) => {
    nod.overrides.push(() => problem(409, code));
    expect(await post({ way: 'offline' })).toEqual({ status: 409, body: { refused: code } });
  });
});

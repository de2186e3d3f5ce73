import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createApi } from './api.ts';
import { openDatabase } from './indexeddb/database.ts';
import { createKeys } from './indexeddb/keys.ts';
import { createServerClock } from './server-clock.ts';

/** An api whose every call is answered by `fetchOnce`. */
function apiAnswering(fetchOnce: typeof fetch, isOnline = true) {
  const keys = createKeys(openDatabase('http-call'));
  const now = () => 1_790_000_000_000;
  return createApi({
    fetch: fetchOnce,
    keys,
    clock: createServerClock({ keys, now }),
    now,
    isOnline: () => isOnline,
    randomBytes: (size) => new Uint8Array(randomBytes(size)),
    timeLimitMs: 30,
  });
}

const SERVER = {
  issuer: 'https://nod.example',
  name: 'Nod',
  keys: [],
  vapid: { keyId: 'v1', publicKey: `B${'A'.repeat(86)}` },
  pullAllowed: true,
  timeMs: 1,
};
const answer = (status: number, body: string) => async () => new Response(body, { status });
const problem = (status: number, code: string, params = {}) =>
  answer(status, JSON.stringify({ type: 'about:blank', title: '', status, code, params }));

test.each<[string, typeof fetch, string]>([
  ['a captive portal', answer(200, '<html>Welcome to the hotel'), 'answer_malformed'],
  ['a server that isn’t Nod', answer(200, '{"hello":"world"}'), 'answer_malformed'],
  ['a file server', answer(404, 'Not found'), 'answer_malformed'],
  ['a gateway whose server is down', answer(502, '<html>Bad gateway'), 'unavailable'],
  ['an answer after a byte order mark', answer(200, `\uFEFF${JSON.stringify(SERVER)}`), 'answer_malformed'],
  ['an endless answer', answer(200, `"${'x'.repeat(600_000)}"`), 'answer_malformed'],
  ['a code of a newer server', problem(409, 'something_new'), 'request_malformed'],
  ['trouble of a newer server', problem(500, 'something_new'), 'internal'],
  ['a refusal', problem(410, 'enrollment_expired'), 'enrollment_expired'],
])('%s: %s → %s', async (_what, fetchOnce, code) => {
  await expect(apiAnswering(fetchOnce).serverInfo('https://nod.example')).rejects.toMatchObject({ code });
});

test('the same without the mark is an answer', async () => {
  const api = apiAnswering(answer(200, JSON.stringify(SERVER)));
  await expect(api.serverInfo('https://nod.example')).resolves.toMatchObject({ name: 'Nod' });
});

test('a refusal keeps its parameters', async () => {
  const api = apiAnswering(problem(429, 'user_backing_off', { retryAfterSeconds: 30 }));
  const call = api.decide('https://nod.example', 'chl_x', 'a.b.c');
  await expect(call).rejects.toMatchObject({ code: 'user_backing_off', params: { retryAfterSeconds: 30 } });
});

test('a server that never answers is unreachable after the time limit', async () => {
  const hanging: typeof fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
  const call = apiAnswering(hanging).serverInfo('https://nod.example');
  await expect(call).rejects.toMatchObject({ code: 'server_unreachable' });
});

test('a call without a network fails as offline', async () => {
  const failing: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  const call = apiAnswering(failing, false).serverInfo('https://nod.example');
  await expect(call).rejects.toMatchObject({ code: 'offline' });
});

test('a call carries no cookie, follows no redirect and asks no cache', async () => {
  let asked: RequestInit | undefined;
  const api = apiAnswering(async (_input, init) => {
    asked = init;
    return new Response('{}');
  });
  await api.serverInfo('https://nod.example').catch(() => undefined);
  expect(asked).toMatchObject({ credentials: 'omit', redirect: 'error', cache: 'no-store' });
});

import { expect, test } from 'vitest';
import { matchingUrl } from '../protocol/matching-url.ts';
import { moveUrl } from '../protocol/move-url.ts';
import { pairingUrl } from '../protocol/pairing-code.ts';
import { registrationUrl } from '../protocol/registration-api.ts';
import { decide } from './decide.ts';
import { receivePush } from './receive.ts';
import { readScan } from './scan.ts';
import { pair, startHarness } from './testing/harness.ts';

async function waiting(code = '482913') {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, push } = await harness.server.challenge({ code });
  await receivePush(harness.core, push);
  return { harness, challengeId: id, id: { deviceId, challengeId: id } };
}

test('N1: the QR of the waiting request gives its code', async () => {
  const { harness, challengeId, id } = await waiting();
  const text = matchingUrl(harness.server.origin, challengeId, '482913');
  expect(await readScan(harness.core, text, { for: id })).toMatchObject({ kind: 'code', code: '482913' });
});

test.each([
  ['of another server', (id: string) => matchingUrl('https://evil.example', id, '482913')],
  ['with another number of digits', (id: string) => matchingUrl('https://nod.example', id, '4829')],
  ['of a move', () => moveUrl('https://nod.example', ['t'.repeat(22)])],
  ['of a registration', () => registrationUrl('https://nod.example', `app_${'a'.repeat(22)}`)],
  ['of a pairing', () => pairingUrl('https://nod.example', 't'.repeat(22))],
  ['of something else', () => 'https://example.org/menu'],
  ['of a script', () => 'javascript:alert(1)'],
  ['of nothing', () => ''],
])('a code %s is not for this request', async (_what, text) => {
  const { harness, challengeId, id } = await waiting();
  const scanned = readScan(harness.core, text(challengeId), { for: id });
  await expect(scanned).rejects.toMatchObject({ code: 'qr_not_for_this' });
});

test('the code of another request leads to that one, known here or not', async () => {
  const { harness, id } = await waiting();
  const other = `chl_${'x'.repeat(22)}`;
  const text = matchingUrl(harness.server.origin, other, '004829');
  const login = { kind: 'login', issuer: harness.server.origin, challengeId: other, code: '004829' };
  expect(await readScan(harness.core, text)).toEqual(login);
  expect(await readScan(harness.core, text, { for: id })).toEqual(login);
  const { id: second, push } = await harness.server.challenge({ code: '111111' });
  await receivePush(harness.core, push);
  const known = matchingUrl(harness.server.origin, second, '111111');
  expect(await readScan(harness.core, known, { for: id })).toMatchObject({ kind: 'login', challengeId: second });
});

test('the code of a request that is over is refused', async () => {
  const { harness, challengeId, id } = await waiting();
  await decide(harness.core, { ...id, choice: 'deny', from: 'app' });
  const text = matchingUrl(harness.server.origin, challengeId, '482913');
  await expect(readScan(harness.core, text)).rejects.toMatchObject({ code: 'qr_not_for_this' });
});

test('an application’s own pairing link names its server and the application', async () => {
  const { harness } = await waiting();
  const applicationId = `app_${'a'.repeat(22)}`;
  const text = registrationUrl('https://other.example', applicationId);
  expect(await readScan(harness.core, ` ${text}\n`)).toEqual({
    kind: 'registration',
    origin: 'https://other.example',
    applicationId,
  });
  await expect(readScan(harness.core, `${text}/x`)).rejects.toMatchObject({ code: 'qr_not_for_this' });
});

test('a pairing QR names its server and token', async () => {
  const { harness } = await waiting();
  const text = pairingUrl('https://other.example', 't'.repeat(22));
  expect(await readScan(harness.core, text)).toEqual({
    kind: 'pairing',
    origin: 'https://other.example',
    token: 't'.repeat(22),
  });
});

test('the QR of a move names its server and one token per account', async () => {
  const { harness } = await waiting();
  const tokens = ['t'.repeat(22), 'u'.repeat(22)];
  expect(await readScan(harness.core, moveUrl('https://other.example', tokens))).toEqual({
    kind: 'move',
    origin: 'https://other.example',
    tokens,
  });
});

test('the code for a phone without a network is known by its beginning, of any version, also where another one is looked for', async () => {
  const { harness, id } = await waiting();
  for (const text of ['NOD1:ABC', 'NOD2:ABC']) {
    expect(await readScan(harness.core, text)).toEqual({ kind: 'offline', text });
    expect(await readScan(harness.core, text, { for: id })).toEqual({ kind: 'offline', text });
  }
  await expect(readScan(harness.core, 'NOD:ABC')).rejects.toMatchObject({ code: 'qr_not_for_this' });
});

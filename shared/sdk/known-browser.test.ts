import { expect, test } from 'vitest';
import { checkMark, MARK_MAX_AGE_MS, makeMark } from './known-browser.ts';

const secret = new Uint8Array(32).fill(7);
const now = 1_790_000_000_000;
const alice = { secret, user: 'usr_alice', now };

test('M2: a mark is known again, by whoever it was made for', async () => {
  const mark = await makeMark(alice);
  expect(mark).toMatch(/^1\.1790000000\.[A-Za-z0-9_-]{43}$/);
  expect(await checkMark(mark, alice)).toBe(true);
  expect(await checkMark(mark, { ...alice, now: now + MARK_MAX_AGE_MS })).toBe(true);
});

test('M2: a mark is worth nothing for another user, with another secret, or when it is too old or from the future', async () => {
  const mark = await makeMark(alice);
  expect(await checkMark(mark, { ...alice, user: 'usr_bob' })).toBe(false);
  expect(await checkMark(mark, { ...alice, secret: new Uint8Array(32).fill(8) })).toBe(false);
  expect(await checkMark(mark, { ...alice, now: now + MARK_MAX_AGE_MS + 1_000 })).toBe(false);
  expect(await checkMark(mark, { ...alice, now: now + 10_000, maxAgeMs: 5_000 })).toBe(false);
  expect(await checkMark(mark, { ...alice, now: now - 120_000 })).toBe(false);
});

test('M2: a mark that somebody changed anywhere is none', async () => {
  const mark = await makeMark(alice);
  const [version, issuedAt, mac = ''] = mark.split('.');
  const last = mac.at(-1) === 'A' ? 'B' : 'A';
  const wrong = [
    undefined,
    '',
    '1..',
    `2.${issuedAt}.${mac}`,
    `1.${Number(issuedAt) + 1}.${mac}`,
    `1.0${issuedAt}.${mac}`,
    `${version}.${issuedAt}.${mac.slice(0, -1)}`,
    `${version}.${issuedAt}.${mac.slice(0, -1)}${last}`,
    `${version}.${issuedAt}.${mac}A`,
    `${version}.${issuedAt}.`,
    `${version}.-1.${mac}`,
    `${version}.9e99.${mac}`,
    `${mark}\n`,
    ` ${mark}`,
    `${mark};${mark}`,
    'x'.repeat(10_000),
  ];
  for (const one of wrong) expect(await checkMark(one, alice), String(one)).toBe(false);
  for (let at = 0; at < mac.length; at++) {
    const flipped = mac[at] === 'A' ? 'B' : 'A';
    const changed = `1.${issuedAt}.${mac.slice(0, at)}${flipped}${mac.slice(at + 1)}`;
    expect(await checkMark(changed, alice), changed).toBe(false);
  }
});

test('M2: no two pairs of time and user share a mark', async () => {
  const mark = await makeMark({ ...alice, user: '1\nusr_alice' });
  expect(await checkMark(mark, alice)).toBe(false);
});

test('M2: a secret that could be guessed is a mistake of the application', async () => {
  const short = { ...alice, secret: new Uint8Array(31) };
  await expect(makeMark(short)).rejects.toThrow(TypeError);
  await expect(checkMark('1.1.x', short)).rejects.toThrow(TypeError);
});

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { CROCKFORD } from '../../shared/protocol/pairing-code.ts';
import { newChallengeId, newId, randomCrockford } from './ids.ts';

test('an id is its prefix and all 16 random bytes', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => 255 - index);
  const asked: number[] = [];
  const id = newId('dev_', (size) => {
    asked.push(size);
    return bytes;
  });
  expect(asked).toEqual([16]);
  expect(Buffer.from(id.slice(4), 'base64url')).toEqual(Buffer.from(bytes));
  expect(id).toMatch(/^dev_[A-Za-z0-9_-]{22}$/);
});

test('no two ids are the same', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newId('dev_', randomBytes)));
  expect(ids.size).toBe(1000);
  const challenges = new Set(Array.from({ length: 1000 }, () => newChallengeId(1_800_000_000_000, randomBytes)));
  expect(challenges.size).toBe(1000);
});

test('A6.5.3, N15: every character of a code comes from the random bytes alone, each equally often', () => {
  const counts = new Map<string, number>();
  for (let start = 0; start < 256; start += 8) {
    const text = randomCrockford(8, (size) => new Uint8Array(size).map((_, at) => start + at));
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect([...counts.keys()].sort().join('')).toBe([...CROCKFORD].sort().join(''));
  expect(new Set(counts.values())).toEqual(new Set([8]));
});

test('the id of a challenge is its moment and 12 random bytes, and the bytes handed in stay as they were', () => {
  const bytes = new Uint8Array(16).fill(255);
  const moment = 2 ** 32 * 26 + 0x01020304;
  const id = newChallengeId(moment * 16 + 15, () => bytes);
  expect(id).toMatch(/^chl_[A-Za-z0-9_-]{22}$/);
  expect(Buffer.from(id.slice(4), 'base64url').toString('hex')).toBe(`01020304${'ff'.repeat(12)}`);
  expect(bytes).toEqual(new Uint8Array(16).fill(255));
});

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId } from './ids.ts';

test('an id is its prefix and all 16 random bytes', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => 255 - index);
  const asked: number[] = [];
  const id = newId('chl_', (size) => {
    asked.push(size);
    return bytes;
  });
  expect(asked).toEqual([16]);
  expect(Buffer.from(id.slice(4), 'base64url')).toEqual(Buffer.from(bytes));
  expect(id).toMatch(/^chl_[A-Za-z0-9_-]{22}$/);
});

test('no two ids are the same', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newId('dev_', randomBytes)));
  expect(ids.size).toBe(1000);
});

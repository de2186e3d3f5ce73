import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { mac, open, SealError, sameSecret, seal, sha256 } from './seal.ts';

const secret = new Uint8Array(32).fill(7);

test('a sealed value opens with its own secret and label only', () => {
  const sealed = seal(secret, 'webhook', 'pässword', randomBytes);
  expect(open(secret, 'webhook', sealed)).toBe('pässword');
  expect(() => open(secret, 'idempotency', sealed)).toThrow(SealError);
  expect(() => open(new Uint8Array(32).fill(8), 'webhook', sealed)).toThrow(SealError);
});

test('a sealed value that was altered anywhere, cut or extended does not open', () => {
  const bytes = Buffer.from(seal(secret, 'webhook', 'password', randomBytes), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const altered = Buffer.from(bytes);
    altered.writeUInt8((altered[at] ?? 0) ^ 1, at);
    expect(() => open(secret, 'webhook', altered.toString('base64url'))).toThrow(SealError);
  }
  for (const length of [0, 11, 12, 27, 28, bytes.length - 1]) {
    expect(() => open(secret, 'webhook', bytes.subarray(0, length).toString('base64url'))).toThrow(SealError);
  }
  expect(() => open(secret, 'webhook', Buffer.concat([bytes, bytes]).toString('base64url'))).toThrow(SealError);
});

test('two seals of one value look different', () => {
  expect(seal(secret, 'a', 'same', randomBytes)).not.toBe(seal(secret, 'a', 'same', randomBytes));
});

test('a sealing error says nothing of the value', () => {
  const sealed = seal(secret, 'webhook', 'hunter2', randomBytes);
  try {
    open(secret, 'other', sealed);
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toContain('hunter2');
    expect(String(error)).not.toContain(sealed);
  }
});

test('a MAC depends on secret, label, and where one part ends', () => {
  const one = mac(secret, 'code', 'chl_1', '123456');
  expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(mac(secret, 'code', 'chl_1', '123456')).toBe(one);
  const others = [
    mac(secret, 'lookup', 'chl_1', '123456'),
    mac(new Uint8Array(32).fill(8), 'code', 'chl_1', '123456'),
    mac(secret, 'code', 'chl_11', '23456'),
    mac(secret, 'code', 'chl_1123456'),
    mac(secret, 'code', 'chl_1', '123456', ''),
    mac(secret, 'code', '123456', 'chl_1'),
    mac(secret, 'code', '5:chl_1', '6:123456'),
  ];
  expect(new Set([one, ...others]).size).toBe(others.length + 1);
});

test('secrets compare by content and length', () => {
  expect(sameSecret('abc', 'abc')).toBe(true);
  expect(sameSecret('abc', 'abd')).toBe(false);
  expect(sameSecret('abc', 'abcd')).toBe(false);
  expect(sameSecret('', '')).toBe(true);
  expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});

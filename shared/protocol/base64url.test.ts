import { base64url } from 'jose';
import { expect, test } from 'vitest';
import { decode, encode } from './base64url.ts';

const samples = [0, 1, 2, 3, 31, 32, 33, 64, 255, 4096].map((length) =>
  Uint8Array.from({ length }, (_, at) => (at * 89 + length * 7) % 256),
);

test.each(samples.map((bytes) => [bytes.length, bytes] as const))(
  '%i bytes there and back, as jose spells them',
  (_, bytes) => {
    expect(encode(bytes)).toBe(base64url.encode(bytes));
    expect([...decode(encode(bytes))]).toEqual([...bytes]);
  },
);

test('a part of a larger piece of memory is encoded, not all of it', () => {
  const whole = Uint8Array.from([1, 2, 3, 4, 5, 6]);
  expect(encode(whole.subarray(2, 4))).toBe(base64url.encode(Uint8Array.from([3, 4])));
});

test('text is taken as UTF-8', () => {
  expect(encode('Zoë 🙂')).toBe(base64url.encode('Zoë 🙂'));
});

test.each(['a', 'abcde', 'ab=', 'ab==', 'a+b/', 'ab cd', 'ab\ncd', 'ab.c', 'äb'])('%j is refused', (text) => {
  expect(() => decode(text)).toThrow(TypeError);
});

import { expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { utf8 } from './base64url.ts';

it.each([
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
  ['', ''],
])('RFC 9285 section 4.3: %j is %j', (text, encoded) => {
  expect(encodeBase45(utf8(text))).toBe(encoded);
  expect([...decodeBase45(encoded)]).toEqual([...utf8(text)]);
});

it('is the inverse of itself for every pair of bytes, and for every single one', () => {
  for (let value = 0; value < 0x10000; value += 7) {
    const pair = Uint8Array.of(value >> 8, value & 0xff);
    expect(decodeBase45(encodeBase45(pair))).toEqual(pair);
  }
  for (let value = 0; value < 256; value++) {
    expect(decodeBase45(encodeBase45(Uint8Array.of(1, 2, value)))).toEqual(Uint8Array.of(1, 2, value));
  }
});

it.each([
  ['one character alone', 'A'],
  ['one character at the end', 'BB8A'],
  ['RFC 9285 section 6: 65,536', 'GGW'],
  ['three characters above two bytes', ':::'],
  ['two characters above a byte', ':5'],
  ['small letters', 'bb8'],
  ['another alphabet', 'BB_'],
  ['a character outside the first plane', 'B😀'],
])('refuses %s', (_name, text) => {
  expect(() => decodeBase45(text)).toThrow(expect.objectContaining({ code: 'malformed' }));
});

import { ProtocolError } from './errors.ts';

/**
 * Base45 (RFC 9285): bytes in the 45 characters that a QR code packs tightest. Two bytes are three characters, the least
 * significant first; a single byte at the end is two.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    text += low === undefined ? digitsOf(high, 2) : digitsOf(high * 256 + low, 3);
  }
  return text;
}

function digitsOf(value: number, count: number): string {
  let text = '';
  for (let rest = value; text.length < count; rest = Math.floor(rest / 45)) text += ALPHABET[rest % 45];
  return text;
}

/**
 * There is one text for each sequence of bytes: other alphabets, a single character at the end, and groups that stand for
 * more than their bytes can hold (RFC 9285 section 6) are refused.
 * @throws ProtocolError malformed
 */
export function decodeBase45(text: string): Uint8Array {
  if (text.length % 3 === 1) throw malformed();
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((character) => ALPHABET.indexOf(character));
    const value = group.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (group.includes(-1) || value > (group.length === 3 ? 0xffff : 0xff)) throw malformed();
    bytes.push(...(group.length === 3 ? [value >> 8, value & 0xff] : [value]));
  }
  return Uint8Array.from(bytes);
}

function malformed(): ProtocolError {
  return new ProtocolError('malformed', 'not base45');
}

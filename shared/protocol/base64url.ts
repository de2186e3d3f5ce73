import { base64url } from 'jose';
import * as v from 'valibot';

/**
 * base64url without padding (RFC 4648 section 5). Where a runtime lacks `Uint8Array.fromBase64`, as Node 22 does, jose's own
 * makes a text of one character per byte first, which took a tenth of the time of each signature made or verified. There
 * Node's Buffer is used instead.
 */
interface NodeBuffer {
  from(text: string, encoding: 'base64url' | 'utf8'): Uint8Array;
  from(bytes: ArrayBufferLike, offset: number, length: number): { toString(encoding: 'base64url'): string };
}
const buffer = 'fromBase64' in Uint8Array ? undefined : (globalThis as { Buffer?: NodeBuffer }).Buffer;

const encoder = new TextEncoder();
/** The last character may stand for six bits, or for four or two and zeros. With other spare bits it would be a second spelling. */
const canonical = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048]|[A-Za-z0-9_-][AQgw])?$/;

/** @param bytes or text, which is taken as UTF-8 */
export function encode(bytes: Uint8Array | string): string {
  if (!buffer) return base64url.encode(bytes);
  const { buffer: memory, byteOffset, byteLength } = typeof bytes === 'string' ? utf8(bytes) : bytes;
  return buffer.from(memory, byteOffset, byteLength).toString('base64url');
}

/** Text as UTF-8. TextEncoder makes a buffer for each text; Node's Buffer takes short ones out of a larger one it keeps. */
export function utf8(text: string): Uint8Array {
  return buffer ? buffer.from(text, 'utf8') : encoder.encode(text);
}

/**
 * Decoders skip what they can't read, or drop spare bits, each in its own way: so the text is checked before.
 * @throws TypeError for another alphabet, padding, a length that no bytes have, and spare bits that aren't zero
 */
export function decode(text: string): Uint8Array {
  if (!canonical.test(text)) throw new TypeError('not base64url in its one spelling');
  return buffer ? buffer.from(text, 'base64url') : base64url.decode(text);
}

/** Bytes as text of so many characters, in their one spelling. */
export function bytesSchema(minCharacters: number, maxCharacters = minCharacters) {
  return v.pipe(
    v.string(),
    v.minLength(minCharacters),
    v.maxLength(maxCharacters),
    v.regex(canonical, 'must be base64url in its one spelling'),
  );
}

/** SHA-256, or a thumbprint. */
export const hashSchema = bytesSchema(43);
/** 128 bits. */
export const nonceSchema = bytesSchema(22);

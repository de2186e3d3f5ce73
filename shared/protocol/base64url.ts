import { base64url } from 'jose';

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
const alphabet = /^[A-Za-z0-9_-]*$/;

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

/** @throws TypeError for another alphabet, padding, and a length that no bytes have */
export function decode(text: string): Uint8Array {
  if (!buffer) return base64url.decode(text);
  // Buffer would skip characters that it can't read.
  if (!alphabet.test(text) || text.length % 4 === 1) throw new TypeError('not base64url');
  return buffer.from(text, 'base64url');
}

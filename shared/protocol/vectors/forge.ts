import { base64url } from 'jose';
import { type PublicJwk, type SigningKey, thumbprint } from '../keys.ts';

/** What an attacker can write who isn't held to our functions: any header, any payload, any key. For vectors and tests. */
export interface TestKey extends SigningKey {
  publicJwk: PublicJwk & { kid: string };
}

/** A key pair that may be exported, made anew. */
export async function makeTestKey(): Promise<TestKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  const kid = await thumbprint(jwk);
  return { kid, privateKey: pair.privateKey, publicJwk: { ...jwk, kid } };
}

const encode = (part: unknown) =>
  base64url.encode(new TextEncoder().encode(typeof part === 'string' ? part : JSON.stringify(part)));

/** Signs whatever it is given; strings are taken as they are, so that JSON can be broken or repeat itself. */
export function forge(header: unknown, payload: unknown, key: TestKey): Promise<string> {
  return forgeSegments(encode(header), encode(payload), key);
}

/** The same bytes in another spelling: the last character's spare bits set. @param encoded of a length that leaves some */
export function otherSpelling(encoded: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  if (encoded.length % 4 === 0) throw new Error('no spare bits');
  return encoded.slice(0, -1) + alphabet[alphabet.indexOf(encoded.at(-1) ?? 'A') + 1];
}

/** JSON whose base64url has spare bits. */
export function encodeWithSpareBits(value: unknown): string {
  const text = JSON.stringify(value);
  return encode(encode(text).length % 4 === 0 ? `${text} ` : text);
}

/** Signs segments as they are. */
export async function forgeSegments(head: string, body: string, key: TestKey): Promise<string> {
  const signed = `${head}.${body}`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    key.privateKey,
    new TextEncoder().encode(signed),
  );
  return `${signed}.${base64url.encode(new Uint8Array(signature))}`;
}

/** alg none: no signature, or 64 bytes of nothing. */
export function unsigned(header: unknown, payload: unknown, signature = ''): string {
  return `${encode(header)}.${encode(payload)}.${signature}`;
}

/** HS256 with the public key as the secret: the classic confusion (RFC 8725 section 2.1). */
export async function macWithPublicKey(header: unknown, payload: unknown, key: TestKey): Promise<string> {
  const signed = `${encode(header)}.${encode(payload)}`;
  const secret = new TextEncoder().encode(JSON.stringify(key.publicJwk));
  const hmac = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const tag = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, new TextEncoder().encode(signed)));
  // Twice, so that the length is that of an ES256 signature.
  return `${signed}.${base64url.encode(new Uint8Array([...tag, ...tag]))}`;
}

/** Changes one claim after signing. */
export function alterClaims(jws: string, change: Record<string, unknown>): string {
  const [head = '', body = '', signature = ''] = jws.split('.');
  const claims = JSON.parse(new TextDecoder().decode(base64url.decode(body)));
  return `${head}.${encode({ ...claims, ...change })}.${signature}`;
}

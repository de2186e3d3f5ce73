import { calculateJwkThumbprint } from 'jose';
import * as v from 'valibot';
import { ProtocolError } from './errors.ts';

/**
 * The only kind of key in Nod: P-256 for ES256 (RFC 7518 section 3.4). A key is named by its RFC 7638 thumbprint, which
 * is its `kid` wherever one is needed, so that a name can't be moved to another key.
 */
// 32 bytes in their one encoding: with its two spare bits set the last character would spell the same point in another way,
// under another thumbprint, and a key that was taken off an account would pass for a new one.
const coordinate = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/));
const point = { kty: v.literal('EC'), crv: v.literal('P-256'), x: coordinate, y: coordinate };
/** A key in a list of keys: what isn't known there is ignored (RFC 7517 section 5). */
export const publicJwkSchema = v.object({
  ...point,
  kid: v.optional(v.pipe(v.string(), v.maxLength(64))),
  use: v.optional(v.literal('sig')),
  alg: v.optional(v.literal('ES256')),
});
export type PublicJwk = v.InferOutput<typeof publicJwkSchema>;
/** A key inside a signed message has these members and no other: one key, one spelling. */
export const bareJwkSchema = v.strictObject(point);

/** A key as it goes into a signed message, whatever came with it. */
export function bareJwk({ kty, crv, x, y }: PublicJwk): PublicJwk {
  return { kty, crv, x, y };
}

/** A public key that brings the runtime's own verification (true when the signature is right) instead of jose's. */
export interface VerifyingKey extends PublicJwk {
  verify?: (data: Uint8Array, signature: Uint8Array) => boolean;
}

/** A private key ready to sign, and the thumbprint under which others know it. */
export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  /** The runtime's own ES256 signature (64 bytes, r | s) by the same key, where it is faster than jose's. */
  sign?: (data: Uint8Array) => Uint8Array;
}

/** @returns base64url SHA-256 thumbprint of the key (RFC 7638), 43 characters. */
export function thumbprint(jwk: PublicJwk): Promise<string> {
  return calculateJwkThumbprint({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, 'sha256');
}

/** Imported keys, by point. An import costs as much as a verification, and public keys are no secret. */
const imported = new Map<string, Promise<CryptoKey>>();
const IMPORTED_LIMIT = 2048;

/**
 * Imports a public JWK. The platform refuses what isn't a point of the curve (Web Cryptography API, Import Key of ECDSA:
 * DataError), which Node, Chromium and Firefox are tested for. The server and the offline verifiers check keys with a second
 * implementation as well (point.ts).
 * @throws ProtocolError malformed
 */
export function importPublicJwk({ kty, crv, x, y }: PublicJwk): Promise<CryptoKey> {
  const name = x + y;
  const known = imported.get(name);
  if (known) return known;
  const key = crypto.subtle
    .importKey('jwk', { kty, crv, x, y }, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
    .catch(() => {
      imported.delete(name);
      throw new ProtocolError('malformed', 'the platform refuses this key');
    });
  const oldest = imported.size >= IMPORTED_LIMIT ? imported.keys().next().value : undefined;
  if (oldest !== undefined) imported.delete(oldest);
  imported.set(name, key);
  return key;
}

/**
 * Reads the shape of what claims to be a public key, and that no private part came along. Whether it is a point of the
 * curve shows when it is imported: a key that is kept goes through checkPublicJwk, or parsePublicJwk (point.ts).
 * @throws ProtocolError malformed
 */
export function readPublicJwk(input: unknown): PublicJwk {
  const parsed = v.safeParse(publicJwkSchema, input);
  if (!parsed.success || (typeof input === 'object' && input !== null && 'd' in input)) {
    throw new ProtocolError('malformed', 'not a public P-256 JWK');
  }
  return parsed.output;
}

/**
 * Checks what claims to be a public key before it is pinned: shape, and by the platform that it is a point of the curve.
 * @throws ProtocolError malformed
 */
export async function checkPublicJwk(input: unknown): Promise<PublicJwk> {
  const jwk = readPublicJwk(input);
  await importPublicJwk(jwk);
  return jwk;
}

/** Makes a device key. The private half can't be exported, not even by this code: it may only sign. */
export async function generateDeviceKey(): Promise<{ publicJwk: PublicJwk; privateKey: CryptoKey; kid: string }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const publicJwk = readPublicJwk({ kty: 'EC', crv: 'P-256', x, y });
  return { publicJwk, privateKey: pair.privateKey, kid: await thumbprint(publicJwk) };
}

/**
 * Makes a device's second key, with which it makes offline codes (offline-code.ts). The private half can't be exported either, and
 * may only derive.
 */
export async function generateOfflineKey(): Promise<{ publicJwk: PublicJwk; privateKey: CryptoKey }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { publicJwk: bareJwk(readPublicJwk({ kty: 'EC', crv: 'P-256', x, y })), privateKey: pair.privateKey };
}

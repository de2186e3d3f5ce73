import { p256 } from '@noble/curves/nist.js';
import * as v from 'valibot';
import { decode } from './base64url.ts';
import { ProtocolError } from './errors.ts';
import { bareJwkSchema, type PublicJwk, readPublicJwk } from './keys.ts';

/**
 * Keys as points of the curve, checked with noble: a second opinion, independent of the platform, for the server and the
 * offline verifiers. Authenticators do without, since curve arithmetic weighs more than the rest of their protocol: they import
 * a key before they keep it (checkPublicJwk in keys.ts), and a platform refuses a key that isn't a point.
 */

/** The uncompressed SEC1 point of a JWK, 65 bytes. @throws ProtocolError malformed when it isn't a point of the curve. */
export function publicKeyBytes(jwk: PublicJwk): Uint8Array {
  const bytes = new Uint8Array(65);
  bytes[0] = 4;
  bytes.set(decode(jwk.x), 1);
  bytes.set(decode(jwk.y), 33);
  try {
    // fromBytes checks the curve equation; assertValidity also refuses infinity and wrong subgroups.
    p256.Point.fromBytes(bytes).assertValidity();
  } catch {
    throw new ProtocolError('malformed', 'not a point of P-256');
  }
  return bytes;
}

/** Parses what claims to be a public key: shape, curve, and that no private part came along. @throws ProtocolError malformed */
export function parsePublicJwk(input: unknown): PublicJwk {
  const jwk = readPublicJwk(input);
  publicKeyBytes(jwk);
  return jwk;
}

/**
 * Parses the key that a device shows: its four members and nothing beside them, so that one key has one spelling.
 * @throws ProtocolError malformed
 */
export function parseBareJwk(input: unknown): PublicJwk {
  const parsed = v.safeParse(bareJwkSchema, input);
  if (!parsed.success) throw new ProtocolError('malformed', 'not a P-256 JWK of four members');
  publicKeyBytes(parsed.output);
  return parsed.output;
}

import { CROCKFORD } from '../../shared/protocol/pairing-code.ts';
import type { RandomBytes } from '../crypto/ids.ts';
import { mac } from '../crypto/seal.ts';

/**
 * What opens a ticket (N12, A6.5): a typed code of 12 Crockford characters, of which 4 look it up and 8 are a 40-bit
 * secret, or a link token of 128 bits. The table holds an HMAC of the one, under the server's secret and bound to its
 * ticket, and a hash of the other.
 */
const LOOKUP_CHARACTERS = 4;
const SECRET_CHARACTERS = 8;
const TOKEN_BYTES = 16;

/** 256 is a multiple of 32, so the low five bits of a random byte are uniform. */
function crockford(length: number, randomBytes: RandomBytes): string {
  return Array.from(randomBytes(length), (byte) => CROCKFORD[byte & 31]).join('');
}

export function randomLookup(randomBytes: RandomBytes): string {
  return crockford(LOOKUP_CHARACTERS, randomBytes);
}

export function randomCodeSecret(randomBytes: RandomBytes): string {
  return crockford(SECRET_CHARACTERS, randomBytes);
}

/** 128 random bits, base64url, 22 characters: link tokens and every nonce. */
export function randomToken(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url');
}

/** @param secret the server's. A MAC copied to another row opens nothing there. */
export function codeMac(secret: Uint8Array, enrollmentId: string, codeSecret: string): string {
  return mac(secret, 'enrollment code', enrollmentId, codeSecret);
}

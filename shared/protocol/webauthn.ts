import { decode, encode } from './base64url.ts';
import { endOfCborMap } from './cbor.ts';
import { ProtocolError } from './errors.ts';
import type { PublicJwk } from './keys.ts';
import { parsePublicJwk } from './point.ts';
import { parseStrictJson } from './strict-json.ts';

/**
 * The two things every WebAuthn ceremony gives: what the browser says (client data, section 5.8.1) and what the
 * authenticator says (authenticator data, section 6.1):
 *
 *   rpIdHash 32 | flags 1 | signCount 4, big-endian | of a new credential: aaguid 16 | length 2 | id | COSE key
 *   | where an extension answers: CBOR map
 */
const FLAG_USER_PRESENT = 0x01;
const FLAG_USER_VERIFIED = 0x04;
const FLAG_BACKUP_ELIGIBLE = 0x08;
const FLAG_BACKED_UP = 0x10;
const FLAG_CREDENTIAL = 0x40;
const FLAG_EXTENSIONS = 0x80;
const FIXED_BYTES = 37;

export interface AuthenticatorData {
  /** base64url. */
  rpIdHash: string;
  signCount: number;
  /** Whether the credential may be synced to other devices, and is at the moment (section 6.1.3). */
  backupEligible: boolean;
  backedUp: boolean;
  bytes: Uint8Array;
}

/**
 * Checks what the browser says it was asked, by whom.
 * @param expected.challenge base64url; without `origin` any is taken, and the caller judges it
 * @returns the origin. @throws ProtocolError malformed, duplicate_member, wrong_type, wrong_challenge, wrong_audience
 */
export function checkClientData(
  clientDataJSON: string,
  expected: { type: 'webauthn.create' | 'webauthn.get'; challenge: string; origin?: string },
): string {
  const value = parseStrictJson(decodeText(clientDataJSON));
  if (typeof value !== 'object' || value === null) throw new ProtocolError('malformed', 'client data is no object');
  const { type, challenge, origin, crossOrigin, topOrigin } = value as Record<string, unknown>;
  if (type !== expected.type) throw new ProtocolError('wrong_type', 'another ceremony');
  if (challenge !== expected.challenge) throw new ProtocolError('wrong_challenge', 'asked about something else');
  if (typeof origin !== 'string' || (expected.origin !== undefined && origin !== expected.origin)) {
    throw new ProtocolError('wrong_audience', 'asked by another page');
  }
  // A page that frames ours could lay its own words over the question.
  if ((crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined) {
    throw new ProtocolError('wrong_audience', 'asked within a page of another origin');
  }
  return origin;
}

/**
 * Takes authenticator data apart and makes sure that a person was there (UP) and was verified (UV).
 * @throws ProtocolError malformed, wrong_state
 */
export function readAuthenticatorData(encoded: string): AuthenticatorData {
  const bytes = decodeBytes(encoded);
  if (bytes.length < FIXED_BYTES) throw new ProtocolError('malformed', 'authenticator data too short');
  const flags = bytes[32] ?? 0;
  if ((flags & FLAG_USER_PRESENT) === 0 || (flags & FLAG_USER_VERIFIED) === 0) {
    throw new ProtocolError('wrong_state', 'nobody was verified');
  }
  const backupEligible = (flags & FLAG_BACKUP_ELIGIBLE) !== 0;
  const backedUp = (flags & FLAG_BACKED_UP) !== 0;
  if (backedUp && !backupEligible) throw new ProtocolError('malformed', 'backed up, which it says it can’t be');
  const signCount = new DataView(bytes.buffer, bytes.byteOffset).getUint32(33);
  return { rpIdHash: encode(bytes.subarray(0, 32)), signCount, backupEligible, backedUp, bytes };
}

/**
 * Makes sure that authenticator data ends there, or with the map of its extensions' answers.
 * @param at where all that its flags announce before that has ended. @throws ProtocolError malformed
 */
function checkEnd({ bytes }: AuthenticatorData, at: number): void {
  const announced = ((bytes[32] ?? 0) & FLAG_EXTENSIONS) !== 0;
  const end = announced ? endOfCborMap(bytes, at) : at;
  if (end !== bytes.length) throw new ProtocolError('malformed', 'more in it than its flags say');
}

/** Of an assertion, which holds no credential (section 6.1). @throws ProtocolError malformed, wrong_state */
export function readAssertionData(encoded: string): AuthenticatorData {
  const data = readAuthenticatorData(encoded);
  if (((data.bytes[32] ?? 0) & FLAG_CREDENTIAL) !== 0) throw new ProtocolError('malformed', 'a credential in it');
  checkEnd(data, FIXED_BYTES);
  return data;
}

/** An ES256 key as CTAP2 writes it, in its one canonical form: kty 2, alg -7, crv 1, then x and y of 32 bytes each. */
const COSE_BEFORE_X = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
const COSE_BEFORE_Y = [0x22, 0x58, 0x20];

/**
 * The credential that authenticator data of a registration holds. Its key has one spelling (section 6.5.1.1), so it is
 * compared rather than decoded: any other algorithm, or order, is refused.
 * @returns its id in base64url and its key, a point of the curve. @throws ProtocolError malformed, wrong_algorithm
 */
export function readNewCredential(data: AuthenticatorData): { credentialId: string; jwk: PublicJwk } {
  const { bytes } = data;
  if (((bytes[32] ?? 0) & FLAG_CREDENTIAL) === 0) throw new ProtocolError('malformed', 'no credential in it');
  const lengthAt = FIXED_BYTES + 16;
  const idAt = lengthAt + 2;
  const keyAt = idAt + ((bytes[lengthAt] ?? 0) << 8) + (bytes[lengthAt + 1] ?? 0);
  const xAt = keyAt + COSE_BEFORE_X.length;
  const yAt = xAt + 32 + COSE_BEFORE_Y.length;
  if (keyAt === idAt || bytes.length < yAt + 32) throw new ProtocolError('malformed', 'the credential is cut off');
  if (!standsAt(bytes, keyAt, COSE_BEFORE_X) || !standsAt(bytes, xAt + 32, COSE_BEFORE_Y)) {
    throw new ProtocolError('wrong_algorithm', 'only ES256 is accepted');
  }
  checkEnd(data, yAt + 32);
  return {
    credentialId: encode(bytes.subarray(idAt, keyAt)),
    jwk: parsePublicJwk({
      kty: 'EC',
      crv: 'P-256',
      x: encode(bytes.subarray(xAt, xAt + 32)),
      y: encode(bytes.subarray(yAt, yAt + 32)),
    }),
  };
}

function standsAt(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}

/** @throws ProtocolError malformed */
export function decodeBytes(encoded: string): Uint8Array {
  try {
    return decode(encoded);
  } catch {
    throw new ProtocolError('malformed', 'not base64url in its one spelling');
  }
}

function decodeText(encoded: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeBytes(encoded));
  } catch {
    throw new ProtocolError('malformed', 'not UTF-8');
  }
}

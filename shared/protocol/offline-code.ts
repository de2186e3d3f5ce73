import * as v from 'valibot';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { decode, encode, hashSchema, utf8 } from './base64url.ts';
import { hashChallenge } from './challenge.ts';
import { ProtocolError } from './errors.ts';
import { MESSAGE_TYPES, parseMessage } from './jws.ts';
import type { PublicJwk } from './keys.ts';

/**
 * The offline code: how a phone without a network answers a login. The login page's QR carries the signed challenge and a
 * public key that the server has made for it; the phone checks the one, shows it, and makes eight digits with the other and a
 * second key of its own (ECDH). No secret is shared, none is stored: the server knows the digits of each device from the moment
 * in which it still had the private half.
 *
 * The QR's text is `NOD1:` and the base45 (RFC 9285) of these bytes, which are at most 900, so that a camera reads it:
 *
 * | at | bytes | |
 * | --- | --- | --- |
 * | 0 | 1 | version: 1 |
 * | 1 | 32 | `kid` of the challenge's header: thumbprint of the key that signed it |
 * | 33 | 65 | the server's public key of this one code: an uncompressed point of P-256 (SEC 1 section 2.3.3) |
 * | 98 | 64 | the challenge's signature |
 * | 162 | n | the challenge's payload, as it was signed |
 *
 * The header isn't carried: it is `{"alg":"ES256","typ":"nod-challenge+jwt","kid":"…"}` in exactly this spelling. A reader that
 * rebuilds another one finds that the signature doesn't match.
 */
const PREFIX = 'NOD1:';
const VERSION = 1;
const KID_AT = 1;
const KEY_AT = 33;
const SIGNATURE_AT = 98;
const PAYLOAD_AT = 162;
/** 101 modules at error correction low, which a camera reads at a tilt of 14 degrees. */
export const OFFLINE_MAX_BYTES = 900;
export const OFFLINE_DIGITS = 8;

export interface OfflineQr {
  /** The challenge's compact JWS. Its signature has not been checked. */
  readonly challenge: string;
  /** 65 bytes. Whether it is a point of the curve shows when it is used (offlineDigits). */
  readonly ephemeralKey: Uint8Array;
}

/**
 * @param ephemeralKey 65 bytes
 * @returns the QR's text. @throws ProtocolError oversized, malformed (a challenge whose header this reader wouldn't rebuild)
 */
export function encodeOfflineQr({ challenge, ephemeralKey }: OfflineQr): string {
  const { kid = '' } = parseMessage('challenge', challenge).header;
  const [header, payload = '', signature = ''] = challenge.split('.');
  if (header !== headerOf(kid) || ephemeralKey.length !== SIGNATURE_AT - KEY_AT) {
    throw new ProtocolError('malformed', 'no offline code can be made of this');
  }
  const parts = [Uint8Array.of(VERSION), decode(kid), ephemeralKey, decode(signature), decode(payload)];
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  checkSize(size);
  const bytes = new Uint8Array(size);
  parts.reduce((at, part) => {
    bytes.set(part, at);
    return at + part.length;
  }, 0);
  return PREFIX + encodeBase45(bytes);
}

/** @throws ProtocolError malformed, oversized, unknown_claim (a later version) and those of parseMessage */
export function decodeOfflineQr(text: string): OfflineQr {
  if (!text.startsWith(PREFIX)) {
    if (/^NOD[0-9]+:/.test(text)) throw new ProtocolError('unknown_claim', 'a version that is not known here');
    throw new ProtocolError('malformed', 'not an offline code');
  }
  // Three characters are two bytes. What is longer isn't decoded.
  checkSize(((text.length - PREFIX.length) * 2) / 3);
  const bytes = decodeBase45(text.slice(PREFIX.length));
  if (bytes[0] !== VERSION || bytes.length <= PAYLOAD_AT) throw new ProtocolError('malformed', 'not an offline code');
  const kid = encode(bytes.subarray(KID_AT, KEY_AT));
  const signature = encode(bytes.subarray(SIGNATURE_AT, PAYLOAD_AT));
  const challenge = `${headerOf(kid)}.${encode(bytes.subarray(PAYLOAD_AT))}.${signature}`;
  parseMessage('challenge', challenge);
  return { challenge, ephemeralKey: bytes.slice(KEY_AT, SIGNATURE_AT) };
}

function headerOf(kid: string): string {
  return encode(JSON.stringify({ alg: 'ES256', typ: MESSAGE_TYPES.challenge.typ, kid }));
}

function checkSize(bytes: number): void {
  if (bytes > OFFLINE_MAX_BYTES) throw new ProtocolError('oversized', `at most ${OFFLINE_MAX_BYTES} bytes`);
}

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** The server's key pair of one code. Nobody keeps the private half. */
export async function generateEphemeralKey(): Promise<{ privateKey: CryptoKey; ephemeralKey: Uint8Array }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  return { privateKey, ephemeralKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)) };
}

export interface OfflineDerivation {
  readonly privateKey: CryptoKey;
  /** The other side's: of a device its JWK, of the server the 65 bytes of the QR. */
  readonly publicKey: PublicJwk | Uint8Array;
  /** The challenge's compact JWS. */
  readonly challenge: string;
  /** RFC 7638 thumbprint of the device key, by which the device is known. */
  readonly thumbprint: string;
}

/**
 * The digits of one device for one challenge: HKDF-SHA-256 (RFC 5869) of the ECDH secret (its x coordinate, 32 bytes), with the
 * challenge's SHA-256 (32 bytes) as salt and the UTF-8 text `nod offline code` ‖ thumbprint ‖ `approve` as info. Of the 8 bytes
 * that come out, read big-endian, the remainder by 10^8: no value is likelier than another by more than 2^-37.
 * @returns 8 decimal digits. @throws ProtocolError malformed where the public key isn't a point of the curve
 */
export async function offlineDigits(of: OfflineDerivation): Promise<string> {
  if (!v.is(hashSchema, of.thumbprint)) throw new ProtocolError('malformed', 'not a thumbprint');
  const secret = await crypto.subtle.deriveBits(
    { name: 'ECDH', public: await importPublic(of.publicKey) },
    of.privateKey,
    256,
  );
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const salt = new Uint8Array(decode(await hashChallenge(of.challenge)));
  const info = new Uint8Array(utf8(`nod offline code${of.thumbprint}approve`));
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, 64);
  const number = new DataView(bits).getBigUint64(0) % 10n ** BigInt(OFFLINE_DIGITS);
  return String(number).padStart(OFFLINE_DIGITS, '0');
}

/** The platform refuses what isn't a point of the curve (Web Cryptography API, Import Key of ECDH: DataError). */
async function importPublic(key: PublicJwk | Uint8Array): Promise<CryptoKey> {
  try {
    if (key instanceof Uint8Array) {
      // Only the form that the layout says: some platforms take a compressed point as well.
      if (key.length !== 65 || key[0] !== 4) throw new TypeError('not 65 bytes');
      return await crypto.subtle.importKey('raw', new Uint8Array(key), CURVE, false, []);
    }
    const { kty, crv, x, y } = key;
    return await crypto.subtle.importKey('jwk', { kty, crv, x, y }, CURVE, false, []);
  } catch {
    throw new ProtocolError('malformed', 'the platform refuses this key');
  }
}

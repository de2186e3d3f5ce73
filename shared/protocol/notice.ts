import * as v from 'valibot';
import { nonceSchema } from './base64url.ts';
import { idSchema } from './challenge.ts';
import { ProtocolError } from './errors.ts';
import { findByKid, parseClaims, signMessage, verifyMessage } from './jws.ts';
import type { PublicJwk, SigningKey } from './keys.ts';
import { outcomeSchema } from './receipt.ts';
import { announcementSchema } from './trust-api.ts';

/**
 * The notice, `nod-notice+jwt`: the server tells one device something and asks nothing. `test` carries the nonce that
 * the device echoes to become active; `closed` says that a challenge has been answered elsewhere or has ended;
 * `announcement` says what happened to the account, and is sent to devices that have named the feature.
 */
const seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const base = { iss: v.string(), aud: v.string(), sub: idSchema, jti: v.string(), iat: seconds, exp: seconds };
const claimsSchema = v.variant('notice', [
  v.strictObject({ ...base, notice: v.literal('test'), nonce: nonceSchema }),
  v.strictObject({
    ...base,
    notice: v.literal('closed'),
    challengeId: idSchema,
    state: outcomeSchema,
    /** The name of the device that answered, when one did. */
    decidedBy: v.optional(v.pipe(v.string(), v.maxLength(60))),
    /** Whether that was the very device the notice is for. Names don't tell, since two phones may have the same. */
    thisDevice: v.optional(v.boolean()),
  }),
  v.strictObject({ ...base, notice: v.literal('announcement'), announcement: announcementSchema }),
]);
export type NoticeClaims = v.InferOutput<typeof claimsSchema>;

/** @param claims sub is the device id; iat and exp in seconds. @returns the compact JWS. @throws ProtocolError invalid_claims */
export async function signNotice(claims: NoticeClaims, key: SigningKey): Promise<string> {
  parseClaims(claimsSchema, claims);
  return signMessage('notice', claims, key);
}

/**
 * @param expected keys with kid, issuer origin, this device's id, `now` in ms on the server's clock.
 * @throws ProtocolError those of verifyMessage, invalid_claims, wrong_issuer, wrong_audience, wrong_subject, expired
 */
export async function verifyNotice(
  jws: unknown,
  expected: { keys: readonly PublicJwk[]; issuer: string; deviceId: string; now: number },
): Promise<NoticeClaims> {
  const claims = parseClaims(claimsSchema, await verifyMessage('notice', jws, findByKid(expected.keys)));
  if (claims.iss !== expected.issuer) throw new ProtocolError('wrong_issuer', 'from another server');
  if (claims.aud !== 'nod-device') throw new ProtocolError('wrong_audience', 'not meant for a device');
  if (claims.sub !== expected.deviceId) throw new ProtocolError('wrong_subject', 'for another device');
  if (claims.exp * 1000 <= expected.now) throw new ProtocolError('expired', 'the notice has expired');
  return claims;
}

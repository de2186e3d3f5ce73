import * as v from 'valibot';
import { bytesSchema, hashSchema } from './base64url.ts';
import type { Subscription } from './device-api.ts';
import { ProtocolError } from './errors.ts';
import { sha256 } from './hash.ts';
import { parseClaims, parseMessage, signMessage, verifyMessage } from './jws.ts';
import { bareJwk, type PublicJwk, type SigningKey, thumbprint } from './keys.ts';
import { parseBareJwk } from './point.ts';

/**
 * The binding, `nod-enrollment+jwt`: a new device proves that it holds its key, over the claim's nonce, its push
 * subscription, its second key (offline-code.ts) and the server key it has pinned. When a phishing relay has put its own key or its own endpoint in between,
 * the message doesn't verify. The public key travels in the header as `jwk`.
 */
const claimsSchema = v.strictObject({
  iss: hashSchema,
  aud: v.string(),
  jti: v.string(), // the enrollment's id
  iat: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  nonce: bytesSchema(22, 43),
  serverKey: hashSchema,
  subscription: hashSchema,
  /** Thumbprint of the second key; absent where the device brings none. */
  offline: v.optional(hashSchema),
});

/** base64url SHA-256 over endpoint, p256dh and auth on one line each; of empty text where there is no subscription. */
export function hashSubscription(subscription: Subscription | null): Promise<string> {
  return sha256(subscription ? `${subscription.endpoint}\n${subscription.keys.p256dh}\n${subscription.keys.auth}` : '');
}

/** @param binding `audience` the server's origin, `serverKey` the thumbprint of its pinned key. @returns the compact JWS */
export async function signBinding(
  binding: {
    enrollmentId: string;
    nonce: string;
    audience: string;
    serverKey: string;
    subscription: Subscription | null;
    /** The second key, for a server that takes one (features.ts). */
    offlineJwk?: PublicJwk | undefined;
    nowMs: number;
  },
  key: SigningKey,
  publicJwk: PublicJwk,
): Promise<string> {
  const claims = parseClaims(claimsSchema, {
    iss: key.kid,
    aud: binding.audience,
    jti: binding.enrollmentId,
    iat: Math.floor(binding.nowMs / 1000),
    nonce: binding.nonce,
    serverKey: binding.serverKey,
    subscription: await hashSubscription(binding.subscription),
    ...(binding.offlineJwk === undefined ? {} : { offline: await thumbprint(binding.offlineJwk) }),
  });
  return signMessage('binding', claims, key, bareJwk(publicJwk));
}

/**
 * @param expected `nonceHash` is the base64url SHA-256 of the claim's nonce; `serverKeys` the thumbprints this server
 *   really has.
 * @returns the new device's public key, its thumbprint, and its second key where it brings one.
 * @throws ProtocolError those of verifyMessage, unknown_claim, invalid_claims, wrong_issuer, wrong_audience, wrong_challenge (another
 *   enrollment), wrong_nonce, wrong_server_key, wrong_request (another subscription, or
 *   another second key)
 */
export async function verifyBinding(
  jws: unknown,
  expected: {
    enrollmentId: string;
    audience: string;
    nonceHash: string;
    serverKeys: readonly string[];
    subscription: Subscription | null;
    /** As it came beside the binding. */
    offlineJwk?: unknown;
  },
): Promise<{ jwk: PublicJwk; thumbprint: string; offlineJwk: PublicJwk | undefined }> {
  const jwk = parseBareJwk(parseMessage('binding', jws).header.jwk);
  const claims = parseClaims(claimsSchema, await verifyMessage('binding', jws, () => jwk));
  const kid = await thumbprint(jwk);
  if (claims.iss !== kid) throw new ProtocolError('wrong_issuer', 'signed in another name');
  if (claims.aud !== expected.audience) throw new ProtocolError('wrong_audience', 'meant for another server');
  if (claims.jti !== expected.enrollmentId) throw new ProtocolError('wrong_challenge', 'for another enrollment');
  // Both sides are hashes of 128 random bits: their comparison tells nothing that helps to guess one.
  if ((await sha256(claims.nonce)) !== expected.nonceHash) throw new ProtocolError('wrong_nonce', 'another nonce');
  if (!expected.serverKeys.includes(claims.serverKey)) {
    throw new ProtocolError('wrong_server_key', 'the device has pinned a key that is not ours');
  }
  if (claims.subscription !== (await hashSubscription(expected.subscription))) {
    throw new ProtocolError('wrong_request', 'signed over another subscription');
  }
  const offlineJwk = expected.offlineJwk === undefined ? undefined : parseBareJwk(expected.offlineJwk);
  if (claims.offline !== (offlineJwk && (await thumbprint(offlineJwk)))) {
    throw new ProtocolError('wrong_request', 'signed over another second key');
  }
  return { jwk, thumbprint: kid, offlineJwk };
}

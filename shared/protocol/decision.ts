import * as v from 'valibot';
import { hashSchema } from './base64url.ts';
import { idSchema, originSchema } from './challenge.ts';
import { ProtocolError } from './errors.ts';
import { parseClaims, signMessage, verifyMessage } from './jws.ts';
import type { SigningKey, VerifyingKey } from './keys.ts';
import { line, REASON_MAX_CHARACTERS } from './text.ts';
import { assertionSchema } from './user-verification.ts';

/**
 * The decision, `nod-decision+jwt`: a device's signed answer. It names the exact challenge by the hash of its compact
 * form, so an answer to one question can't be moved to another. `iat` is the device's own clock and only informs: the
 * server's clock alone judges whether a challenge is still open.
 */
const claimsSchema = v.pipe(
  v.strictObject({
    iss: hashSchema,
    aud: v.string(),
    jti: idSchema,
    iat: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    challenge: hashSchema,
    decision: v.picklist(['approve', 'deny', 'report']),
    code: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{2,8}$/))),
    /**
     * Only by an extension, read from its browser's own API: with `approve` the origin of the tab where this login waits,
     * with `report` the foreign origin that was found to show it (phishing).
     */
    origin: v.optional(originSchema),
    /** That the person was verified for this approval (user-verification.ts); whether it is so is verifyAssertion's to say. */
    uv: v.optional(assertionSchema),
    /** Why the person says no, in their words; only to a server that takes it (features.ts, `deny-reason`). */
    reason: v.optional(line(REASON_MAX_CHARACTERS)),
  }),
  v.check((claims) => claims.decision === 'approve' || claims.code === undefined, 'only an approval carries a code'),
  v.check((claims) => claims.decision !== 'deny' || claims.origin === undefined, 'a denial carries no origin'),
  v.check((claims) => claims.decision === 'approve' || claims.uv === undefined, 'only an approval is verified'),
  v.check((claims) => claims.code === undefined || claims.origin === undefined, 'matched in one way'),
  v.check((claims) => claims.decision === 'deny' || claims.reason === undefined, 'only a denial has a reason'),
);
export type DecisionClaims = v.InferOutput<typeof claimsSchema>;

/** @param claims iat in seconds; `key.kid` must equal `claims.iss`. @returns the compact JWS. @throws ProtocolError invalid_claims */
export async function signDecision(claims: DecisionClaims, key: SigningKey): Promise<string> {
  parseClaims(claimsSchema, claims);
  if (claims.iss !== key.kid) throw new ProtocolError('invalid_claims', 'iss is the thumbprint of the signing key');
  return signMessage('decision', claims, key);
}

/** A device's key as it was enrolled, under its thumbprint. */
export interface DeviceKey {
  jwk: VerifyingKey;
  thumbprint: string;
}

/**
 * @param expected.device the enrolled key, or how to find the one that the header names; `audience` the server's origin; the id and hash of the challenge on file.
 * @throws ProtocolError those of verifyMessage, unknown_claim, invalid_claims, wrong_issuer, wrong_audience, wrong_challenge
 */
export async function verifyDecision(
  jws: unknown,
  expected: {
    device: DeviceKey | ((thumbprint: string) => Promise<DeviceKey | undefined>);
    audience: string;
    challengeId: string;
    challengeHash: string;
  },
): Promise<DecisionClaims> {
  let device: DeviceKey | undefined;
  const findKey = async ({ kid = '' }: { kid?: string }) => {
    device = typeof expected.device === 'function' ? await expected.device(kid) : expected.device;
    return kid === device?.thumbprint ? device.jwk : undefined;
  };
  const claims = parseClaims(claimsSchema, await verifyMessage('decision', jws, findKey));
  if (claims.iss !== device?.thumbprint) throw new ProtocolError('wrong_issuer', 'signed in another name');
  if (claims.aud !== expected.audience) throw new ProtocolError('wrong_audience', 'meant for another server');
  if (claims.jti !== expected.challengeId || claims.challenge !== expected.challengeHash) {
    throw new ProtocolError('wrong_challenge', 'an answer to another challenge');
  }
  return claims;
}

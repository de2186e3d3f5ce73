import * as v from 'valibot';
import { hashChallenge, idSchema } from './challenge.ts';
import { type DecisionClaims, verifyDecision } from './decision.ts';
import { ProtocolError } from './errors.ts';
import { findByKid, parseClaims, signMessage, verifyMessage } from './jws.ts';
import { bareJwkSchema, type PublicJwk, type SigningKey, thumbprint } from './keys.ts';
import { receiptVerifierSchema } from './user-verification.ts';

/**
 * The receipt, `nod-receipt+jwt`: the server's signed record of a final challenge, with challenge and decision inside.
 * An application checks one signature; an auditor checks all three (offline-receipt.ts).
 */
const jws = v.pipe(v.string(), v.maxLength(4_096));
export const outcomeSchema = v.picklist(['approved', 'denied', 'reported', 'expired', 'canceled', 'failed']);
export type Outcome = v.InferOutput<typeof outcomeSchema>;

/** What may count in place of a device's answer. It is the server's word alone: nothing in the receipt shows more. */
export const FALLBACK_WAYS = ['offline', 'totp', 'email', 'bypass'] as const;
export type FallbackWay = (typeof FALLBACK_WAYS)[number];

export const receiptSchema = v.object({
  iss: v.string(),
  sub: idSchema,
  aud: idSchema,
  jti: idSchema,
  iat: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  outcome: outcomeSchema,
  /**
   * RFC 8176 values, only for what was shown: `swk` for the device key, `mca` for the push beside the password (not where login
   * and answer seem to come from one device: X2), `user` where the person was verified for this very approval.
   */
  amr: v.array(v.string()),
  acr: v.string(),
  /** How an approval was matched, by a fallback as by a code; for any other outcome how it would have been. */
  match: v.picklist(['code', 'origin', 'none']),
  cnf: v.optional(v.strictObject({ jwk: bareJwkSchema })),
  /** Of an approval that no device has signed: what counted in its place. Then there is no `decision`, `cnf` or `verifier`. */
  fallback: v.optional(v.picklist(FALLBACK_WAYS)),
  /** With amr `user`: the credential whose assertion is in the decision, as it was registered for this device. */
  verifier: v.optional(receiptVerifierSchema),
  challenge: jws,
  decision: v.optional(jws),
});
export type ReceiptClaims = v.InferOutput<typeof receiptSchema>;

/** What an approval by a device key shows, and what an outcome without one shows. R1: never `hwk` for this key. */
export const APPROVED_BY_DEVICE_KEY = { amr: ['swk', 'mca'], acr: 'urn:nod:acr:device-key' } as const;
/** The same key, and the browser that holds it had the login open at the application's own origin (N8: no proxy between). */
export const APPROVED_AT_ORIGIN = { amr: ['swk', 'mca'], acr: 'urn:nod:acr:device-key-at-origin' } as const;
/**
 * What a fallback shows: `otp` for digits of something that the person has; nothing for a code that somebody else sent, by
 * e-mail (N9: no second channel) or by the operator.
 */
const SHOWN_BY_FALLBACK = {
  offline: ['otp'],
  totp: ['otp'],
  email: [],
  bypass: [],
} as const satisfies Record<FallbackWay, readonly string[]>;
const APPROVED_BY_FALLBACK = 'urn:nod:acr:fallback';
export const NOTHING_SHOWN = { amr: [], acr: 'urn:nod:acr:none' } as const;

/**
 * What an outcome shows. With an assertion there is `user`, and the acr ends in `:uv` (N10). Never `hwk`, not even then:
 * without attestation nothing tells an authenticator in hardware from one in software. X2: an answer from the device of the
 * login shows no second channel, unless it is bound to the origin.
 */
export function shownBy(
  ending: Pick<ReceiptClaims, 'outcome' | 'match' | 'fallback'> & {
    userVerified: boolean;
    sameDevice?: boolean | undefined;
  },
): { amr: string[]; acr: string } {
  const { outcome, match, fallback, userVerified, sameDevice = false } = ending;
  if (outcome !== 'approved') return { amr: [...NOTHING_SHOWN.amr], acr: NOTHING_SHOWN.acr };
  if (fallback !== undefined) return { amr: [...SHOWN_BY_FALLBACK[fallback]], acr: APPROVED_BY_FALLBACK };
  const { amr, acr } = match === 'origin' ? APPROVED_AT_ORIGIN : APPROVED_BY_DEVICE_KEY;
  const methods = amr.filter((method) => method !== 'mca' || match === 'origin' || !sameDevice);
  return userVerified ? { amr: [...methods, 'user'], acr: `${acr}:uv` } : { amr: methods, acr };
}

/**
 * The claims aren't checked against the schema: every part is the server's own or was verified before, and the readers of a
 * receipt check it.
 * @param claims iat in seconds. @returns the compact JWS
 */
export async function signReceipt(claims: ReceiptClaims, key: SigningKey): Promise<string> {
  return signMessage('receipt', claims, key);
}

export interface ExpectedReceipt {
  /** The server's JWKS, each key with its kid. */
  keys: readonly PublicJwk[];
  issuer: string;
  /** The application's id. */
  audience: string;
  /** The challenge that the application itself created: a receipt of another login proves nothing about this one. */
  challengeId?: string;
  /**
   * Thumbprints of the keys that this user's devices are known to have; or what judges one, asked last, so that it may remember
   * it. Without them the receipt's own word is taken for the device's key: a server that makes up a device makes up its answers.
   */
  deviceKeys?: readonly string[] | ((thumbprint: string) => boolean | Promise<boolean>);
  /**
   * What the caller takes in place of a device's answer; absent: nothing. Such a receipt holds no device's signature, so
   * `deviceKeys` is not asked about it: it is the server's word alone.
   */
  fallbacks?: readonly FallbackWay[];
}

/**
 * What an application checks before it lets somebody in. The caller still compares `outcome` and `sub`.
 * @throws ProtocolError those of verifyMessage, invalid_claims, wrong_issuer, wrong_audience, wrong_challenge, wrong_state,
 *   fallback; with `deviceKeys` those of verifyDevice, and new_device_key
 */
export async function verifyReceipt(receipt: unknown, expected: ExpectedReceipt): Promise<ReceiptClaims> {
  const claims = parseClaims(receiptSchema, await verifyMessage('receipt', receipt, findByKid(expected.keys)));
  checkReceiptClaims(claims, expected);
  const { deviceKeys } = expected;
  if (claims.fallback === undefined && deviceKeys && (claims.decision !== undefined || claims.outcome === 'approved')) {
    const thumbprint = await verifyDevice(claims);
    const isKnown = typeof deviceKeys === 'function' ? await deviceKeys(thumbprint) : deviceKeys.includes(thumbprint);
    if (isKnown !== true) throw newDeviceKey();
  }
  return claims;
}

/**
 * Verifies that the device key which the receipt names has signed the decision inside, about the challenge inside.
 * @returns the key's thumbprint, by which the caller knows it or doesn't. @throws ProtocolError wrong_state, those of verifyDecision
 */
export async function verifyDevice(claims: ReceiptClaims): Promise<string> {
  const { cnf, decision, challenge, iss, jti } = claims;
  if (!cnf || !decision) throw new ProtocolError('wrong_state', 'an answer without a decision and its key');
  const device = { jwk: cnf.jwk, thumbprint: await thumbprint(cnf.jwk) };
  const said = await verifyDecision(decision, {
    device,
    audience: iss,
    challengeId: jti,
    challengeHash: await hashChallenge(challenge),
  });
  if (said.decision !== DECISION_OF_OUTCOME[claims.outcome]) {
    throw new ProtocolError('wrong_state', 'outcome and decision contradict each other');
  }
  return device.thumbprint;
}

/** What a device must have said, where it said something. */
export const DECISION_OF_OUTCOME: Partial<Record<Outcome, DecisionClaims['decision']>> = {
  approved: 'approve',
  denied: 'deny',
  reported: 'report',
  failed: 'approve',
};

export function newDeviceKey(): ProtocolError {
  return new ProtocolError('new_device_key', 'answered by a key that this user is not known to have');
}

/**
 * The comparisons both verifiers share.
 * @throws ProtocolError wrong_issuer, wrong_audience, wrong_challenge, wrong_state, fallback
 */
export function checkReceiptClaims(claims: ReceiptClaims, expected: ExpectedReceipt): void {
  if (claims.iss !== expected.issuer) throw new ProtocolError('wrong_issuer', 'from another server');
  if (claims.aud !== expected.audience) throw new ProtocolError('wrong_audience', 'for another application');
  if (expected.challengeId !== undefined && claims.jti !== expected.challengeId) {
    throw new ProtocolError('wrong_challenge', 'the receipt of another challenge');
  }
  if (claims.fallback !== undefined) checkFallback(claims, claims.fallback, expected);
}

/** Nobody takes a fallback for a device's answer: it has nothing of one, and only a caller that names it takes it. */
function checkFallback(claims: ReceiptClaims, fallback: FallbackWay, expected: ExpectedReceipt): void {
  const { outcome, decision, cnf, verifier, match } = claims;
  if (outcome !== 'approved' || decision !== undefined || cnf !== undefined || verifier !== undefined) {
    throw new ProtocolError('wrong_state', 'a fallback beside what a device has signed, or without an approval');
  }
  if (match !== 'code') throw new ProtocolError('wrong_state', 'a fallback sold as an origin, or as a tap');
  if (expected.fallbacks?.includes(fallback) !== true) {
    throw new ProtocolError('fallback', 'approved by a fallback that is not taken here');
  }
}

import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { ChallengeClaims } from '../../shared/protocol/challenge.ts';
import type { DecisionClaims } from '../../shared/protocol/decision.ts';
import type { PublicJwk, VerifyingKey } from '../../shared/protocol/keys.ts';
import type { NoticeClaims } from '../../shared/protocol/notice.ts';
import type { ReceiptClaims } from '../../shared/protocol/receipt.ts';

/**
 * ES256 on node:crypto, for the hot path: a third of the CPU of WebCrypto's detour through its thread pool. It signs
 * and verifies the same bytes as jose does in shared/protocol; the vectors run through both.
 *
 * @returns a function that signs with this P-256 key: 64 bytes, r and s (RFC 7518 section 3.4)
 */
export function nativeSigner(privateKey: KeyObject): (data: Uint8Array) => Uint8Array {
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return (data) => sign('sha256', data, key);
}

/** Imported keys, by point: an import costs as much as a verification, and public keys are no secret. */
const imported = new Map<string, KeyObject>();
const IMPORTED_LIMIT = 4096;

/**
 * The same key, verifying natively. The caller has checked that it is a point of the curve; devices' keys are checked at enrollment.
 */
export function verifyingKey(jwk: PublicJwk): VerifyingKey {
  return { ...jwk, verify: (data, signature) => nativeVerify(jwk, data, signature) };
}

function nativeVerify(jwk: PublicJwk, data: Uint8Array, signature: Uint8Array): boolean {
  return verify('sha256', data, { key: keyObject(jwk), dsaEncoding: 'ieee-p1363' }, signature);
}

function keyObject({ x, y }: PublicJwk): KeyObject {
  const name = x + y;
  let key = imported.get(name);
  if (!key) {
    key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    const oldest = imported.size >= IMPORTED_LIMIT ? imported.keys().next().value : undefined;
    if (oldest !== undefined) imported.delete(oldest);
    imported.set(name, key);
  }
  return key;
}

/**
 * The claims of a challenge that this server signed, in `jws` as it is on file. Nothing is checked: see `ownClaims`.
 */
export function ownChallenge(jws: string): ChallengeClaims {
  return ownClaims(jws) as ChallengeClaims;
}

/** The claims of a receipt that this server signed. Nothing is checked: see `ownClaims`. */
export function ownReceipt(jws: string): ReceiptClaims {
  return ownClaims(jws) as ReceiptClaims;
}

/** The claims of a decision in a receipt that this server signed: it was verified before. Nothing is checked: see `ownClaims`. */
export function ownDecision(jws: string): DecisionClaims {
  return ownClaims(jws) as DecisionClaims;
}

/** The claims of a notice that this server signed. Nothing is checked: see `ownClaims`. */
export function ownNotice(jws: string): NoticeClaims {
  return ownClaims(jws) as NoticeClaims;
}

/**
 * A message of this server's own isn't verified again: an attacker who could change what is on file could change the
 * decisions that it leads to as well. Only for text that no caller could have sent.
 */
function ownClaims(jws: string): unknown {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

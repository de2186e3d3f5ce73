import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { PublicJwk, VerifyingKey } from '../../shared/protocol/keys.ts';

/**
 * ES256 on node:crypto, for the hot path: a third of the CPU of WebCrypto's detour through its thread pool. It signs and
 * verifies the same bytes as jose does in shared/protocol; the vectors run through both.
 */
export function nativeSigner(privateKey: KeyObject): (data: Uint8Array) => Uint8Array {
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return (data) => sign('sha256', data, key);
}

/** Imported keys, by point: an import costs as much as a verification, and public keys are no secret. */
const imported = new Map<string, KeyObject>();
const IMPORTED_LIMIT = 4096;

/** A public key that verifies natively. */
export function verifyingKey(jwk: PublicJwk): VerifyingKey {
  return { ...jwk, verify: (data, signature) => nativeVerify(jwk, data, signature) };
}

/** Verifies a 64-byte signature. The key was checked to be a point of the curve when it was enrolled. */
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

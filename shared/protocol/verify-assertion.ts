import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ProtocolError } from './errors.ts';
import type { VerifyingKey } from './keys.ts';
import { publicKeyBytes } from './point.ts';
import type { Assertion, Verifier } from './user-verification.ts';
import { checkClientData, decodeBytes, readAssertionData } from './webauthn.ts';

/**
 * Verifies that the person behind this verifier was checked and meant this challenge (WebAuthn section 7.2). Synchronous,
 * without platform crypto unless the key brings it, so that an auditor can run it anywhere.
 *
 * @param expected.challenge base64url, as approvalChallenge gives it
 * @returns the authenticator's counter, 0 where it keeps none; the caller judges whether it went back
 * @throws ProtocolError unknown_key (another credential), malformed, duplicate_member, wrong_type, wrong_challenge,
 *   wrong_audience (another origin or relying party), wrong_state (nobody was verified), bad_signature
 */
export function verifyAssertion(
  assertion: Assertion,
  expected: { verifier: Omit<Verifier, 'jwk'> & { jwk: VerifyingKey }; challenge: string },
): { signCount: number } {
  const { verifier, challenge } = expected;
  if (assertion.credentialId !== verifier.credentialId) throw new ProtocolError('unknown_key', 'another credential');
  checkClientData(assertion.clientDataJSON, { type: 'webauthn.get', challenge, origin: verifier.origin });
  const { rpIdHash, signCount, bytes } = readAssertionData(assertion.authenticatorData);
  if (rpIdHash !== verifier.rpIdHash) throw new ProtocolError('wrong_audience', 'made for another relying party');
  const clientDataHash = sha256(decodeBytes(assertion.clientDataJSON));
  const signed = new Uint8Array(bytes.length + clientDataHash.length);
  signed.set(bytes);
  signed.set(clientDataHash, bytes.length);
  if (!isSignedBy(verifier.jwk, signed, compactSignature(assertion.signature))) {
    throw new ProtocolError('bad_signature', 'the signature does not match');
  }
  return { signCount };
}

/** WebAuthn signs in ASN.1 DER (section 6.5.5), all other messages here in the 64 bytes of RFC 7518. */
function compactSignature(encoded: string): Uint8Array {
  try {
    return p256.Signature.fromBytes(decodeBytes(encoded), 'der').toBytes('compact');
  } catch {
    throw new ProtocolError('malformed', 'not an ES256 signature');
  }
}

function isSignedBy(jwk: VerifyingKey, data: Uint8Array, signature: Uint8Array): boolean {
  if (jwk.verify) return jwk.verify(data, signature);
  return p256.verify(signature, data, publicKeyBytes(jwk), { lowS: false });
}

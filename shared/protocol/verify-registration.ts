import { ProtocolError } from './errors.ts';
import { sha256 } from './hash.ts';
import { parseClaims } from './jws.ts';
import { type Registration, registrationChallenge, type Verifier, verifierSchema } from './user-verification.ts';
import { checkClientData, readAuthenticatorData, readNewCredential } from './webauthn.ts';

/**
 * Reads a new verifier from its registration (WebAuthn section 7.1). Attestation isn't asked for, so nothing in it is
 * signed: the proof of the call says that it is this device's, and the first assertion shows that its key is real. Origin and
 * relying party are remembered; every assertion must have the same. Whether they fit the device is checkVerifierPlace's.
 *
 * @param expected.device the device key's thumbprint; `server` the server's origin
 * @throws ProtocolError malformed, duplicate_member, wrong_type, wrong_challenge (made for another device or server),
 *   wrong_audience, wrong_state (nobody was verified), wrong_algorithm, invalid_claims (an origin that can't be)
 */
export async function verifyRegistration(
  { authenticatorData, clientDataJSON }: Registration,
  expected: { server: string; device: string },
): Promise<{ verifier: Verifier; signCount: number; backupEligible: boolean; backedUp: boolean }> {
  const challenge = await registrationChallenge(expected);
  const origin = checkClientData(clientDataJSON, { type: 'webauthn.create', challenge });
  const data = readAuthenticatorData(authenticatorData);
  const verifier = parseClaims(verifierSchema, { ...readNewCredential(data), rpIdHash: data.rpIdHash, origin });
  const { signCount, backupEligible, backedUp } = data;
  return { verifier, signCount, backupEligible, backedUp };
}

const EXTENSION = /^(chrome|moz)-extension:/;

/**
 * A verifier belongs to where its device's app runs: that of a PWA to the server's own origin and host name, that of an
 * extension to that extension, whose relying party id is its origin. So a page elsewhere, which a person may be led to, makes
 * none, not even on a domain above the server's.
 * @throws ProtocolError wrong_audience
 */
export async function checkVerifierPlace(
  { origin, rpIdHash }: Pick<Verifier, 'origin' | 'rpIdHash'>,
  expected: { kind: 'pwa' | 'extension'; server: string },
): Promise<void> {
  const { kind, server } = expected;
  const isThere = kind === 'extension' ? EXTENSION.test(origin) : origin === server;
  const rpId = kind === 'extension' ? origin : new URL(server).hostname;
  if (!isThere || rpIdHash !== (await sha256(rpId))) {
    throw new ProtocolError('wrong_audience', 'not made where this device’s app runs');
  }
}

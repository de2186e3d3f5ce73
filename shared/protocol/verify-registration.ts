import { parseClaims } from './jws.ts';
import { type Registration, registrationChallenge, type Verifier, verifierSchema } from './user-verification.ts';
import { checkClientData, readAuthenticatorData, readNewCredential } from './webauthn.ts';

/**
 * Reads a new verifier from its registration (WebAuthn section 7.1). Attestation isn't asked for, so nothing in it is
 * signed: the proof of the call says that it is this device's, and the first assertion shows that its key is real. Origin and
 * relying party are remembered; every assertion must have the same.
 *
 * @param expected.device the device key's thumbprint; `server` the server's origin
 * @throws ProtocolError malformed, duplicate_member, wrong_type, wrong_challenge (made for another device or server),
 *   wrong_audience, wrong_state (nobody was verified), wrong_algorithm, invalid_claims (an origin that can't be)
 */
export async function verifyRegistration(
  { authenticatorData, clientDataJSON }: Registration,
  expected: { server: string; device: string },
): Promise<{ verifier: Verifier; signCount: number }> {
  const challenge = await registrationChallenge(expected);
  const origin = checkClientData(clientDataJSON, { type: 'webauthn.create', challenge });
  const data = readAuthenticatorData(authenticatorData);
  const verifier = parseClaims(verifierSchema, { ...readNewCredential(data), rpIdHash: data.rpIdHash, origin });
  return { verifier, signCount: data.signCount };
}

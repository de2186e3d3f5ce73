import { base64url } from 'jose';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { UserVerification } from '../../shared/ui/app/shell.ts';

/** Not all browsers keep to `timeout`. After this long nobody is going to answer any more. */
const LIMIT_MS = 120_000;

/**
 * WebAuthn in a page of the extension. Its relying party is the extension itself (no `rp.id`), so no site can ask for these
 * credentials. Any authenticator that verifies the person will do, the computer's own or one that is plugged in.
 */
export function createUserVerification(): UserVerification {
  return {
    register: async ({ challenge, userHandle, username, displayName }) => {
      const { response } = await ceremony((credentials, signal) =>
        credentials.create({
          signal,
          publicKey: {
            rp: { name: 'Nod' },
            user: { id: new TextEncoder().encode(userHandle), name: username, displayName },
            challenge: decode(challenge),
            // ES256, the one algorithm of the protocol.
            pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
            authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
            attestation: 'none',
            timeout: LIMIT_MS,
          },
        }),
      );
      const attestation = response as AuthenticatorAttestationResponse;
      return {
        authenticatorData: encode(attestation.getAuthenticatorData()),
        clientDataJSON: encode(attestation.clientDataJSON),
      };
    },
    verify: async ({ challenge, credentialId }) => {
      const { rawId, response } = await ceremony((credentials, signal) =>
        credentials.get({
          signal,
          publicKey: {
            challenge: decode(challenge),
            allowCredentials: [{ type: 'public-key', id: decode(credentialId) }],
            userVerification: 'required',
            timeout: LIMIT_MS,
          },
        }),
      );
      const assertion = response as AuthenticatorAssertionResponse;
      return {
        credentialId: encode(rawId),
        authenticatorData: encode(assertion.authenticatorData),
        clientDataJSON: encode(assertion.clientDataJSON),
        signature: encode(assertion.signature),
      };
    },
  };
}

/** The errors of browsers where the person can't be asked at all; any other means that nobody was confirmed. */
const UNSUPPORTED = new Set(['NotSupportedError', 'SecurityError', 'ConstraintError']);

async function ceremony(
  ask: (credentials: CredentialsContainer, signal: AbortSignal) => Promise<Credential | null>,
): Promise<PublicKeyCredential> {
  // A browser may lack it, or an administrator may have turned it off.
  const credentials = navigator.credentials as CredentialsContainer | undefined;
  if (!credentials) throw new AuthenticatorError('confirmation_unsupported', 'no WebAuthn here');
  try {
    const credential = await ask(credentials, AbortSignal.timeout(LIMIT_MS));
    if (credential) return credential as PublicKeyCredential;
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    if (UNSUPPORTED.has(name)) throw new AuthenticatorError('confirmation_unsupported', name, { cause });
    // NotAllowedError is both "no" and "not recognised": browsers tell no page which.
    throw new AuthenticatorError('confirmation_canceled', name, { cause });
  }
  throw new AuthenticatorError('confirmation_canceled', 'no credential');
}

const encode = (bytes: ArrayBuffer) => base64url.encode(new Uint8Array(bytes));
const decode = (text: string) => base64url.decode(text) as Uint8Array<ArrayBuffer>;

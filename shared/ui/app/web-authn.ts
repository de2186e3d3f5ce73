import { base64url } from 'jose';
import { AuthenticatorError } from '../../authenticator/errors.ts';
import type { UserVerification } from './shell.ts';

/** Not all browsers keep to `timeout`. After this long nobody is going to answer any more. */
const LIMIT_MS = 120_000;

export interface WebAuthnOptions {
  /**
   * The relying party: the server's host name for its app. An extension leaves it out, and is its own, so that no site can ask
   * for these credentials.
   */
  readonly rpId?: string;
  /** Takes one that is plugged in as well as the device's own. */
  readonly roaming: boolean;
}

/** WebAuthn in a page: what asks the person for a finger, a face or a PIN (UserVerification says what each call gives). */
export function createWebAuthn({ rpId, roaming }: WebAuthnOptions): UserVerification {
  return {
    roaming,
    available: async () => {
      try {
        return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
      } catch {
        // A browser may lack it, or an administrator may have turned it off.
        return false;
      }
    },
    register: async ({ challenge, userHandle, username, displayName }) => {
      const { response } = await ceremony((credentials, signal) =>
        credentials.create({
          signal,
          publicKey: {
            rp: { name: 'Nod', ...(rpId === undefined ? {} : { id: rpId }) },
            user: { id: new TextEncoder().encode(userHandle), name: username, displayName },
            challenge: decode(challenge),
            // ES256, the one algorithm of the protocol.
            pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
            authenticatorSelection: {
              userVerification: 'required',
              residentKey: 'discouraged',
              ...(roaming ? {} : { authenticatorAttachment: 'platform' }),
            },
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
            ...(rpId === undefined ? {} : { rpId }),
            challenge: decode(challenge),
            allowCredentials: [
              {
                type: 'public-key',
                id: decode(credentialId),
                // Without it some browsers offer a QR for another phone.
                ...(roaming ? {} : { transports: ['internal'] }),
              },
            ],
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
    removed: async (userHandle) => {
      if (typeof PublicKeyCredential === 'undefined') return;
      // Chrome 132 and Safari 26 have it; nobody waits for it, and where it fails an entry stays that opens nothing.
      const browser: { signalAllAcceptedCredentials?: (known: AcceptedCredentials) => Promise<void> } =
        PublicKeyCredential as object;
      const userId = encode(new TextEncoder().encode(userHandle).buffer);
      await browser
        .signalAllAcceptedCredentials?.({
          rpId: rpId ?? location.hostname,
          userId,
          allAcceptedCredentialIds: [],
        })
        .catch(() => undefined);
    },
  };
}

/** Web Authentication level 3, section 5.1.10; the DOM's types of today don't have it. */
interface AcceptedCredentials {
  readonly rpId: string;
  readonly userId: string;
  readonly allAcceptedCredentialIds: readonly string[];
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

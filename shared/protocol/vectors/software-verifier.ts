import { p256 } from '@noble/curves/nist.js';
import { base64url } from 'jose';
import { sha256 } from '../hash.ts';
import {
  type Act,
  type Assertion,
  actionChallenge,
  type Confirmation,
  type Freshness,
  type Registration,
  type Verifier,
} from '../user-verification.ts';
import { makeTestKey, type TestKey } from './forge.ts';

/** What a WebAuthn ceremony gives, with whatever in it an attacker would change. */
export interface Ceremony {
  challenge: string;
  type?: string;
  origin?: string;
  rpId?: string;
  /** UP 0x01, UV 0x04, AT 0x40. */
  flags?: number;
  signCount?: number;
  /** More members of the client data, or other ones. */
  clientData?: object;
  /** The whole client data, as text. */
  clientDataText?: string;
  key?: TestKey;
  /** Bytes behind the rest of the authenticator data: answers of extensions, when the flag ED (0x80) says so. */
  behind?: readonly number[];
}

export interface SoftwareVerifier {
  key: TestKey;
  /** As a server remembers it. */
  verifier: Verifier;
  register(ceremony: Ceremony): Promise<Registration>;
  assert(ceremony: Ceremony): Promise<Assertion>;
  /** Confirms an act, at a time in ms, good once unless a nonce is given. */
  confirm(act: Act, when: { atMs: number; nonce?: string }, more?: Partial<Ceremony>): Promise<Confirmation>;
}

const UP_AND_UV = 0x05;
const WITH_CREDENTIAL = 0x40;

/** An authenticator in software, for vectors and tests. An extension's own relying party id is its origin. */
export async function makeSoftwareVerifier(
  origin = `chrome-extension://${'a'.repeat(32)}`,
  rpId = origin,
): Promise<SoftwareVerifier> {
  const key = await makeTestKey();
  const { kty, crv, x, y } = key.publicJwk;
  const idBytes = crypto.getRandomValues(new Uint8Array(32));
  const verifier: Verifier = {
    credentialId: base64url.encode(idBytes),
    jwk: { kty, crv, x, y },
    rpIdHash: await sha256(rpId),
    origin,
  };
  const clientData = (type: string, one: Ceremony) =>
    new TextEncoder().encode(
      one.clientDataText ??
        JSON.stringify({
          type: one.type ?? type,
          challenge: one.challenge,
          origin: one.origin ?? origin,
          crossOrigin: false,
          ...one.clientData,
        }),
    );
  const head = async ({ rpId: other, flags = UP_AND_UV, signCount = 0 }: Ceremony, more = 0) => {
    const bytes = new Uint8Array(37);
    bytes.set(base64url.decode(await sha256(other ?? rpId)));
    bytes[32] = flags | more;
    new DataView(bytes.buffer).setUint32(33, signCount);
    return bytes;
  };
  async function assert(ceremony: Ceremony): Promise<Assertion> {
    const authenticatorData = Uint8Array.from([...(await head(ceremony)), ...(ceremony.behind ?? [])]);
    const client = clientData('webauthn.get', ceremony);
    const signed = Uint8Array.from([...authenticatorData, ...base64url.decode(await sha256(client))]);
    const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, (ceremony.key ?? key).privateKey, signed);
    return {
      credentialId: verifier.credentialId,
      authenticatorData: base64url.encode(authenticatorData),
      clientDataJSON: base64url.encode(client),
      signature: base64url.encode(p256.Signature.fromBytes(new Uint8Array(raw), 'compact').toBytes('der')),
    };
  }
  return {
    key,
    verifier,
    async register(ceremony) {
      const { x: keyX, y: keyY } = (ceremony.key ?? key).publicJwk;
      const cose = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20, ...base64url.decode(keyX)];
      cose.push(0x22, 0x58, 0x20, ...base64url.decode(keyY));
      const credential = [...new Uint8Array(16), 0, idBytes.length, ...idBytes, ...cose];
      const behind = ceremony.behind ?? [];
      const bytes = Uint8Array.from([...(await head(ceremony, WITH_CREDENTIAL)), ...credential, ...behind]);
      return {
        authenticatorData: base64url.encode(bytes),
        clientDataJSON: base64url.encode(clientData('webauthn.create', ceremony)),
      };
    },
    assert,
    async confirm(act, { atMs, nonce = randomNonce() }, more = {}) {
      const fresh: Freshness = { nonce, iat: Math.floor(atMs / 1000) };
      const challenge = await actionChallenge({ ...act, ...fresh });
      return { ...(await assert({ challenge, ...more })), ...fresh };
    },
  };
}

function randomNonce(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
}

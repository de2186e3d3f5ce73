import { base64url } from 'jose';
import { type Approval, approvalChallenge, registrationChallenge } from '../../user-verification.ts';
import { otherSpelling } from '../forge.ts';
import { makeSoftwareVerifier } from '../software-verifier.ts';
import { decisionClaims, originDecisionClaims } from './decision.ts';
import { device, issuer, otherDevice, writeVectors } from './world.ts';

export const user = await makeSoftwareVerifier();
const somebodyElse = await makeSoftwareVerifier();
const site = 'https://phone.example';
const onSite = await makeSoftwareVerifier(site, 'phone.example');

const approvalOf = ({ challenge, decision, code, origin }: Approval): Approval => ({
  challenge,
  decision,
  ...(code === undefined ? {} : { code }),
  ...(origin === undefined ? {} : { origin }),
});
export const byCode = approvalOf(decisionClaims);
const byOrigin = approvalOf(originDecisionClaims);
const challenge = await approvalChallenge(byCode);
const assertion = await user.assert({ challenge, signCount: 7 });
const assertionRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { verifier: user.verifier, approval: byCode, ...expected },
  result,
});
const asked = async (approval: Approval) => user.assert({ challenge: await approvalChallenge(approval) });
/** What extensions answer: `{"credProtect": 2}`, and how they may not be spelled. */
const credProtect = [0xa1, 0x6b, ...new TextEncoder().encode('credProtect'), 2];
const misspelled = {
  'more than a map': [...credProtect, 0],
  'a map that is cut off': credProtect.slice(0, -1),
  'a map of no stated length': [0xbf, ...credProtect.slice(1), 0xff],
  'a length in a longer spelling': [0xb8, 1, ...credProtect.slice(1)],
  'no map': [0x02],
  nothing: [],
};
const flipped = (encoded: string, at: number) => {
  const bytes = base64url.decode(encoded);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return base64url.encode(bytes);
};
writeVectors(
  'assertion',
  [
    assertionRow('approval with a code', assertion, 'accept'),
    assertionRow('approval at an origin', await asked(byOrigin), 'accept', { approval: byOrigin }),
    assertionRow('on a site whose relying party id is its host', await onSite.assert({ challenge }), 'accept', {
      verifier: onSite.verifier,
    }),
    assertionRow(
      'members that browsers add are ignored',
      await user.assert({ challenge, clientData: { other_keys_can_be_added_here: 'do not compare with a template' } }),
      'accept',
    ),
    assertionRow('an authenticator without a counter', await user.assert({ challenge }), 'accept'),
    assertionRow(
      'with answers of extensions',
      await user.assert({ challenge, flags: 0x85, behind: credProtect }),
      'accept',
    ),
    ...(await Promise.all(
      Object.entries(misspelled).map(async ([name, behind]) =>
        assertionRow(`extensions: ${name}`, await user.assert({ challenge, flags: 0x85, behind }), 'malformed'),
      ),
    )),
    assertionRow('bytes that no flag announces', await user.assert({ challenge, behind: credProtect }), 'malformed'),
    assertionRow('with a credential', await user.assert({ challenge, flags: 0x45 }), 'malformed'),
    assertionRow(
      'authenticator data in another spelling',
      { ...assertion, authenticatorData: otherSpelling(assertion.authenticatorData) },
      'malformed',
    ),
    assertionRow(
      'client data after a byte order mark',
      await user.assert({
        challenge,
        clientDataText: `\uFEFF${JSON.stringify({ type: 'webauthn.get', challenge, origin: user.verifier.origin })}`,
      }),
      'malformed',
    ),
    assertionRow('of another code', await asked({ ...byCode, code: '482914' }), 'wrong_challenge'),
    assertionRow('of no code', await asked({ ...byCode, code: undefined }), 'wrong_challenge'),
    assertionRow('of another decision', await asked({ ...byCode, decision: 'deny' }), 'wrong_challenge'),
    assertionRow('of another challenge', await asked({ ...byCode, challenge: byOrigin.challenge }), 'wrong_challenge'),
    assertionRow(
      'of another origin',
      await asked({ ...byOrigin, origin: 'https://notes.example:8443' }),
      'wrong_challenge',
      { approval: byOrigin },
    ),
    assertionRow(
      'a code where the origin stands',
      await asked({ ...byOrigin, origin: undefined, code: byOrigin.origin }),
      'wrong_challenge',
      { approval: byOrigin },
    ),
    assertionRow(
      'made for a registration',
      await user.assert({ challenge: await registrationChallenge({ server: issuer, device: device.kid }) }),
      'wrong_challenge',
    ),
    assertionRow('by another credential', await somebodyElse.assert({ challenge }), 'unknown_key'),
    assertionRow(
      'by another key in this one’s name',
      await user.assert({ challenge, key: somebodyElse.key }),
      'bad_signature',
    ),
    assertionRow('nobody verified (UV off)', await user.assert({ challenge, flags: 0x01 }), 'wrong_state'),
    assertionRow('nobody there (UP off)', await user.assert({ challenge, flags: 0x04 }), 'wrong_state'),
    assertionRow(
      'UV turned on after signing',
      {
        ...(await user.assert({ challenge, flags: 0x01 })),
        authenticatorData: (await user.assert({ challenge })).authenticatorData,
      },
      'bad_signature',
    ),
    assertionRow('of another relying party', await user.assert({ challenge, rpId: 'evil.example' }), 'wrong_audience'),
    assertionRow('on another page', await user.assert({ challenge, origin: 'https://evil.example' }), 'wrong_audience'),
    assertionRow(
      'within a page of another origin',
      await user.assert({ challenge, clientData: { crossOrigin: true } }),
      'wrong_audience',
    ),
    assertionRow(
      'within a page of a named other origin',
      await user.assert({ challenge, clientData: { topOrigin: 'https://evil.example' } }),
      'wrong_audience',
    ),
    assertionRow('a registration', await user.assert({ challenge, type: 'webauthn.create' }), 'wrong_type'),
    assertionRow('a payment', await user.assert({ challenge, type: 'payment.get' }), 'wrong_type'),
    assertionRow(
      'signature with a flipped bit',
      { ...assertion, signature: flipped(assertion.signature, 20) },
      'bad_signature',
    ),
    assertionRow(
      'counter with a flipped bit',
      { ...assertion, authenticatorData: flipped(assertion.authenticatorData, 36) },
      'bad_signature',
    ),
    assertionRow(
      'signature in 64 bytes instead of DER',
      { ...assertion, signature: base64url.encode(new Uint8Array(64).fill(1)) },
      'malformed',
    ),
    assertionRow(
      'signature that is cut off',
      { ...assertion, signature: assertion.signature.slice(0, 40) },
      'malformed',
    ),
    assertionRow(
      'authenticator data that is cut off',
      { ...assertion, authenticatorData: base64url.encode(base64url.decode(assertion.authenticatorData).slice(0, 36)) },
      'malformed',
    ),
    assertionRow(
      'client data with a challenge twice',
      await user.assert({
        challenge,
        clientDataText: `{"type":"webauthn.get","challenge":"x","challenge":"${challenge}","origin":"${user.verifier.origin}"}`,
      }),
      'duplicate_member',
    ),
    assertionRow('client data that is a list', await user.assert({ challenge, clientDataText: '[]' }), 'wrong_type'),
    assertionRow('client data that is no JSON', await user.assert({ challenge, clientDataText: 'x' }), 'malformed'),
    assertionRow(
      'a challenge in other letters',
      await user.assert({ challenge, clientData: { challenge: `${challenge}=` } }),
      'wrong_challenge',
    ),
  ],
  'assertion',
);

const registering = await registrationChallenge({ server: issuer, device: device.kid });
const registration = await user.register({ challenge: registering });
const registrationRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { server: issuer, device: device.kid, ...expected },
  result,
});
const keyAt = 37 + 16 + 2 + 32;
writeVectors(
  'registration',
  [
    registrationRow('on an extension’s page', registration, 'accept'),
    registrationRow(
      'on the machine itself',
      await user.register({ challenge: registering, origin: 'http://localhost:4321' }),
      'accept',
    ),
    registrationRow('on a site', await onSite.register({ challenge: registering }), 'accept'),
    registrationRow(
      'with answers of extensions',
      await user.register({ challenge: registering, flags: 0x85, behind: credProtect }),
      'accept',
    ),
    ...(await Promise.all(
      Object.entries(misspelled).map(async ([name, behind]) =>
        registrationRow(
          `extensions: ${name}`,
          await user.register({ challenge: registering, flags: 0x85, behind }),
          'malformed',
        ),
      ),
    )),
    registrationRow(
      'a credential that may be synced, and is (BE, BS)',
      await user.register({ challenge: registering, flags: 0x1d }),
      'accept',
    ),
    registrationRow(
      'synced, which it says it can’t be (BS without BE)',
      await user.register({ challenge: registering, flags: 0x15 }),
      'malformed',
    ),
    registrationRow('bytes behind the key', await user.register({ challenge: registering, behind: [0] }), 'malformed'),
    registrationRow('made for another device', registration, 'wrong_challenge', { device: otherDevice.kid }),
    registrationRow('made for another server', registration, 'wrong_challenge', { server: 'https://nod.evil.example' }),
    registrationRow('an approval', await user.register({ challenge }), 'wrong_challenge'),
    registrationRow(
      'an assertion',
      await user.register({ challenge: registering, type: 'webauthn.get' }),
      'wrong_type',
    ),
    registrationRow(
      'nobody verified (UV off)',
      await user.register({ challenge: registering, flags: 0x01 }),
      'wrong_state',
    ),
    registrationRow(
      'on a page without TLS',
      await user.register({ challenge: registering, origin: 'http://phone.example' }),
      'invalid_claims',
    ),
    registrationRow(
      'on an origin with a path',
      await user.register({ challenge: registering, origin: 'https://phone.example/' }),
      'invalid_claims',
    ),
    registrationRow(
      'within a page of another origin',
      await user.register({ challenge: registering, clientData: { crossOrigin: true } }),
      'wrong_audience',
    ),
    registrationRow(
      'no credential in it',
      { ...registration, authenticatorData: assertion.authenticatorData },
      'malformed',
    ),
    registrationRow(
      'a credential that is cut off',
      {
        ...registration,
        authenticatorData: base64url.encode(base64url.decode(registration.authenticatorData).slice(0, -1)),
      },
      'malformed',
    ),
    registrationRow(
      'another algorithm (ES256K)',
      { ...registration, authenticatorData: flipped(registration.authenticatorData, keyAt + 4) },
      'wrong_algorithm',
    ),
    registrationRow(
      'another curve',
      { ...registration, authenticatorData: flipped(registration.authenticatorData, keyAt + 6) },
      'wrong_algorithm',
    ),
    registrationRow(
      'a key that is no point of the curve',
      { ...registration, authenticatorData: flipped(registration.authenticatorData, keyAt + 20) },
      'malformed',
    ),
  ],
  'registration',
);

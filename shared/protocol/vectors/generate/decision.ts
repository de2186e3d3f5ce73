import { hashChallenge } from '../../challenge.ts';
import { type DecisionClaims, signDecision } from '../../decision.ts';
import { sha256 } from '../../hash.ts';
import { forge, otherSpelling } from '../forge.ts';
import { challenge, originChallenge } from './challenge.ts';
import { envelopeAttacks } from './envelope-attacks.ts';
import { challengeId, device, issuer, nowSeconds, otherDevice, writeVectors } from './world.ts';

const challengeHash = await hashChallenge(challenge);
export const decisionClaims: DecisionClaims = {
  iss: device.kid,
  aud: issuer,
  jti: challengeId,
  iat: nowSeconds + 5,
  challenge: challengeHash,
  decision: 'approve',
  code: '482913',
};
export const decision = await signDecision(decisionClaims, device);
export const decisionHeader = { alg: 'ES256', typ: 'nod-decision+jwt', kid: device.kid };
export const forgeDecision = (change: object) => forge(decisionHeader, { ...decisionClaims, ...change }, device);
const onFile = {
  device: { jwk: device.publicJwk, thumbprint: device.kid },
  audience: issuer,
  challengeId,
  challengeHash,
};
const decisionRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...onFile, ...expected },
  result,
});
/** The same decision, by the origin of the login's tab instead of a code. */
export const originDecisionClaims: DecisionClaims = {
  ...decisionClaims,
  challenge: await hashChallenge(originChallenge),
  code: undefined,
  origin: 'https://notes.example',
};
export const forgeOriginDecision = (change: object) =>
  forge(decisionHeader, { ...originDecisionClaims, ...change }, device);
export const originDecision = await signDecision(originDecisionClaims, device);
const onOriginFile = { challengeHash: originDecisionClaims.challenge };
const uv = {
  credentialId: 'A'.repeat(43),
  authenticatorData: 'A'.repeat(50),
  clientDataJSON: 'A'.repeat(200),
  signature: 'A'.repeat(94),
};
/** As large as each part may be. */
const largestUv = {
  credentialId: 'A'.repeat(512),
  authenticatorData: 'A'.repeat(256),
  clientDataJSON: 'A'.repeat(800),
  signature: 'A'.repeat(96),
};
export const deny = await signDecision({ ...decisionClaims, decision: 'deny', code: undefined }, device);
export const denyWhy = await signDecision(
  { ...decisionClaims, decision: 'deny', code: undefined, reason: 'Wrong branch' },
  device,
);
writeVectors(
  'decision',
  [
    decisionRow('approve with a code', decision, 'accept'),
    decisionRow('deny', deny, 'accept'),
    decisionRow('deny with a reason', denyWhy, 'accept'),
    decisionRow(
      'deny with the longest reason',
      await forgeDecision({ decision: 'deny', code: undefined, reason: '\u{1F6D1}'.repeat(200) }),
      'accept',
    ),
    ...(await Promise.all(
      ['', ' ', 'x'.repeat(201), 'not\nmine', 'mine\u202E ton', 7].map(async (reason) =>
        decisionRow(
          `deny with the reason ${JSON.stringify(reason).slice(0, 20)}`,
          await forgeDecision({ decision: 'deny', code: undefined, reason }),
          'invalid_claims',
        ),
      ),
    )),
    decisionRow('approve with a reason', await forgeDecision({ reason: 'mine' }), 'invalid_claims'),
    decisionRow(
      'report with a reason',
      await forgeDecision({ decision: 'report', code: undefined, reason: 'not mine' }),
      'invalid_claims',
    ),
    decisionRow(
      'report',
      await signDecision({ ...decisionClaims, decision: 'report', code: undefined }, device),
      'accept',
    ),
    decisionRow('approve with an origin', originDecision, 'accept', onOriginFile),
    decisionRow(
      'report of a foreign origin',
      await forgeOriginDecision({ decision: 'report', origin: 'http://notes-example.evil.test:8080' }),
      'accept',
      onOriginFile,
    ),
    decisionRow(
      'deny that carries an origin',
      await forgeOriginDecision({ decision: 'deny' }),
      'invalid_claims',
      onOriginFile,
    ),
    decisionRow('both code and origin', await forgeOriginDecision({ code: '482913' }), 'invalid_claims', onOriginFile),
    decisionRow(
      'origin with a path',
      await forgeOriginDecision({ origin: 'https://notes.example/login' }),
      'invalid_claims',
      onOriginFile,
    ),
    decisionRow('origin null', await forgeOriginDecision({ origin: 'null' }), 'invalid_claims', onOriginFile),
    decisionRow(
      'origin of an extension page',
      await forgeOriginDecision({ origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop' }),
      'invalid_claims',
      onOriginFile,
    ),
    decisionRow('approve with an assertion', await forgeDecision({ uv }), 'accept'),
    decisionRow('approve with the largest assertion', await forgeDecision({ uv: largestUv }), 'accept'),
    decisionRow(
      'deny with an assertion',
      await forgeDecision({ decision: 'deny', code: undefined, uv }),
      'invalid_claims',
    ),
    decisionRow(
      'report with an assertion',
      await forgeDecision({ decision: 'report', code: undefined, uv }),
      'invalid_claims',
    ),
    decisionRow('uv that only says so', await forgeDecision({ uv: true }), 'invalid_claims'),
    decisionRow(
      'assertion without a signature',
      await forgeDecision({ uv: { ...uv, signature: undefined } }),
      'invalid_claims',
    ),
    decisionRow('assertion with more in it', await forgeDecision({ uv: { ...uv, userHandle: 'AA' } }), 'unknown_claim'),
    decisionRow(
      'assertion with a part over its limit',
      await forgeDecision({ uv: { ...uv, credentialId: 'A'.repeat(513) } }),
      'invalid_claims',
    ),
    decisionRow(
      'assertion in base64 instead of base64url',
      await forgeDecision({ uv: { ...uv, signature: `${'A'.repeat(93)}+` } }),
      'invalid_claims',
    ),
    decisionRow(
      'device clock a year off: only the server judges time',
      await forgeDecision({ iat: nowSeconds - 31_536_000 }),
      'accept',
    ),
    decisionRow('by another device of the user', decision, 'unknown_key', {
      device: { jwk: otherDevice.publicJwk, thumbprint: otherDevice.kid },
    }),
    decisionRow(
      'signed by another device in this one’s name',
      await forge(decisionHeader, decisionClaims, otherDevice),
      'bad_signature',
    ),
    decisionRow('iss of another device', await forgeDecision({ iss: otherDevice.kid }), 'wrong_issuer'),
    decisionRow('wrong aud', await forgeDecision({ aud: 'https://nod.evil.example' }), 'wrong_audience'),
    decisionRow('aud with a trailing slash', await forgeDecision({ aud: `${issuer}/` }), 'wrong_audience'),
    decisionRow('replayed for another challenge', decision, 'wrong_challenge', {
      challengeId: 'chl_BBBBBBBBBBBBBBBBBBBBBB',
    }),
    decisionRow('the challenge was altered', decision, 'wrong_challenge', {
      challengeHash: await sha256(`${challenge}x`),
    }),
    decisionRow(
      'no challenge hash',
      await forge(decisionHeader, { ...decisionClaims, challenge: undefined }, device),
      'invalid_claims',
    ),
    decisionRow(
      'challenge hash in another spelling',
      await forgeDecision({ challenge: otherSpelling(challengeHash) }),
      'invalid_claims',
    ),
    ...(await Promise.all(
      (['credentialId', 'authenticatorData', 'signature'] as const).map(async (part) =>
        decisionRow(
          `assertion with its ${part} in another spelling`,
          await forgeDecision({ uv: { ...uv, [part]: otherSpelling(uv[part]) } }),
          'invalid_claims',
        ),
      ),
    )),
    decisionRow('unknown decision', await forgeDecision({ decision: 'yes' }), 'invalid_claims'),
    decisionRow('deny that carries a code', await forgeDecision({ decision: 'deny' }), 'invalid_claims'),
    decisionRow('code of letters', await forgeDecision({ code: '48291a' }), 'invalid_claims'),
    decisionRow('code as a number', await forgeDecision({ code: 482913 }), 'invalid_claims'),
    decisionRow('code in other digits', await forgeDecision({ code: '４８２９１３' }), 'invalid_claims'),
    decisionRow('code with a line break', await forgeDecision({ code: '482913\n' }), 'invalid_claims'),
    decisionRow('code of nine digits', await forgeDecision({ code: '123456789' }), 'invalid_claims'),
    ...(await envelopeAttacks('nod-decision+jwt', decision, device, onFile)),
  ],
  'decision',
);

import { hashChallenge, signChallenge } from '../../challenge.ts';
import { bareJwk } from '../../keys.ts';
import {
  APPROVED_AT_ORIGIN,
  APPROVED_BY_DEVICE_KEY,
  FALLBACK_WAYS,
  type FallbackWay,
  NOTHING_SHOWN,
  type ReceiptClaims,
  shownBy,
  signReceipt,
} from '../../receipt.ts';
import { approvalChallenge } from '../../user-verification.ts';
import { forge } from '../forge.ts';
import { makeSoftwareVerifier } from '../software-verifier.ts';
import {
  attachedChallenge,
  challenge,
  challengeClaims,
  challengeHeader,
  forgeChallenge,
  onlyOriginChallenge,
  originChallenge,
  phoneChallenge,
} from './challenge.ts';
import {
  decision,
  decisionClaims,
  decisionHeader,
  deny,
  denyWhy,
  forgeDecision,
  forgeOriginDecision,
  originDecision,
} from './decision.ts';
import { envelopeAttacks } from './envelope-attacks.ts';
import { byCode as approvalByCode, user } from './user-verification.ts';
import {
  applicationId,
  attacker,
  challengeId,
  device,
  issuer,
  keys,
  nextServer,
  nowSeconds,
  otherDevice,
  server,
  subject,
  writeVectors,
} from './world.ts';

const receiptClaims: ReceiptClaims = {
  iss: issuer,
  sub: subject,
  aud: applicationId,
  jti: challengeId,
  iat: nowSeconds + 6,
  outcome: 'approved',
  amr: [...APPROVED_BY_DEVICE_KEY.amr],
  acr: APPROVED_BY_DEVICE_KEY.acr,
  match: 'code',
  cnf: { jwk: bareJwk(device.publicJwk) },
  challenge,
  decision,
};
const receipt = await signReceipt(receiptClaims, server);
const receiptHeader = { alg: 'ES256', typ: 'nod-receipt+jwt', kid: server.kid };
const forgeReceipt = (change: object) => forge(receiptHeader, { ...receiptClaims, ...change }, server);
const toApplication = { keys, issuer, audience: applicationId, challengeId };
const receiptRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...toApplication, ...expected },
  result,
});
const expiredReceipt = await signReceipt(
  {
    ...receiptClaims,
    outcome: 'expired',
    amr: [...NOTHING_SHOWN.amr],
    acr: NOTHING_SHOWN.acr,
    cnf: undefined,
    decision: undefined,
  },
  server,
);
/** An approval by a fallback: the server's word alone. */
const fallbackOf = (fallback: FallbackWay, change: object = {}) =>
  forgeReceipt({
    ...shownBy({ outcome: 'approved', match: 'code', userVerified: false, fallback }),
    cnf: undefined,
    decision: undefined,
    fallback,
    ...change,
  });
const byOffline = await fallbackOf('offline');
const all = { fallbacks: [...FALLBACK_WAYS] };
const shared = [
  receiptRow('approved', receipt, 'accept'),
  receiptRow('by a fallback, to a caller that lists none', byOffline, 'fallback'),
  receiptRow('by a fallback, to a caller that lists others', byOffline, 'fallback', {
    fallbacks: ['totp', 'email', 'bypass'],
  }),
  receiptRow('by a fallback, to a caller with known devices', byOffline, 'fallback', { deviceKeys: [device.kid] }),
  receiptRow('by a fallback that is listed', byOffline, 'accept', { fallbacks: ['offline'] }),
  receiptRow('by a fallback that is listed, where devices are known', byOffline, 'accept', {
    fallbacks: ['offline'],
    deviceKeys: [device.kid],
  }),
  receiptRow('by an authenticator app', await fallbackOf('totp'), 'accept', { fallbacks: ['totp'] }),
  receiptRow('by a code that came by e-mail (N9)', await fallbackOf('email'), 'accept', { fallbacks: ['email'] }),
  receiptRow('by an operator’s code', await fallbackOf('bypass'), 'accept', { fallbacks: ['bypass'] }),
  receiptRow('by a device, to a caller that lists fallbacks', receipt, 'accept', all),
  receiptRow('by a fallback that nobody knows', await forgeReceipt({ fallback: 'sms' }), 'invalid_claims', all),
  receiptRow('a fallback with a device’s decision', await fallbackOf('offline', { decision }), 'wrong_state', all),
  receiptRow(
    'a fallback with a device’s key',
    await fallbackOf('offline', { cnf: { jwk: bareJwk(device.publicJwk) } }),
    'wrong_state',
    all,
  ),
  receiptRow(
    'a fallback with a verifier',
    await fallbackOf('offline', { verifier: user.verifier }),
    'wrong_state',
    all,
  ),
  receiptRow('a fallback sold as an origin', await fallbackOf('offline', { match: 'origin' }), 'wrong_state', all),
  receiptRow('a fallback without an approval', await fallbackOf('offline', { outcome: 'denied' }), 'wrong_state', all),
  receiptRow('expired, without a decision', expiredReceipt, 'accept'),
  receiptRow(
    'answered on the device of the login (X2)',
    await forgeReceipt(shownBy({ outcome: 'approved', match: 'code', userVerified: false, sameDevice: true })),
    'accept',
  ),
  receiptRow('under a set of two keys', receipt, 'accept', { keys: [nextServer.publicJwk, server.publicJwk] }),
  receiptRow('of another server', receipt, 'wrong_issuer', { issuer: 'https://nod.evil.example' }),
  receiptRow('for another application', receipt, 'wrong_audience', { audience: 'app_BBBBBBBBBBBBBBBBBBBBBB' }),
  receiptRow('of another login', receipt, 'wrong_challenge', { challengeId: 'chl_BBBBBBBBBBBBBBBBBBBBBB' }),
  receiptRow(
    'signed by the device',
    await forge({ ...receiptHeader, kid: device.kid }, receiptClaims, device),
    'unknown_key',
  ),
  receiptRow('a key with a further member', await forgeReceipt({ cnf: { jwk: device.publicJwk } }), 'unknown_claim'),
  receiptRow('by a device that is known', receipt, 'accept', { deviceKeys: [otherDevice.kid, device.kid] }),
  receiptRow('by a device that nobody knows', receipt, 'new_device_key', { deviceKeys: [otherDevice.kid] }),
  receiptRow('by a device, where the user has none', receipt, 'new_device_key', { deviceKeys: [] }),
  receiptRow('by no device, where devices are known', expiredReceipt, 'accept', { deviceKeys: [device.kid] }),
  receiptRow(
    'by another key in a known device’s name',
    await forgeReceipt({ decision: await forge(decisionHeader, decisionClaims, attacker) }),
    'bad_signature',
    { deviceKeys: [device.kid] },
  ),
  receiptRow('a denial as an approval by a known device', await forgeReceipt({ decision: deny }), 'wrong_state', {
    deviceKeys: [device.kid],
  }),
  receiptRow('an approval by no device', await forgeReceipt({ decision: undefined, cnf: undefined }), 'wrong_state', {
    deviceKeys: [device.kid],
  }),
  receiptRow('unknown outcome', await forgeReceipt({ outcome: 'ok' }), 'invalid_claims'),
  // Claims that come with later versions take nothing back of what the others say.
  ...(await envelopeAttacks('nod-receipt+jwt', receipt, server, toApplication, 'accept')),
];
writeVectors('receipt', shared, 'receipt');
const originReceiptClaims = {
  ...receiptClaims,
  acr: APPROVED_AT_ORIGIN.acr,
  match: 'origin',
  challenge: originChallenge,
  decision: originDecision,
} as const satisfies ReceiptClaims;
const forgeOriginReceipt = (change: object) => forge(receiptHeader, { ...originReceiptClaims, ...change }, server);
const byCode = await forgeOriginDecision({ origin: undefined, code: '482913' });
const onlyOriginByCode = {
  challenge: onlyOriginChallenge,
  decision: await forgeOriginDecision({
    challenge: await hashChallenge(onlyOriginChallenge),
    origin: undefined,
    code: '482913',
  }),
};
/** An approval with an assertion of the person's, and what a server may say of it. */
const uvShown = shownBy({ outcome: 'approved', match: 'code', userVerified: true });
const assertion = await user.assert({ challenge: await approvalChallenge(approvalByCode) });
const uvReceipt = { ...uvShown, verifier: user.verifier, decision: await forgeDecision({ uv: assertion }) };
const uvRequired = await signChallenge({ ...challengeClaims, uv: 'required' }, server);
const withoutUv = await forgeDecision({ challenge: await hashChallenge(uvRequired) });
/** An old receipt stays good when the rule for texts gets stricter. */
const oldChallenge = await forgeChallenge({ action: { title: 'Pay\u034F 20', details: [] } });
const unreadable = {
  challenge: oldChallenge,
  decision: await forgeDecision({ challenge: await hashChallenge(oldChallenge) }),
};
const denied = { outcome: 'denied', amr: [...NOTHING_SHOWN.amr], acr: NOTHING_SHOWN.acr };
const tapChallenge = await signChallenge({ ...challengeClaims, match: 'none', digits: undefined }, server);
const otherVerifier = (await makeSoftwareVerifier()).verifier;
const otherChallenge = await signChallenge({ ...challengeClaims, jti: 'chl_BBBBBBBBBBBBBBBBBBBBBB' }, server);
writeVectors(
  'receipt-offline',
  [
    ...shared,
    receiptRow(
      'by a fallback where the origin was asked for',
      await fallbackOf('offline', { challenge: onlyOriginChallenge }),
      'accept',
      all,
    ),
    receiptRow(
      'by a fallback where a tap was asked for',
      await fallbackOf('offline', { challenge: tapChallenge }),
      'wrong_state',
      all,
    ),
    receiptRow(
      'a fallback sold as a device’s key',
      await fallbackOf('totp', { ...APPROVED_BY_DEVICE_KEY }),
      'wrong_state',
      all,
    ),
    receiptRow('an e-mail code sold as a factor (N9)', await fallbackOf('email', { amr: ['otp'] }), 'wrong_state', all),
    receiptRow(
      'a fallback with a verified person',
      await fallbackOf('totp', { amr: ['otp', 'user'] }),
      'wrong_state',
      all,
    ),
    receiptRow(
      'by a fallback, of a request with attachments that nobody was shown',
      await fallbackOf('offline', { challenge: attachedChallenge }),
      'wrong_state',
      all,
    ),
    receiptRow(
      'of a request with attachments',
      await forgeReceipt({
        challenge: attachedChallenge,
        decision: await forgeDecision({ challenge: await hashChallenge(attachedChallenge) }),
      }),
      'accept',
    ),
    receiptRow(
      'of a request for phones alone',
      await forgeReceipt({
        challenge: phoneChallenge,
        decision: await forgeDecision({ challenge: await hashChallenge(phoneChallenge) }),
      }),
      'accept',
    ),
    receiptRow('denied, with a reason', await forgeReceipt({ ...denied, decision: denyWhy }), 'accept'),
    receiptRow(
      'approved, with a reason to deny',
      await forgeReceipt({ decision: await forgeDecision({ reason: 'Wrong branch' }) }),
      'invalid_claims',
    ),
    receiptRow('approved at the origin', await forgeOriginReceipt({}), 'accept'),
    receiptRow(
      'approved by code where an origin was preferred',
      await forgeOriginReceipt({ match: 'code', acr: APPROVED_BY_DEVICE_KEY.acr, decision: byCode }),
      'accept',
    ),
    receiptRow('a code sold as an origin', await forgeOriginReceipt({ decision: byCode }), 'wrong_state'),
    receiptRow('an origin sold as a code', await forgeOriginReceipt({ match: 'code' }), 'wrong_state'),
    receiptRow(
      'a code where only the origin was asked for',
      await forgeOriginReceipt({ match: 'code', ...onlyOriginByCode }),
      'wrong_state',
    ),
    receiptRow(
      'approved at an origin that was not asked for',
      await forgeOriginReceipt({ decision: await forgeOriginDecision({ origin: 'https://notes.evil.test' }) }),
      'wrong_state',
    ),
    receiptRow(
      'a tap sold as a code',
      await forgeReceipt({ decision: await forgeDecision({ code: undefined }) }),
      'wrong_state',
    ),
    receiptRow('a code challenge sold as an origin', await forgeReceipt({ match: 'origin' }), 'wrong_state'),
    receiptRow('approved by a person who was verified (N10)', await forgeReceipt(uvReceipt), 'accept'),
    receiptRow('verified, and the receipt claims less', await forgeReceipt({ ...uvReceipt, amr: ['swk'] }), 'accept'),
    receiptRow(
      'verified, by a credential that may be synced, registered before the request',
      await forgeReceipt({
        ...uvReceipt,
        verifier: { ...user.verifier, registeredAt: challengeClaims.iat, backupEligible: true, backedUp: false },
      }),
      'accept',
    ),
    receiptRow(
      'verified, by a credential registered after the request came',
      await forgeReceipt({ ...uvReceipt, verifier: { ...user.verifier, registeredAt: challengeClaims.iat + 1 } }),
      'wrong_state',
    ),
    receiptRow(
      'an assertion of a credential that doesn’t count yet, and no claim of it',
      await forgeReceipt({ decision: uvReceipt.decision }),
      'accept',
    ),
    receiptRow('verified, by a claim alone', await forgeReceipt(uvShown), 'wrong_state'),
    receiptRow(
      'verified, by a claim and a credential',
      await forgeReceipt({ ...uvShown, verifier: user.verifier }),
      'wrong_state',
    ),
    receiptRow(
      'verified, by no known credential',
      await forgeReceipt({ ...uvReceipt, verifier: undefined }),
      'wrong_state',
    ),
    receiptRow(
      'verified, by another credential',
      await forgeReceipt({ ...uvReceipt, verifier: otherVerifier }),
      'unknown_key',
    ),
    receiptRow(
      'verified, by another key in the credential’s name',
      await forgeReceipt({ ...uvReceipt, verifier: { ...user.verifier, jwk: otherVerifier.jwk } }),
      'bad_signature',
    ),
    receiptRow(
      'verified, for another code',
      await forgeReceipt({ ...uvReceipt, decision: await forgeDecision({ code: '482914', uv: assertion }) }),
      'wrong_challenge',
    ),
    receiptRow(
      'verified, by somebody who was not (UV off)',
      await forgeReceipt({
        ...uvReceipt,
        decision: await forgeDecision({
          uv: await user.assert({ challenge: await approvalChallenge(approvalByCode), flags: 0x01 }),
        }),
      }),
      'wrong_state',
    ),
    receiptRow(
      'approved without the verification that was asked for',
      await forgeReceipt({ challenge: uvRequired, decision: withoutUv }),
      'wrong_state',
    ),
    receiptRow('a key in software sold as one in hardware', await forgeReceipt({ amr: ['hwk', 'mca'] }), 'wrong_state'),
    receiptRow('more in amr than was shown', await forgeReceipt({ amr: ['swk', 'mca', 'user'] }), 'wrong_state'),
    receiptRow('a code with the acr of an origin', await forgeReceipt({ acr: APPROVED_AT_ORIGIN.acr }), 'wrong_state'),
    receiptRow(
      'a denial with the amr of an approval',
      await forgeReceipt({ outcome: 'denied', decision: deny }),
      'wrong_state',
    ),
    receiptRow(
      'decision by another key than cnf',
      await forgeReceipt({ cnf: { jwk: bareJwk(otherDevice.publicJwk) } }),
      'unknown_key',
    ),
    receiptRow('decision without cnf', await forgeReceipt({ cnf: undefined }), 'wrong_state'),
    receiptRow('challenge inside is another one', await forgeReceipt({ challenge: otherChallenge }), 'wrong_challenge'),
    receiptRow(
      'challenge inside is forged',
      await forgeReceipt({ challenge: await forge(challengeHeader, challengeClaims, attacker) }),
      'bad_signature',
    ),
    receiptRow(
      'challenge inside was altered',
      await forgeReceipt({ challenge: await forgeChallenge({ future: 1 }) }),
      'wrong_challenge',
    ),
    receiptRow(
      'decision inside is forged',
      await forgeReceipt({ decision: await forge(decisionHeader, decisionClaims, attacker) }),
      'bad_signature',
    ),
    receiptRow('of a question whose text the rule refuses today', await forgeReceipt(unreadable), 'accept'),
    receiptRow('a denial sold as approval', await forgeReceipt({ decision: deny }), 'wrong_state'),
    receiptRow('approved without a decision', await forgeReceipt({ decision: undefined }), 'wrong_state'),
    receiptRow(
      'decision meant for another server',
      await forgeReceipt({ decision: await forgeDecision({ aud: 'https://other.example' }) }),
      'wrong_audience',
    ),
  ],
  'receipt-offline',
);

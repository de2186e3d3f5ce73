import { writeFileSync } from 'node:fs';
import { ACTION_LIMITS, type ChallengeClaims, hashChallenge, signChallenge } from '../challenge.ts';
import { type DecisionClaims, signDecision } from '../decision.ts';
import { signBinding } from '../enrollment.ts';
import { sha256 } from '../hash.ts';
import { signKeySet } from '../keyset.ts';
import { type NoticeClaims, signNotice } from '../notice.ts';
import { signProof } from '../proof.ts';
import { APPROVED_BY_DEVICE_KEY, NOTHING_SHOWN, type ReceiptClaims, signReceipt } from '../receipt.ts';
import { alterClaims, forge, macWithPublicKey, makeTestKey, unsigned } from './forge.ts';
import type { Vector } from './vector.ts';

/**
 * Makes the vectors anew: `node shared/protocol/vectors/generate.ts`. Signatures are random, so every file changes; do it
 * only when the wire changes, and say so in the CHANGELOG. The private keys are thrown away.
 */
const server = await makeTestKey();
const nextServer = await makeTestKey();
const device = await makeTestKey();
const otherDevice = await makeTestKey();
const attacker = await makeTestKey();

const issuer = 'https://nod.example';
const nowSeconds = 1_790_000_000;
const now = nowSeconds * 1000;
const challengeId = 'chl_AAAAAAAAAAAAAAAAAAAAAA';
const subject = 'usr_AAAAAAAAAAAAAAAAAAAAAA';
const deviceId = 'dev_AAAAAAAAAAAAAAAAAAAAAA';
const applicationId = 'app_AAAAAAAAAAAAAAAAAAAAAA';
const enrollmentId = 'enr_AAAAAAAAAAAAAAAAAAAAAA';
const keys = [server.publicJwk];

function file(name: string, vectors: Omit<Vector, 'message'>[], message: Vector['message']): void {
  const rows: Vector[] = vectors.map(({ name, input, expected, result }) => ({
    name,
    message,
    input,
    expected,
    result,
  }));
  writeFileSync(new URL(`./${name}.json`, import.meta.url), `${JSON.stringify(rows, null, 2)}\n`);
}

/** The attacks on the envelope that every kind of message must withstand. `good` must be accepted with `expected`. */
async function envelopeAttacks(
  typ: string,
  good: string,
  signer: { kid: string } & typeof server,
  expected: Vector['expected'],
): Promise<Omit<Vector, 'message'>[]> {
  const [head = '', body = '', signature = ''] = good.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const header = { alg: 'ES256', typ, kid: signer.kid };
  const row = (name: string, input: unknown, result: string) => ({ name, input, expected, result });
  const text = JSON.stringify(claims);
  return [
    row('typ of another message', await forge({ ...header, typ: 'nod-other+jwt' }, claims, signer), 'wrong_type'),
    row('typ JWT', await forge({ ...header, typ: 'JWT' }, claims, signer), 'wrong_type'),
    row('no typ', await forge({ alg: 'ES256', kid: signer.kid }, claims, signer), 'wrong_type'),
    row('alg none without signature', unsigned({ ...header, alg: 'none' }, claims), 'malformed'),
    row('alg none with an old signature', unsigned({ ...header, alg: 'none' }, claims, signature), 'wrong_algorithm'),
    row(
      'alg HS256 keyed with the public key',
      await macWithPublicKey({ ...header, alg: 'HS256' }, claims, signer),
      'wrong_algorithm',
    ),
    row('alg ES256 but an HMAC', await macWithPublicKey(header, claims, signer), 'bad_signature'),
    row('alg in lower case', await forge({ ...header, alg: 'es256' }, claims, signer), 'wrong_algorithm'),
    row('key of a stranger under our kid', await forge(header, claims, attacker), 'bad_signature'),
    row('kid of a stranger', await forge({ ...header, kid: attacker.kid }, claims, attacker), 'unknown_key'),
    row(
      'own key in the header',
      await forge({ alg: 'ES256', typ, jwk: attacker.publicJwk }, claims, attacker),
      'malformed',
    ),
    row(
      'own key in the header beside our kid',
      await forge({ ...header, jwk: attacker.publicJwk }, claims, attacker),
      'malformed',
    ),
    row('crit header', await forge({ ...header, crit: ['exp'], exp: 1 }, claims, signer), 'malformed'),
    row('jku header', await forge({ ...header, jku: 'https://evil.example/jwks' }, claims, signer), 'malformed'),
    row('unencoded payload (b64 false)', await forge({ ...header, b64: false }, claims, signer), 'malformed'),
    row('claim altered after signing', alterClaims(good, { iat: 1 }), 'bad_signature'),
    row('signature truncated', good.slice(0, -2), 'malformed'),
    row('signature missing', `${head}.${body}.`, 'malformed'),
    row('signature of zeros', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`, 'bad_signature'),
    row('signature in another spelling', `${good.slice(0, -1)}${nextCharacter(good.at(-1) ?? 'A')}`, 'malformed'),
    row('four segments', `${good}.${signature}`, 'malformed'),
    row('padding characters', `${good}==`, 'malformed'),
    row('standard base64 characters', `${head}.${body}.${'+/'.repeat(43)}`, 'malformed'),
    row('empty', '', 'malformed'),
    row('not a string', { jws: good }, 'malformed'),
    row('JSON serialization', JSON.stringify({ protected: head, payload: body, signature }), 'malformed'),
    row('oversized', `${head}.${'A'.repeat(20_000)}.${signature}`, 'oversized'),
    row('duplicate claim', await forge(header, `${text.slice(0, -1)},"iat":1}`, signer), 'duplicate_member'),
    row(
      'duplicate claim, escaped',
      await forge(header, `${text.slice(0, -1)},"\\u0069at":1}`, signer),
      'duplicate_member',
    ),
    row(
      'duplicate header member',
      await forge(`{"alg":"none","alg":"ES256","typ":"${typ}","kid":"${signer.kid}"}`, claims, signer),
      'duplicate_member',
    ),
    row('payload not JSON', await forge(header, 'hello', signer), 'malformed'),
    row('payload a list', await forge(header, [claims], signer), 'malformed'),
    row('payload null', await forge(header, 'null', signer), 'malformed'),
    row('payload empty object', await forge(header, {}, signer), 'invalid_claims'),
    row('iat as text', await forge(header, { ...claims, iat: String(claims.iat) }, signer), 'invalid_claims'),
    row('iat negative', await forge(header, { ...claims, iat: -1 }, signer), 'invalid_claims'),
  ];
}

/** The next character that decodes to the same leading bits: another spelling of the same signature. */
function nextCharacter(last: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(last) + 1] ?? 'B';
}

// Challenge
const challengeClaims: ChallengeClaims = {
  iss: issuer,
  sub: subject,
  aud: 'nod-device',
  jti: challengeId,
  iat: nowSeconds,
  exp: nowSeconds + 120,
  nonce: 'bm9uY2Vub25jZW5vbmNlMQ',
  app: { id: applicationId, name: 'Harbour Notes' },
  action: { title: 'Sign in as alice', details: [{ label: 'Device', value: 'New laptop' }] },
  context: { ip: '203.0.113.7', location: 'Lisbon, Portugal', browser: 'Chrome', os: 'macOS' },
  match: 'code',
  digits: 6,
  uv: 'discouraged',
};
const challenge = await signChallenge(challengeClaims, server);
const challengeHeader = { alg: 'ES256', typ: 'nod-challenge+jwt', kid: server.kid };
const forgeChallenge = (change: object) => forge(challengeHeader, { ...challengeClaims, ...change }, server);
const toDevice = { keys, issuer, subject, now };
const challengeRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...toDevice, ...expected },
  result,
});
const { digits: _, ...withoutDigits } = challengeClaims;
file(
  'challenge',
  [
    challengeRow('genuine', challenge, 'accept'),
    challengeRow(
      'genuine, match none',
      await forge(challengeHeader, { ...withoutDigits, match: 'none' }, server),
      'accept',
    ),
    challengeRow('genuine, device clock 50 s behind', challenge, 'accept', { now: now - 50_000 }),
    challengeRow('genuine, the last millisecond', challenge, 'accept', { now: now + 119_999 }),
    challengeRow('unknown claims are ignored', await forgeChallenge({ future: true }), 'accept'),
    challengeRow(
      'largest action',
      await forgeChallenge({
        action: { title: 't'.repeat(ACTION_LIMITS.titleCharacters), details: [{ label: 'l', value: 'v'.repeat(500) }] },
      }),
      'accept',
    ),
    challengeRow('expired', challenge, 'expired', { now: now + 120_000 }),
    challengeRow('from the future', challenge, 'not_yet_valid', { now: now - 61_000 }),
    challengeRow('of another server', challenge, 'wrong_issuer', { issuer: 'https://nod.evil.example' }),
    challengeRow('for another user', challenge, 'wrong_subject', { subject: 'usr_BBBBBBBBBBBBBBBBBBBBBB' }),
    challengeRow('wrong aud', await forgeChallenge({ aud: 'nod-other' }), 'wrong_audience'),
    challengeRow('aud as a list', await forgeChallenge({ aud: ['nod-device'] }), 'invalid_claims'),
    challengeRow('signed by a key that is no longer pinned', challenge, 'unknown_key', {
      keys: [nextServer.publicJwk],
    }),
    challengeRow(
      'signed by a device key',
      await forge({ ...challengeHeader, kid: device.kid }, challengeClaims, device),
      'unknown_key',
    ),
    challengeRow('life over ten minutes (N3)', await forgeChallenge({ exp: nowSeconds + 601 }), 'invalid_claims'),
    challengeRow('exp before iat', await forgeChallenge({ exp: nowSeconds - 1 }), 'invalid_claims'),
    challengeRow('match code without digits', await forge(challengeHeader, withoutDigits, server), 'invalid_claims'),
    challengeRow('one digit', await forgeChallenge({ digits: 1 }), 'invalid_claims'),
    challengeRow('nine digits', await forgeChallenge({ digits: 9 }), 'invalid_claims'),
    challengeRow('unknown match', await forgeChallenge({ match: 'picklist' }), 'invalid_claims'),
    challengeRow('unknown uv', await forgeChallenge({ uv: 'maybe' }), 'invalid_claims'),
    challengeRow(
      'nonce of 64 bits (A6.7.2 with us: 128)',
      await forgeChallenge({ nonce: 'AAAAAAAAAAA' }),
      'invalid_claims',
    ),
    challengeRow(
      'title with a direction override',
      await forgeChallenge({ action: { title: 'Sign in \u202Eecila', details: [] } }),
      'invalid_claims',
    ),
    challengeRow(
      'title with a line break',
      await forgeChallenge({ action: { title: 'Sign in\nas alice', details: [] } }),
      'invalid_claims',
    ),
    challengeRow(
      'title of 121 characters',
      await forgeChallenge({ action: { title: 't'.repeat(121), details: [] } }),
      'invalid_claims',
    ),
    challengeRow(
      '13 details',
      await forgeChallenge({ action: { title: 't', details: Array(13).fill({ label: 'l', value: 'v' }) } }),
      'invalid_claims',
    ),
    challengeRow(
      'action over 1,500 bytes',
      await forgeChallenge({ action: { title: 't', details: Array(4).fill({ label: 'l', value: 'v'.repeat(400) }) } }),
      'invalid_claims',
    ),
    challengeRow(
      'lone surrogate in the title',
      await forge(challengeHeader, JSON.stringify(challengeClaims).replace('Sign in as alice', 'Sign \\ud800'), server),
      'invalid_claims',
    ),
    ...(await envelopeAttacks('nod-challenge+jwt', challenge, server, toDevice)),
  ],
  'challenge',
);

// Decision
const challengeHash = await hashChallenge(challenge);
const decisionClaims: DecisionClaims = {
  iss: device.kid,
  aud: issuer,
  jti: challengeId,
  iat: nowSeconds + 5,
  challenge: challengeHash,
  decision: 'approve',
  code: '482913',
};
const decision = await signDecision(decisionClaims, device);
const decisionHeader = { alg: 'ES256', typ: 'nod-decision+jwt', kid: device.kid };
const forgeDecision = (change: object) => forge(decisionHeader, { ...decisionClaims, ...change }, device);
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
const deny = await signDecision({ ...decisionClaims, decision: 'deny', code: undefined }, device);
file(
  'decision',
  [
    decisionRow('approve with a code', decision, 'accept'),
    decisionRow('deny', deny, 'accept'),
    decisionRow(
      'report',
      await signDecision({ ...decisionClaims, decision: 'report', code: undefined }, device),
      'accept',
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

// Receipt, both verifiers
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
  cnf: { jwk: device.publicJwk },
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
const shared = [
  receiptRow('approved', receipt, 'accept'),
  receiptRow('expired, without a decision', expiredReceipt, 'accept'),
  receiptRow('under a set of two keys', receipt, 'accept', { keys: [nextServer.publicJwk, server.publicJwk] }),
  receiptRow('of another server', receipt, 'wrong_issuer', { issuer: 'https://nod.evil.example' }),
  receiptRow('for another application', receipt, 'wrong_audience', { audience: 'app_BBBBBBBBBBBBBBBBBBBBBB' }),
  receiptRow('of another login', receipt, 'wrong_challenge', { challengeId: 'chl_BBBBBBBBBBBBBBBBBBBBBB' }),
  receiptRow(
    'signed by the device',
    await forge({ ...receiptHeader, kid: device.kid }, receiptClaims, device),
    'unknown_key',
  ),
  receiptRow('unknown outcome', await forgeReceipt({ outcome: 'ok' }), 'invalid_claims'),
  ...(await envelopeAttacks('nod-receipt+jwt', receipt, server, toApplication)),
];
file('receipt', shared, 'receipt');
const otherChallenge = await signChallenge({ ...challengeClaims, jti: 'chl_BBBBBBBBBBBBBBBBBBBBBB' }, server);
file(
  'receipt-offline',
  [
    ...shared,
    receiptRow(
      'decision by another key than cnf',
      await forgeReceipt({ cnf: { jwk: otherDevice.publicJwk } }),
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

// Proof
const body = '{"name":"Pixel 9"}';
const proofRequest = {
  method: 'PATCH',
  url: `${issuer}/device/v1/self`,
  body,
  nowMs: now,
  jti: 'anRpanRpanRpanRpanRpMQ',
};
const proof = await signProof(proofRequest, device);
const proofHeader = { alg: 'ES256', typ: 'nod-proof+jwt', kid: device.kid };
const arrived = { method: 'PATCH', url: `${issuer}/device/v1/self`, body, nowMs: now, device: onFile.device };
const proofRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...arrived, ...expected },
  result,
});
file(
  'proof',
  [
    proofRow('genuine', proof, 'accept'),
    proofRow('query does not count', proof, 'accept', { url: `${issuer}/device/v1/self?x=1` }),
    proofRow('60 s old', proof, 'accept', { nowMs: now + 60_000 }),
    proofRow('61 s old', proof, 'not_yet_valid', { nowMs: now + 61_000 }),
    proofRow('61 s ahead', proof, 'not_yet_valid', { nowMs: now - 61_000 }),
    proofRow('replayed jti', proof, 'replayed', { usedJtis: [proofRequest.jti] }),
    proofRow('other method', proof, 'wrong_request', { method: 'DELETE' }),
    proofRow('other path', proof, 'wrong_request', { url: `${issuer}/device/v1/devices` }),
    proofRow('other origin', proof, 'wrong_request', { url: 'https://nod.evil.example/device/v1/self' }),
    proofRow('other body', proof, 'wrong_request', { body: '{"name":"Evil"}' }),
    proofRow('body dropped', proof, 'wrong_request', { body: '' }),
    proofRow('other device’s key', proof, 'unknown_key', {
      device: { jwk: otherDevice.publicJwk, thumbprint: otherDevice.kid },
    }),
    proofRow(
      'jti too short',
      await forge(
        proofHeader,
        { htm: 'PATCH', htu: proofRequest.url, iat: nowSeconds, jti: 'short', bh: await sha256(body) },
        device,
      ),
      'invalid_claims',
    ),
    proofRow(
      'no body hash',
      await forge(proofHeader, { htm: 'PATCH', htu: proofRequest.url, iat: nowSeconds, jti: proofRequest.jti }, device),
      'invalid_claims',
    ),
    ...(await envelopeAttacks('nod-proof+jwt', proof, device, arrived)),
  ],
  'proof',
);

// Binding
const subscription = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/token',
  keys: {
    p256dh: Buffer.concat([
      Buffer.from([4]),
      Buffer.from(device.publicJwk.x, 'base64url'),
      Buffer.from(device.publicJwk.y, 'base64url'),
    ]).toString('base64url'),
    auth: Buffer.alloc(16, 7).toString('base64url'),
  },
};
const nonce = 'bm9uY2Vub25jZW5vbmNlMg';
const bindingInput = { enrollmentId, nonce, audience: issuer, serverKey: server.kid, subscription, nowMs: now };
const binding = await signBinding(bindingInput, device, device.publicJwk);
const bindingClaims = JSON.parse(Buffer.from(binding.split('.')[1] ?? '', 'base64url').toString());
const { kid: __, ...deviceJwk } = device.publicJwk;
const { kid: ___, ...attackerJwk } = attacker.publicJwk;
const bindingHeader = { alg: 'ES256', typ: 'nod-enrollment+jwt', jwk: deviceJwk };
const claimed = {
  enrollmentId,
  audience: issuer,
  nonceHash: await sha256(nonce),
  serverKeys: [server.kid],
  subscription,
};
const bindingRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...claimed, ...expected },
  result,
});
file(
  'binding',
  [
    bindingRow('genuine', binding, 'accept'),
    bindingRow(
      'without a subscription',
      await signBinding({ ...bindingInput, subscription: null }, device, device.publicJwk),
      'accept',
      { subscription: null },
    ),
    bindingRow('somebody else’s endpoint put in', binding, 'wrong_request', {
      subscription: { ...subscription, endpoint: 'https://fcm.googleapis.com/fcm/send/evil' },
    }),
    bindingRow('subscription dropped', binding, 'wrong_request', { subscription: null }),
    bindingRow('pinned a relay’s server key', binding, 'wrong_server_key', { serverKeys: [nextServer.kid] }),
    bindingRow('other enrollment', binding, 'wrong_challenge', { enrollmentId: 'enr_BBBBBBBBBBBBBBBBBBBBBB' }),
    bindingRow('other nonce', binding, 'wrong_nonce', { nonceHash: await sha256('other') }),
    bindingRow('other server', binding, 'wrong_audience', { audience: 'https://nod.evil.example' }),
    bindingRow(
      'key swapped in the header',
      await forge({ ...bindingHeader, jwk: attackerJwk }, bindingClaims, device),
      'bad_signature',
    ),
    bindingRow(
      'key and signature swapped',
      await forge({ ...bindingHeader, jwk: attackerJwk }, bindingClaims, attacker),
      'wrong_issuer',
    ),
    bindingRow(
      'private key in the header',
      await forge({ ...bindingHeader, jwk: { ...deviceJwk, d: deviceJwk.x } }, bindingClaims, device),
      'malformed',
    ),
    bindingRow(
      'point off the curve',
      await forge({ ...bindingHeader, jwk: { ...deviceJwk, y: deviceJwk.x } }, bindingClaims, device),
      'malformed',
    ),
    bindingRow(
      'other curve',
      await forge({ ...bindingHeader, jwk: { ...deviceJwk, crv: 'P-384' } }, bindingClaims, device),
      'malformed',
    ),
    bindingRow(
      'kid instead of the key',
      await forge({ alg: 'ES256', typ: 'nod-enrollment+jwt', kid: device.kid }, bindingClaims, device),
      'malformed',
    ),
    bindingRow(
      'typ of a decision',
      await forge({ ...bindingHeader, typ: 'nod-decision+jwt' }, bindingClaims, device),
      'wrong_type',
    ),
    bindingRow(
      'alg none',
      unsigned({ ...bindingHeader, alg: 'none' }, bindingClaims, 'A'.repeat(86)),
      'wrong_algorithm',
    ),
  ],
  'binding',
);

// Notice
const noticeClaims: NoticeClaims = {
  iss: issuer,
  aud: 'nod-device',
  sub: deviceId,
  jti: 'test-1',
  iat: nowSeconds,
  exp: nowSeconds + 300,
  notice: 'test',
  nonce,
};
const notice = await signNotice(noticeClaims, server);
const noticeHeader = { alg: 'ES256', typ: 'nod-notice+jwt', kid: server.kid };
const closed = {
  ...noticeClaims,
  notice: 'closed',
  challengeId,
  state: 'approved',
  decidedBy: 'Pixel 9',
  nonce: undefined,
};
const atDevice = { keys, issuer, deviceId, now };
const noticeRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...atDevice, ...expected },
  result,
});
file(
  'notice',
  [
    noticeRow('test', notice, 'accept'),
    noticeRow('closed', await forge(noticeHeader, closed, server), 'accept'),
    noticeRow('for another device', notice, 'wrong_subject', { deviceId: 'dev_BBBBBBBBBBBBBBBBBBBBBB' }),
    noticeRow('expired', notice, 'expired', { now: now + 300_000 }),
    noticeRow('of another server', notice, 'wrong_issuer', { issuer: 'https://nod.evil.example' }),
    noticeRow('wrong aud', await forge(noticeHeader, { ...noticeClaims, aud: issuer }, server), 'wrong_audience'),
    noticeRow(
      'closed as pending',
      await forge(noticeHeader, { ...closed, state: 'pending' }, server),
      'invalid_claims',
    ),
    noticeRow(
      'unknown notice',
      await forge(noticeHeader, { ...noticeClaims, notice: 'revoke' }, server),
      'invalid_claims',
    ),
    ...(await envelopeAttacks('nod-notice+jwt', notice, server, atDevice)),
  ],
  'notice',
);

// Key set
const rotated = { issuer, keys: [nextServer.publicJwk, server.publicJwk], nowMs: now };
const byOld = await signKeySet(rotated, server);
const byNew = await signKeySet(rotated, nextServer);
const pinned = { keys, issuer, sinceSeconds: nowSeconds - 1000 };
const setRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...pinned, ...expected },
  result,
});
const byAttacker = await signKeySet({ ...rotated, keys: [attacker.publicJwk] }, attacker);
file(
  'key-set',
  [
    setRow('signed by the pinned key among others', [byNew, byOld], 'accept'),
    setRow('signed by the new key alone', [byNew], 'unknown_key'),
    setRow('an attacker’s own set', [byAttacker], 'unknown_key'),
    setRow(
      'an attacker’s set under our kid',
      [
        await forge(
          { alg: 'ES256', typ: 'nod-keys+jwt', kid: server.kid },
          { iss: issuer, iat: nowSeconds, keys: [attacker.publicJwk] },
          attacker,
        ),
      ],
      'bad_signature',
    ),
    setRow('older than the pinned set', [byOld], 'replayed', { sinceSeconds: nowSeconds + 1 }),
    setRow('of another server', [byOld], 'wrong_issuer', { issuer: 'https://nod.evil.example' }),
    setRow(
      'empty set',
      [
        await forge(
          { alg: 'ES256', typ: 'nod-keys+jwt', kid: server.kid },
          { iss: issuer, iat: nowSeconds, keys: [] },
          server,
        ),
      ],
      'invalid_claims',
    ),
    setRow('none at all', [], 'unknown_key'),
    setRow(
      'alg none',
      [
        unsigned(
          { alg: 'none', typ: 'nod-keys+jwt', kid: server.kid },
          { iss: issuer, iat: nowSeconds, keys: rotated.keys },
          'A'.repeat(86),
        ),
      ],
      'wrong_algorithm',
    ),
  ],
  'key-set',
);

import { type NoticeClaims, signNotice } from '../../notice.ts';
import { forge, otherSpelling } from '../forge.ts';
import { envelopeAttacks } from './envelope-attacks.ts';
import { challengeId, deviceId, issuer, keys, nonce, now, nowSeconds, server, writeVectors } from './world.ts';

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
writeVectors(
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
    noticeRow(
      'nonce in another spelling',
      await forge(noticeHeader, { ...noticeClaims, nonce: otherSpelling(nonce) }, server),
      'invalid_claims',
    ),
    noticeRow('unknown claim of closed', await forge(noticeHeader, { ...closed, future: 1 }, server), 'unknown_claim'),
    ...(await envelopeAttacks('nod-notice+jwt', notice, server, atDevice)),
  ],
  'notice',
);

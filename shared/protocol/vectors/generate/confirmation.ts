import { type Act, type ConfirmedAction, otherVerifier } from '../../user-verification.ts';
import { otherSpelling } from '../forge.ts';
import { makeSoftwareVerifier } from '../software-verifier.ts';
import { device, deviceId, issuer, nonce, now, otherDevice, writeVectors } from './world.ts';

const user = await makeSoftwareVerifier();
const somebodyElse = await makeSoftwareVerifier();
const act: Act = { server: issuer, device: device.kid, target: deviceId, action: 'suspend' };
const when = { atMs: now, nonce };
const genuine = await user.confirm(act, when);
const row = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { verifier: user.verifier, act, nowMs: now, ...expected },
  result,
});
const targets: Record<ConfirmedAction, string> = {
  suspend: deviceId,
  resume: deviceId,
  remove: deviceId,
  object: deviceId,
  email: 'alice@example.org',
  'recovery-codes': '',
  totp: 'set-up',
  'verifier-removal': user.verifier.credentialId,
  'verifier-approval': otherVerifier({ deviceId, credentialId: somebodyElse.verifier.credentialId }),
};
const each = Object.entries(targets).map(([action, target]) => ({ ...act, action, target }) as Act);
const { nonce: _nonce, ...withoutNonce } = genuine;
const { iat: _iat, ...withoutTime } = genuine;
writeVectors(
  'confirmation',
  [
    ...(await Promise.all(
      each.map(async (one) => row(`of ${one.action}`, await user.confirm(one, when), 'accept', { act: one })),
    )),
    row(
      'of an e-mail address that is taken away',
      await user.confirm({ ...act, target: '', action: 'email' }, when),
      'accept',
      {
        act: { ...act, target: '', action: 'email' },
      },
    ),
    row('120 s old', genuine, 'accept', { nowMs: now + 120_000 }),
    row('121 s old', genuine, 'expired', { nowMs: now + 121_000 }),
    row('120 s ahead', genuine, 'accept', { nowMs: now - 120_000 }),
    row('121 s ahead', genuine, 'not_yet_valid', { nowMs: now - 121_000 }),
    row('a nonce that was used', genuine, 'replayed', { usedNonces: [nonce] }),
    row('of another action', genuine, 'wrong_challenge', { act: { ...act, action: 'remove' } }),
    row('of another device', genuine, 'wrong_challenge', { act: { ...act, target: 'dev_BBBBBBBBBBBBBBBBBBBBBA' } }),
    row('by another device', genuine, 'wrong_challenge', { act: { ...act, device: otherDevice.kid } }),
    row('for another server', genuine, 'wrong_challenge', { act: { ...act, server: 'https://nod.evil.example' } }),
    row('with another nonce', { ...genuine, nonce: 'bm9uY2Vub25jZW5vbmNlMw' }, 'wrong_challenge'),
    row('made younger', { ...genuine, iat: genuine.iat + 60 }, 'wrong_challenge'),
    row('without a nonce', withoutNonce, 'invalid_claims'),
    row('without a time', withoutTime, 'invalid_claims'),
    row('a time of a fraction', { ...genuine, iat: genuine.iat + 0.5 }, 'invalid_claims'),
    row('a time in letters', { ...genuine, iat: String(genuine.iat) }, 'invalid_claims'),
    row('a nonce in another spelling', { ...genuine, nonce: otherSpelling(nonce) }, 'invalid_claims'),
    row('a nonce of 64 bits', await user.confirm(act, { atMs: now, nonce: 'bm9uY2Vub24' }), 'invalid_claims'),
    row('with a member more', { ...genuine, code: '482913' }, 'unknown_claim'),
    row('by another credential', await somebodyElse.confirm(act, when), 'unknown_key'),
    row('by another key in this one’s name', await user.confirm(act, when, { key: somebodyElse.key }), 'bad_signature'),
    row('nobody verified (UV off)', await user.confirm(act, when, { flags: 0x01 }), 'wrong_state'),
    row('on another page', await user.confirm(act, when, { origin: 'https://evil.example' }), 'wrong_audience'),
  ],
  'confirmation',
);

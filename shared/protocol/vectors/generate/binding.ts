import { signBinding } from '../../enrollment.ts';
import { sha256 } from '../../hash.ts';
import { generateOfflineKey } from '../../keys.ts';
import { forge, otherSpelling, unsigned } from '../forge.ts';
import { attacker, device, enrollmentId, issuer, nextServer, nonce, now, server, writeVectors } from './world.ts';

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
const bindingInput = { enrollmentId, nonce, audience: issuer, serverKey: server.kid, subscription, nowMs: now };
const binding = await signBinding(bindingInput, device, device.publicJwk);
const { publicJwk: offlineJwk } = await generateOfflineKey();
const withSecondKey = await signBinding({ ...bindingInput, offlineJwk }, device, device.publicJwk);
const bindingClaims = JSON.parse(Buffer.from(binding.split('.')[1] ?? '', 'base64url').toString());
const { kid: __, ...deviceJwk } = device.publicJwk;
const { kid: ___, ...attackerJwk } = attacker.publicJwk;
const bindingHeader = { alg: 'ES256', typ: 'nod-enrollment+jwt', jwk: deviceJwk };
const forgeKey = (jwk: object) => forge({ ...bindingHeader, jwk }, bindingClaims, device);
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
writeVectors(
  'binding',
  [
    bindingRow('genuine', binding, 'accept'),
    bindingRow(
      'without a subscription',
      await signBinding({ ...bindingInput, subscription: null }, device, device.publicJwk),
      'accept',
      { subscription: null },
    ),
    bindingRow('with a second key', withSecondKey, 'accept', { offlineJwk }),
    bindingRow('second key dropped', withSecondKey, 'wrong_request'),
    bindingRow('second key put in', binding, 'wrong_request', { offlineJwk }),
    bindingRow('another second key put in', withSecondKey, 'wrong_request', { offlineJwk: attackerJwk }),
    bindingRow('second key off the curve', withSecondKey, 'malformed', {
      offlineJwk: { ...offlineJwk, y: offlineJwk.x },
    }),
    bindingRow('second key with its private half', withSecondKey, 'malformed', {
      offlineJwk: { ...offlineJwk, d: offlineJwk.x },
    }),
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
    bindingRow('further member in the key', await forgeKey({ ...deviceJwk, ext: true }), 'malformed'),
    bindingRow('name in the key', await forgeKey(device.publicJwk), 'malformed'),
    bindingRow(
      'coordinate in another spelling',
      await forgeKey({ ...deviceJwk, x: otherSpelling(deviceJwk.x) }),
      'malformed',
    ),
    bindingRow('unknown claim', await forge(bindingHeader, { ...bindingClaims, future: 1 }, device), 'unknown_claim'),
    ...(await Promise.all(
      ['nonce', 'serverKey', 'subscription'].map(async (claim) =>
        bindingRow(
          `${claim} in another spelling`,
          await forge(bindingHeader, { ...bindingClaims, [claim]: otherSpelling(bindingClaims[claim]) }, device),
          'invalid_claims',
        ),
      ),
    )),
    bindingRow(
      'byte order mark before the header',
      await forge(`\uFEFF${JSON.stringify(bindingHeader)}`, bindingClaims, device),
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

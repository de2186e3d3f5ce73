import { sha256 } from '../../hash.ts';
import { signProof } from '../../proof.ts';
import { forge, otherSpelling } from '../forge.ts';
import { envelopeAttacks } from './envelope-attacks.ts';
import { device, issuer, now, nowSeconds, otherDevice, writeVectors } from './world.ts';

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
const arrived = {
  method: 'PATCH',
  url: `${issuer}/device/v1/self`,
  body,
  nowMs: now,
  device: { jwk: device.publicJwk, thumbprint: device.kid },
};
const proofRow = (name: string, input: unknown, result: string, expected: object = {}) => ({
  name,
  input,
  expected: { ...arrived, ...expected },
  result,
});
writeVectors(
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
      'body hash in another spelling',
      await forge(
        proofHeader,
        {
          htm: 'PATCH',
          htu: proofRequest.url,
          iat: nowSeconds,
          jti: proofRequest.jti,
          bh: otherSpelling(await sha256(body)),
        },
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

import { p256 } from '@noble/curves/nist.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect, it } from 'vitest';
import { decode, utf8 } from './base64url.ts';
import { type ChallengeClaims, signChallenge, verifyChallenge } from './challenge.ts';
import { generateOfflineKey } from './keys.ts';
import {
  decodeOfflineQr,
  encodeOfflineQr,
  generateEphemeralKey,
  OFFLINE_MAX_BYTES,
  offlineDigits,
} from './offline-code.ts';
import { publicKeyBytes } from './point.ts';
import { forge, makeTestKey } from './vectors/forge.ts';

const server = await makeTestKey();
const device = await makeTestKey();
const nowSeconds = 1_790_000_000;
const claims: ChallengeClaims = {
  iss: 'https://nod.example',
  sub: 'usr_AAAAAAAAAAAAAAAAAAAAAA',
  aud: 'nod-device',
  jti: 'chl_AAAAAAAAAAAAAAAAAAAAAA',
  iat: nowSeconds,
  exp: nowSeconds + 120,
  nonce: 'bm9uY2Vub25jZW5vbmNlMg',
  app: { id: 'app_AAAAAAAAAAAAAAAAAAAAAA', name: 'Harbour Notes' },
  action: { title: 'Sign in as alice', details: [] },
  context: { ip: '203.0.113.7' },
  match: 'code',
  digits: 6,
  uv: 'preferred',
};
const challenge = await signChallenge(claims, server);
const { privateKey, ephemeralKey } = await generateEphemeralKey();

it('the reader has the challenge as it was signed, to the byte, and the key', async () => {
  const qr = encodeOfflineQr({ challenge, ephemeralKey });
  expect(decodeOfflineQr(qr)).toEqual({ challenge, ephemeralKey });
  // Alphanumeric mode of a QR: nothing else is as small.
  expect(qr).toMatch(/^NOD1:[0-9A-Z $%*+\-./:]+$/);
  const expected = { keys: [server.publicJwk], issuer: claims.iss, subject: claims.sub, now: nowSeconds * 1000 };
  expect(await verifyChallenge(decodeOfflineQr(qr).challenge, expected)).toEqual(claims);
});

it('what is altered on the way doesn’t verify', async () => {
  const other = await makeTestKey();
  const keys = [{ ...server.publicJwk, kid: other.kid }, server.publicJwk];
  const expected = { keys, issuer: claims.iss, subject: claims.sub, now: nowSeconds * 1000 };
  const qr = encodeOfflineQr({ challenge, ephemeralKey });
  for (const at of [170, qr.length - 40]) {
    const altered = `${qr.slice(0, at)}${qr[at] === '0' ? '1' : '0'}${qr.slice(at + 1)}`;
    const read = async () => verifyChallenge(decodeOfflineQr(altered).challenge, expected);
    await expect(read()).rejects.toMatchObject({ name: 'ProtocolError' });
  }
});

it('both sides make the same digits, and noble makes them too', async () => {
  const phone = await generateOfflineKey();
  const of = { challenge, thumbprint: device.kid };
  const byServer = await offlineDigits({ ...of, privateKey, publicKey: phone.publicJwk });
  expect(await offlineDigits({ ...of, privateKey: phone.privateKey, publicKey: ephemeralKey })).toBe(byServer);
  expect(byServer).toMatch(/^[0-9]{8}$/);
  await expect(crypto.subtle.exportKey('jwk', phone.privateKey)).rejects.toThrow();

  const secretKey = p256.utils.randomSecretKey();
  const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
  const pkcs8 = Buffer.concat([
    Buffer.from('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420', 'hex'),
    secretKey,
  ]);
  const imported = await crypto.subtle.importKey('pkcs8', pkcs8, curve, false, ['deriveBits']);
  for (let round = 0; round < 20; round++) {
    const { publicJwk } = await generateOfflineKey();
    const shared = p256.getSharedSecret(secretKey, publicKeyBytes(publicJwk), true).slice(1);
    const salt = sha256(utf8(challenge));
    const bytes = hkdf(sha256, shared, salt, utf8(`nod offline code${device.kid}approve`), 8);
    const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) % 100_000_000n;
    expect(await offlineDigits({ ...of, privateKey: imported, publicKey: publicJwk })).toBe(
      String(number).padStart(8, '0'),
    );
  }
  expect(decode(device.kid)).toHaveLength(32);
});

it('N2: another challenge, another device, another key pair: other digits', async () => {
  const phone = await generateOfflineKey();
  const of = { privateKey: phone.privateKey, publicKey: ephemeralKey, challenge, thumbprint: device.kid };
  const others = [
    of,
    { ...of, challenge: await signChallenge({ ...claims, nonce: 'bm9uY2Vub25jZW5vbmNlMw' }, server) },
    { ...of, thumbprint: server.kid },
    { ...of, publicKey: (await generateEphemeralKey()).ephemeralKey },
    { ...of, privateKey: (await generateOfflineKey()).privateKey },
  ];
  expect(new Set(await Promise.all(others.map(offlineDigits))).size).toBe(others.length);
});

it('a request of 900 bytes is taken, one byte more isn’t', async () => {
  const sized = async (length: number) => {
    const fill = { ...claims, context: { ...claims.context, browser: '' } };
    const bytes = utf8(JSON.stringify(fill)).length;
    return forge(
      { alg: 'ES256', typ: 'nod-challenge+jwt', kid: server.kid },
      { ...fill, context: { ...fill.context, browser: 'x'.repeat(length - bytes) } },
      server,
    );
  };
  const most = OFFLINE_MAX_BYTES - 162;
  const qr = encodeOfflineQr({ challenge: await sized(most), ephemeralKey });
  expect(qr).toHaveLength(5 + 1350);
  expect(decodeOfflineQr(qr).challenge.split('.')[1]).toHaveLength(Math.ceil((most * 4) / 3));
  const longer = await sized(most + 1);
  expect(() => encodeOfflineQr({ challenge: longer, ephemeralKey })).toThrow(
    expect.objectContaining({ code: 'oversized' }),
  );
});

it('a challenge whose header would be rebuilt in another spelling makes no code', async () => {
  const other = await forge({ kid: server.kid, alg: 'ES256', typ: 'nod-challenge+jwt' }, claims, server);
  for (const of of [
    { challenge: other, ephemeralKey },
    { challenge, ephemeralKey: ephemeralKey.slice(1) },
  ]) {
    expect(() => encodeOfflineQr(of)).toThrow(expect.objectContaining({ code: 'malformed' }));
  }
});

import { encodeBase45 } from '../../base45.ts';
import { decode, encode } from '../../base64url.ts';
import { type ChallengeClaims, signChallenge } from '../../challenge.ts';
import { encodeOfflineQr, generateEphemeralKey, offlineDigits } from '../../offline-code.ts';
import { forge } from '../forge.ts';
import { notPoints } from '../not-points.ts';
import {
  applicationId,
  challengeId,
  device,
  issuer,
  nonce,
  nowSeconds,
  server,
  subject,
  writeVectors,
} from './world.ts';

const claims: ChallengeClaims = {
  iss: issuer,
  sub: subject,
  aud: 'nod-device',
  jti: challengeId,
  iat: nowSeconds,
  exp: nowSeconds + 120,
  nonce,
  app: { id: applicationId, name: 'Harbour Notes' },
  action: { title: 'Sign in as alice', details: [] },
  context: { ip: '203.0.113.7', location: 'Lisbon, Portugal', browser: 'Firefox', os: 'Linux' },
  match: 'code',
  digits: 6,
  uv: 'preferred',
};
const challenge = await signChallenge(claims, server);
const [, payload = '', signature = ''] = challenge.split('.');

// The device's second key, which here may be exported: a reader derives with it.
const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
const { ephemeralKey } = await generateEphemeralKey();
const digits = await offlineDigits({
  privateKey: pair.privateKey,
  publicKey: ephemeralKey,
  challenge,
  thumbprint: device.kid,
});
const expected = { challenge, privateJwk: { kty, crv, x, y, d }, thumbprint: device.kid, digits };
const row = (name: string, input: unknown, result: string, changes: object = {}) => ({
  name,
  input,
  expected: { ...expected, ...changes },
  result,
});

const parts = {
  version: Uint8Array.of(1),
  kid: decode(server.kid),
  key: ephemeralKey,
  signature: decode(signature),
  payload: decode(payload),
};
/** The QR's text with some of its parts replaced, as an attacker would. */
function qrOf(changes: Partial<Record<keyof typeof parts, Uint8Array>>): string {
  const all = { ...parts, ...changes };
  return `NOD1:${encodeBase45(Buffer.concat([all.version, all.kid, all.key, all.signature, all.payload]))}`;
}
const point = (x: string, y: string) => Buffer.concat([Buffer.of(4), decode(x), decode(y)]);
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const qr = encodeOfflineQr({ challenge, ephemeralKey });
const long = {
  ...claims,
  action: { title: claims.action.title, details: [{ label: 'Note', value: 'x'.repeat(500) }] },
};
const [, longPayload = ''] = (await forge({ alg: 'ES256' }, long, server)).split('.');

writeVectors(
  'offline-code',
  [
    row('genuine', qr, 'accept'),
    row('empty', '', 'malformed'),
    row('nothing after the prefix', 'NOD1:', 'malformed'),
    row('no prefix', qr.slice(5), 'malformed'),
    row('small letters', qr.toLowerCase(), 'malformed'),
    row('of a later version', `NOD2:${qr.slice(5)}`, 'unknown_claim'),
    row('another version inside', qrOf({ version: Uint8Array.of(2) }), 'malformed'),
    row('white space before it', ` ${qr}`, 'malformed'),
    row('white space after it', `${qr}\n`, 'malformed'),
    row('a character cut off', qr.slice(0, -1), 'malformed'),
    row('base64url in place of base45', `NOD1:${encode(payload)}`, 'malformed'),
    row('cut off before the payload', qrOf({ payload: new Uint8Array() }), 'malformed'),
    row('900 bytes and one', qrOf({ payload: new Uint8Array(739) }), 'oversized'),
    row('a long request', qrOf({ payload: decode(longPayload) }), 'oversized'),
    row('longer than any QR', `NOD1:${'0'.repeat(100_000)}`, 'oversized'),
    row('payload is no JSON', qrOf({ payload: new Uint8Array(40) }), 'malformed'),
    row(
      'payload with a byte order mark',
      qrOf({ payload: Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), parts.payload]) }),
      'malformed',
    ),
    row('payload is a list', qrOf({ payload: json([claims]) }), 'malformed'),
    row('member twice', qrOf({ payload: new TextEncoder().encode('{"iss":"a","iss":"b"}') }), 'duplicate_member'),
    row('point of nothing but zeros', qrOf({ key: new Uint8Array(65) }), 'malformed'),
    row('compressed point', qrOf({ key: Buffer.concat([Buffer.of(2), ephemeralKey.subarray(1)]) }), 'malformed'),
    row('hybrid point', qrOf({ key: Buffer.concat([Buffer.of(6), ephemeralKey.subarray(1)]) }), 'malformed'),
    ...Object.entries(notPoints).map(([name, { x, y }]) => row(name, qrOf({ key: point(x, y) }), 'malformed')),
    row('thumbprint that is none', qr, 'malformed', { thumbprint: 'alice' }),
  ],
  'offline-code',
);

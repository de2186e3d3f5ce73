import {
  alterClaims,
  encodeWithSpareBits,
  forge,
  forgeSegments,
  macWithPublicKey,
  otherSpelling,
  type TestKey,
  unsigned,
} from '../forge.ts';
import type { Vector } from '../vector.ts';
import { attacker } from './world.ts';

/**
 * The attacks on the envelope that every kind of message must withstand. `good` must be accepted with `expected`.
 * @param unknownClaim what is said to a claim that nobody knows
 */
export async function envelopeAttacks(
  typ: string,
  good: string,
  signer: TestKey,
  expected: Vector['expected'],
  unknownClaim = 'unknown_claim',
): Promise<Omit<Vector, 'message'>[]> {
  const [head = '', body = '', signature = ''] = good.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const header = { alg: 'ES256', typ, kid: signer.kid };
  const row = (name: string, input: unknown, result: string) => ({ name, input, expected, result });
  const text = JSON.stringify(claims);
  const bom = '\uFEFF';
  const [spareHead, spareBody] = [
    otherSpelling(encodeWithSpareBits(header)),
    otherSpelling(encodeWithSpareBits(claims)),
  ];
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
    row('signature of an impossible length', good.slice(0, -1), 'malformed'),
    row(
      'header of an impossible length',
      `${head.slice(0, Math.floor(head.length / 4) * 4 - 3)}.${body}.${signature}`,
      'malformed',
    ),
    row('signature missing', `${head}.${body}.`, 'malformed'),
    row('signature of zeros', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`, 'bad_signature'),
    row('signature in another spelling', `${head}.${body}.${otherSpelling(signature)}`, 'malformed'),
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
    row('header in another spelling', await forgeSegments(spareHead, body, signer), 'malformed'),
    row('payload in another spelling', await forgeSegments(head, spareBody, signer), 'malformed'),
    row('byte order mark before the header', await forge(bom + JSON.stringify(header), claims, signer), 'malformed'),
    row('byte order mark before the payload', await forge(header, bom + text, signer), 'malformed'),
    row('unknown claim', await forge(header, { ...claims, future: 1 }, signer), unknownClaim),
    row('payload not JSON', await forge(header, 'hello', signer), 'malformed'),
    row('payload a list', await forge(header, [claims], signer), 'malformed'),
    row('payload null', await forge(header, 'null', signer), 'malformed'),
    row('payload empty object', await forge(header, {}, signer), 'invalid_claims'),
    row('iat as text', await forge(header, { ...claims, iat: String(claims.iat) }, signer), 'invalid_claims'),
    row('iat negative', await forge(header, { ...claims, iat: -1 }, signer), 'invalid_claims'),
  ];
}

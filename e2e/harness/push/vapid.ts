import { createPublicKey, verify } from 'node:crypto';
import * as v from 'valibot';

/** RFC 8292, section 2: `exp` may lie at most 24 hours ahead. */
const MAX_LIFETIME_SECONDS = 24 * 60 * 60;
/** Both clocks are this machine's; the second covers rounding. */
const ROUNDING_SECONDS = 1;

const AUTHORIZATION = /^vapid\s+(.+)$/i;
const UNCOMPRESSED_POINT_BYTES = 65;

const HeaderSchema = v.object({ alg: v.literal('ES256') });
const ClaimsSchema = v.object({
  aud: v.string(),
  exp: v.number(),
  sub: v.pipe(v.string(), v.regex(/^(mailto:.+@.+|https:\/\/.+)$/)),
});

export type VapidClaims = v.InferOutput<typeof ClaimsSchema>;

/** Why an application server is refused; `message` is the push service's answer in plain text. */
export class VapidError extends Error {
  override name = 'VapidError';
}

/**
 * Checks an application server's identity as a push service does (RFC 8292, sections 2 to 4).
 *
 * @param authorization the request's Authorization header, `vapid t=<JWT>, k=<key>`
 * @param expected `applicationServerKey` is the key given to subscribe() (base64url, padding ignored; undefined for an
 *   unrestricted subscription), `audiences` the push service's own origins, `nowMs` the time in milliseconds
 * @returns the token's claims
 * @throws VapidError saying what is wrong
 */
export function verifyVapid(
  authorization: string | undefined,
  expected: { applicationServerKey: string | undefined; audiences: readonly string[]; nowMs: number },
): VapidClaims {
  const { t: token, k: key } = parseParameters(authorization);
  const point = Buffer.from(key, 'base64url');
  if (
    expected.applicationServerKey !== undefined &&
    !point.equals(Buffer.from(expected.applicationServerKey, 'base64url'))
  ) {
    throw new VapidError('the key in the authorization header is not the one used to subscribe');
  }
  const claims = verifyToken(token, point);
  if (!expected.audiences.includes(claims.aud)) throw new VapidError(`aud is ${claims.aud}, not this push service`);
  const lifetimeSeconds = claims.exp - expected.nowMs / 1000;
  if (lifetimeSeconds <= 0) throw new VapidError('the token has expired');
  if (lifetimeSeconds > MAX_LIFETIME_SECONDS + ROUNDING_SECONDS)
    throw new VapidError('exp is more than 24 hours ahead');
  return claims;
}

function parseParameters(authorization: string | undefined): { t: string; k: string } {
  const list = AUTHORIZATION.exec(authorization ?? '')?.[1];
  if (list === undefined) throw new VapidError('no vapid authorization');
  const parameters = new Map(
    list.split(',').map((parameter) => {
      const [name = '', ...value] = parameter.trim().split('=');
      return [name, value.join('=')];
    }),
  );
  const t = parameters.get('t');
  const k = parameters.get('k');
  if (!t || !k) throw new VapidError('vapid authorization needs t and k');
  return { t, k };
}

function verifyToken(token: string, point: Buffer): VapidClaims {
  const parts = token.split('.');
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || point.length !== UNCOMPRESSED_POINT_BYTES)
    throw new VapidError('token or key is malformed');
  const publicKey = importPoint(point);
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))) {
    throw new VapidError('the signature is wrong');
  }
  parseJson(HeaderSchema, header);
  return parseJson(ClaimsSchema, payload);
}

function importPoint(point: Buffer) {
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw new VapidError('the key is not a point of P-256');
  }
}

function parseJson<S extends v.GenericSchema>(schema: S, part: string): v.InferOutput<S> {
  try {
    return v.parse(schema, JSON.parse(Buffer.from(part, 'base64url').toString()));
  } catch {
    throw new VapidError('header or claims are malformed');
  }
}

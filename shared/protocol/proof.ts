import * as v from 'valibot';
import { hashSchema } from './base64url.ts';
import { ProtocolError } from './errors.ts';
import { sha256 } from './hash.ts';
import { parseClaims, parseMessage, signMessage, verifyMessage } from './jws.ts';
import type { SigningKey, VerifyingKey } from './keys.ts';

/**
 * The proof, `nod-proof+jwt`: shaped like a DPoP proof (RFC 9449 section 4.2: htm, htu, iat, jti) plus `bh`, the hash of
 * the body, sent as `Authorization: Nod-Proof <jws>`. It makes a single call by a device its own: there is no bearer
 * token to steal, and a captured call can be neither repeated nor changed.
 */
export const PROOF_WINDOW_SECONDS = 60;
export const PROOF_SCHEME = 'Nod-Proof';

const claimsSchema = v.strictObject({
  htm: v.picklist(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  htu: v.pipe(v.string(), v.url(), v.maxLength(512)),
  iat: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  jti: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22,64}$/)),
  bh: hashSchema,
});
export type ProofClaims = v.InferOutput<typeof claimsSchema>;

export interface ProvenRequest {
  method: string;
  /** Absolute URL; query and fragment don't count (RFC 9449 section 4.2). */
  url: string;
  /** The exact bytes of the body, empty when there is none. */
  body: string | Uint8Array;
}

/** The genuine proof of a device whose clock is off: the server answers with its own time. */
export class ProofClockError extends ProtocolError {
  constructor() {
    super('not_yet_valid', `iat is more than ${PROOF_WINDOW_SECONDS} seconds off`);
  }
}

/** @param request.nowMs the server's time as the device estimates it; `jti` 128 random bits, base64url. @returns the compact JWS */
export async function signProof(
  request: ProvenRequest & { nowMs: number; jti: string },
  key: SigningKey,
): Promise<string> {
  const claims = parseClaims(claimsSchema, {
    htm: request.method,
    htu: withoutQuery(request.url),
    iat: Math.floor(request.nowMs / 1000),
    jti: request.jti,
    bh: await sha256(request.body),
  });
  return signMessage('proof', claims, key);
}

/** The thumbprint a proof claims to be signed by, to look the device up with. Nothing is verified yet. @throws ProtocolError */
export function readProofKeyId(jws: unknown): string {
  return parseMessage('proof', jws).header.kid as string;
}

/**
 * @param expected the request as it arrived, the enrolled key, the server's time in ms, and `useOnce`, which stores a jti
 *   until `expiresAtMs` and answers false when it was there already.
 * @throws ProtocolError those of verifyMessage, invalid_claims, wrong_request, replayed; ProofClockError
 */
export async function verifyProof(
  jws: unknown,
  expected: ProvenRequest & {
    device: { jwk: VerifyingKey; thumbprint: string };
    nowMs: number;
    useOnce: (jti: string, expiresAtMs: number) => Promise<boolean>;
  },
): Promise<ProofClaims> {
  const { device } = expected;
  const findKey = ({ kid }: { kid?: string }) => (kid === device.thumbprint ? device.jwk : undefined);
  const claims = parseClaims(claimsSchema, await verifyMessage('proof', jws, findKey));
  if (claims.htm !== expected.method || claims.htu !== withoutQuery(expected.url)) {
    throw new ProtocolError('wrong_request', 'made for another request');
  }
  if (claims.bh !== (await sha256(expected.body))) throw new ProtocolError('wrong_request', 'made for another body');
  const windowMs = PROOF_WINDOW_SECONDS * 1000;
  if (Math.abs(claims.iat * 1000 - expected.nowMs) > windowMs) throw new ProofClockError();
  // Kept until the proof would be too old anyway, counted from the latest iat that passes.
  if (!(await expected.useOnce(claims.jti, expected.nowMs + 2 * windowMs))) {
    throw new ProtocolError('replayed', 'this proof was used before');
  }
  return claims;
}

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

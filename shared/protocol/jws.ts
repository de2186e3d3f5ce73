import { CompactSign, compactVerify } from 'jose';
import * as v from 'valibot';
import { decode, encode, hashSchema, utf8 } from './base64url.ts';
import { ProtocolError } from './errors.ts';
import { importPublicJwk, type PublicJwk, type SigningKey, type VerifyingKey } from './keys.ts';
import { parseStrictJson } from './strict-json.ts';

/**
 * The one envelope: a compact JWS (RFC 7515), ES256, with an explicit `typ` (RFC 8725 section 3.11), so that a message
 * of one kind can never pass for another. The header is exactly {alg, typ, kid}, in the binding {alg, typ, jwk}:
 * anything more (crit, jku, x5c, b64 …) is refused before a key is even looked up.
 */
export const MESSAGE_TYPES = {
  challenge: { typ: 'nod-challenge+jwt', maxBytes: 3_600 },
  decision: { typ: 'nod-decision+jwt', maxBytes: 4_096 },
  receipt: { typ: 'nod-receipt+jwt', maxBytes: 16_384 },
  proof: { typ: 'nod-proof+jwt', maxBytes: 2_048 },
  binding: { typ: 'nod-enrollment+jwt', maxBytes: 4_096 },
  notice: { typ: 'nod-notice+jwt', maxBytes: 2_048 },
  keySet: { typ: 'nod-keys+jwt', maxBytes: 8_192 },
} as const;
export type MessageType = keyof typeof MESSAGE_TYPES;

export interface ParsedJws {
  header: { kid?: string; jwk?: unknown };
  claims: unknown;
}

const segment = /^[A-Za-z0-9_-]+$/;
/** A byte order mark is kept, and then is no JSON: by itself TextDecoder drops it, where other readers don't. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const headerMembers = new Set(['alg', 'typ', 'kid', 'jwk']);

/** Signs claims as a message of one kind. `jwk` puts the public key itself into the header (binding only). */
export async function signMessage(
  type: MessageType,
  claims: object,
  key: SigningKey,
  jwk?: PublicJwk,
): Promise<string> {
  const header = { alg: 'ES256', typ: MESSAGE_TYPES[type].typ, ...(jwk ? { jwk } : { kid: key.kid }) };
  const payload = JSON.stringify(claims);
  if (!key.sign) return new CompactSign(utf8(payload)).setProtectedHeader(header).sign(key.privateKey);
  const signed = `${encode(JSON.stringify(header))}.${encode(payload)}`;
  return `${signed}.${encode(key.sign(utf8(signed)))}`;
}

/** @throws ProtocolError oversized */
export function checkSize(type: MessageType, jws: string): void {
  const { typ, maxBytes } = MESSAGE_TYPES[type];
  if (jws.length > maxBytes) throw new ProtocolError('oversized', `a ${typ} has at most ${maxBytes} bytes`);
}

/**
 * Takes a message apart without checking its signature: to read messages that this side stored itself, and to find the key
 * to verify with.
 * @throws ProtocolError malformed, oversized, duplicate_member, wrong_type, wrong_algorithm
 */
export function parseMessage(type: MessageType, jws: unknown): ParsedJws {
  const { typ } = MESSAGE_TYPES[type];
  if (typeof jws !== 'string') throw new ProtocolError('malformed', 'not a string');
  checkSize(type, jws);
  const [head, body, signature, ...rest] = jws.split('.');
  if (!head || !body || !signature || rest.length > 0) throw new ProtocolError('malformed', 'not three segments');
  if (![head, body, signature].every((part) => segment.test(part))) {
    throw new ProtocolError('malformed', 'not base64url');
  }
  if (signature.length !== 86 || decodePart(signature).length !== 64) {
    throw new ProtocolError('malformed', 'not a 64-byte signature');
  }
  const header = decodeObject(head);
  if (header.alg !== 'ES256') throw new ProtocolError('wrong_algorithm', 'only ES256 is accepted');
  if (header.typ !== typ) throw new ProtocolError('wrong_type', `not a ${typ}`);
  if (Object.keys(header).some((name) => !headerMembers.has(name))) {
    throw new ProtocolError('malformed', 'a header member that no Nod message has');
  }
  const { kid, jwk } = header;
  // Every `kid` is an RFC 7638 thumbprint. Other text (a NUL, which PostgreSQL refuses) is never looked up.
  const named = v.is(hashSchema, kid);
  if (type === 'binding' ? kid !== undefined || jwk === undefined : !named || jwk !== undefined) {
    throw new ProtocolError('malformed', 'the header names its key in another way');
  }
  return { header: { ...(named ? { kid } : {}), jwk }, claims: decodeObject(body) };
}

/**
 * Verifies the signature over the bytes that travelled, with the key that `findKey` gives for the header's `kid`.
 * @returns the claims, still unparsed.
 * @throws ProtocolError those of parseMessage, unknown_key, bad_signature
 */
export async function verifyMessage(
  type: MessageType,
  jws: unknown,
  findKey: (header: ParsedJws['header']) => VerifyingKey | undefined | Promise<VerifyingKey | undefined>,
): Promise<unknown> {
  const { header, claims } = parseMessage(type, jws);
  const jwk = await findKey(header);
  if (!jwk) throw new ProtocolError('unknown_key', 'signed by a key that is not known here');
  if (!(await isSignedBy(jwk, jws as string))) {
    throw new ProtocolError('bad_signature', 'the signature does not match');
  }
  return claims;
}

async function isSignedBy(jwk: VerifyingKey, jws: string): Promise<boolean> {
  if (jwk.verify) {
    const end = jws.lastIndexOf('.');
    return jwk.verify(utf8(jws.slice(0, end)), decode(jws.slice(end + 1)));
  }
  const key = await importPublicJwk(jwk);
  return compactVerify(jws, key, { algorithms: ['ES256'] }).then(
    () => true,
    () => false,
  );
}

/**
 * Parses claims by their schema. A claim that isn't in it may change what the others mean: who ignored it would show, or
 * count, something else than was signed.
 * @throws ProtocolError unknown_claim, invalid_claims
 */
export function parseClaims<Schema extends v.GenericSchema>(schema: Schema, claims: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, claims);
  if (parsed.success) return parsed.output;
  if (parsed.issues.some(({ type, expected }) => type === 'strict_object' && expected === 'never')) {
    throw new ProtocolError('unknown_claim', 'a claim that this version does not know');
  }
  const where = parsed.issues[0]?.path?.map((item) => String(item.key)).join('.') ?? '';
  throw new ProtocolError('invalid_claims', `claim out of shape: ${where.slice(0, 60)}`);
}

/** Looks a key up among public keys that carry their `kid`. */
export function findByKid(keys: readonly PublicJwk[]): (header: ParsedJws['header']) => PublicJwk | undefined {
  return ({ kid }) => keys.find((key) => key.kid === kid);
}

/** @throws ProtocolError malformed */
function decodePart(part: string): Uint8Array {
  try {
    return decode(part);
  } catch {
    throw new ProtocolError('malformed', 'not base64url in its one spelling');
  }
}

function decodeObject(part: string): Record<string, unknown> {
  const bytes = decodePart(part);
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new ProtocolError('malformed', 'not UTF-8');
  }
  const value = parseStrictJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProtocolError('malformed', 'not a JSON object');
  }
  return value as Record<string, unknown>;
}

import * as v from 'valibot';
import { attachmentEntriesSchema, storedEntriesSchema } from './attachment.ts';
import { hashSchema, nonceSchema } from './base64url.ts';
import { ProtocolError } from './errors.ts';
import { sha256 } from './hash.ts';
import { checkSize, findByKid, parseClaims, parseMessage, signMessage, verifyMessage } from './jws.ts';
import type { PublicJwk, SigningKey } from './keys.ts';
import { loginPathSchema } from './login-paths.ts';
import { jsonBytes, line } from './text.ts';

/**
 * The challenge, `nod-challenge+jwt`: one question to one user, signed by the server. It never holds the matching code.
 * The whole of it travels in one push (at most 3,993 bytes of plaintext on every service), hence the limits.
 */
export const ACTION_LIMITS = { titleCharacters: 120, details: 12, totalBytes: 1500 } as const;
export const CONTEXT_MAX_BYTES = 300;
export const APPLICATION_NAME_MAX_BYTES = 120;
export const ISSUER_MAX_CHARACTERS = 100;
/** Of the `origins` and `paths` of an origin-bound challenge, each as JSON; they share the action's bytes. */
export const ORIGINS_MAX_BYTES = 400;
/** NIST SP 800-63B-4 section 3.1.3.3: an out-of-band secret is invalid after 10 minutes. */
export const MAX_LIFE_SECONDS = 600;

export const actionSchema = v.pipe(
  v.strictObject({
    title: line(ACTION_LIMITS.titleCharacters),
    details: v.optional(
      v.pipe(
        v.array(v.strictObject({ label: line(120), value: line(ACTION_LIMITS.totalBytes) })),
        v.maxLength(ACTION_LIMITS.details),
      ),
      [],
    ),
    /** Texts that belong to the request; sent only to devices that know it (features.ts, `attachments`). */
    attachments: v.optional(attachmentEntriesSchema),
    /** With attachments: nobody may approve before all of them have been scrolled to their end. */
    readAll: v.optional(v.literal(true)),
  }),
  v.check(({ attachments, readAll }) => readAll === undefined || attachments !== undefined, 'nothing to read'),
  v.check((action) => jsonBytes(action) <= ACTION_LIMITS.totalBytes, `at most ${ACTION_LIMITS.totalBytes} bytes`),
);
export type Action = v.InferOutput<typeof actionSchema>;

/** Where the login comes from, as the application told the server. Shown, never trusted. */
export const contextSchema = v.pipe(
  v.strictObject({
    ip: v.optional(line(45)),
    location: v.optional(line(80)),
    browser: v.optional(line(40)),
    os: v.optional(line(40)),
    origin: v.optional(line(120)),
    /** Whether the application has met this browser of this user before; sent only to users whose devices all know it. */
    browserKnown: v.optional(v.boolean()),
  }),
  v.check((context) => jsonBytes(context) <= CONTEXT_MAX_BYTES, `at most ${CONTEXT_MAX_BYTES} bytes`),
);
export type Context = v.InferOutput<typeof contextSchema>;

/** A host has at most 253 (RFC 1035), then scheme and port. */
export const ORIGIN_MAX_CHARACTERS = 270;
/** An origin as browsers write it (RFC 6454 section 6.2): scheme, host, port when it isn't the default; nothing else. */
export const originSchema = v.pipe(v.string(), v.maxLength(ORIGIN_MAX_CHARACTERS), v.check(isOrigin, 'not an origin'));

function isOrigin(text: string): boolean {
  try {
    return /^https?:/.test(text) && new URL(text).origin === text;
  } catch {
    return false;
  }
}

/** What the places of a login take of a challenge's bytes. */
export function placesBytes({ origins = [], paths = [] }: { origins?: readonly string[]; paths?: readonly string[] }) {
  return [origins, paths].reduce((sum, list) => sum + (list.length === 0 ? 0 : jsonBytes(list)), 0);
}

const seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const idSchema = v.pipe(v.string(), v.regex(/^[a-z]{3}_[A-Za-z0-9_-]{22}$/));

const claims = {
  iss: v.pipe(v.string(), v.url(), v.maxLength(ISSUER_MAX_CHARACTERS)),
  sub: idSchema,
  aud: v.string(),
  jti: idSchema,
  iat: seconds,
  exp: seconds,
  nonce: nonceSchema,
  /** `realm`: its name, where it isn't the server's own; sent only to users whose devices all know it (features.ts). */
  app: v.strictObject({ id: idSchema, name: line(120), realm: v.optional(line(120)) }),
  action: actionSchema,
  context: contextSchema,
  match: v.picklist(['code', 'origin', 'none']),
  /** With `origin`: where the login may happen. Only a browser that has it open at one of these may approve. */
  origins: v.optional(v.pipe(v.array(originSchema), v.minLength(1))),
  /** With `origins`: the paths of the login pages there (login-paths.ts). No other page counts then. */
  paths: v.optional(v.pipe(v.array(loginPathSchema), v.minLength(1))),
  /** With `code`: how many; with `origin`: that a code of so many digits is taken as well. */
  digits: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(2), v.maxValue(8))),
  uv: v.picklist(['required', 'preferred', 'discouraged']),
  /** `phone`: only devices that named a phone's or a tablet's system when they were paired are asked, and may answer. */
  answerBy: v.optional(v.literal('phone')),
  /**
   * A new device asks to be let in: what it says of itself, and the thumbprint of its key (features.ts, `vouch`). `moves`: the
   * new one takes the place of the device that is asked.
   */
  vouch: v.optional(
    v.strictObject({
      device: idSchema,
      name: line(60),
      kind: v.picklist(['pwa', 'extension']),
      platform: v.union([v.literal(''), line(60)]),
      thumbprint: hashSchema,
      moves: v.optional(v.boolean()),
    }),
  ),
};
const claimsSchema = v.pipe(
  v.strictObject(claims),
  v.check(({ match, digits }) => match === 'origin' || (match === 'code') === (digits !== undefined), 'digits or not'),
  v.check(({ match, origins }) => (match === 'origin') === (origins !== undefined), 'origins go with match origin'),
  v.check(({ origins, paths }) => paths === undefined || origins !== undefined, 'paths go with origins'),
  v.check(({ action, ...where }) => {
    const bytes = placesBytes(where);
    return bytes <= ORIGINS_MAX_BYTES && jsonBytes(action) + bytes <= ACTION_LIMITS.totalBytes;
  }, `action, origins and paths together at most ${ACTION_LIMITS.totalBytes} bytes`),
  v.check((claims) => claims.exp > claims.iat && claims.exp - claims.iat <= MAX_LIFE_SECONDS, 'life too long'),
);
/**
 * A challenge that was checked before it was stored, or before it came into a receipt. Its texts are taken as they are: an old
 * receipt stays good when the rule for texts gets stricter. Claims that aren't known here are ignored: device and server had to
 * understand them, who reads afterwards needn't.
 */
const storedSchema = v.object({
  ...claims,
  app: v.object({ id: idSchema, name: v.string(), realm: v.optional(v.string()) }),
  action: v.object({
    title: v.string(),
    details: v.optional(v.array(v.object({ label: v.string(), value: v.string() })), []),
    attachments: v.optional(storedEntriesSchema),
    readAll: v.optional(v.literal(true)),
  }),
  context: v.object({
    ip: v.optional(v.string()),
    location: v.optional(v.string()),
    browser: v.optional(v.string()),
    os: v.optional(v.string()),
    origin: v.optional(v.string()),
    browserKnown: v.optional(v.boolean()),
  }),
  vouch: v.optional(
    v.object({
      device: idSchema,
      name: v.string(),
      kind: v.picklist(['pwa', 'extension']),
      platform: v.string(),
      thumbprint: hashSchema,
      moves: v.optional(v.boolean()),
    }),
  ),
});
export type ChallengeClaims = v.InferOutput<typeof claimsSchema> & { aud: 'nod-device' };

/**
 * Thrown for a challenge that is genuine but too old, so that a push that arrives late can still say what it was.
 * Its code is `expired`; its claims were signed by the server.
 */
export class ExpiredChallengeError extends ProtocolError {
  readonly claims: ChallengeClaims;
  constructor(claims: ChallengeClaims) {
    super('expired', 'the challenge has expired');
    this.claims = claims;
  }
}

/**
 * @param claims iat and exp in seconds.
 * @returns the compact JWS. @throws ProtocolError unknown_claim, invalid_claims, oversized
 */
export async function signChallenge(claims: ChallengeClaims, key: SigningKey): Promise<string> {
  parseClaims(claimsSchema, claims);
  const jws = await signMessage('challenge', claims, key);
  checkSize('challenge', jws);
  return jws;
}

/**
 * The check of a device before it shows anything: the signature must be by a pinned key of that very server, for that very
 * user, and the challenge must still be open.
 *
 * @param expected.keys the pinned key set, each with its kid; `now` in ms on the server's clock; `subject` the user id.
 * @throws ProtocolError those of verifyMessage, unknown_claim, invalid_claims, wrong_issuer, wrong_audience, wrong_subject,
 *   not_yet_valid (more than a minute ahead), ExpiredChallengeError (code expired)
 */
export async function verifyChallenge(
  jws: unknown,
  expected: { keys: readonly PublicJwk[]; issuer: string; subject: string; now: number },
): Promise<ChallengeClaims> {
  const claims = parseClaims(claimsSchema, await verifyMessage('challenge', jws, findByKid(expected.keys)));
  if (claims.iss !== expected.issuer) throw new ProtocolError('wrong_issuer', 'from another server');
  if (claims.aud !== 'nod-device') throw new ProtocolError('wrong_audience', 'not meant for a device');
  if (claims.sub !== expected.subject) throw new ProtocolError('wrong_subject', 'for another user');
  if (claims.iat * 1000 > expected.now + 60_000) throw new ProtocolError('not_yet_valid', 'from the future');
  const genuine: ChallengeClaims = { ...claims, aud: 'nod-device' };
  if (claims.exp * 1000 <= expected.now) throw new ExpiredChallengeError(genuine);
  return genuine;
}

/** Reads a challenge that was checked before; the signature is not checked again. @throws ProtocolError */
export function readChallenge(jws: string): ChallengeClaims {
  return { ...parseClaims(storedSchema, parseMessage('challenge', jws).claims), aud: 'nod-device' };
}

/** base64url SHA-256 of the compact form, which a decision names: what you saw is what you signed. */
export function hashChallenge(jws: string): Promise<string> {
  return sha256(jws);
}

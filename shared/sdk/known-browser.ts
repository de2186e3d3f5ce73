import { decode, encode } from '../protocol/base64url.ts';

/**
 * The mark by which an application knows a browser again: the value of a cookie that it sets once a person has signed in there.
 * Whether a browser has one is what `context.browserKnown` tells.
 *
 * `1.<seconds since the epoch>.<base64url HMAC-SHA-256 of version, time and user>`, by a secret of the application's own. Nobody
 * without the secret makes one, or turns one into another user's or a younger one. It opens nothing: whoever copies the cookie
 * gets a request without the warning, and it still has to be approved.
 */
const VERSION = '1';
const DAY_MS = 86_400_000;
/** Browsers keep no cookie for more than 400 days. */
export const MARK_MAX_AGE_MS = 180 * DAY_MS;
const CLOCK_TOLERANCE_MS = 60_000;
const SHORTEST_SECRET_BYTES = 32;

export interface MarkOf {
  /** At least 32 bytes that only the application has, made at random; not its API key. */
  secret: Uint8Array<ArrayBuffer>;
  /**
   * Whose browser it is: what never changes of an account, such as its id. Add what shall end all marks when it changes, such
   * as the number of the password.
   */
  user: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/** @returns the cookie's value: set it `HttpOnly; Secure; SameSite=Lax`. @throws TypeError for a secret that is too short */
export async function makeMark({ secret, user, now }: MarkOf): Promise<string> {
  const issuedAt = String(Math.floor(now / 1000));
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret), textOf(issuedAt, user));
  return `${VERSION}.${issuedAt}.${encode(new Uint8Array(mac))}`;
}

/**
 * @param mark the cookie's value, as a browser sent it: anything
 * @param expected.maxAgeMs 180 days unless it says otherwise
 * @returns whether the application made it for this user, not too long ago. @throws TypeError for a secret that is too short
 */
export async function checkMark(mark: string | undefined, expected: MarkOf & { maxAgeMs?: number }): Promise<boolean> {
  const { secret, user, now, maxAgeMs = MARK_MAX_AGE_MS } = expected;
  const key = await keyOf(secret);
  const [, issuedAt, mac] = /^1\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/.exec(mark ?? '') ?? [];
  if (issuedAt === undefined || mac === undefined) return false;
  const ageMs = now - Number(issuedAt) * 1000;
  if (ageMs < -CLOCK_TOLERANCE_MS || ageMs > maxAgeMs) return false;
  const bytes = bytesOf(mac);
  // It compares in constant time.
  return bytes !== undefined && crypto.subtle.verify('HMAC', key, bytes, textOf(issuedAt, user));
}

/** The user comes last, so that no two pairs of time and user have one text. */
function textOf(issuedAt: string, user: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`nod known browser ${VERSION}\n${issuedAt}\n${user}`);
}

async function keyOf(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  if (secret.length < SHORTEST_SECRET_BYTES) throw new TypeError(`A secret of at least ${SHORTEST_SECRET_BYTES} bytes`);
  return crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** Undefined for what isn't base64url to the last bit: one mark has one spelling. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(decode(text));
  } catch {
    return undefined;
  }
}

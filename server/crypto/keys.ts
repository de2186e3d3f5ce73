import { createECDH, createHash, createPrivateKey } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import { type PublicJwk, publicJwkSchema, type SigningKey, thumbprint } from '../../shared/protocol/keys.ts';
import { hashKeySet } from '../../shared/protocol/keyset.ts';
import { nativeSigner } from './es256.ts';
import type { RandomBytes } from './ids.ts';
import { KeyFileError, openKeyDirectory, readKeyFile, readOrCreateKeyFile } from './key-files.ts';

/**
 * The server's keys, in `<data directory>/keys`, made at the first start:
 *
 * - `signing.json`: `{"keys": [JWK, …], "sets": [key set, …], "retired": […]}`, ES256. The first key signs and is the only
 *   private one; the earlier ones stay so that what they signed stays verifiable. Each set is signed by the key that was the
 *   first before it: a device follows them from the key that it knows to the one of today (key-rotation.ts);
 * - `vapid.json`: `{"keys": [{keyId, publicKey, privateKey}, …]}`, RFC 8292; the first is given to new subscriptions;
 *   the others serve the subscriptions that were made with them;
 * - `secret`: 32 bytes, the root of every MAC and sealed value (seal.ts).
 *
 * Losing them means pairing every device again: they belong in the backup.
 */
export interface ServerKeys {
  signing: ServerSigningKey;
  /** Public halves of earlier signing keys, newest first. */
  previous: PublicJwk[];
  /** Every key of which the private half is there, current first: more than one only where keys were rotated by hand. */
  signingKeys: ServerSigningKey[];
  /**
   * The chain of key sets as it is in the file now, oldest first: `nod keys` may have made it longer since the start, and
   * another process may sign with the newest key already. Empty where no key was ever rotated by `nod keys`.
   */
  readKeySets(): string[];
  /**
   * Whether `nod keys` has changed the signing keys since they were read: a device that pinned these ones now would refuse the
   * set of the change, as one that is older than what it pinned, and so never leave them.
   */
  areOutdated(): boolean;
  /** What `/.well-known/jwks.json` lists: all signing keys, current first, with kid, use and alg. */
  publicJwks: PublicJwk[];
  /** Names these keys (shared/protocol/keyset.ts): a device that has pinned others asks for the sets. */
  keySetHash: string;
  vapid: VapidKey;
  previousVapid: VapidKey[];
  /** 32 bytes. */
  secret: Uint8Array;
}

export interface ServerSigningKey extends SigningKey {
  publicJwk: PublicJwk;
}

/** base64url: publicKey is the 65-byte point, privateKey the 32-byte scalar. */
export interface VapidKey {
  keyId: string;
  publicKey: string;
  privateKey: string;
}

const SECRET_BYTES = 32;

const base64url = (length: number) => v.pipe(v.string(), v.length(length), v.regex(/^[A-Za-z0-9_-]+$/));
const signingJwkSchema = v.object({ ...publicJwkSchema.entries, d: v.optional(base64url(43)) });
const signingFileSchema = v.object({
  keys: v.pipe(v.array(signingJwkSchema), v.minLength(1)),
  sets: v.optional(v.array(v.string()), []),
  retired: v.optional(v.array(v.object({ ...publicJwkSchema.entries, retiredAtMs: v.number() })), []),
});
export type SigningFile = v.InferOutput<typeof signingFileSchema>;
const vapidFileSchema = v.object({
  keys: v.pipe(
    v.array(
      v.object({
        keyId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,43}$/)),
        publicKey: base64url(87),
        privateKey: base64url(43),
      }),
    ),
    v.minLength(1),
  ),
});
export type VapidFile = v.InferOutput<typeof vapidFileSchema>;

export const signingFileOf = (directory: string) => path.join(directory, 'signing.json');
export const vapidFileOf = (directory: string) => path.join(directory, 'vapid.json');

/** @throws KeyFileError malformed; its message doesn't quote the file */
export function parseSigningFile(file: string, content: Buffer): SigningFile {
  return parseKeyFile(file, signingFileSchema, content);
}

/** @throws KeyFileError malformed; its message doesn't quote the file */
export function parseVapidFile(file: string, content: Buffer): VapidFile {
  const parsed = parseKeyFile(file, vapidFileSchema, content);
  for (const key of parsed.keys) checkVapidKey(file, key);
  return parsed;
}

/**
 * Reads the keys, or makes those that are missing.
 * @param directory made with mode 0700 when missing; files get 0600, and a file that others can read is refused.
 * @throws KeyFileError permissions, unreadable, malformed; its message names the file and the remedy
 */
export async function loadOrCreateKeys(directory: string, options: { randomBytes: RandomBytes }): Promise<ServerKeys> {
  openKeyDirectory(directory);
  const signingFile = signingFileOf(directory);
  const newSigningKey = await makeSigningJwk();
  const stored = parseSigningFile(
    signingFile,
    readOrCreateKeyFile(signingFile, () => toJson({ keys: [newSigningKey] })),
  );
  const publicJwks = await Promise.all(stored.keys.map(publishedJwk));
  const signingKeys = await Promise.all(
    stored.keys.flatMap((jwk) => (jwk.d === undefined ? [] : [importSigningKey(signingFile, jwk)])),
  );

  const vapidFile = vapidFileOf(directory);
  const vapidKeys = parseVapidFile(
    vapidFile,
    readOrCreateKeyFile(vapidFile, () => toJson({ keys: [makeVapidKey()] })),
  ).keys;

  const secretFile = path.join(directory, 'secret');
  const secret = readOrCreateKeyFile(secretFile, () => options.randomBytes(SECRET_BYTES));
  if (secret.length !== SECRET_BYTES) {
    throw malformed(secretFile);
  }

  const [signing] = signingKeys;
  const [current, ...previous] = publicJwks;
  const [vapid, ...previousVapid] = vapidKeys;
  if (signing === undefined || vapid === undefined || signing.kid !== current?.kid) {
    throw malformed(signingFile);
  }
  return {
    signing,
    previous,
    signingKeys,
    readKeySets: () => readSets(signingFile) ?? stored.sets,
    areOutdated: () => (readSets(signingFile) ?? stored.sets).length !== stored.sets.length,
    publicJwks,
    keySetHash: await hashKeySet(publicJwks),
    vapid,
    previousVapid,
    secret: new Uint8Array(secret),
  };
}

/** @returns undefined when the file can't be read any more: what was read at the start still holds */
function readSets(file: string): string[] | undefined {
  try {
    const content = readKeyFile(file);
    return content && parseSigningFile(file, content).sets;
  } catch (error) {
    if (error instanceof KeyFileError) return undefined;
    throw error;
  }
}

/** A new private key, in the one form in which the file keeps it. */
export async function makeSigningJwk(): Promise<SigningFile['keys'][number]> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { kty: 'EC', crv: 'P-256', x: x as string, y: y as string, d: d as string };
}

/** The public half of a key, as the JWKS lists it. Its kid is computed here, whatever the file says. */
async function publishedJwk({ kty, crv, x, y }: PublicJwk): Promise<PublicJwk> {
  return { kty, crv, x, y, kid: await thumbprint({ kty, crv, x, y }), use: 'sig', alg: 'ES256' };
}

/** The private half is imported without the right to export it again. */
export async function importSigningKey(
  file: string,
  { d, ...jwk }: SigningFile['keys'][number],
): Promise<ServerSigningKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { kty, crv, x, y } = jwk;
  if (d === undefined) throw malformed(file);
  const publicJwk = await publishedJwk(jwk);
  try {
    const privateKey = await crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, algorithm, false, ['sign']);
    const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, algorithm, true, ['verify']);
    // A public half of another key would be published and pinned, and then verify nothing.
    const probe = Buffer.from('nod key check');
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, probe);
    if (!(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, publicKey, signature, probe))) {
      throw malformed(file);
    }
    const sign = nativeSigner(createPrivateKey({ key: { kty, crv, x, y, d }, format: 'jwk' }));
    return { kid: publicJwk.kid as string, privateKey, sign, publicJwk };
  } catch (error) {
    throw error instanceof KeyFileError ? error : malformed(file);
  }
}

export function makeVapidKey(): VapidKey {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  // OpenSSL leaves leading zeros out; RFC 7518 section 6.2.2.1 wants all 32 bytes.
  const privateKey = Buffer.alloc(32);
  const scalar = pair.getPrivateKey();
  scalar.copy(privateKey, 32 - scalar.length);
  return {
    keyId: createHash('sha256').update(publicKey).digest('base64url').slice(0, 12),
    publicKey: publicKey.toString('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
}

function checkVapidKey(file: string, key: VapidKey): void {
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(key.privateKey, 'base64url');
  } catch {
    throw malformed(file);
  }
  if (pair.getPublicKey('base64url') !== key.publicKey) {
    throw malformed(file);
  }
}

function parseKeyFile<TSchema extends v.GenericSchema>(
  file: string,
  schema: TSchema,
  content: Buffer,
): v.InferOutput<TSchema> {
  let json: unknown;
  try {
    json = JSON.parse(content.toString('utf8'));
  } catch {
    throw malformed(file);
  }
  const result = v.safeParse(schema, json);
  if (!result.success) {
    throw malformed(file);
  }
  return result.output;
}

/** The parser's own words stay out: they may quote the file. */
function malformed(file: string): KeyFileError {
  return new KeyFileError(
    'malformed',
    `The key file ${file} is damaged: it doesn't hold what the server wrote. Restore it from a backup.`,
  );
}

export function toJson(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

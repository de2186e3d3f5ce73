import { createECDH, createHash, createPrivateKey } from 'node:crypto';
import path from 'node:path';
import * as v from 'valibot';
import { type PublicJwk, publicJwkSchema, type SigningKey, thumbprint } from '../../shared/protocol/keys.ts';
import { nativeSigner } from './es256.ts';
import type { RandomBytes } from './ids.ts';
import { KeyFileError, openKeyDirectory, readOrCreateKeyFile } from './key-files.ts';

/**
 * The server's keys, in `<data directory>/keys`, made at the first start:
 *
 * - `signing.json`: `{"keys": [private JWK, …]}`, ES256; the first signs; the others stay so that devices which pinned
 *   them learn of the first one (each signs the key set), and so that old receipts stay verifiable;
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
  /** Every key that may still sign a key set, current first. */
  signingKeys: ServerSigningKey[];
  /** What `/.well-known/jwks.json` lists: all signing keys, current first, with kid, use and alg. */
  publicJwks: PublicJwk[];
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
const signingFileSchema = v.object({
  keys: v.pipe(v.array(v.object({ ...publicJwkSchema.entries, d: base64url(43) })), v.minLength(1)),
});
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

/**
 * Reads the keys, or makes those that are missing.
 * @param directory made with mode 0700 when missing; files get 0600, and a file that others can read is refused.
 * @throws KeyFileError permissions, unreadable, malformed; its message names the file and the remedy
 */
export async function loadOrCreateKeys(directory: string, options: { randomBytes: RandomBytes }): Promise<ServerKeys> {
  openKeyDirectory(directory);
  const signingFile = path.join(directory, 'signing.json');
  const newSigningKey = await makeSigningJwk();
  const stored = parseKeyFile(
    signingFile,
    signingFileSchema,
    readOrCreateKeyFile(signingFile, () => toJson({ keys: [newSigningKey] })),
  );
  const signingKeys = await Promise.all(stored.keys.map((jwk) => importSigningKey(signingFile, jwk)));

  const vapidFile = path.join(directory, 'vapid.json');
  const vapidKeys = parseKeyFile(
    vapidFile,
    vapidFileSchema,
    readOrCreateKeyFile(vapidFile, () => toJson({ keys: [makeVapidKey()] })),
  ).keys;
  for (const key of vapidKeys) {
    checkVapidKey(vapidFile, key);
  }

  const secretFile = path.join(directory, 'secret');
  const secret = readOrCreateKeyFile(secretFile, () => options.randomBytes(SECRET_BYTES));
  if (secret.length !== SECRET_BYTES) {
    throw malformed(secretFile);
  }

  const [signing, ...previous] = signingKeys;
  const [vapid, ...previousVapid] = vapidKeys;
  if (signing === undefined || vapid === undefined) {
    throw malformed(directory);
  }
  return {
    signing,
    previous: previous.map((key) => key.publicJwk),
    signingKeys,
    publicJwks: signingKeys.map((key) => key.publicJwk),
    vapid,
    previousVapid,
    secret: new Uint8Array(secret),
  };
}

async function makeSigningJwk() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return { kty, crv, x, y, d };
}

/** The private half is imported without the right to export it again. */
async function importSigningKey(
  file: string,
  { d, ...jwk }: v.InferOutput<typeof signingFileSchema>['keys'][number],
): Promise<ServerSigningKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { kty, crv, x, y } = jwk;
  const kid = await thumbprint({ kty, crv, x, y });
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
    return { kid, privateKey, sign, publicJwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' } };
  } catch (error) {
    throw error instanceof KeyFileError ? error : malformed(file);
  }
}

function makeVapidKey(): VapidKey {
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

function toJson(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from './ids.ts';

/**
 * What the server keeps under its own 256-bit secret: MACs of low-entropy secrets (matching codes, typed codes) and
 * values that it has to read again (webhook passwords, bodies of idempotent answers), so that a stolen database alone
 * is worth nothing. Each purpose has a label and with it a key of its own (HKDF-SHA-256, RFC 5869): a value made for
 * one purpose is never accepted for another.
 *
 * Sealed form: base64url of nonce (12 bytes) | ciphertext | tag (16 bytes), AES-256-GCM, the label as associated data.
 */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type SealErrorCode = 'unreadable';

/** The value was altered, made for another label, or sealed under another secret file. */
export class SealError extends Error {
  readonly code: SealErrorCode = 'unreadable';

  constructor(label: string, cause?: unknown) {
    super(`A sealed value (${label}) can't be opened: it was altered, or the server's secret file was replaced.`, {
      cause,
    });
    this.name = 'SealError';
  }
}

const subkeys = new WeakMap<Uint8Array, Map<string, Buffer>>();

function subkey(secret: Uint8Array, purpose: 'mac' | 'seal', label: string): Buffer {
  let keys = subkeys.get(secret);
  if (keys === undefined) {
    keys = new Map();
    subkeys.set(secret, keys);
  }
  const info = `nod ${purpose} ${label}`;
  let key = keys.get(info);
  if (key === undefined) {
    key = Buffer.from(hkdfSync('sha256', secret, '', info, 32));
    keys.set(info, key);
  }
  return key;
}

/**
 * HMAC-SHA-256 over the parts, base64url. Each part is preceded by its length, so `('ab', 'c')` and `('a', 'bc')`
 * differ.
 * @param label a constant of the caller's, never input: it selects the key
 */
export function mac(secret: Uint8Array, label: string, ...parts: string[]): string {
  const hmac = createHmac('sha256', subkey(secret, 'mac', label));
  for (const part of parts) {
    hmac.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return hmac.digest('base64url');
}

/**
 * Encrypts text that only the server reads again.
 * @param label a constant that names the purpose; `open` needs the same.
 */
export function seal(secret: Uint8Array, label: string, plaintext: string, randomBytes: RandomBytes): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', subkey(secret, 'seal', label), nonce);
  cipher.setAAD(Buffer.from(label));
  return Buffer.concat([nonce, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/** Decrypts what `seal` made under the same secret and label. @throws SealError for anything else */
export function open(secret: Uint8Array, label: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) {
    throw new SealError(label);
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', subkey(secret, 'seal', label), bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(label));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (error) {
    throw new SealError(label, error);
  }
}

/** base64url SHA-256. Secrets with 128 random bits or more are stored so: they need no slow hash. */
export function sha256(text: string | Uint8Array): string {
  return hash('sha256', text, 'base64url');
}

/** Whether two hashes or MACs are the same. How long it takes doesn't tell where they differ. */
export function sameSecret(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

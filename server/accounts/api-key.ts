import type { RandomBytes } from '../crypto/ids.ts';
import { sha256 } from '../crypto/seal.ts';

/**
 * `nod_<key id>_<secret>`: the id (12 characters, 60 bits) finds the row, the secret (32 hex digits, 128 bits) is kept as
 * SHA-256 only. The fixed beginning lets secret scanners find leaked keys.
 */
export interface ApiKey {
  id: string;
  secret: string;
}

export const SCOPES = ['challenges', 'enroll', 'users'] as const;
export type Scope = (typeof SCOPES)[number];

const KEY_ID_CHARACTERS = 12;
const SECRET_BYTES = 16;
/** 32 signs: five bits each, without bias. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const API_KEY = /^nod_([a-z2-7]{12})_([0-9a-f]{32})$/;

export function makeApiKey(randomBytes: RandomBytes): ApiKey {
  const id = Array.from(randomBytes(KEY_ID_CHARACTERS), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return { id, secret: Buffer.from(randomBytes(SECRET_BYTES)).toString('hex') };
}

export function formatApiKey({ id, secret }: ApiKey): string {
  return `nod_${id}_${secret}`;
}

/** Undefined for whatever can't be a key; nothing is looked up then. */
export function parseApiKey(text: string): ApiKey | undefined {
  const match = API_KEY.exec(text);
  const [, id, secret] = match ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

export function hashApiKeySecret(secret: string): string {
  return sha256(`nod api key ${secret}`);
}

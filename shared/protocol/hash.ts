import { encode } from './base64url.ts';

/** base64url SHA-256 of text (as UTF-8) or bytes: 43 characters. */
export async function sha256(input: string | Uint8Array): Promise<string> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : new Uint8Array(input);
  return encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

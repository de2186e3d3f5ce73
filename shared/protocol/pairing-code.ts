import { ProtocolError } from './errors.ts';

/**
 * The typed pairing code: 12 characters of Crockford's base32, of which 4 look the enrollment up and 8 are the 40-bit
 * secret (N12). The link's token is 128 bits and rides behind the fragment.
 */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Reads a code of Crockford's base32 as people type it: any case, spaces and hyphens anywhere, O for 0, I and L for 1.
 * @returns its characters; undefined for what is no code of this length
 */
export function readCrockford(typed: string, length: number): string | undefined {
  const code = typed
    .slice(0, 64)
    .toUpperCase()
    .replace(/[\s\-‐‑–—]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === length && [...code].every((character) => CROCKFORD.includes(character)) ? code : undefined;
}

/** @returns `ABCD-EFGH-JKMN`, for people. */
export function formatPairingCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * Reads a pairing code as people type it (readCrockford).
 * @throws ProtocolError malformed
 */
export function parsePairingCode(text: string): { lookup: string; secret: string } {
  const code = readCrockford(text, 12);
  if (code === undefined) {
    throw new ProtocolError('malformed', 'a pairing code has 12 letters and digits');
  }
  return { lookup: code.slice(0, 4), secret: code.slice(4) };
}

export function pairingUrl(origin: string, token: string): string {
  return `${origin}/#/pair/${token}`;
}

/** @returns the parts of a pairing link or of its QR. @throws ProtocolError malformed for any other text */
export function parsePairingUrl(text: string): { origin: string; token: string } {
  const found = /^(https?:\/\/[^/#?\s@]{1,100})\/#\/pair\/([A-Za-z0-9_-]{22})$/.exec(text.trim());
  if (!found) throw new ProtocolError('malformed', 'not a pairing link');
  const [, origin = '', token = ''] = found;
  return { origin, token };
}

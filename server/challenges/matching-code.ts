import type { RandomBytes } from '../crypto/ids.ts';
import { mac, sameSecret } from '../crypto/seal.ts';

/**
 * The matching code: decimal digits from the server's random generator, each value equally likely (N2, A6.5). The
 * database holds only a MAC of it under the server's secret file, bound to its challenge: six digits behind a plain hash
 * would be found in a second by whoever reads the table.
 */
export function newMatchingCode(digits: number, randomBytes: RandomBytes): string {
  const values = 10 ** digits;
  // Rejection sampling: a plain remainder would make small codes likelier.
  const limit = Math.floor(2 ** 32 / values) * values;
  for (;;) {
    const number = Buffer.from(randomBytes(4)).readUInt32BE();
    if (number < limit) return String(number % values).padStart(digits, '0');
  }
}

export function macOfCode(secret: Uint8Array, challengeId: string, code: string): string {
  return mac(secret, 'matching code', challengeId, code);
}

/** Compares in constant time. */
export function isMatchingCode(secret: Uint8Array, challengeId: string, code: string, codeMac: string): boolean {
  return sameSecret(macOfCode(secret, challengeId, code), codeMac);
}

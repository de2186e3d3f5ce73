import type { ChallengeClaims } from '../../shared/protocol/challenge.ts';

/**
 * The claims of a challenge that this server signed and has on file itself. Nothing is checked: whoever could change what
 * is on file could change what is decided by it too (readChallenge of shared/protocol checks all but the signature).
 */
export function ownChallenge(jws: string): ChallengeClaims {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')) as ChallengeClaims;
}

import { ProtocolError } from './errors.ts';
import { parseClaims } from './jws.ts';
import type { VerifyingKey } from './keys.ts';
import {
  type Act,
  actionChallenge,
  CONFIRMATION_WINDOW_SECONDS,
  confirmationSchema,
  type Verifier,
} from './user-verification.ts';
import { verifyAssertion } from './verify-assertion.ts';

/**
 * Checks that a person has just confirmed this very act.
 * @param expected the device's verifier, the act as its call says it, the server's time in ms, and `useOnce`, which stores a
 *   nonce until `expiresAtMs` and answers false when it was there already. A server that has it stored with what the act changes
 *   says true.
 * @returns the authenticator's counter; a caller that keeps it refuses one that doesn't go up
 * @throws ProtocolError invalid_claims, those of verifyAssertion, not_yet_valid, expired, replayed
 */
export async function verifyConfirmation(
  input: unknown,
  expected: {
    verifier: Omit<Verifier, 'jwk'> & { jwk: VerifyingKey };
    act: Act;
    nowMs: number;
    useOnce: (nonce: string, expiresAtMs: number) => Promise<boolean>;
  },
): Promise<{ signCount: number }> {
  const { nonce, iat, ...assertion } = parseClaims(confirmationSchema, input);
  const { verifier, act, nowMs, useOnce } = expected;
  const { signCount } = verifyAssertion(assertion, {
    verifier,
    challenge: await actionChallenge({ ...act, nonce, iat }),
  });
  const windowMs = CONFIRMATION_WINDOW_SECONDS * 1000;
  if (iat * 1000 - nowMs > windowMs) throw new ProtocolError('not_yet_valid', 'confirmed in the future');
  if (nowMs - iat * 1000 > windowMs) throw new ProtocolError('expired', 'confirmed too long ago');
  // Kept until it would be too old anyway, counted from the latest iat that passes.
  if (!(await useOnce(nonce, nowMs + 2 * windowMs))) throw new ProtocolError('replayed', 'used before');
  return { signCount };
}

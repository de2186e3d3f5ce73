import type { DecisionClaims } from '../../shared/protocol/decision.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { approvalChallenge, type Verifier } from '../../shared/protocol/user-verification.ts';
import { verifyAssertion } from '../../shared/protocol/verify-assertion.ts';
import { verifyingKey } from '../crypto/es256.ts';
import { ownChallenge } from '../crypto/own-challenge.ts';
import { verifierOf } from '../devices/verifier.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { ChallengeRow, Db, DeviceRow, Trx } from '../store/schema.ts';

/** A person who was verified for one approval. */
export interface VerifiedUser {
  verifier: Verifier;
  signCount: number;
}

/**
 * N10: whether the person behind this very device was verified for this very approval. Where the challenge doesn't ask
 * for it an assertion is taken all the same; one that is wrong is refused whatever was asked.
 * @returns null for an approval without one. @throws NodError decision_invalid, which costs no try
 */
export async function verifiedUser(
  db: Db,
  { challenge, device, decision }: { challenge: ChallengeRow; device: DeviceRow; decision: DecisionClaims },
): Promise<VerifiedUser | null> {
  const { uv: assertion } = decision;
  if (!assertion) {
    if (ownChallenge(challenge.jws).uv === 'required') throw refused('no assertion');
    return null;
  }
  const verifier = await verifierOf(db, device.id);
  if (!verifier) throw refused('this device has no verifier');
  try {
    const expected = {
      verifier: { ...verifier, jwk: verifyingKey(verifier.jwk) },
      challenge: await approvalChallenge(decision),
    };
    return { verifier, ...verifyAssertion(assertion, expected) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw refused(`${error.code}: ${error.message}`);
  }
}

/**
 * Notes the authenticator's counter in the transaction that ends the challenge. One that doesn't go up was copied
 * (WebAuthn section 6.1.1); many keep none and say 0 for ever.
 * @throws NodError decision_invalid for a counter that went back, and where the verifier is no longer the device's
 */
export async function noteAssertion(
  trx: Trx,
  deviceId: string,
  { verifier: { credentialId }, signCount }: VerifiedUser,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('verifiers')
    .set({ sign_count: signCount })
    .where('device_id', '=', deviceId)
    .where('credential_id', '=', credentialId)
    .where((is) => (signCount === 0 ? is('sign_count', '=', 0) : is('sign_count', '<', signCount)))
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw refused('the counter went back, or the verifier was replaced');
}

function refused(logDetail: string): NodError {
  return new NodError('decision_invalid', 'This approval does not show that you were confirmed. Approve it again.', {
    logDetail: `user verification: ${logDetail}`,
  });
}

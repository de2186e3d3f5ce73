import { readChallenge } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, verifyDecision } from '../../shared/protocol/decision.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import { approvalChallenge } from '../../shared/protocol/user-verification.ts';
import { verifyAssertion } from '../../shared/protocol/verify-assertion.ts';
import { originsOf } from '../accounts/applications.ts';
import { ownChallenge, verifyingKey } from '../crypto/es256.ts';
import { sha256 } from '../crypto/seal.ts';
import { countsFor, type KnownVerifier, raiseCounter, verifierOf } from '../devices/verifier.ts';
import { NodError } from '../diagnostics/errors.ts';
import { understands } from '../push/understands.ts';
import type { ChallengeRow, Db, DeviceState, Match, Trx } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { type AnsweringDevice, answeringDevice, challengeById, isAskedOf } from './rows.ts';

/** A device's answer whose signature was checked, with its challenge and device. */
export interface VerifiedAnswer {
  readonly challenge: ChallengeRow;
  readonly device: AnsweringDevice;
  readonly decision: DecisionClaims;
}

const DEVICE_STATE_ERRORS: Partial<Record<DeviceState, NodError['code']>> = {
  pending: 'device_pending',
  unvouched: 'device_unvouched',
  suspended: 'device_suspended',
  revoked: 'device_revoked',
};

/**
 * Finds challenge and device, and checks the signature against the key on file and the exact challenge on file. It
 * changes nothing.
 * @throws NodError challenge_unknown, decision_invalid, device_pending, device_suspended, device_revoked
 */
export async function verifyAnswer(
  { store, origin, clock }: Engine,
  input: { challengeId: string; decisionJws: string },
): Promise<VerifiedAnswer> {
  const challenge = await challengeById(store.db, input.challengeId);
  if (!challenge) throw new NodError('challenge_unknown', 'No such request.');
  try {
    let device: AnsweringDevice | undefined;
    const decision = await verifyDecision(input.decisionJws, {
      async device(thumbprint) {
        device = await answeringDevice(store.db, thumbprint, challenge);
        return device && { jwk: verifyingKey(JSON.parse(device.jwk) as PublicJwk), thumbprint: device.thumbprint };
      },
      audience: origin,
      challengeId: challenge.id,
      challengeHash: sha256(challenge.jws),
    });
    if (!device) throw new ProtocolError('unknown_key', 'no device of this user');
    const isAsked = understands(device, challenge.jws) && (await isAskedOf(store.db, challenge, device.id));
    if (!isAsked) throw new ProtocolError('invalid_claims', 'asked of other devices');
    // One that comes too late is told how it ended, whatever it says.
    if (challenge.state === 'pending' && challenge.expires_at_ms > clock()) checkTime(challenge, decision);
    checkCode(challenge, decision);
    await checkOrigin(store.db, { challenge, device, decision });
    const refusal = DEVICE_STATE_ERRORS[device.state];
    if (refusal) throw new NodError(refusal, 'This device may not answer. Pair it again.');
    return { challenge, device, decision };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new NodError('decision_invalid', 'This answer is not by a paired device, or not about this request.', {
      logDetail: `${error.code}: ${error.message}`,
    });
  }
}

/**
 * How an approval shows that it belongs to this login. Where the challenge leaves a choice, the approval's claims tell.
 */
export function matchedBy({ match }: Pick<ChallengeRow, 'match'>, decision: DecisionClaims): Match {
  if (match !== 'origin') return match;
  return decision.origin === undefined ? 'code' : 'origin';
}

const CLOCK_TOLERANCE_SECONDS = 60;

/** It was signed within the challenge's life, a minute either way. @throws ProtocolError invalid_claims */
function checkTime({ jws }: ChallengeRow, { iat }: DecisionClaims): void {
  const life = ownChallenge(jws);
  if (iat < life.iat - CLOCK_TOLERANCE_SECONDS || iat > life.exp + CLOCK_TOLERANCE_SECONDS) {
    throw new ProtocolError('invalid_claims', 'signed outside of the challenge’s life');
  }
}

/**
 * An approval carries a code of the right length where one is asked for, and none elsewhere. Anything else is a mistake of
 * the authenticator and no guess: it costs no try. @throws ProtocolError invalid_claims
 */
function checkCode(challenge: ChallengeRow, decision: DecisionClaims): void {
  if (decision.decision !== 'approve') return;
  if (matchedBy(challenge, decision) !== 'code') {
    if (decision.code !== undefined) throw new ProtocolError('invalid_claims', 'a code was not asked for');
  } else if (decision.code === undefined || decision.code.length !== challenge.digits) {
    throw new ProtocolError('invalid_claims', 'approved without a code of the right length');
  }
}

/**
 * Checks what a decision says about the origin of the login's tab. Only an extension can read that from its browser, so
 * an origin from any other device is a lie. It counts only if the challenge named it and the application still has it.
 * A report carries the foreign origin that was found to show the login.
 * @throws ProtocolError invalid_claims
 */
async function checkOrigin(db: Db, { challenge, device, decision }: VerifiedAnswer): Promise<void> {
  const { origin } = decision;
  if (origin === undefined) return;
  if (challenge.match !== 'origin') throw new ProtocolError('invalid_claims', 'origin was not asked for');
  if (device.kind !== 'extension') throw new ProtocolError('invalid_claims', 'no extension, no origin');
  const own = readChallenge(challenge.jws).origins?.includes(origin) === true;
  if (decision.decision === 'report') {
    if (own) throw new ProtocolError('invalid_claims', 'reported the application’s own origin');
    return;
  }
  const application = await db
    .selectFrom('applications')
    .select('origins')
    .where('id', '=', challenge.application_id)
    .executeTakeFirst();
  if (!own || !application || !originsOf(application).includes(origin)) {
    throw new ProtocolError('invalid_claims', 'approved at an origin that is not the application’s');
  }
}

/** A person who was verified for one approval. */
export interface VerifiedUser {
  verifier: KnownVerifier;
  signCount: number;
}

/**
 * N10: whether the person behind this very device was verified for this very approval. An assertion is accepted even
 * where the challenge doesn't ask for it; a wrong one is refused in any case. One by a verifier that didn't count yet when
 * the request came confirms nobody: the device key alone can register one in the middle of a request.
 * @returns null for an approval that confirms nobody. @throws NodError decision_invalid, verifier_too_new, which cost no try
 */
export async function verifiedUser(
  db: Db,
  { challenge, device, decision }: VerifiedAnswer,
): Promise<VerifiedUser | null> {
  const { uv: assertion } = decision;
  const isRequired = ownChallenge(challenge.jws).uv === 'required';
  if (!assertion) {
    if (isRequired) throw refused('no assertion');
    return null;
  }
  const verifier = await verifierOf(db, device.id);
  if (!verifier) throw refused('this device has no verifier');
  try {
    const expected = {
      verifier: { ...verifier, jwk: verifyingKey(verifier.jwk) },
      challenge: await approvalChallenge(decision),
    };
    const { signCount } = verifyAssertion(assertion, expected);
    if (countsFor(verifier, challenge)) return { verifier, signCount };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw refused(`${error.code}: ${error.message}`);
  }
  if (isRequired) throw tooNew(verifier);
  return null;
}

function tooNew({ countsFromMs }: KnownVerifier): NodError {
  return new NodError(
    'verifier_too_new',
    'Confirming was set up after this request came, or less than a day before. Approve it on another device, or ask again later.',
    { params: { countsFromMs } },
  );
}

/** Records the counter in the transaction that ends the challenge. @throws NodError decision_invalid where it went back */
export async function noteAssertion(trx: Trx, deviceId: string, user: VerifiedUser): Promise<void> {
  if (!(await raiseCounter(trx, deviceId, user))) {
    throw refused('the counter went back, or the verifier was replaced');
  }
}

function refused(logDetail: string): NodError {
  return new NodError('decision_invalid', 'This approval does not show that you were confirmed. Approve it again.', {
    logDetail: `user verification: ${logDetail}`,
  });
}

import type { PublicJwk } from '../../shared/protocol/keys.ts';
import { type Outcome, shownBy, signReceipt } from '../../shared/protocol/receipt.ts';
import type { Verifier } from '../../shared/protocol/user-verification.ts';
import { recordEvent } from '../events/record.ts';
import type { ChallengeRow, Match, Trx } from '../store/schema.ts';
import type { ChallengesContext } from './context.ts';
import { endByDevice, endByExpiry, endInTime } from './queries.ts';

/** How a challenge ends: the outcome, and the decision that brought it about where there was one. */
export interface Ending {
  state: Outcome;
  atMs: number;
  decision?: { jws: string; deviceId: string; deviceJwk: PublicJwk };
  /** How the decision was matched; left out: as the challenge asked. */
  match?: Match;
  /** What confirmed the person behind the device, where somebody did. */
  verifier?: Verifier;
  deviceIp?: string | undefined;
  /** For the audit log: superseded, reported elsewhere, … */
  reason?: string;
  /** The origin that the decision carries. */
  origin?: string;
}

/** An ending with its receipt, ready to be committed. */
export interface SignedEnding extends Ending {
  receipt: string;
}

/** Signs the receipt of an ending: before the transaction that may make it true, which then holds no lock while it signs. */
export async function signEnding(
  { keys, settings }: Pick<ChallengesContext, 'keys' | 'settings'>,
  challenge: ChallengeRow,
  ending: Ending,
): Promise<SignedEnding> {
  const { state, atMs, decision, verifier, match = challenge.match } = ending;
  const receipt = await signReceipt(
    {
      iss: settings.origin,
      sub: challenge.user_id,
      aud: challenge.application_id,
      jti: challenge.id,
      iat: Math.floor(atMs / 1000),
      outcome: state,
      ...shownBy({ outcome: state, match, userVerified: verifier !== undefined }),
      match,
      ...(decision ? { cnf: { jwk: decision.deviceJwk }, decision: decision.jws } : {}),
      ...(verifier ? { verifier } : {}),
      challenge: challenge.jws,
    },
    keys.signing,
  );
  return { ...ending, receipt };
}

/**
 * The rule: a challenge leaves `pending` once. It is one conditional UPDATE whose row count decides who won; the receipt
 * is a column of that same UPDATE, so a receipt exists if and only if it happened. Runs inside the caller's transaction,
 * the audit event with it.
 *
 * @returns whether this call ended the challenge; false means that somebody else did, that its time is over (or not yet,
 *   for an expiry), or that the device that answers is no longer active (N16).
 */
export async function finishChallenge(trx: Trx, challenge: ChallengeRow, ending: SignedEnding): Promise<boolean> {
  const leavePending = ending.state === 'expired' ? endByExpiry : ending.decision ? endByDevice : endInTime;
  const changed = await leavePending(trx, {
    id: challenge.id,
    state: ending.state,
    atMs: ending.atMs,
    decidedBy: ending.decision?.deviceId ?? null,
    receiptJws: ending.receipt,
  });
  if (changed !== 1) return false;
  await recordEvent(trx, {
    type: `challenge.${ending.state}`,
    atMs: ending.atMs,
    userId: challenge.user_id,
    applicationId: challenge.application_id,
    challengeId: challenge.id,
    ...(ending.decision ? { deviceId: ending.decision.deviceId } : {}),
    sourceIp: challenge.source_ip,
    ...(ending.deviceIp === undefined ? {} : { deviceIp: ending.deviceIp }),
    ...(ending.reason === undefined && ending.origin === undefined
      ? {}
      : { detail: { reason: ending.reason, origin: ending.origin } }),
  });
  return true;
}

import { MAX_LIFE_SECONDS } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, verifyDecision } from '../../shared/protocol/decision.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import type { Outcome } from '../../shared/protocol/receipt.ts';
import { verifyingKey } from '../crypto/es256.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { ChallengeRow, ChallengeState, DeviceRow, DeviceState, Trx } from '../store/schema.ts';
import { announceClosed } from './closed-notice.ts';
import type { ChallengesContext } from './context.ts';
import { ended } from './ended.ts';
import { type Ending, finishChallenge, signEnding } from './finish.ts';
import { pauseMs } from './limits.ts';
import { checkOrigin, matchedBy } from './matched-by.ts';
import { isMatchingCode } from './matching-code.ts';
import { challengeById, deviceByKey, noteSuccess, noteSuccessWithoutCode } from './queries.ts';
import { takeTurn } from './user-turn.ts';
import { noteAssertion, type VerifiedUser, verifiedUser } from './verified-user.ts';
import { countWrongCode, wrongCode } from './wrong-code.ts';

export interface DecideChallenge {
  challengeId: string;
  /** The compact nod-decision+jwt as the device sent it: hostile until verified. */
  decisionJws: string;
  deviceIp: string;
}

const OUTCOMES = { approve: 'approved', deny: 'denied', report: 'reported' } as const satisfies Record<
  DecisionClaims['decision'],
  Outcome
>;

/**
 * Takes a device's answer: verifies it against the key on file and the exact challenge on file, and lets one conditional
 * UPDATE decide who was first. The same answer by the same device again is no error.
 *
 * @returns the final state and when it became so, in ms.
 * @throws NodError challenge_unknown, decision_invalid, device_pending, device_suspended, device_revoked, wrong_code
 *   (`triesLeft`), challenge_final (`state`, `decidedBy`)
 */
export async function decideChallenge(
  context: ChallengesContext,
  input: DecideChallenge,
): Promise<{ state: Outcome; decidedAtMs: number }> {
  const { challenge, device, decision } = await verify(context, input);
  if (challenge.state !== 'pending') return repeatedOrFinal(context, challenge, device, decision);

  const outcome = OUTCOMES[decision.decision];
  const user = outcome === 'approved' ? await verifiedUser(context.store.db, { challenge, device, decision }) : null;
  const wrong = outcome === 'approved' && !codeMatches(context, challenge, decision);
  const ending = await signEnding(context, challenge, {
    state: wrong ? 'failed' : outcome,
    atMs: context.clock(),
    decision: { jws: input.decisionJws, deviceId: device.id, deviceJwk: JSON.parse(device.jwk) as PublicJwk },
    deviceIp: input.deviceIp,
    ...(wrong ? { reason: 'wrong codes' } : reasonOf(decision)),
    ...(outcome === 'approved' && !wrong ? approvedAs(challenge, decision, user) : {}),
  });
  const result = await context.store.transaction(async (trx) => {
    if (wrong) return countWrongCode(context, trx, challenge, ending);
    // It ends the user's other challenges too, and no new one may slip past the quarantine.
    if (outcome === 'reported') await takeTurn(context.store, trx, challenge.user_id);
    if (!(await finishChallenge(trx, challenge, ending))) return 'lost';
    if (user) await noteAssertion(trx, device.id, user);
    return afterwards(context, trx, challenge, outcome, ending);
  });
  if (result === 'lost') {
    // Looks again at all of it: the device may have been removed or suspended in between (N16).
    const now = await verify(context, input);
    return repeatedOrFinal(context, now.challenge, now.device, decision);
  }

  if (typeof result === 'object' && 'triesLeft' in result) {
    if (result.triesLeft === 0) close(context, challenge, 'failed', ending.atMs);
    throw wrongCode(result.triesLeft);
  }
  close(context, challenge, outcome, ending.atMs, device);
  for (const other of result) close(context, other, 'canceled', ending.atMs);
  return { state: outcome, decidedAtMs: ending.atMs };
}

/** What an approval has shown, for the receipt. */
function approvedAs(challenge: ChallengeRow, decision: DecisionClaims, user: VerifiedUser | null) {
  return { match: matchedBy(challenge, decision), ...(user ? { verifier: user.verifier } : {}) };
}

const DEVICE_STATE_ERRORS: Partial<Record<DeviceState, NodError['code']>> = {
  pending: 'device_pending',
  suspended: 'device_suspended',
  revoked: 'device_revoked',
};

/** The log says at which origin the login waited, or that a foreign site showed it: a phishing proxy does. */
function reasonOf({ decision, origin }: DecisionClaims): Pick<Ending, 'reason' | 'origin'> {
  if (origin === undefined) return {};
  return decision === 'report' ? { reason: 'shown by a foreign site', origin } : { origin };
}

/** Finds challenge and device, and checks the signature and what it is about. Nothing changes. */
async function verify({ store, settings }: ChallengesContext, input: DecideChallenge) {
  const [challenge] = await challengeById(store.db, { id: input.challengeId });
  if (!challenge) throw new NodError('challenge_unknown', 'No such request.');
  try {
    let device: DeviceRow | undefined;
    const decision = await verifyDecision(input.decisionJws, {
      async device(thumbprint) {
        [device] = await deviceByKey(store.db, { thumbprint, userId: challenge.user_id });
        return device && { jwk: verifyingKey(JSON.parse(device.jwk) as PublicJwk), thumbprint: device.thumbprint };
      },
      audience: settings.origin,
      challengeId: challenge.id,
      challengeHash: sha256(challenge.jws),
    });
    if (!device) throw new ProtocolError('unknown_key', 'no device of this user');
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

function codeMatches({ keys }: ChallengesContext, challenge: ChallengeRow, decision: DecisionClaims): boolean {
  const by = matchedBy(challenge, decision);
  if (by !== 'code') return decision.code === undefined;
  // No code on file for a challenge that wants one can't happen; should it, nothing matches.
  if (challenge.code_mac === null || decision.code === undefined) return false;
  return isMatchingCode(keys.secret, challenge.id, decision.code, challenge.code_mac);
}

/** What an answer brings about beside itself, in its transaction. @returns other challenges that a report has ended */
async function afterwards(
  context: ChallengesContext,
  trx: Trx,
  challenge: ChallengeRow,
  outcome: Outcome,
  { atMs, match }: Ending,
): Promise<ChallengeRow[]> {
  const { limits } = context.settings;
  if (outcome === 'approved') {
    await (match === 'code' ? noteSuccess : noteSuccessWithoutCode)(trx, { userId: challenge.user_id, atMs });
    return [];
  }
  const reported = outcome === 'reported';
  const quarantine = await trx
    .insertInto('quarantines')
    .values({
      user_id: challenge.user_id,
      application_id: challenge.application_id,
      strikes: reported ? 1 : 0,
      until_ms: 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'application_id'])
        .doUpdateSet((row) => ({ strikes: row('quarantines.strikes', '+', reported ? 1 : 0) })),
    )
    .returning(['strikes', 'until_ms'])
    .executeTakeFirstOrThrow();
  const pause = reported ? pauseMs(limits.reportQuarantine, quarantine.strikes) : limits.denyCoolDownMs;
  await trx
    .updateTable('quarantines')
    .set({ until_ms: Math.max(quarantine.until_ms, atMs + pause) })
    .where('user_id', '=', challenge.user_id)
    .where('application_id', '=', challenge.application_id)
    .execute();
  return reported ? endOthers(context, trx, challenge, atMs) : [];
}

/** A report means that somebody has the password: whatever else waits for this user ends too. */
async function endOthers(context: ChallengesContext, trx: Trx, challenge: ChallengeRow, atMs: number) {
  const others = await trx
    .selectFrom('challenges')
    .selectAll()
    .where('user_id', '=', challenge.user_id)
    .where('state', '=', 'pending')
    .where('expires_at_ms', '>', atMs)
    .where('created_at_ms', '>', atMs - MAX_LIFE_SECONDS * 1000)
    .execute();
  const ended: ChallengeRow[] = [];
  for (const other of others) {
    const reason = `${challenge.id} was reported`;
    const ending = await signEnding(context, other, { state: 'canceled', atMs, reason });
    if (await finishChallenge(trx, other, ending)) ended.push(other);
  }
  return ended;
}

/** After the commit. The other devices stop asking. */
function close(context: ChallengesContext, challenge: ChallengeRow, state: Outcome, atMs: number, device?: DeviceRow) {
  ended(context, challenge, state, atMs);
  const answerer = device ? { deviceId: device.id, deviceName: device.name } : {};
  context.background(announceClosed(context, challenge, { state, ...answerer }));
}

/** The answer to a device that came late: its own answer again, or the final state as an error. */
async function repeatedOrFinal(
  context: ChallengesContext,
  challenge: ChallengeRow,
  device: DeviceRow,
  decision: DecisionClaims,
): Promise<{ state: Outcome; decidedAtMs: number }> {
  // Still pending in the table, but its time is over: the sweep will write it down.
  const state: ChallengeState = challenge.state === 'pending' ? 'expired' : challenge.state;
  if (challenge.decided_by === device.id && state === OUTCOMES[decision.decision]) {
    return { state: OUTCOMES[decision.decision], decidedAtMs: challenge.final_at_ms ?? 0 };
  }
  const decider = challenge.decided_by
    ? await context.store.db
        .selectFrom('devices')
        .select('name')
        .where('id', '=', challenge.decided_by)
        .executeTakeFirst()
    : undefined;
  throw new NodError('challenge_final', 'This request has ended already.', {
    params: { state, ...(decider ? { decidedBy: decider.name } : {}) },
  });
}

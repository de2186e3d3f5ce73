import { sql } from 'kysely';
import type { DecisionClaims } from '../../shared/protocol/decision.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import type { Outcome } from '../../shared/protocol/receipt.ts';
import { announce } from '../announcements/announce.ts';
import { ownReceipt } from '../crypto/es256.ts';
import type { ChallengeRow, Trx } from '../store/schema.ts';
import { endByWrongCodes } from './announce-failure.ts';
import type { Engine } from './challenges.ts';
import { announceClosed } from './closed-notice.ts';
import { announceEnd, type Ending, endChallenge, signEnding, withReceipts } from './ending.ts';
import { alreadyFinal } from './for-device.ts';
import { pauseMs } from './limits.ts';
import { countWrongCode, hasRightCode, triesLeftThen, wrongCodeError } from './matching-code.ts';
import { type AnsweringDevice, noteSuccess, pendingSince } from './rows.ts';
import { isSameDevice } from './same-device.ts';
import { noticeMismatch } from './signs.ts';
import { saidNoPauseMs } from './stops.ts';
import { matchedBy, noteAssertion, type VerifiedAnswer, verifiedUser, verifyAnswer } from './verify-answer.ts';
import { letIn, NotWaiting, requireConfirmed, turnAway } from './vouching-end.ts';

export interface DecideChallenge {
  challengeId: string;
  /** The compact nod-decision+jwt from the device: hostile until verified. */
  decisionJws: string;
  deviceIp: string;
  /** The User-Agent header of the call, by which a login on the same device is told (same-device.ts). */
  userAgent?: string | undefined;
}

/** The answer to the device: the final state, and when it was reached, in ms. */
export interface Decided {
  state: Outcome;
  decidedAtMs: number;
}

const OUTCOMES = { approve: 'approved', deny: 'denied', report: 'reported' } as const satisfies Record<
  DecisionClaims['decision'],
  Outcome
>;

/**
 * Takes a device's answer: verifies it against the key on file and the exact challenge on file, and lets one
 * conditional UPDATE decide which answer was first. An answer that is sent again, byte for byte, gets the same answer.
 *
 * @throws NodError challenge_unknown, decision_invalid, device_pending, device_suspended, device_revoked, wrong_code
 *   (`triesLeft`), challenge_final (`state`, `decidedBy`, `thisDevice`)
 */
export async function decideChallenge(engine: Engine, input: DecideChallenge): Promise<Decided> {
  const answer = await verifyAnswer(engine, input);
  const isWrong = answer.decision.decision === 'approve' && !hasRightCode(engine.keys.secret, answer);
  if (isWrong) refuseAgain(engine, answer, input);
  if (answer.challenge.state === 'pending') {
    await requireConfirmed(engine, answer);
    const decided = isWrong ? await refuseCode(engine, answer, input) : await settle(engine, answer, input);
    if (decided) return decided;
    // Not first. Everything is verified again: the device may have been removed or suspended in between (N16).
    const now = await verifyAnswer(engine, input);
    if (isWrong) refuseAgain(engine, now, input);
    return repeatedOrFinal(engine, now, input);
  }
  return repeatedOrFinal(engine, answer, input);
}

/** @throws NodError wrong_code for a wrong answer that was counted before: the same as it got then */
function refuseAgain({ limits }: Engine, { challenge }: VerifiedAnswer, { decisionJws }: DecideChallenge): void {
  const triesLeft = triesLeftThen(limits, challenge, decisionJws);
  if (triesLeft !== undefined) throw wrongCodeError(triesLeft);
}

const byDevice = ({ device }: VerifiedAnswer, { decisionJws, deviceIp }: DecideChallenge) => ({
  decision: { jws: decisionJws, deviceId: device.id, deviceJwk: JSON.parse(device.jwk) as PublicJwk },
  deviceIp,
});

/** @returns undefined when the challenge has ended meanwhile. @throws NodError wrong_code, decision_invalid */
async function refuseCode(engine: Engine, answer: VerifiedAnswer, input: DecideChallenge): Promise<undefined> {
  const { challenge } = answer;
  // A wrong confirmation of the person is refused whatever the code, and costs no try.
  await verifiedUser(engine.store.db, answer);
  const atMs = engine.clock();
  const failed: Ending = { state: 'failed', atMs, ...byDevice(answer, input), reason: 'wrong codes' };
  // Signed before the transaction, so only where this looks like the last try.
  const isLast = challenge.attempts + 1 >= engine.limits.triesPerChallenge;
  const ending = isLast ? await signEnding(engine, challenge, failed) : undefined;
  const counted = await engine.store.transaction((trx) =>
    countWrongCode(engine, trx, answer, { ...input, atMs, ending }),
  );
  if (counted === undefined) return undefined;
  let { hasEnded } = counted;
  if (counted.triesLeft === 0 && ending === undefined) {
    // Other guesses came at the same time. The count is committed, and no approval passes it: now the challenge ends.
    const late = await signEnding(engine, challenge, failed);
    hasEnded = await engine.store.transaction((trx) => endByWrongCodes(engine, trx, answer, late));
  }
  if (hasEnded) close(engine, challenge, 'failed', atMs);
  throw wrongCodeError(counted.triesLeft);
}

/** @returns undefined when the challenge has ended meanwhile, or the device isn't active any more */
async function settle(engine: Engine, answer: VerifiedAnswer, input: DecideChallenge): Promise<Decided | undefined> {
  const { challenge, device, decision } = answer;
  const outcome = OUTCOMES[decision.decision];
  const approved = outcome === 'approved';
  const user = approved ? await verifiedUser(engine.store.db, answer) : null;
  const match = matchedBy(challenge, decision);
  const atMs = engine.clock();
  const ending = await signEnding(engine, challenge, {
    state: outcome,
    atMs,
    ...byDevice(answer, input),
    ...reasonOf(decision),
    ...(isSameDevice(challenge, input) ? { sameDevice: true as const } : {}),
    ...(approved ? { match, belowAttempts: engine.limits.triesPerChallenge } : {}),
    ...(user ? { verifier: user.verifier } : {}),
  });
  const others = await withReceipts(
    engine,
    () => ({ state: 'canceled', atMs, cancelReason: 'reported', reason: `${challenge.id} was reported` }),
    (receipts) =>
      engine.store.transaction(async (trx) => {
        // A report ends the user's other challenges too, and no new one may slip past the quarantine. Of two devices that
        // are let in, or acted on, at once, the second sees the first.
        if (outcome === 'reported' || challenge.vouches_for !== null)
          await engine.store.takeTurn(trx, challenge.user_id);
        if (!(await endChallenge(trx, challenge, ending))) return undefined;
        if (user) await noteAssertion(trx, device.id, user);
        if (challenge.vouches_for !== null) {
          const answered = { challenge, ending, device, confirmed: user !== null };
          if (approved) await letIn(engine, trx, answered);
          else await afterRefusal(engine, trx, challenge, outcome, await turnAway(engine, trx, answered), atMs);
        } else if (approved) await noteSuccess(trx, challenge, atMs, match === 'code');
        else await quarantine(engine, trx, challenge, outcome, atMs);
        if (outcome === 'reported') await tellOfQuarantine(engine, trx, challenge, device);
        const more = outcome === 'reported' ? await otherPending(trx, challenge, atMs) : [];
        for (const [at, signed] of (await receipts(more)).entries()) {
          const other = more[at];
          if (other) await endChallenge(trx, other, signed);
        }
        return more;
      }),
  ).catch(async (error: unknown) => {
    if (!(error instanceof NotWaiting)) throw error;
    await withdraw(engine, challenge);
    return undefined;
  });
  if (others === undefined) return undefined;
  close(engine, challenge, outcome, atMs, device);
  if (approved) engine.background.run(noticeMismatch(engine, challenge, { ...input, deviceId: device.id }));
  for (const other of others) close(engine, other, 'canceled', atMs);
  return { state: outcome, decidedAtMs: atMs };
}

/** The request is about a device that was removed meanwhile: it ends, and lets nobody in. */
async function withdraw(engine: Engine, challenge: ChallengeRow): Promise<void> {
  const atMs = engine.clock();
  const ending = await signEnding(engine, challenge, { state: 'canceled', atMs, reason: 'the device was removed' });
  const hasEnded = await engine.store.transaction((trx) => endChallenge(trx, challenge, ending));
  if (hasEnded) close(engine, challenge, 'canceled', atMs);
}

/** A report of a request to let a device in speaks against the application that brought it, and not the built-in one. */
async function afterRefusal(
  engine: Engine,
  trx: Trx,
  challenge: ChallengeRow,
  outcome: Outcome,
  applicationId: string | null,
  atMs: number,
): Promise<void> {
  if (outcome !== 'reported' || applicationId === null) return;
  await quarantine(engine, trx, { ...challenge, application_id: applicationId }, outcome, atMs);
  await announce(engine, trx, {
    userId: challenge.user_id,
    what: 'application.quarantined',
    by: 'server',
    applicationId,
    ip: challenge.source_ip,
  });
}

/** For the log: the origin at which the login waited, or the foreign site that showed it, as a phishing proxy does. */
function reasonOf({ decision, origin }: DecisionClaims): Pick<Ending, 'reason' | 'origin'> {
  if (origin === undefined) return {};
  return decision === 'report' ? { reason: 'shown by a foreign site', origin } : { origin };
}

/**
 * After a denial the application rings nobody for a moment; after a report longer each time. What was asked in parallel is
 * denied one by one, which says nothing of what is asked beside it.
 */
async function quarantine(engine: Engine, trx: Trx, challenge: ChallengeRow, outcome: Outcome, atMs: number) {
  if (challenge.parallel === 1 && outcome !== 'reported') return;
  const { limits } = engine;
  const strike = outcome === 'reported' ? 1 : 0;
  const { strikes, until_ms: untilMs } = await trx
    .insertInto('quarantines')
    .values({ user_id: challenge.user_id, application_id: challenge.application_id, strikes: strike, until_ms: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'application_id'])
        .doUpdateSet((row) => ({ strikes: row('quarantines.strikes', '+', strike) })),
    )
    .returning(['strikes', 'until_ms'])
    .executeTakeFirstOrThrow();
  const pause = strike === 1 ? pauseMs(limits.reportQuarantine, strikes) : limits.denyCoolDownMs;
  const leftMs = saidNoPauseMs({ strikes, until_ms: untilMs }, atMs, limits);
  await trx
    .updateTable('quarantines')
    .set({
      until_ms: atMs + Math.max(leftMs, pause),
      ...(strike === 1 ? { reported_by: challenge.id, until_before_ms: untilMs } : {}),
    })
    .where('user_id', '=', challenge.user_id)
    .where('application_id', '=', challenge.application_id)
    .execute();
}

/** A6.3.5: the user's other devices hear of it too. A new device that was reported is told of by who let nobody in. */
async function tellOfQuarantine(engine: Engine, trx: Trx, challenge: ChallengeRow, device: AnsweringDevice) {
  if (challenge.vouches_for !== null) return;
  await announce(engine, trx, {
    userId: challenge.user_id,
    what: 'application.quarantined',
    by: 'device',
    byDeviceId: device.id,
    applicationId: challenge.application_id,
    ip: challenge.source_ip || undefined,
  });
}

/**
 * A report means that an attacker has the password: all other pending challenges that ring this user end too. Those that ring
 * nobody stay: one of them may be the user's own. So do requests to let a device in, which a flood of logins mustn't end.
 */
function otherPending(trx: Trx, challenge: ChallengeRow, atMs: number): Promise<ChallengeRow[]> {
  return trx
    .selectFrom('challenges')
    .selectAll()
    .where('user_id', '=', challenge.user_id)
    .where('kept', '=', sql.lit(1))
    .where('rings', '=', 1)
    .where('vouches_for', 'is', null)
    .where('state', '=', 'pending')
    .where('expires_at_ms', '>', atMs)
    .where('created_at_ms', '>', pendingSince(atMs))
    .execute();
}

/** After the commit. The other devices stop asking. */
function close(engine: Engine, challenge: ChallengeRow, state: Outcome, atMs: number, device?: AnsweringDevice): void {
  announceEnd(engine, challenge, state, atMs);
  // One that rang nobody stands on devices that fetched it, which are told by their event streams.
  if (challenge.rings === 0 || device?.others === 0) return;
  const answerer = device ? { deviceId: device.id, deviceName: device.name } : {};
  engine.background.run(announceClosed(engine, challenge, { state, ...answerer }));
}

/** The answer to a late device: the same as before if it repeats its own answer, byte for byte; otherwise an error. */
async function repeatedOrFinal(
  engine: Engine,
  { challenge, device, decision }: VerifiedAnswer,
  { decisionJws }: DecideChallenge,
): Promise<Decided> {
  const outcome = OUTCOMES[decision.decision];
  const isRepeated = challenge.receipt_jws !== null && ownReceipt(challenge.receipt_jws).decision === decisionJws;
  if (challenge.decided_by === device.id && challenge.state === outcome && isRepeated) {
    return { state: outcome, decidedAtMs: challenge.final_at_ms ?? 0 };
  }
  throw await alreadyFinal(engine, engine.store.db, challenge, device.id);
}

import { sql } from 'kysely';
import { bareJwk, type PublicJwk } from '../../shared/protocol/keys.ts';
import { type Outcome, shownBy, signReceipt } from '../../shared/protocol/receipt.ts';
import type { ReceiptVerifier } from '../../shared/protocol/user-verification.ts';
import type { KnownVerifier } from '../devices/verifier.ts';
import { countEvent, type NewEvent, recordEvent } from '../events/record.ts';
import { addressBlock } from '../net/client-address.ts';
import type { CancelReason, ChallengeRow, FallbackWay, Match, Trx } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { leavePending } from './rows.ts';
import { lapse } from './vouching-end.ts';

/** How a challenge ends: the outcome, and the decision that brought it about where there was one. */
export interface Ending {
  state: Outcome;
  atMs: number;
  decision?: { jws: string; deviceId: string; deviceJwk: PublicJwk };
  /** Of an approval that no device has signed: what counted in its place. */
  fallback?: FallbackWay;
  /** The device that made the code that counted, where it is known: for the audit log, since it has signed nothing. */
  codeFrom?: string | undefined;
  /** How the decision was matched. Default: as the challenge asked; a fallback as by a code. */
  match?: Match;
  /** The verifier that confirmed the person behind the device, where one did. */
  verifier?: KnownVerifier;
  deviceIp?: string | undefined;
  /** X2: the answer came from the device of the login, as far as that can be told (same-device.ts). */
  sameDevice?: true;
  /** Of an approval: how many wrong codes make it count no more, also such as came in meanwhile (N4). */
  belowAttempts?: number;
  /** Of a canceled one, for its application. */
  cancelReason?: CancelReason;
  /** For the audit log: superseded, reported elsewhere, … */
  reason?: string;
  /** The origin that the decision carries. */
  origin?: string;
}

/** An ending with its receipt, ready to be committed. */
export interface SignedEnding extends Ending {
  receipt: string;
}

/**
 * Signs the receipt of an ending, before the transaction that ends the challenge, so that the signing holds no lock.
 */
export async function signEnding(
  { keys, origin }: Pick<Engine, 'keys' | 'origin'>,
  challenge: ChallengeRow,
  ending: Ending,
): Promise<SignedEnding> {
  const { state, atMs, decision, verifier, sameDevice, fallback } = ending;
  const match = fallback === undefined ? (ending.match ?? challenge.match) : 'code';
  const receipt = await signReceipt(
    {
      iss: origin,
      sub: challenge.user_id,
      aud: challenge.application_id,
      jti: challenge.id,
      iat: Math.floor(atMs / 1000),
      outcome: state,
      ...shownBy({ outcome: state, match, userVerified: verifier !== undefined, sameDevice, fallback }),
      match,
      ...(fallback === undefined ? {} : { fallback }),
      ...(decision ? { cnf: { jwk: bareJwk(decision.deviceJwk) }, decision: decision.jws } : {}),
      ...(verifier ? { verifier: inReceipt(verifier) } : {}),
      challenge: challenge.jws,
    },
    keys.signing,
  );
  return { ...ending, receipt };
}

function inReceipt({ registeredAtMs, countsFromMs: _, ...verifier }: KnownVerifier): ReceiptVerifier {
  return { ...verifier, registeredAt: Math.floor(registeredAtMs / 1000) };
}

/**
 * Ends a challenge if it is still pending (rows.ts, leavePending). The receipt is a column of that same UPDATE, so a
 * receipt exists if and only if the update happened; the audit event is written in the same transaction.
 *
 * @returns whether this call ended the challenge; false means that another call did, that its time is over (or not yet,
 *   for an expiry), or that the device that answers is no longer active (N16).
 */
export async function endChallenge(trx: Trx, challenge: ChallengeRow, ending: SignedEnding): Promise<boolean> {
  const { state, atMs, decision, deviceIp, reason, origin, sameDevice, fallback } = ending;
  const won = await leavePending(trx, {
    id: challenge.id,
    state,
    atMs,
    inTime: state !== 'expired',
    decidedBy: decision?.deviceId ?? null,
    fallback: fallback ?? null,
    belowAttempts: ending.belowAttempts,
    receiptJws: ending.receipt,
    cancelReason: ending.cancelReason ?? null,
  });
  if (!won) return false;
  if (state !== 'approved' && state !== 'denied' && state !== 'reported') await lapse(trx, challenge, atMs);
  await recordAbout(trx, fallback === undefined ? challenge : { ...challenge, kept: 1 }, {
    type: `challenge.${state}`,
    atMs,
    userId: challenge.user_id,
    applicationId: challenge.application_id,
    challengeId: challenge.id,
    deviceId: decision?.deviceId ?? ending.codeFrom,
    sourceIp: challenge.source_ip,
    deviceIp,
    // Members that are undefined leave no trace in JSON.
    detail: { reason, origin, sameDevice, fallback },
  });
  return true;
}

/**
 * Records an event of a challenge. Of a quiet one that no device has fetched anybody with the password can cause as many
 * as they like: such events are one per user, application, address and hour, with a count (M1).
 */
export function recordAbout(trx: Trx, { kept, source_ip: ip }: ChallengeRow, event: NewEvent): Promise<void> {
  return kept === 1 ? recordEvent(trx, event) : countEvent(trx, event, addressBlock(ip));
}

/** Gives the receipts that were signed for a transaction. @throws ReceiptsMissing, which undoes the transaction */
export type Receipts = (challenges: readonly ChallengeRow[]) => Promise<SignedEnding[]>;

class ReceiptsMissing extends Error {
  readonly challenges: readonly ChallengeRow[];
  constructor(challenges: readonly ChallengeRow[]) {
    super('challenges have to end whose receipts are not signed');
    this.challenges = challenges;
  }
}

/**
 * Each round is for challenges that were created, or ended, since the one before. A flood of calls at once outruns any number of
 * rounds: from then on the transaction signs itself, although others wait meanwhile.
 */
const MOST_ROUNDS = 2;

/**
 * Runs a transaction that may have to end further challenges: one that a new challenge replaces, or those that a report ends. If
 * a receipt is missing there, the transaction is undone, the receipt signed, and it runs again. Guesses are counted elsewhere: a
 * count must not be undone.
 * @param endingOf says how such a challenge ends
 */
export async function withReceipts<T>(
  engine: Engine,
  endingOf: (challenge: ChallengeRow) => Ending,
  work: (receipts: Receipts) => Promise<T>,
): Promise<T> {
  const signed = new Map<string, SignedEnding>();
  const sign = async (challenges: readonly ChallengeRow[]) => {
    for (const challenge of challenges) {
      signed.set(challenge.id, await signEnding(engine, challenge, endingOf(challenge)));
    }
  };
  for (let round = 1; ; round++) {
    const receipts: Receipts = async (challenges) => {
      const missing = challenges.filter(({ id }) => !signed.has(id));
      if (missing.length > 0 && round < MOST_ROUNDS) throw new ReceiptsMissing(missing);
      await sign(missing);
      return challenges.flatMap(({ id }) => signed.get(id) ?? []);
    };
    try {
      return await work(receipts);
    } catch (error) {
      if (!(error instanceof ReceiptsMissing)) throw error;
      await sign(error.challenges);
    }
  }
}

/**
 * After the commit that ended a challenge: wakes waiters and the devices' event streams, and counts it in the metrics.
 * @param atMs when it ended
 */
export function announceEnd(engine: Engine, challenge: ChallengeRow, state: Outcome, atMs: number): void {
  const { bus } = engine.store;
  void bus.publish(`challenge:${challenge.id}`);
  // One that stands in no device's list is missed by none.
  if (challenge.kept === 1) void bus.publish(`user:${challenge.user_id}`);
  engine.onFinal?.(state, atMs - challenge.created_at_ms);
}

/** Records that a challenge's time is over. An answer in time that is committed first wins, as everywhere. */
export async function expireChallenge(engine: Engine, challenge: ChallengeRow): Promise<void> {
  const ending = await signEnding(engine, challenge, { state: 'expired', atMs: engine.clock() });
  const won = await engine.store.transaction((trx) => endChallenge(trx, challenge, ending));
  if (won) announceEnd(engine, challenge, 'expired', challenge.expires_at_ms);
}

const MOST_PER_SWEEP = 200;

/** Expires challenges that are due, oldest first. @returns whether there may be more */
export async function expireDue(engine: Engine): Promise<boolean> {
  const due = await engine.store.db
    .selectFrom('challenges')
    .selectAll()
    .where('state', '=', sql.lit('pending'))
    .where('expires_at_ms', '<=', engine.clock())
    .orderBy('expires_at_ms')
    .limit(MOST_PER_SWEEP)
    .execute();
  for (const challenge of due) await expireChallenge(engine, challenge);
  return due.length === MOST_PER_SWEEP;
}

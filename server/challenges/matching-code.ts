import { sql } from 'kysely';
import { announce } from '../announcements/announce.ts';
import type { RandomBytes } from '../crypto/ids.ts';
import { mac, sameSecret, sha256 } from '../crypto/seal.ts';
import { suspendAll } from '../devices/device-life.ts';
import { NodError } from '../diagnostics/errors.ts';
import { type NewEvent, recordEvent } from '../events/record.ts';
import type { ChallengeRow, Trx } from '../store/schema.ts';
import { endByWrongCodes } from './announce-failure.ts';
import type { Engine } from './challenges.ts';
import type { SignedEnding } from './ending.ts';
import { type Limits, pauseMs } from './limits.ts';
import { isActive } from './rows.ts';
import { matchedBy, type VerifiedAnswer } from './verify-answer.ts';

/**
 * The matching code: decimal digits from the server's random generator, each value equally likely (N2, A6.5). The
 * database holds only a MAC of it under the server's secret file, bound to its challenge: an attacker who reads the
 * table would find six digits behind a plain hash in a second.
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

/**
 * Whether an approval carries the right code, where its match asks for one. That it carries one of the right length, or
 * none where none is asked for, has been checked (verify-answer.ts).
 */
export function hasRightCode(secret: Uint8Array, { challenge, decision }: VerifiedAnswer): boolean {
  if (matchedBy(challenge, decision) !== 'code') return true;
  // A challenge that wants a code always has one on file. If one should not, no code matches.
  if (challenge.code_mac === null || decision.code === undefined) return false;
  return isMatchingCode(secret, challenge.id, decision.code, challenge.code_mac);
}

/** The length of one entry of `wrong_answers`. */
const HASH_LENGTH = 43;

/**
 * A wrong answer that was given before, byte for byte, gets the answer that it got then and costs nothing: a call whose
 * answer was lost is sent again.
 * @returns the tries that were left after it; undefined for an answer that wasn't given before
 */
export function triesLeftThen(limits: Limits, challenge: ChallengeRow, decisionJws: string): number | undefined {
  const position = challenge.wrong_answers.indexOf(sha256(decisionJws));
  return position < 0 ? undefined : Math.max(0, limits.triesPerChallenge - 1 - position / HASH_LENGTH);
}

/**
 * N4: counts a wrong code against the challenge and against the user. The user's count survives new challenges; only a
 * right code clears it. Parallel guesses gain nothing: each must pass this UPDATE, which nothing undoes, and after the third
 * neither a wrong nor a right code counts any more. Of copies of one answer that come at once, one passes.
 *
 * @param work.ending with its receipt, where this was expected to be the last try
 * @returns undefined when the challenge has ended, the same answer was counted before, or the device is no longer active
 *   (N16)
 */
export async function countWrongCode(
  engine: Engine,
  trx: Trx,
  answered: VerifiedAnswer,
  work: { atMs: number; decisionJws: string; deviceIp: string; ending: SignedEnding | undefined },
): Promise<{ triesLeft: number; hasEnded: boolean } | undefined> {
  const { challenge, device } = answered;
  const { triesPerChallenge } = engine.limits;
  const { atMs, deviceIp, ending } = work;
  const answer = sha256(work.decisionJws);
  const counted = await trx
    .updateTable('challenges')
    .set((row) => ({
      attempts: row('attempts', '+', 1),
      wrong_answers: sql<string>`wrong_answers || ${answer}`,
    }))
    .where('id', '=', challenge.id)
    .where('state', '=', 'pending')
    .where('attempts', '<', triesPerChallenge)
    .where('expires_at_ms', '>', atMs)
    // Not LIKE: an underscore of the hash would stand for any character.
    .where(sql<boolean>`replace(wrong_answers, ${answer}, '') = wrong_answers`)
    .where(isActive(device.id))
    .returning('attempts')
    .executeTakeFirst();
  if (!counted) return undefined;
  const triesLeft = triesPerChallenge - counted.attempts;
  const about = {
    atMs,
    userId: challenge.user_id,
    applicationId: challenge.application_id,
    challengeId: challenge.id,
    deviceId: device.id,
    sourceIp: challenge.source_ip,
    deviceIp,
  };
  await countFailure(engine, trx, about, triesLeft);
  const hasEnded = triesLeft === 0 && ending !== undefined && (await endByWrongCodes(engine, trx, answered, ending));
  return { triesLeft, hasEnded };
}

/**
 * N4: counts a wrong code against the user: the pause grows, and at the limit all devices are suspended.
 * @param about of the event
 * @param triesLeft of the challenge that the code was for, if it was for one
 */
export async function countFailure(
  engine: Engine,
  trx: Trx,
  about: Omit<NewEvent, 'type'> & { userId: string },
  triesLeft?: number,
): Promise<void> {
  const { triesPerChallenge, failuresUntilSuspended, failureBackOff } = engine.limits;
  const { atMs, userId } = about;
  const { failures } = await trx
    .updateTable('users')
    .set((row) => ({ consecutive_failures: row('consecutive_failures', '+', 1) }))
    .where('id', '=', userId)
    .returning('consecutive_failures as failures')
    .executeTakeFirstOrThrow();
  await recordEvent(trx, {
    ...about,
    type: 'challenge.wrong_code',
    detail: { triesLeft, consecutiveFailures: failures },
  });
  // Every third failure of the user pauses, also when no single challenge used up its tries.
  if (triesLeft === 0 || failures % triesPerChallenge === 0) {
    await trx
      .updateTable('users')
      .set({ blocked_until_ms: atMs + pauseMs(failureBackOff, Math.ceil(failures / triesPerChallenge)) })
      .where('id', '=', userId)
      .execute();
  }
  if (failures < failuresUntilSuspended) return;
  for (const deviceId of await suspendAll(trx, userId, atMs)) {
    await recordEvent(trx, {
      ...about,
      type: 'device.suspended',
      deviceId,
      detail: { consecutiveFailures: failures },
    });
    await announce(engine, trx, {
      userId,
      what: 'device.suspended',
      deviceId,
      by: 'server',
      ip: about.sourceIp || about.deviceIp,
      detail: { why: 'wrong_codes' },
    });
  }
}

/** The device's answer to a wrong code. */
export function wrongCodeError(triesLeft: number): NodError {
  const next = triesLeft > 0 ? `Look at the login page again: ${triesLeft} left.` : 'Start the login again.';
  return new NodError('wrong_code', `That is not the code. ${next}`, { params: { triesLeft } });
}

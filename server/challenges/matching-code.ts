import type { RandomBytes } from '../crypto/ids.ts';
import { mac, sameSecret } from '../crypto/seal.ts';
import { suspendAll } from '../devices/device-life.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Trx } from '../store/schema.ts';
import { pauseMs } from './admission.ts';
import type { Engine } from './challenges.ts';
import { endChallenge, type SignedEnding } from './ending.ts';
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

/** Whether an approval carries what its match asks for: the right code, or none where none is asked for. */
export function hasRightCode(secret: Uint8Array, { challenge, decision }: VerifiedAnswer): boolean {
  if (matchedBy(challenge, decision) !== 'code') return decision.code === undefined;
  // A challenge that wants a code always has one on file. If one should not, no code matches.
  if (challenge.code_mac === null || decision.code === undefined) return false;
  return isMatchingCode(secret, challenge.id, decision.code, challenge.code_mac);
}

/**
 * N4: counts a wrong code against the challenge and against the user. The user's count survives new challenges; only a
 * right code clears it. Parallel guesses gain nothing: each must pass this UPDATE, which nothing undoes, and after the third
 * neither a wrong nor a right code counts any more.
 *
 * @param work.ending with its receipt, where this was expected to be the last try
 * @returns undefined when the challenge has ended or the device is no longer active (N16)
 */
export async function countWrongCode(
  engine: Engine,
  trx: Trx,
  { challenge, device }: VerifiedAnswer,
  work: { atMs: number; deviceIp: string; ending: SignedEnding | undefined },
): Promise<{ triesLeft: number; hasEnded: boolean } | undefined> {
  const { triesPerChallenge, failuresUntilSuspended, failureBackOff } = engine.limits;
  const { atMs, deviceIp, ending } = work;
  const counted = await trx
    .updateTable('challenges')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('id', '=', challenge.id)
    .where('state', '=', 'pending')
    .where('attempts', '<', triesPerChallenge)
    .where('expires_at_ms', '>', atMs)
    .where(isActive(device.id))
    .returning('attempts')
    .executeTakeFirst();
  if (!counted) return undefined;
  const { failures } = await trx
    .updateTable('users')
    .set((row) => ({ consecutive_failures: row('consecutive_failures', '+', 1) }))
    .where('id', '=', challenge.user_id)
    .returning('consecutive_failures as failures')
    .executeTakeFirstOrThrow();
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
  await recordEvent(trx, {
    ...about,
    type: 'challenge.wrong_code',
    detail: { triesLeft, consecutiveFailures: failures },
  });
  const hasEnded = triesLeft === 0 && ending !== undefined && (await endChallenge(trx, challenge, ending));
  // Every third failure of the user pauses, also when no single challenge used up its tries.
  if (triesLeft === 0 || failures % triesPerChallenge === 0) {
    await trx
      .updateTable('users')
      .set({ blocked_until_ms: atMs + pauseMs(failureBackOff, Math.ceil(failures / triesPerChallenge)) })
      .where('id', '=', challenge.user_id)
      .execute();
  }
  if (failures >= failuresUntilSuspended) {
    for (const deviceId of await suspendAll(trx, challenge.user_id)) {
      await recordEvent(trx, {
        ...about,
        type: 'device.suspended',
        deviceId,
        detail: { consecutiveFailures: failures },
      });
    }
  }
  return { triesLeft, hasEnded };
}

/** The device's answer to a wrong code. */
export function wrongCodeError(triesLeft: number): NodError {
  const next = triesLeft > 0 ? `Look at the login page again: ${triesLeft} left.` : 'Start the login again.';
  return new NodError('wrong_code', `That is not the code. ${next}`, { params: { triesLeft } });
}

import { suspendAll } from '../devices/suspend-all.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ChallengeRow, Trx } from '../store/schema.ts';
import type { ChallengesContext } from './context.ts';
import { finishChallenge, type SignedEnding } from './finish.ts';
import { pauseMs } from './limits.ts';

/**
 * N4: counts a wrong code against the challenge and against the user. The count on the user survives new challenges; only
 * a right code clears it. Guesses in parallel gain nothing: each must pass this UPDATE, and after the third the state is
 * final for all of them.
 */
export async function countWrongCode(
  context: ChallengesContext,
  trx: Trx,
  challenge: ChallengeRow,
  ending: SignedEnding,
): Promise<'lost' | { triesLeft: number }> {
  const { triesPerChallenge, failuresUntilSuspended, failureBackOff } = context.settings.limits;
  const counted = await trx
    .updateTable('challenges')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('id', '=', challenge.id)
    .where('state', '=', 'pending')
    .where('attempts', '<', triesPerChallenge)
    .where('expires_at_ms', '>', ending.atMs)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('devices')
          .select('devices.id')
          .where('devices.id', '=', ending.decision?.deviceId ?? '')
          .where('devices.state', '=', 'active'),
      ),
    )
    .returning('attempts')
    .executeTakeFirst();
  if (!counted) return 'lost';
  const { failures } = await trx
    .updateTable('users')
    .set((row) => ({ consecutive_failures: row('consecutive_failures', '+', 1) }))
    .where('id', '=', challenge.user_id)
    .returning('consecutive_failures as failures')
    .executeTakeFirstOrThrow();
  const triesLeft = triesPerChallenge - counted.attempts;
  const about = {
    atMs: ending.atMs,
    userId: challenge.user_id,
    applicationId: challenge.application_id,
    challengeId: challenge.id,
    deviceId: ending.decision?.deviceId ?? '',
    sourceIp: challenge.source_ip,
    deviceIp: ending.deviceIp ?? '',
  };
  await recordEvent(trx, {
    ...about,
    type: 'challenge.wrong_code',
    detail: { triesLeft, consecutiveFailures: failures },
  });
  // Before the suspension: only an active device ends a challenge.
  if (triesLeft === 0) await finishChallenge(trx, challenge, ending);
  // Also where a challenge was left with a try to spare: the count is the user's, not the challenge's.
  if (triesLeft === 0 || failures % triesPerChallenge === 0) {
    await trx
      .updateTable('users')
      .set({ blocked_until_ms: ending.atMs + pauseMs(failureBackOff, Math.ceil(failures / triesPerChallenge)) })
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
  return { triesLeft };
}

/** What the device is told. */
export function wrongCode(triesLeft: number): NodError {
  const next = triesLeft > 0 ? `Look at the login page again: ${triesLeft} left.` : 'Start the login again.';
  return new NodError('wrong_code', `That is not the code. ${next}`, { params: { triesLeft } });
}

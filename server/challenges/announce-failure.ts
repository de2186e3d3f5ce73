import { announce } from '../announcements/announce.ts';
import { ownChallenge } from '../crypto/es256.ts';
import type { ChallengeRow, Trx } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { endChallenge, type SignedEnding } from './ending.ts';
import type { AnsweringDevice } from './rows.ts';

/**
 * Ends a challenge after its last wrong code, and tells the user (A6.3.5): somebody who has the password, or the phone, got
 * part of the way. @returns whether this call ended it
 */
export async function endByWrongCodes(
  engine: Engine,
  trx: Trx,
  { challenge, device }: { challenge: ChallengeRow; device: AnsweringDevice },
  ending: SignedEnding,
): Promise<boolean> {
  if (!(await endChallenge(trx, challenge, ending))) return false;
  const { location } = ownChallenge(challenge.jws).context;
  await announce(engine, trx, {
    userId: challenge.user_id,
    what: 'login.failed',
    by: 'device',
    byDeviceId: device.id,
    applicationId: challenge.application_id,
    ip: challenge.source_ip || undefined,
    detail: location === undefined ? {} : { location },
  });
  return true;
}

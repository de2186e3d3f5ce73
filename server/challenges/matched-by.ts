import { readChallenge } from '../../shared/protocol/challenge.ts';
import type { DecisionClaims } from '../../shared/protocol/decision.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { originsOf } from '../accounts/applications.ts';
import type { ChallengeRow, Db, DeviceRow, Match } from '../store/schema.ts';

/** By what an approval shows that it belongs to this login: what it carries, where the challenge lets it choose. */
export function matchedBy({ match }: Pick<ChallengeRow, 'match'>, decision: DecisionClaims): Match {
  if (match !== 'origin') return match;
  return decision.origin === undefined ? 'code' : 'origin';
}

/**
 * What a decision says about the origin of the login's tab. Only an extension reads one from its browser, so a claim of
 * one by any other device is a lie; and it counts only at an origin that the challenge named and the application still
 * has. A report carries the foreign origin that was found to show the login.
 * @throws ProtocolError invalid_claims
 */
export async function checkOrigin(
  db: Db,
  { challenge, device, decision }: { challenge: ChallengeRow; device: DeviceRow; decision: DecisionClaims },
): Promise<void> {
  const { origin, code } = decision;
  const asked = challenge.match === 'origin';
  if (origin === undefined) {
    const unmatched = decision.decision === 'approve' && asked && (code === undefined || challenge.digits === 0);
    if (unmatched) throw new ProtocolError('invalid_claims', 'approved without the origin of the login');
    return;
  }
  if (!asked) throw new ProtocolError('invalid_claims', 'origin was not asked for');
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

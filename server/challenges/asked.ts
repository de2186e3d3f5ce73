import { originsOf } from '../accounts/applications.ts';
import { type AskedMatch, askedFor, policyProblem, verificationFor } from '../accounts/policy.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow, Trx, UserRow, UserVerification } from '../store/schema.ts';
import type { CreateChallenge } from './create.ts';

/** What an approval of the challenge has to show. */
export interface Asked extends AskedMatch {
  /**
   * The origins at which the login may wait: the one that the application names, otherwise all of its own. Empty
   * without match origin.
   */
  origins: string[];
  uv: UserVerification;
}

/**
 * Combines the application's policy with what it asks for this time, which may only be more.
 * @throws NodError match_not_allowed, verification_not_allowed
 */
export function howAsked({ application, match, context, userVerification }: CreateChallenge): Asked {
  const asked = askedFor(application, match);
  if (!asked) {
    const own = application.match === 'code' ? 'a code' : 'the origin of the login';
    throw new NodError(
      'match_not_allowed',
      `This application asks with ${own}. Leave "match" out, or change the application’s policy.`,
    );
  }
  const origins = asked.match === 'origin' ? loginOrigins(application, context?.origin) : [];
  const uv = verificationFor(application.user_verification, userVerification);
  if (uv) return { ...asked, origins, uv };
  throw new NodError(
    'verification_not_allowed',
    `This application’s policy asks for more: "${application.user_verification}". Leave "userVerification" out, or change the policy.`,
  );
}

function loginOrigins(application: CreateChallenge['application'], named: string | undefined): string[] {
  const origins = originsOf(application).filter((one) => named === undefined || one === named);
  // An application with another match never had to have origins that fit into a push.
  if (policyProblem({ match: 'origin', originRequired: false }, origins) === undefined) return origins;
  throw new NodError(
    'match_not_allowed',
    origins.length === 0
      ? 'Match origin needs an origin of this application’s. Register one, or leave "match" out.'
      : 'This application’s origins are too long to travel in a push. Name the one of this login in "context.origin".',
  );
}

/**
 * Refuses a challenge that no device could approve.
 * @param devices the user's active ones. @throws NodError no_active_device
 */
export async function checkSomebodyCanApprove(
  trx: Trx,
  user: Pick<UserRow, 'id'>,
  devices: readonly { kind: DeviceRow['kind'] }[],
  { match, withCode, uv }: Asked,
): Promise<void> {
  if (devices.length === 0) {
    throw new NodError('no_active_device', 'This user has no active device. Create an enrollment and pair one first.');
  }
  if (devices.some(({ kind }) => kind === 'extension')) return;
  if (match === 'origin' && !withCode) {
    throw new NodError(
      'no_active_device',
      'This application takes approvals from the browser extension only, and this user has none. Pair it first.',
    );
  }
  // An extension can still set it up while the request waits.
  if (uv === 'required' && !(await hasVerifier(trx, user))) {
    throw new NodError(
      'no_active_device',
      'A person has to be confirmed here, and none of this user’s devices can do that. Pair the browser extension first.',
    );
  }
}

async function hasVerifier(trx: Trx, { id }: Pick<UserRow, 'id'>): Promise<boolean> {
  const row = await trx
    .selectFrom('verifiers')
    .innerJoin('devices', 'devices.id', 'verifiers.device_id')
    .select('device_id')
    .where('devices.user_id', '=', id)
    .where('devices.state', '=', 'active')
    .executeTakeFirst();
  return row !== undefined;
}

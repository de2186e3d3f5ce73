import { loginPathsOf, originsOf } from '../accounts/applications.ts';
import {
  type AskedMatch,
  askedFor,
  type LoginPlaces,
  policyFor,
  policyProblem,
  verificationFor,
} from '../accounts/policy.ts';
import { NodError } from '../diagnostics/errors.ts';
import { saysPhone } from '../push/understands.ts';
import type { DeviceRow, Trx, UserVerification } from '../store/schema.ts';
import type { CreateChallenge } from './create.ts';

/** What an approval of the challenge has to show. */
export interface Asked extends AskedMatch {
  /**
   * Where the login may wait: at the origin that the application names, otherwise at all of its own, on its login pages.
   * Both lists are empty without match origin.
   */
  places: LoginPlaces;
  uv: UserVerification;
}

/**
 * Combines the application's policy for this login with what it asks for this time, which may only be more.
 * @throws NodError match_not_allowed, verification_not_allowed
 */
export function howAsked({ application, match, context, userVerification }: CreateChallenge): Asked {
  const policy = policyFor(application, context?.browserKnown);
  const asked = askedFor(policy, match);
  if (!asked) {
    const own = policy.match === 'code' ? 'a code' : 'the origin of the login';
    throw new NodError(
      'match_not_allowed',
      `This application asks with ${own}. Leave "match" out, or change the application’s policy.`,
    );
  }
  const places = asked.match === 'origin' ? loginPlaces(application, context?.origin) : { origins: [], paths: [] };
  const uv = verificationFor(policy.user_verification, userVerification);
  if (uv) return { ...asked, places, uv };
  throw new NodError(
    'verification_not_allowed',
    `This application’s policy asks for more: "${policy.user_verification}". Leave "userVerification" out, or change the policy.`,
  );
}

function loginPlaces(application: CreateChallenge['application'], named: string | undefined): LoginPlaces {
  const origins = originsOf(application).filter((one) => named === undefined || one === named);
  // An application with another match never had to have origins that fit into a push.
  const places = { origins, paths: loginPathsOf(application) };
  if (policyProblem({ match: 'origin', originRequired: false }, places) === undefined) return places;
  throw new NodError(
    'match_not_allowed',
    origins.length === 0
      ? 'Match origin needs an origin of this application’s. Register one, or leave "match" out.'
      : 'This application’s origins are too long to travel in a push. Name the one of this login in "context.origin".',
  );
}

/**
 * Refuses a challenge that no device could approve.
 * @param devices the user's active ones; `asked` those of them that know all claims of this challenge.
 * @throws NodError no_active_device, no_phone
 */
export async function checkSomebodyCanApprove(
  trx: Trx,
  { devices, asked }: Record<'devices' | 'asked', readonly Pick<DeviceRow, 'id' | 'kind' | 'platform'>[]>,
  { match, withCode, uv, answerBy }: Asked & Pick<CreateChallenge, 'answerBy'>,
  nowMs: number,
): Promise<void> {
  if (devices.length === 0) {
    throw new NodError('no_active_device', 'This user has no active device. Create an enrollment and pair one first.');
  }
  if (answerBy === 'phone' && !devices.some(saysPhone)) {
    throw new NodError(
      'no_phone',
      'This is asked on phones only, and none of this user’s devices said that it is one when it was paired. Pair Nod on a phone with Android or iOS, or leave "answerBy" out.',
    );
  }
  if (asked.length === 0) {
    throw new NodError(
      'no_active_device',
      'None of this user’s devices can show this request yet. Open Nod there, so that it updates itself, and ask again.',
    );
  }
  const able = match === 'origin' && !withCode ? asked.filter(({ kind }) => kind === 'extension') : asked;
  if (able.length === 0) {
    throw new NodError(
      'no_active_device',
      'This application takes approvals from the browser extension only, and this user has none. Pair it first.',
    );
  }
  // One that is set up while the request waits doesn't count for it.
  if (uv === 'required' && !(await hasVerifier(trx, able, nowMs))) {
    throw new NodError(
      'no_active_device',
      'A person has to be confirmed here, and none of this user’s devices can do that yet. Confirming is set up while a device is paired, or in its settings, where it counts a day later.',
    );
  }
}

async function hasVerifier(trx: Trx, devices: readonly Pick<DeviceRow, 'id'>[], nowMs: number): Promise<boolean> {
  const row = await trx
    .selectFrom('verifiers')
    .select('device_id')
    .where(
      'device_id',
      'in',
      devices.map(({ id }) => id),
    )
    .where('counts_from_ms', '<=', nowMs)
    .executeTakeFirst();
  return row !== undefined;
}

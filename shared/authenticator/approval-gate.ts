import type { ChallengeClaims } from '../protocol/challenge.ts';

/**
 * What a person has to do here to approve. `origin`: a tap, once the login is found in this very browser (login-place.ts).
 * `unsupported` fails closed: this authenticator can't show what the policy asks for, so it can only deny or report.
 */
export type ApprovalGate = 'tap' | 'code' | 'origin' | 'unsupported';

/**
 * @param can.readsOrigins whether it can look into this browser's tabs: only an extension can; `confirmsUser` whether the
 *   account has a verifier here
 */
export function approvalGate(
  { match, digits, uv }: Pick<ChallengeClaims, 'match' | 'digits' | 'uv'>,
  can: { readsOrigins: boolean; confirmsUser: boolean },
): ApprovalGate {
  if (uv === 'required' && !can.confirmsUser) return 'unsupported';
  if (match === 'none') return 'tap';
  if (match === 'origin' && can.readsOrigins) return 'origin';
  return digits === undefined ? 'unsupported' : 'code';
}

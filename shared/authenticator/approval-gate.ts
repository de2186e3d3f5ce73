import type { ChallengeClaims } from '../protocol/challenge.ts';

/**
 * What a person has to do here to approve. `origin`: a tap, once the login is found in this very browser (login-place.ts).
 * `unsupported` fails closed: this authenticator can't show what the policy asks for, so it can only deny or report.
 */
export type ApprovalGate = 'tap' | 'code' | 'origin' | 'unsupported';

/** @param shell.readsOrigins whether it can look into this browser's tabs: only an extension can */
export function approvalGate(
  { match, digits, uv }: Pick<ChallengeClaims, 'match' | 'digits' | 'uv'>,
  shell: { readsOrigins: boolean } = { readsOrigins: false },
): ApprovalGate {
  if (uv === 'required') return 'unsupported';
  if (match === 'none') return 'tap';
  if (match === 'origin' && shell.readsOrigins) return 'origin';
  return digits === undefined ? 'unsupported' : 'code';
}

import type { ChallengeClaims } from '../protocol/challenge.ts';

/**
 * What a person has to do here to approve. `unsupported` fails closed: this authenticator can't yet show what the policy
 * asks for (user verification, or the origin of the login's tab), so it can only deny or report.
 */
export type ApprovalGate = 'tap' | 'code' | 'unsupported';

export function approvalGate(claims: Pick<ChallengeClaims, 'match' | 'uv'>): ApprovalGate {
  if (claims.uv === 'required') return 'unsupported';
  return GATES[claims.match];
}

const GATES: Readonly<Record<ChallengeClaims['match'], ApprovalGate>> = {
  none: 'tap',
  code: 'code',
  origin: 'unsupported',
};

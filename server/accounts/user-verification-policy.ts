import * as v from 'valibot';
import type { UserVerification } from '../store/schema.ts';

/**
 * Whether the person is verified before an approval (N10), from the least to the most: `discouraged` asks for nothing,
 * `preferred` where it is set up, `required` refuses an approval without it.
 */
export const USER_VERIFICATIONS = ['discouraged', 'preferred', 'required'] as const;

export const userVerificationSchema = v.picklist(USER_VERIFICATIONS, `must be of ${USER_VERIFICATIONS.join(', ')}`);

/**
 * What one challenge asks for, when `wanted` is what the application asked for this time.
 * @returns undefined where that is weaker than the application's own policy
 */
export function verificationFor(
  own: UserVerification,
  wanted: UserVerification | undefined,
): UserVerification | undefined {
  if (wanted === undefined) return own;
  return USER_VERIFICATIONS.indexOf(wanted) < USER_VERIFICATIONS.indexOf(own) ? undefined : wanted;
}

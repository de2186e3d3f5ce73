import { namedFallbacks } from '../accounts/applications.ts';
import type { ApplicationRow, FallbackWay, Match, UserVerification } from '../store/schema.ts';

/**
 * What may count in place of a device's answer to this challenge, the same for every user:
 *
 * | the challenge | by default | where the operator has named ways |
 * | --- | --- | --- |
 * | match `code` | `offline` | these |
 * | match `origin`, or the person has to be confirmed | nothing | these |
 * | match `none`, attachments, asked on phones alone, or a new device's request to be let in | nothing | nothing |
 *
 * With match `none` a tap is enough: there is no login page at which to type, and a code would be a new way in. Attachments are
 * shown by a device alone, and nothing counts that skips showing them.
 */
export function fallbacksOf(
  application: Pick<ApplicationRow, 'fallbacks' | 'builtin'>,
  challenge: {
    match: Match;
    userVerification: UserVerification;
    hasAttachments: boolean;
    answerBy?: 'phone' | undefined;
  },
): FallbackWay[] {
  const { match, userVerification, hasAttachments, answerBy } = challenge;
  if (application.builtin === 1 || match === 'none' || hasAttachments || answerBy === 'phone') return [];
  return namedFallbacks(application) ?? (match === 'code' && userVerification !== 'required' ? ['offline'] : []);
}

import { base64url } from 'jose';
import { hashChallenge } from '../protocol/challenge.ts';
import { type Assertion, approvalChallenge } from '../protocol/user-verification.ts';
import { type Answer, completeAnswer } from './complete-answer.ts';
import type { Core } from './core.ts';
import { AuthenticatorError } from './errors.ts';
import type { InboxItem, RequestId } from './inbox-item.ts';

/** What the shell asks WebAuthn for, so that the person confirms one approval. base64url, both. */
export interface ConfirmationAsk {
  readonly challenge: string;
  readonly credentialId: string;
}

/**
 * What a person has to confirm before this approval: the same answer that `decide` will sign, the origin of the login's
 * tab included. WebAuthn itself is the shell's, since workers don't have it.
 * @returns null where nobody has to be confirmed: not asked for, not set up where it is only preferred, or not an approval
 *   any more. @throws AuthenticatorError account_unknown, challenge_unknown, and those of completeAnswer
 */
export async function prepareConfirmation(
  core: Core,
  request: RequestId & { readonly code?: string },
): Promise<ConfirmationAsk | null> {
  const account = await core.keys.account(request.deviceId);
  if (!account) throw new AuthenticatorError('account_unknown', 'no such account on this device');
  const item = await core.inbox.get(request);
  if (!item) throw new AuthenticatorError('challenge_unknown', 'no such request on this device');
  if (item.ended || item.claims.uv === 'discouraged') return null;
  const { code } = request;
  const input = { choice: 'approve', from: 'app', ...(code === undefined ? {} : { code }) } as const;
  const answer = await completeAnswer(core, account, item, input);
  if (answer.choice !== 'approve' || !account.verifier) return null;
  return { challenge: await challengeOf(item, answer), credentialId: account.verifier.credentialId };
}

/**
 * Makes sure that what the person has confirmed is what will be signed: between the two the login's tab may have gone
 * elsewhere. Whether the assertion is genuine is the server's to say, which knows the credential.
 * @throws AuthenticatorError confirmation_missing, login_not_here
 */
export async function checkConfirmation(item: InboxItem, answer: Answer, assertion?: Assertion): Promise<void> {
  if (answer.choice !== 'approve') return;
  if (!assertion) {
    if (item.claims.uv !== 'required') return;
    throw new AuthenticatorError('confirmation_missing', 'the person has to be confirmed first');
  }
  if (challengeIn(assertion) === (await challengeOf(item, answer))) return;
  throw item.claims.match === 'origin'
    ? new AuthenticatorError('login_not_here', 'the login is no longer where it was confirmed')
    : new AuthenticatorError('confirmation_missing', 'another answer was confirmed');
}

async function challengeOf(item: InboxItem, { choice, code, origin }: Answer): Promise<string> {
  return approvalChallenge({
    challenge: await hashChallenge(item.challenge),
    decision: choice,
    ...(code === undefined ? {} : { code }),
    ...(origin === undefined ? {} : { origin }),
  });
}

function challengeIn({ clientDataJSON }: Assertion): unknown {
  try {
    return (JSON.parse(new TextDecoder().decode(base64url.decode(clientDataJSON))) as { challenge?: unknown })
      .challenge;
  } catch {
    return undefined;
  }
}

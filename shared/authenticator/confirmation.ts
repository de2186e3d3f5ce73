import { base64url } from 'jose';
import {
  type Act,
  type Assertion,
  actionChallenge,
  type Confirmation,
  type Freshness,
} from '../protocol/user-verification.ts';
import type { Account } from './account.ts';
import { AuthenticatorError } from './errors.ts';
import type { Core } from './ports.ts';

/**
 * What the person confirms before this device does something about the account or its other devices. It is made here and looked
 * at again here, since WebAuthn itself is the page's, which in an extension is another process.
 */

/** What the shell asks WebAuthn for, so that the person confirms something. Both are base64url. */
export interface ConfirmationAsk {
  readonly challenge: string;
  readonly credentialId: string;
}

/** Of an act, whose confirmation is good once: the answer carries `fresh` beside the assertion. */
export interface ActAsk extends ConfirmationAsk {
  readonly fresh: Freshness;
}

/** What is done; the target as `Act` says. */
export type About = Pick<Act, 'action' | 'target'>;

/**
 * What the person has to confirm before this device does something.
 * @returns null where nobody can be asked: the account has no verifier here
 */
export async function prepareAction(core: Core, account: Account, about: About): Promise<ActAsk | null> {
  const { issuer, thumbprint, verifier } = account;
  if (!verifier) return null;
  const nonce = base64url.encode(core.randomBytes(16));
  const fresh = { nonce, iat: Math.floor((await core.clock.now(issuer)) / 1000) };
  return {
    challenge: await actionChallenge({ server: issuer, device: thumbprint, ...about, ...fresh }),
    credentialId: verifier.credentialId,
    fresh,
  };
}

/**
 * Makes sure that what the person has confirmed is what will be done. Whether it is genuine, and used for the first time, is
 * the server's to say. @throws AuthenticatorError confirmation_missing
 */
export async function requireConfirmed(
  { issuer, thumbprint }: Account,
  about: About,
  confirmation?: Confirmation,
): Promise<void> {
  if (!confirmation) return;
  const challenge = await actionChallenge({ server: issuer, device: thumbprint, ...about, ...confirmation });
  if (challengeIn(confirmation) === challenge) return;
  throw new AuthenticatorError('confirmation_missing', 'something else was confirmed');
}

/** What an assertion says it is about; nothing of it is verified. */
export function challengeIn({ clientDataJSON }: Assertion): unknown {
  try {
    return (JSON.parse(new TextDecoder().decode(base64url.decode(clientDataJSON))) as { challenge?: unknown })
      .challenge;
  } catch {
    return undefined;
  }
}

import type { Account } from '../../authenticator/account.ts';
import type { Assertion, ConfirmedAction } from '../../protocol/user-verification.ts';
import type { App } from './app-context.ts';

/**
 * Has the person confirm what they do to one of their devices, where the account has a verifier here. In the page: workers have
 * no WebAuthn.
 * @returns what the action takes. @throws AuthenticatorError confirmation_canceled, confirmation_unsupported
 */
export async function confirmAction(
  { actions, userVerification }: Pick<App, 'actions' | 'userVerification'>,
  { deviceId, verifier }: Pick<Account, 'deviceId' | 'verifier'>,
  action: ConfirmedAction,
  targetId: string,
): Promise<{ verification?: Assertion }> {
  if (!userVerification || !verifier) return {};
  const ask = await actions.prepareAction({ deviceId, action, targetId });
  return ask === null ? {} : { verification: await userVerification.verify(ask) };
}

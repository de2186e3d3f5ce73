import type { Account } from '../../authenticator/account.ts';
import type { Confirmation, ConfirmedAction } from '../../protocol/user-verification.ts';
import type { App } from './app-context.ts';

/**
 * Has the person confirm what they do to one of their devices or their account, where the account has a verifier here. In the
 * page: workers have no WebAuthn.
 * @param target as `Act` says
 * @returns what the action takes. @throws AuthenticatorError confirmation_canceled, confirmation_unsupported
 */
export async function confirmAction(
  { actions, userVerification }: Pick<App, 'actions' | 'userVerification'>,
  { deviceId, verifier }: Pick<Account, 'deviceId' | 'verifier'>,
  action: ConfirmedAction,
  target: string,
): Promise<{ verification?: Confirmation }> {
  if (!userVerification || !verifier) return {};
  const ask = await actions.prepareAction({ deviceId, action, target });
  return ask === null ? {} : { verification: { ...(await userVerification.verify(ask)), ...ask.fresh } };
}

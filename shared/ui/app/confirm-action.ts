import type { Account } from '../../authenticator/account.ts';
import type { ActAsk } from '../../authenticator/confirmation.ts';
import type { Confirmation, ConfirmedAction } from '../../protocol/user-verification.ts';
import type { App } from './app-context.ts';
import type { UserVerification } from './shell.ts';

/**
 * Has the person confirm what they do to one of their devices or their account, where the account has a verifier here. In the page: workers have
 * no WebAuthn.
 * @param target the other device; of `email` the new address, empty for none
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
  return ask === null ? {} : { verification: await confirmAct(userVerification, ask) };
}

/** What the body of the call carries as `verification`. @throws AuthenticatorError confirmation_canceled, confirmation_unsupported */
export async function confirmAct(userVerification: UserVerification, ask: ActAsk): Promise<Confirmation> {
  return { ...(await userVerification.verify(ask)), ...ask.fresh };
}

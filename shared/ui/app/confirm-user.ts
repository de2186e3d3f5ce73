import type { AccountId } from '../../authenticator/actions.ts';
import { verifierCounts } from '../../authenticator/answer.ts';
import { AuthenticatorError } from '../../authenticator/errors.ts';
import type { Assertion } from '../../protocol/user-verification.ts';
import type { App } from './app-context.ts';
import type { Waiting } from './store.ts';

/** Whether the person of this account can be confirmed in this shell, for this request. */
export function confirmsUser({ userVerification }: Pick<App, 'userVerification'>, { item, account }: Waiting): boolean {
  return userVerification !== null && verifierCounts(account, item.claims);
}

/** Whether this request can't be approved here, since confirming wasn't set up before it came. */
export function waitsForSetUp(
  { userVerification }: Pick<App, 'userVerification'>,
  { item, account }: Waiting,
): boolean {
  return userVerification !== null && item.claims.uv === 'required' && !verifierCounts(account, item.claims);
}

/**
 * Has the person confirm an approval, where it is asked for and set up. In the page: workers have no WebAuthn.
 * @returns what `decide` takes
 * @throws AuthenticatorError confirmation_canceled, confirmation_unsupported, and the codes of the action prepareConfirmation
 */
export async function confirmApproval(
  { actions, userVerification }: Pick<App, 'actions' | 'userVerification'>,
  { item, account }: Waiting,
  code: string,
): Promise<{ verification?: Assertion }> {
  const { deviceId, challengeId, claims } = item;
  if (!userVerification || claims.uv === 'discouraged' || !verifierCounts(account, claims)) return {};
  const ask = await actions.prepareConfirmation({ deviceId, challengeId, ...(code === '' ? {} : { code }) });
  return ask === null ? {} : { verification: await userVerification.verify(ask) };
}

/**
 * Has the person make the credential that confirms them from now on, and tells the server.
 * @throws AuthenticatorError confirmation_canceled, confirmation_unsupported, and the codes of the action registerVerifier
 */
export async function setUpConfirming(
  { actions, userVerification }: Pick<App, 'actions' | 'userVerification'>,
  { deviceId }: AccountId,
): Promise<void> {
  if (!userVerification) throw new AuthenticatorError('confirmation_unsupported', 'not in this shell');
  const registration = await userVerification.register(await actions.offerVerifier({ deviceId }));
  await actions.registerVerifier({ deviceId, registration });
}

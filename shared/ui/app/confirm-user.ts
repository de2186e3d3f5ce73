import type { Assertion } from '../../protocol/user-verification.ts';
import type { App } from './app-context.ts';
import type { Waiting } from './store.ts';

/** Whether the person of this account can be confirmed in this shell. */
export function confirmsUser({ userVerification }: Pick<App, 'userVerification'>, { account }: Waiting): boolean {
  return userVerification !== null && Boolean(account.verifier);
}

/** Whether this request can't be approved here until confirming has been set up. */
export function waitsForSetUp(
  { userVerification }: Pick<App, 'userVerification'>,
  { item, account }: Waiting,
): boolean {
  return userVerification !== null && item.claims.uv === 'required' && !account.verifier;
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
  if (!userVerification || claims.uv === 'discouraged' || !account.verifier) return {};
  const ask = await actions.prepareConfirmation({ deviceId, challengeId, ...(code === '' ? {} : { code }) });
  return ask === null ? {} : { verification: await userVerification.verify(ask) };
}

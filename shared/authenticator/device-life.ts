import type { DeviceAction } from '../protocol/trust-api.ts';
import { type Assertion, actionChallenge, type ConfirmedAction } from '../protocol/user-verification.ts';
import { type Account, noteRefusal, noteSelf, notingRefusal } from './account.ts';
import { errorCode } from './errors.ts';
import type { Core } from './ports.ts';
import type { ConfirmationAsk } from './verifier.ts';

/** What one device of a user does to another, and what a suspended one may say for itself. */

/** Which device it is done to, and what stands behind it. */
export interface ActOn {
  /** One of the user's devices. */
  readonly targetId: string;
  /** The person confirmed by this device's verifier (`prepareAction`), where it has one. */
  readonly verification?: Assertion;
  /** The user means it although no other way in would be left. */
  readonly evenIfLast?: boolean;
}

/** @throws AuthenticatorError device_too_young, last_device, verifier_invalid, offline … */
export async function suspendDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  await notingRefusal(core, account.deviceId, core.api.suspend(account, input.targetId, actionOf(input)));
}

/** @throws AuthenticatorError device_too_young, verifier_invalid, offline … */
export async function resumeDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  await notingRefusal(core, account.deviceId, core.api.resume(account, input.targetId, actionOf(input)));
}

/** @throws AuthenticatorError device_too_young, last_device, verifier_invalid, offline … */
export async function removeDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  await notingRefusal(core, account.deviceId, core.api.remove(account, input.targetId, actionOf(input)));
}

/**
 * What the person has to confirm before this device acts on another, or objects to its own suspension.
 * @returns null where nobody can be: the account has no verifier here
 */
export async function prepareAction(
  { issuer, thumbprint, verifier }: Account,
  { action, targetId }: { action: ConfirmedAction; targetId: string },
): Promise<ConfirmationAsk | null> {
  if (!verifier) return null;
  const challenge = await actionChallenge({ server: issuer, device: thumbprint, target: targetId, action });
  return { challenge, credentialId: verifier.credentialId };
}

/** "It's mine": the one that suspended this device is suspended as well. @throws AuthenticatorError objection_refused … */
export async function objectToSuspension(core: Core, account: Account, verification?: Assertion): Promise<void> {
  await core.api.object(account, verification);
  await lookAtSelf(core, account);
}

/** Asks the server what it says about this device now. A suspended one hears so that it has been resumed. */
export async function lookAtSelf(core: Core, account: Account): Promise<void> {
  await noteSelf(core, account.deviceId, await notingRefusal(core, account.deviceId, core.api.self(account)));
}

/** The same for each suspended account, which nothing else asks about. Best effort. */
export async function lookAtSuspended(core: Core): Promise<void> {
  for (const account of await core.keys.accounts()) {
    if (account.state !== 'suspended') continue;
    await lookAtSelf(core, account).catch(async (error: unknown) => {
      if (errorCode(error) === undefined) throw error;
      await noteRefusal(core, account.deviceId, error);
    });
  }
}

function actionOf({ verification, evenIfLast }: ActOn): DeviceAction {
  return { ...(verification && { verification }), ...(evenIfLast && { evenIfLast }) };
}

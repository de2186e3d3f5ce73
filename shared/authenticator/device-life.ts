import type { DeviceAction, UndoResponse } from '../protocol/trust-api.ts';
import type { Confirmation, ConfirmedAction } from '../protocol/user-verification.ts';
import { type Account, notingRefusal } from './account.ts';
import { type ActAsk, askFor, requireConfirmed } from './confirmation.ts';
import { callObject, callRemove, callRename, callResume, callSuspend, callUndo } from './device-calls.ts';
import type { Core } from './ports.ts';
import { lookAtSelf } from './suspended.ts';

/** What one device of a user does to another, and what a suspended one may say for itself. */

/** Which device it is done to, and what stands behind it. */
export interface ActOn {
  /** One of the user's devices. */
  readonly targetId: string;
  /** The person confirmed by this device's verifier (`prepareAction`), where it has one. */
  readonly verification?: Confirmation;
  /** The user means it although no other way in would be left. */
  readonly evenIfLast?: boolean;
}

/** @throws AuthenticatorError device_too_young, last_device, verifier_invalid, offline … */
export async function suspendDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  await requireConfirmed(account, { action: 'suspend', target: input.targetId }, input.verification);
  await notingRefusal(core, account.deviceId, callSuspend(core, account, input.targetId, actionOf(input)));
}

/** @throws AuthenticatorError device_too_young, verifier_invalid, offline … */
export async function resumeDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  await requireConfirmed(account, { action: 'resume', target: input.targetId }, input.verification);
  await notingRefusal(core, account.deviceId, callResume(core, account, input.targetId, actionOf(input)));
}

/** @throws AuthenticatorError device_too_young, last_device, verifier_invalid, offline … */
export async function removeDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  await requireConfirmed(account, { action: 'remove', target: input.targetId }, input.verification);
  await notingRefusal(core, account.deviceId, callRemove(core, account, input.targetId, actionOf(input)));
}

/**
 * What the person has to confirm before this device acts on another, or objects to its own suspension.
 * @returns null where nobody can be: the account has no verifier here
 */
export async function prepareAction(
  core: Core,
  account: Account,
  { action, targetId }: { action: ConfirmedAction; targetId: string },
): Promise<ActAsk | null> {
  return askFor(core, account, { action, target: targetId });
}

/** "It's mine": the one that suspended this device is suspended as well. @throws AuthenticatorError objection_refused … */
export async function objectToSuspension(core: Core, account: Account, verification?: Confirmation): Promise<void> {
  await requireConfirmed(account, { action: 'object', target: account.deviceId }, verification);
  await callObject(core, account, verification);
  await lookAtSelf(core, account);
}

/**
 * "This wasn't me": suspends what this has added, and all that has vouched for since.
 * @returns what was suspended. @throws AuthenticatorError undo_impossible, device_too_young …
 */
export async function undoHappened(core: Core, account: Account, id: string): Promise<UndoResponse> {
  return notingRefusal(core, account.deviceId, callUndo(core, account, id));
}

/** Gives another device of the user another name. @throws AuthenticatorError device_too_young, request_malformed, offline … */
export async function renameOther(core: Core, account: Account, deviceId: string, name: string): Promise<void> {
  await notingRefusal(core, account.deviceId, callRename(core, account, deviceId, name));
}

function actionOf({ verification, evenIfLast }: ActOn): DeviceAction {
  return { ...(verification && { verification }), ...(evenIfLast && { evenIfLast }) };
}

import type { UndoResponse } from '../protocol/trust-api.ts';
import type { Confirmation, ConfirmedAction } from '../protocol/user-verification.ts';
import { type Account, notingRefusal } from './account.ts';
import { requireConfirmed } from './confirmation.ts';
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

/** @throws AuthenticatorError device_too_young, last_device, confirmation_missing, verifier_invalid, offline … */
export function suspendDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  return act(core, account, 'suspend', callSuspend, input);
}

/** @throws AuthenticatorError device_too_young, confirmation_missing, verifier_invalid, offline … */
export function resumeDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  return act(core, account, 'resume', callResume, input);
}

/** @throws AuthenticatorError device_too_young, last_device, confirmation_missing, verifier_invalid, offline … */
export function removeDevice(core: Core, account: Account, input: ActOn): Promise<void> {
  return act(core, account, 'remove', callRemove, input);
}

async function act(
  core: Core,
  account: Account,
  action: ConfirmedAction,
  call: typeof callSuspend,
  { targetId, verification, evenIfLast }: ActOn,
): Promise<void> {
  await requireConfirmed(account, { action, target: targetId }, verification);
  await notingRefusal(core, account.deviceId, call(core, account, targetId, { verification, evenIfLast }));
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

import type { WaitingVerifier } from '../protocol/device-api.ts';
import {
  type Confirmation,
  otherVerifier,
  type Registration,
  registrationChallenge,
} from '../protocol/user-verification.ts';
import { type Account, noteSelf, notingRefusal } from './account.ts';
import { requireConfirmed } from './confirmation.ts';
import type { Core } from './ports.ts';

/**
 * An account's verifier: the WebAuthn credential that confirms its person on this device. WebAuthn itself is the shell's,
 * since workers don't have it; what it is asked for comes from here, and for one approval from decide.ts.
 */

/** What the shell asks WebAuthn for, to make an account's verifier. */
export interface VerifierOffer {
  /** base64url. */
  readonly challenge: string;
  /** Tells the credentials of several accounts apart; says nothing about the person. */
  readonly userHandle: string;
  readonly username: string;
  readonly displayName: string;
}

export async function offerVerifier({ issuer, thumbprint, deviceId, user }: Account): Promise<VerifierOffer> {
  return {
    challenge: await registrationChallenge({ server: issuer, device: thumbprint }),
    userHandle: deviceId,
    username: user.username,
    displayName: user.displayName,
  };
}

/** @throws AuthenticatorError verifier_invalid, verifier_exists, offline, server_unreachable … */
export async function registerVerifier(core: Core, account: Account, registration: Registration): Promise<void> {
  await noting(core, account, core.api.registerVerifier(account, registration));
}

/** @throws AuthenticatorError confirmation_missing, verifier_invalid, offline, server_unreachable … */
export async function removeVerifier(core: Core, account: Account, confirmation: Confirmation): Promise<void> {
  await requireConfirmed(account, { action: 'verifier-removal', target: confirmation.credentialId }, confirmation);
  await noting(core, account, core.api.removeVerifier(account, confirmation));
}

/** Names the verifier of another device of the same user. */
export type OtherVerifier = Pick<WaitingVerifier, 'deviceId' | 'credentialId'>;

/**
 * The verifiers of the user's other devices that don't count yet.
 * @throws AuthenticatorError offline, device_revoked …
 */
export function waitingVerifiers(core: Core, account: Account): Promise<WaitingVerifier[]> {
  return notingRefusal(core, account.deviceId, core.api.waitingVerifiers(account));
}

/** @throws AuthenticatorError confirmation_missing, device_too_young, device_unknown, verifier_invalid, offline … */
export async function approveVerifier(
  core: Core,
  account: Account,
  other: OtherVerifier,
  verification: Confirmation | undefined,
): Promise<void> {
  await requireConfirmed(account, { action: 'verifier-approval', target: otherVerifier(other) }, verification);
  const approval = { credentialId: other.credentialId, verification };
  await notingRefusal(core, account.deviceId, core.api.approveVerifier(account, other.deviceId, approval));
}

async function noting(core: Core, { deviceId }: Account, call: ReturnType<Core['api']['self']>): Promise<void> {
  await noteSelf(core, deviceId, await notingRefusal(core, deviceId, call));
}

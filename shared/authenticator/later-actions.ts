import type { WaitingVerifier } from '../protocol/device-api.ts';
import type { FallbacksResponse } from '../protocol/fallback-api.ts';
import type { FallbackWay } from '../protocol/receipt.ts';
import type {
  MakeRecoveryCodes,
  RecoveryCodes,
  RecoveryCodesLeft,
  RecoveryTicket,
  RecoveryTicketRequest,
} from '../protocol/recovery-api.ts';
import type {
  Registration as RegisteringApplication,
  RegistrationRequest,
  RegistrationTicket,
} from '../protocol/registration-api.ts';
import type { TotpBegun, TotpResponse } from '../protocol/totp-api.ts';
import { TOTP_TARGETS } from '../protocol/totp-code.ts';
import type { AnnouncementsResponse, EmailResponse, UndoResponse } from '../protocol/trust-api.ts';
import type { Confirmation, Registration } from '../protocol/user-verification.ts';
import { knownAccount } from './account.ts';
import { type Device, listDevices, removeAccount, renameDevice } from './accounts.ts';
import type { AccountId } from './actions.ts';
import { pullHappened, pullNews } from './announcements.ts';
import { type ReadAttachment, readAttachments } from './attachments.ts';
import { type About, type ActAsk, prepareAction, requireConfirmed } from './confirmation.ts';
import { callChangeEmail, callDisownApproval, callEmail, callTakeReportBack, callUndoByLink } from './device-calls.ts';
import {
  type ActOn,
  objectToSuspension,
  removeDevice,
  renameOther,
  resumeDevice,
  suspendDevice,
  undoHappened,
} from './device-life.ts';
import { callFallbacks, callReopenFallback } from './fallback-calls.ts';
import type { RequestId } from './inbox-item.ts';
import type { Core } from './ports.ts';
import {
  callMakeRecoveryCodes,
  callRecoveryAdmission,
  callRecoveryCodesLeft,
  callRecoveryTicket,
} from './recovery-calls.ts';
import { callRegister, callRegistration, type RegistrationLink } from './registration-calls.ts';
import { giveUpUnused, type Subscriptions } from './subscriptions.ts';
import { lookAtSelf } from './suspended.ts';
import { callBeginTotp, callConfirmTotp, callRemoveTotp, callTotp } from './totp-calls.ts';
import {
  approveVerifier,
  type OtherVerifier,
  offerVerifier,
  registerVerifier,
  removeVerifier,
  type VerifierOffer,
  waitingVerifiers,
} from './verifier.ts';
import { lookWhetherLetIn } from './vouching.ts';
import { seeOnScreen, waitToBeLetIn } from './waiting.ts';

/**
 * The actions of screens that are opened now and then: the devices, what happened, the address. A page fetches them with the
 * first one; a worker, which can't, has them from the start.
 */
export interface LaterActions {
  /** What WebAuthn is asked for, to make the credential that confirms the account's person from now on. */
  offerVerifier(input: AccountId): Promise<VerifierOffer>;
  /** Tells the server of the credential that WebAuthn has made. */
  registerVerifier(input: AccountId & { readonly registration: Registration }): Promise<void>;
  /** `verification`: confirmed by `prepareAction` with the action `verifier-removal`. */
  removeVerifier(input: AccountId & { readonly verification: Confirmation }): Promise<void>;
  /** What confirms the person on the user's other devices and doesn't count yet. */
  waitingVerifiers(input: AccountId): Promise<WaitingVerifier[]>;
  /** Has it count for requests that come from now on; confirmed with the action `verifier-approval`. */
  approveVerifier(
    input: AccountId & { readonly other: OtherVerifier; readonly verification?: Confirmation },
  ): Promise<void>;
  removeAccount(
    input: AccountId & { readonly evenIfUnreachable: boolean } & Pick<ActOn, 'verification' | 'evenIfLast'>,
  ): Promise<void>;
  renameDevice(input: AccountId & { readonly name: string }): Promise<void>;
  /** All devices of the account's user, this one first. */
  listDevices(input: AccountId): Promise<Device[]>;
  renameOther(input: AccountId & { readonly targetId: string; readonly name: string }): Promise<void>;
  /** What the person has to confirm before the calls below; null where nobody can be. */
  prepareAction(input: AccountId & About): Promise<ActAsk | null>;
  /** Each on another device of the account's user. Codes as device-life.ts. */
  suspendDevice(input: AccountId & ActOn): Promise<void>;
  resumeDevice(input: AccountId & ActOn): Promise<void>;
  removeDevice(input: AccountId & ActOn): Promise<void>;
  /** This device is suspended, and says that it is its user's. */
  objectToSuspension(input: AccountId & Pick<ActOn, 'verification'>): Promise<void>;
  /** Asks the account's server about this device anew. */
  lookAtSelf(input: AccountId): Promise<void>;

  /** Fetches a page of what happened to the account; the newest page is kept. */
  pullHappened(input: AccountId & { readonly beforeMs?: number }): Promise<AnnouncementsResponse>;
  /** Looks for news, for every active account; never fails. */
  pullNews(): Promise<void>;
  /** A person has read what happened, up to this time. Codes as waiting.ts. */
  seeHappened(input: AccountId & { readonly upToMs: number }): Promise<void>;
  /** "This wasn't me". @returns what was suspended */
  undoHappened(input: AccountId & { readonly id: string }): Promise<UndoResponse>;
  /** The same by the link of an e-mail: needs no account. `seen`: of a device that waits, "I have seen this, and it was me". */
  undoByLink(input: {
    readonly origin: string;
    readonly token: string;
    readonly seen?: boolean;
  }): Promise<UndoResponse>;
  /** This new device would rather wait than be let in by another one. Codes as waiting.ts. */
  waitToBeLetIn(input: AccountId): Promise<void>;
  /** "This wasn't me" of what was approved within a day. @returns what was suspended */
  disownApproval(request: RequestId): Promise<UndoResponse>;
  /** "This wasn't me" on a request was a mistake: for a minute it can be taken back. */
  takeReportBack(request: RequestId): Promise<void>;
  /** What is attached to a request that waits, each checked against what was signed of it. Codes as attachments.ts. */
  readAttachments(request: RequestId): Promise<ReadAttachment[]>;
  email(input: AccountId): Promise<EmailResponse>;
  /** `verification`: confirmed by `prepareAction` with the action `email`, where the account has a verifier here. */
  changeEmail(
    input: AccountId & { readonly email: string | null; readonly verification?: Confirmation },
  ): Promise<EmailResponse>;
  recoveryCodesLeft(input: AccountId): Promise<RecoveryCodesLeft>;
  /** Told once. `verification`: confirmed by `prepareAction` with the action `recovery-codes`, where there is a verifier here. */
  makeRecoveryCodes(input: AccountId & MakeRecoveryCodes): Promise<RecoveryCodes>;
  /** Spends a code for a ticket to pair by. @throws recovery_invalid, whatever was wrong */
  recoveryTicket(input: { readonly origin: string; readonly request: RecoveryTicketRequest }): Promise<RecoveryTicket>;
  /** Whose text a person is asked for at an application's pairing link. @throws registration_unavailable */
  registration(link: RegistrationLink): Promise<RegisteringApplication>;
  /** Name and text for a ticket to pair by. @throws registration_refused, whatever was wrong */
  register(input: RegistrationLink & { readonly request: RegistrationRequest }): Promise<RegistrationTicket>;
  /** Lets this unvouched device in by a code. @throws recovery_invalid, whatever was wrong */
  letInByRecoveryCode(input: AccountId & { readonly code: string }): Promise<void>;
  /** How each way to sign in without a device stands. */
  fallbacks(input: AccountId): Promise<FallbacksResponse>;
  /** Has one take codes again that wrong ones have paused or closed. */
  reopenFallback(input: AccountId & { readonly way: FallbackWay }): Promise<void>;
  /** Another app's six digits. Beginning and removing are confirmed with the action `totp`, where there is a verifier here. */
  totp(input: AccountId): Promise<TotpResponse>;
  beginTotp(input: AccountId & Pick<ActOn, 'verification'>): Promise<TotpBegun>;
  confirmTotp(input: AccountId & { readonly code: string }): Promise<TotpResponse>;
  removeTotp(input: AccountId & Pick<ActOn, 'verification'>): Promise<void>;
}

export function createLaterActions(core: Core, subscriptions: Subscriptions): LaterActions {
  const known = ({ deviceId }: AccountId) => knownAccount(core, deviceId);
  return {
    offerVerifier: async (id) => offerVerifier(await known(id)),
    registerVerifier: async ({ registration, ...id }) => registerVerifier(core, await known(id), registration),
    removeVerifier: async ({ verification, ...id }) => removeVerifier(core, await known(id), verification),
    waitingVerifiers: async (id) => waitingVerifiers(core, await known(id)),
    approveVerifier: async ({ other, verification, ...id }) =>
      approveVerifier(core, await known(id), other, verification),
    removeAccount: async ({ deviceId, evenIfUnreachable, ...action }) => {
      const account = await known({ deviceId });
      await removeAccount(core, deviceId, { evenIfUnreachable, action });
      await giveUpUnused(core, subscriptions, account);
    },
    renameDevice: async ({ deviceId, name }) => {
      await renameDevice(core, deviceId, name);
    },
    listDevices: async (id) => listDevices(core, await known(id)),
    renameOther: async ({ targetId, name, ...id }) => renameOther(core, await known(id), targetId, name),
    prepareAction: async (input) => prepareAction(core, await known(input), input),
    suspendDevice: async (input) => suspendDevice(core, await known(input), input),
    resumeDevice: async (input) => resumeDevice(core, await known(input), input),
    removeDevice: async (input) => removeDevice(core, await known(input), input),
    objectToSuspension: async (input) => objectToSuspension(core, await known(input), input.verification),
    lookAtSelf: async (id) => lookAtSelf(core, await known(id)),

    pullHappened: async ({ beforeMs, ...id }) =>
      pullHappened(core, await known(id), beforeMs === undefined ? {} : { beforeMs }),
    pullNews: () => pullNews(core),
    seeHappened: async ({ upToMs, ...id }) => seeOnScreen(core, await known(id), upToMs),
    undoHappened: async ({ id, ...account }) => undoHappened(core, await known(account), id),
    undoByLink: (input) => callUndoByLink(core, input),
    waitToBeLetIn: async (id) => waitToBeLetIn(core, await known(id)),
    disownApproval: async ({ challengeId, ...id }) => callDisownApproval(core, await known(id), challengeId),
    takeReportBack: async ({ challengeId, ...id }) => {
      await callTakeReportBack(core, await known(id), challengeId);
    },
    readAttachments: (request) => readAttachments(core, request),
    email: async (id) => callEmail(core, await known(id)),
    changeEmail: async ({ deviceId, ...change }) => {
      const account = await known({ deviceId });
      await requireConfirmed(account, { action: 'email', target: change.email ?? '' }, change.verification);
      return callChangeEmail(core, account, change);
    },
    recoveryCodesLeft: async (id) => callRecoveryCodesLeft(core, await known(id)),
    makeRecoveryCodes: async ({ deviceId, ...body }) => {
      const account = await known({ deviceId });
      await requireConfirmed(account, { action: 'recovery-codes', target: '' }, body.verification);
      return callMakeRecoveryCodes(core, account, body);
    },
    registration: (link) => callRegistration(core, link),
    register: ({ request, ...link }) => callRegister(core, link, request),
    recoveryTicket: ({ origin, request }) => callRecoveryTicket(core, origin, request),
    letInByRecoveryCode: async ({ code, deviceId }) => {
      await callRecoveryAdmission(core, await known({ deviceId }), code);
      await lookWhetherLetIn(core, deviceId);
    },
    fallbacks: async (id) => callFallbacks(core, await known(id)),
    reopenFallback: async ({ way, ...id }) => {
      await callReopenFallback(core, await known(id), way);
    },
    totp: async (id) => callTotp(core, await known(id)),
    beginTotp: async ({ deviceId, ...action }) => {
      const account = await known({ deviceId });
      await requireConfirmed(account, { action: 'totp', target: TOTP_TARGETS.begin }, action.verification);
      return callBeginTotp(core, account, action);
    },
    confirmTotp: async ({ code, ...id }) => callConfirmTotp(core, await known(id), code),
    removeTotp: async ({ deviceId, ...action }) => {
      const account = await known({ deviceId });
      await requireConfirmed(account, { action: 'totp', target: TOTP_TARGETS.remove }, action.verification);
      await callRemoveTotp(core, account, action);
    },
  };
}

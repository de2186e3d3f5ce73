import type { Language } from '../../shared/languages/languages.ts';
import type {
  ActivateRequest,
  ClaimRequest,
  ClaimResponse,
  CompleteRequest,
  Self,
  SelfChange,
  ServerInfo,
  Subscription,
  VerifierApproval,
  WaitingVerifier,
} from '../../shared/protocol/device-api.ts';
import type { Registration, RegistrationRequest, RegistrationTicket } from '../../shared/protocol/registration-api.ts';
import type { DeviceAction, UndoResponse } from '../../shared/protocol/trust-api.ts';
import type { Confirmation, Registration as NewVerifier } from '../../shared/protocol/user-verification.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Core } from '../core/core.ts';
import type { PushSender } from '../push/sender.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import { type FromAccountPage, suspendFromAccountPage } from './account-page.ts';
import { activateDevice } from './activate.ts';
import { type CallSource, createAuthenticateProof, type ProvenCall, type ProvenCaller } from './authenticate-proof.ts';
import { makeBypass, type NewBypass } from './bypass-codes.ts';
import { claimEnrollment } from './claim.ts';
import { completeEnrollment } from './complete.ts';
import { type Confirmed, confirmAction } from './confirmation.ts';
import { changeDevice, type Revocation, revokeDevice, suspendAll } from './device-life.ts';
import { suspendIdle } from './idle.ts';
import { type MoveTicket, startMove } from './move.ts';
import { objectToSuspension } from './objection.ts';
import { addOfflineKey } from './offline-key.ts';
import {
  type OwnAction,
  renameOwn,
  resumeByOperator,
  resumeOwn,
  suspendByOperator,
  suspendOwn,
} from './own-devices.ts';
import { askToWait, seeWaitByDevice, seeWaitByLink } from './recovery-delay.ts';
import { tendWaits } from './recovery-delay-sweep.ts';
import { describeRegistration, registerByWebhook } from './registration.ts';
import { forgetTries } from './registration-tries.ts';
import { finishRemovals, removeOwn } from './removal.ts';
import { replaceDevice } from './replaces.ts';
import { renewSubscription } from './subscription.ts';
import { startTestPush, type TestOutcome } from './test-push.ts';
import { createEnrollment, type EnrollmentTicket, type NewEnrollment } from './ticket.ts';
import { undoByDevice, undoByLink } from './undo.ts';
import { registerVerifier } from './verifier.ts';
import { approveVerifier, waitingVerifiers } from './verifier-approval.ts';
import { removeVerifier } from './verifier-removal.ts';
import { createKeySets, type DeviceSummary, describeSelf, listDevices, serverInfo } from './views.ts';
import { type TrustEntry, trustOf, type Vouched, vouchOf } from './vouches.ts';

/** Trusted registration and the life of a device. Each function's file says its rules and the codes it throws. */
export interface Devices {
  createEnrollment(input: NewEnrollment): Promise<EnrollmentTicket>;
  /** An application that registers people by its webhook: who it is, and what name and text bring. */
  describeRegistration(applicationId: string): Promise<Registration>;
  register(applicationId: string, request: RegistrationRequest, source: { ip: string }): Promise<RegistrationTicket>;
  claim(request: ClaimRequest, source: CallSource): Promise<ClaimResponse>;
  complete(enrollmentId: string, request: CompleteRequest, source: CallSource): Promise<Self>;
  authenticateProof(call: ProvenCall): Promise<ProvenCaller>;
  activate(device: DeviceRow, request: ActivateRequest, source?: CallSource): Promise<Self>;
  /** @param language that it speaks, where it has said so: views.ts */
  self(device: Pick<DeviceRow, 'id'>, language?: Language): Promise<Self>;
  change(device: DeviceRow, change: SelfChange, source?: CallSource): Promise<Self>;
  renewSubscription(device: DeviceRow, subscription: Subscription | null, source?: CallSource): Promise<Self>;
  addOfflineKey(device: DeviceRow, offlineJwk: unknown, source?: CallSource): Promise<Self>;
  registerVerifier(device: DeviceRow, registration: NewVerifier, source?: CallSource): Promise<Self>;
  removeVerifier(device: DeviceRow, verification: Confirmation, source?: CallSource): Promise<Self>;
  waitingVerifiers(device: DeviceRow): Promise<WaitingVerifier[]>;
  approveVerifier(device: DeviceRow, targetId: string, approval: VerifierApproval, source?: CallSource): Promise<void>;
  /** For a device that asks for a test. Resolves when the push service has answered. */
  sendTest(device: DeviceRow): Promise<TestOutcome>;
  listForUser(userId: string): Promise<DeviceSummary[]>;
  /** Who let one of this user's devices in, with the receipt where a device did. */
  vouchOf(userId: string, deviceId: string): Promise<Vouched>;
  /** Who vouched for whom, among all devices that this user ever had. */
  trustOf(userId: string): Promise<TrustEntry[]>;
  startMove(device: DeviceRow, moveId: string | undefined, source?: CallSource): Promise<MoveTicket>;
  /** At once and for good: by the application, the operator, or the device itself. */
  revoke(deviceId: string, revocation: Revocation): Promise<void>;
  suspendAll(trx: Trx, userId: string): Promise<string[]>;
  /** Whether the person confirmed what this device asks for, where its verifier has to. */
  confirm(device: DeviceRow, of: Parameters<typeof confirmAction>[2]): Promise<Confirmed>;
  /** What a device does to another one of its user's. */
  suspend(device: DeviceRow, action: OwnAction, source?: CallSource): Promise<void>;
  resume(device: DeviceRow, action: OwnAction, source?: CallSource): Promise<void>;
  remove(device: DeviceRow, action: OwnAction, source?: CallSource): Promise<void>;
  rename(device: DeviceRow, change: { targetId: string; name: string }, source?: CallSource): Promise<void>;
  replace(device: DeviceRow, oldDeviceId: string, source?: CallSource): Promise<void>;
  object(device: DeviceRow, verification: DeviceAction['verification'], source?: CallSource): Promise<Self>;
  undo(device: DeviceRow, announcementId: string, source?: CallSource): Promise<UndoResponse['suspended']>;
  undoByLink(token: string, source: CallSource): Promise<UndoResponse['suspended']>;
  /** An unvouched device would rather wait than be let in by another one (recovery-delay.ts). */
  askToWait(device: Pick<DeviceRow, 'id' | 'user_id'>, source?: CallSource): Promise<Self>;
  /** Somebody has seen the notice of that: the wait begins. */
  seeWait(device: DeviceRow, announcementId: string, source?: CallSource): Promise<void>;
  seeWaitByLink(token: string, source: CallSource): Promise<{ letInAtMs: number }>;
  /** What somebody without a device does to one on the account page. */
  suspendFromAccountPage(deviceId: string, from: FromAccountPage): Promise<void>;
  readonly operator: {
    /** A one-time code for a login, or for the account page. */
    bypass(code: NewBypass): ReturnType<typeof makeBypass>;
    /** @returns `for good` where wrong codes have suspended it: nobody resumes it, and nothing was changed */
    suspend(of: {
      userId: string;
      deviceId: string;
      evenIfLast?: boolean | undefined;
    }): Promise<'suspended' | 'for good'>;
    resume(of: { userId: string; deviceId: string }): Promise<void>;
  };
  /** What is due by itself: removals for good, devices that nobody uses, and those that wait to be let in. */
  sweep(): Promise<void>;
  serverInfo(): ServerInfo;
  keySets(): Promise<string[]>;
  /** Names the keys that this process has (GET /device/v1/self has it too). */
  readonly keySetHash: string;
}

/** NOD_VOUCH. */
export type Vouch = 'required' | 'off';

/** What this room needs beside the core. */
export interface DevicesParts {
  readonly push: Pick<PushSender, 'validateEndpoint' | 'sendNotice'>;
  readonly accounts: Pick<Accounts, 'webhookOf' | 'ensureUser'>;
  /** For registration webhooks; createGuardedFetch in production. */
  readonly fetch: typeof fetch;
  readonly settings: {
    /** The server's name as people read it. */
    readonly serverName: string;
    /** Whether a device may go on without push. */
    readonly pullAllowed: boolean;
    /** Whether a user's device has to say yes to each further one. */
    readonly vouch: Vouch;
    /** Lets registration webhooks live at private addresses; by default only in the demo (origin http://localhost…). */
    readonly privateWebhooks?: boolean;
    /** After so many days without use a device is suspended (idle.ts); 0: never. */
    readonly idleDays?: number;
    /** For so long a new device waits that nobody lets in (recovery-delay.ts); 0: there is no such way. */
    readonly recoveryDelayMs?: number;
  };
}

/** What the functions of this room are given. */
export interface DevicesCore extends Core, DevicesParts {}

export function createDevices(core: Core, parts: DevicesParts): Devices {
  const room: DevicesCore = { ...core, ...parts };
  return {
    createEnrollment: (input) => createEnrollment(room, input),
    describeRegistration: (applicationId) => describeRegistration(room, applicationId),
    register: (applicationId, request, source) => registerByWebhook(room, applicationId, request, source),
    claim: (request, source) => claimEnrollment(room, request, source),
    complete: (enrollmentId, request, source) => completeEnrollment(room, enrollmentId, request, source),
    authenticateProof: createAuthenticateProof(room),
    activate: (device, request, source = {}) => activateDevice(room, device, request, source),
    self: (device, language) => describeSelf(room, device.id, language),
    change: (device, change, source = {}) => changeDevice(room, device, change, source),
    renewSubscription: (device, subscription, source = {}) => renewSubscription(room, device, subscription, source),
    addOfflineKey: (device, offlineJwk, source = {}) => addOfflineKey(room, device, offlineJwk, source),
    registerVerifier: (device, registration, source = {}) => registerVerifier(room, device, registration, source),
    removeVerifier: (device, verification, source = {}) => removeVerifier(room, device, verification, source),
    waitingVerifiers: (device) => waitingVerifiers(room, device),
    approveVerifier: (device, targetId, approval, source = {}) =>
      approveVerifier(room, device, targetId, approval, source),
    sendTest: async (device) => (await startTestPush(room, device.id, 'asked')).sending,
    listForUser: (userId) => listDevices(room, userId),
    vouchOf: (userId, deviceId) => vouchOf(room, userId, deviceId),
    trustOf: (userId) => trustOf(room, userId),
    startMove: (device, moveId, source = {}) => startMove(room, device, moveId, source),
    revoke: (deviceId, revocation) => revokeDevice(room, deviceId, revocation),
    confirm: (device, of) => confirmAction(room, device, of),
    suspendAll: (trx, userId) => suspendAll(trx, userId, room.clock()),
    suspend: (device, action, source = {}) => suspendOwn(room, device, action, source),
    resume: (device, action, source = {}) => resumeOwn(room, device, action, source),
    remove: (device, action, source = {}) => removeOwn(room, device, action, source),
    rename: (device, change, source = {}) => renameOwn(room, device, change, source),
    replace: (device, oldDeviceId, source = {}) => replaceDevice(room, device, oldDeviceId, source),
    object: (device, verification, source = {}) => objectToSuspension(room, device, verification, source),
    undo: (device, announcementId, source = {}) => undoByDevice(room, device, announcementId, source),
    undoByLink: (token, source) => undoByLink(room, token, source),
    askToWait: (device, source = {}) => askToWait(room, device, source),
    seeWait: (device, announcementId, source = {}) => seeWaitByDevice(room, device, announcementId, source),
    seeWaitByLink: (token, source) => seeWaitByLink(room, token, source),
    suspendFromAccountPage: (deviceId, from) => suspendFromAccountPage(room, deviceId, from),
    operator: {
      bypass: (code) => makeBypass(core, code),
      suspend: (of) => suspendByOperator(room, of),
      resume: (of) => resumeByOperator(room, of),
    },
    sweep: async () => {
      await finishRemovals(room);
      await suspendIdle(room, room.settings.idleDays ?? 0);
      await tendWaits(room);
      await forgetTries(room);
    },
    serverInfo: () => serverInfo(room),
    keySets: createKeySets(room),
    keySetHash: core.keys.keySetHash,
  };
}

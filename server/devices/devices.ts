import type {
  ActivateRequest,
  ClaimRequest,
  ClaimResponse,
  CompleteRequest,
  Self,
  ServerInfo,
  Subscription,
} from '../../shared/protocol/device-api.ts';
import type { Assertion, Registration } from '../../shared/protocol/user-verification.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import { activateDevice } from './activate.ts';
import { createAuthenticateProof, type ProvenCall, type ProvenCaller } from './authenticate-proof.ts';
import { claimEnrollment } from './claim.ts';
import { completeEnrollment } from './complete.ts';
import type { CallSource, DevicesContext } from './context.ts';
import { createEnrollment, type EnrollmentTicket, type NewEnrollment } from './create-enrollment.ts';
import { keySets } from './key-sets.ts';
import { type DeviceSummary, listDevices } from './list-devices.ts';
import { renameDevice } from './rename-device.ts';
import { renewSubscription } from './renew-subscription.ts';
import { type Revocation, revokeDevice } from './revoke-device.ts';
import { describeSelf } from './self.ts';
import { serverInfo } from './server-info.ts';
import { suspendAll } from './suspend-all.ts';
import { startTestPush, type TestOutcome } from './test-push.ts';
import { registerVerifier, removeVerifier } from './verifier.ts';

/** Trusted registration and the life of a device. Each function's file says its rules and the codes it throws. */
export interface Devices {
  createEnrollment(input: NewEnrollment): Promise<EnrollmentTicket>;
  claim(request: ClaimRequest, source: CallSource): Promise<ClaimResponse>;
  complete(enrollmentId: string, request: CompleteRequest, source: CallSource): Promise<Self>;
  authenticateProof(call: ProvenCall): Promise<ProvenCaller>;
  activate(device: DeviceRow, request: ActivateRequest, source?: CallSource): Promise<Self>;
  self(device: Pick<DeviceRow, 'id'>): Promise<Self>;
  rename(device: DeviceRow, name: string, source?: CallSource): Promise<Self>;
  renewSubscription(device: DeviceRow, subscription: Subscription | null, source?: CallSource): Promise<Self>;
  registerVerifier(device: DeviceRow, registration: Registration, source?: CallSource): Promise<Self>;
  removeVerifier(device: DeviceRow, assertion: Assertion, source?: CallSource): Promise<Self>;
  /** Resolves when the push service has answered. */
  sendTest(device: DeviceRow): Promise<TestOutcome>;
  listForUser(userId: string): Promise<DeviceSummary[]>;
  revoke(deviceId: string, revocation: Revocation): Promise<void>;
  suspendAll(trx: Trx, userId: string): Promise<string[]>;
  serverInfo(): ServerInfo;
  keySets(): Promise<string[]>;
}

export function createDevices(context: DevicesContext): Devices {
  return {
    createEnrollment: (input) => createEnrollment(context, input),
    claim: (request, source) => claimEnrollment(context, request, source),
    complete: (enrollmentId, request, source) => completeEnrollment(context, enrollmentId, request, source),
    authenticateProof: createAuthenticateProof(context),
    activate: (device, request, source = {}) => activateDevice(context, device, request, source),
    self: (device) => describeSelf(context, device.id),
    rename: (device, name, source = {}) => renameDevice(context, device, name, source),
    renewSubscription: (device, subscription, source = {}) => renewSubscription(context, device, subscription, source),
    registerVerifier: (device, registration, source = {}) => registerVerifier(context, device, registration, source),
    removeVerifier: (device, assertion, source = {}) => removeVerifier(context, device, assertion, source),
    sendTest: async (device) => (await startTestPush(context, device)).sending,
    listForUser: (userId) => listDevices(context, userId),
    revoke: (deviceId, revocation) => revokeDevice(context, deviceId, revocation),
    suspendAll,
    serverInfo: () => serverInfo(context),
    keySets: () => keySets(context),
  };
}

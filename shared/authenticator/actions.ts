import type { ClaimRequest, CompleteRequest } from '../protocol/device-api.ts';
import type { Assertion, Registration } from '../protocol/user-verification.ts';
import type { ConfirmationAsk } from './confirm-user.ts';
import type { DecideInput } from './decide.ts';
import type { Device } from './devices.ts';
import type { EnrolInput, Offer } from './enrol.ts';
import type { HistoryItem, RequestId } from './inbox-item.ts';
import type { LoginPlace } from './login-place.ts';
import type { Outcome } from './outcome.ts';
import type { TestResult } from './test-push.ts';
import type { VerifierOffer } from './verifier.ts';

/** Names one account of this device. */
export interface AccountId {
  readonly deviceId: string;
}

/** How far a pairing has come. */
export type EnrolStep = Parameters<NonNullable<EnrolInput['onStep']>>[0];

/**
 * What the screens have done: everything that signs, verifies, speaks to a server or writes. What they only read comes
 * from a Reader. Each takes one plain input and gives a plain output, so that a shell can run them in another process:
 * an extension's popup may close in mid-await, its worker doesn't. All throw AuthenticatorError.
 */
export interface Actions {
  /** Answers a request; codes as decide.ts. Two calls with the same answer are one decision. */
  decide(input: DecideInput): Promise<Outcome>;
  /**
   * Looks where the login of a request with match `origin` waits; what a foreign page shows is reported, and the request
   * ends with it. @returns null where there is nothing to look for
   */
  locateLogin(request: RequestId): Promise<LoginPlace | null>;
  /** What the person has to confirm before this approval; null where nothing. Codes as confirm-user.ts. */
  prepareConfirmation(input: RequestId & { readonly code?: string }): Promise<ConfirmationAsk | null>;
  /** A person sees the request on a screen: the server hears of it once, and its notification goes away. */
  acknowledgeShown(request: RequestId): Promise<void>;
  /** Ends requests whose time is over. @returns whether there were any */
  endRunOut(): Promise<boolean>;
  /** Sends the answers that were kept. What becomes of them is in the inbox. */
  resendOutbox(): Promise<void>;
  /** Asks the servers of all active accounts what waits. @throws the last failure, after all were asked */
  pullWaiting(): Promise<void>;

  removeAccount(input: AccountId & { readonly evenIfUnreachable: boolean }): Promise<void>;
  renameDevice(input: AccountId & { readonly name: string }): Promise<void>;
  /** Turns notifications on or off for every active account. The permission has been asked for before. */
  changeDelivery(input: { readonly to: 'push' | 'pull' }): Promise<void>;
  /** What WebAuthn is asked for, to make what confirms the account's person from now on; then the server is told. */
  offerVerifier(input: AccountId): Promise<VerifierOffer>;
  registerVerifier(input: AccountId & { readonly registration: Registration }): Promise<void>;
  /** What the person has to confirm to take it away; null where there is none. */
  prepareVerifierRemoval(input: AccountId): Promise<ConfirmationAsk | null>;
  removeVerifier(input: AccountId & { readonly verification: Assertion }): Promise<void>;
  /** All devices of the account's user, this one first. */
  listDevices(input: AccountId): Promise<Device[]>;
  /** Revokes another device of the account's user; with this device's own id, removes the account. */
  revokeDevice(input: AccountId & { readonly revokeId: string }): Promise<void>;
  /** Fetches a page of history and keeps it; pages as history.ts. */
  pullHistory(input: AccountId & { readonly beforeMs?: number }): Promise<{
    readonly items: HistoryItem[];
    readonly nextBeforeMs: number | null;
  }>;

  claimEnrollment(input: { readonly origin: string; readonly ticket: ClaimRequest }): Promise<Offer>;
  /** Makes the key and binds it; its steps are announced to the shell. @param input.push false: without notifications */
  enrol(input: {
    readonly offer: Offer;
    readonly device: CompleteRequest['device'];
    readonly push: boolean;
  }): Promise<TestResult>;
  /** Has a test push sent and waits for it. */
  retryTest(input: AccountId): Promise<TestResult>;
  /** The same while pairing, where the first one got lost: makes sure of the subscription before. */
  sendTestAgain(input: AccountId): Promise<TestResult>;
  continueWithoutPush(input: AccountId): Promise<TestResult>;
}

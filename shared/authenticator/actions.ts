import type { ClaimRequest, CompleteRequest } from '../protocol/device-api.ts';
import { type Account, knownAccount } from './account.ts';
import type { Outcome } from './answer.ts';
import type { ConfirmationAsk } from './confirmation.ts';
import { type DecideInput, decide, prepareConfirmation } from './decide.ts';
import { claimEnrollment, continueWithoutPush, type EnrolInput, enrol, type Offer } from './enrol.ts';
import { errorCode } from './errors.ts';
import { fetchRequest, findRequest } from './fetch.ts';
import { pullHistory } from './history.ts';
import type { HistoryItem, RequestId } from './inbox-item.ts';
import type { LaterActions } from './later-actions.ts';
import { type LoginPlace, locateLogin } from './login-place.ts';
import { type StartedMove, startMove } from './move.ts';
import { acknowledgeShown } from './notify.ts';
import { resendOutbox } from './outbox.ts';
import type { Core } from './ports.ts';
import { pullPending } from './pull.ts';
import { endRunOut } from './resume.ts';
import { changeDelivery, type Subscriptions } from './subscriptions.ts';
import { lookAtSuspended } from './suspended.ts';
import { awaitShown, retryTest, sendTestAgain, type TestResult } from './test-push.ts';
import { askToBeLetIn, lookWhetherLetIn, replaceDevice } from './vouching.ts';

/** Names one account of this device. */
export interface AccountId {
  readonly deviceId: string;
}

/** How far a pairing has come. */
export type EnrolStep = Parameters<NonNullable<EnrolInput['onStep']>>[0];

/**
 * Everything that screens ask for and that signs, verifies, speaks to a server or writes; what they only read comes from a
 * Reader. Each takes one plain input and gives a plain output, so that a shell can run them in another process: an
 * extension's popup may close in mid-await, its worker doesn't. The popup imports this type and never `createActions`, so
 * that its bundle holds nothing that signs. All throw AuthenticatorError.
 */
export interface Actions extends LaterActions {
  /** Answers a request; codes as decide.ts. Two calls with the same answer are one decision. */
  decide(input: DecideInput): Promise<Outcome>;
  /**
   * Looks where the login of a request with match `origin` waits; what a foreign page shows is reported, and the request
   * ends with it. @returns null where there is nothing to look for
   */
  locateLogin(request: RequestId): Promise<LoginPlace | null>;
  /** What the person has to confirm before this approval; null where nothing. Codes as decide.ts. */
  prepareConfirmation(input: RequestId & { readonly code?: string }): Promise<ConfirmationAsk | null>;
  /** A person sees the request on a screen: the server hears of it once, and its notification goes away. */
  acknowledgeShown(request: RequestId): Promise<void>;
  /** Ends requests whose time is over. @returns whether there were any */
  endRunOut(): Promise<boolean>;
  /** Sends the answers that were kept. What becomes of them is in the inbox. */
  resendOutbox(): Promise<void>;
  /** Brings a request here that rang nobody, by its id (`issuer`: its server, where known). Codes as fetch.ts. */
  fetchRequest(input: { readonly challengeId: string; readonly issuer?: string }): Promise<RequestId>;
  /** The same by the 6 to 8 digits that the page shows where the person signs in. Codes as fetch.ts. */
  findRequest(input: AccountId & { readonly code: string }): Promise<RequestId>;
  /** Asks the servers of all active accounts what waits. @throws the last failure, after all were asked */
  pullWaiting(): Promise<void>;

  /**
   * Turns notifications on or off for every active account. The permission has been asked for before. On, it waits some
   * seconds for the tests that show that they arrive.
   */
  changeDelivery(input: { readonly to: 'push' | 'pull' }): Promise<void>;
  /** Fetches a page of history and keeps it; pages as history.ts. */
  pullHistory(input: AccountId & { readonly beforeMs?: number }): Promise<{
    readonly items: HistoryItem[];
    readonly nextBeforeMs: number | null;
  }>;

  /** Whether this browser keeps keys. @throws AuthenticatorError storage_refused */
  tryKeys(): Promise<void>;
  claimEnrollment(input: { readonly origin: string; readonly ticket: ClaimRequest }): Promise<Offer>;
  /** Makes the key and binds it; tells the shell its steps. @param input.push false: without notifications */
  enrol(input: {
    readonly offer: Offer;
    readonly device: CompleteRequest['device'];
    readonly push: boolean;
  }): Promise<TestResult>;
  /** Has a test push sent and waits for it; where the last one got lost, to a subscription made anew. */
  retryTest(input: AccountId): Promise<TestResult>;
  /** The same while pairing, where the first one got lost: to a subscription made anew. */
  sendTestAgain(input: AccountId): Promise<TestResult>;
  continueWithoutPush(input: AccountId): Promise<TestResult>;
  /** Has the user's other devices asked to let this one in; what to show is in the account then. Codes as vouching.ts. */
  askToBeLetIn(input: AccountId & { readonly again: boolean; readonly code?: string }): Promise<void>;
  lookWhetherLetIn(input: AccountId): Promise<void>;
  /** What to show for a new phone to take over the accounts of this server. Codes as move.ts. */
  startMove(input: { readonly issuer: string }): Promise<StartedMove>;
  /** This device is that one of the account's, whose storage was cleared. */
  replaceDevice(input: AccountId & { readonly replacedId: string }): Promise<void>;
}

export interface ActionsOptions {
  /** Announced while `enrol` runs. A function can't be sent from one process to another, so it isn't part of the input. */
  readonly onStep?: (step: EnrolStep) => void;
}

/** Those that a page has at once. */
export type PromptActions = Omit<Actions, keyof LaterActions>;

/** The actions on a core, in the process that has it; without those that can come later (later-actions.ts). */
export function createActions(core: Core, subscriptions: Subscriptions, options: ActionsOptions = {}): PromptActions {
  const known = ({ deviceId }: AccountId) => knownAccount(core, deviceId);
  return {
    decide: (input) => decide(core, input),
    locateLogin: (request) => locateLogin(core, request),
    prepareConfirmation: (input) => prepareConfirmation(core, input),
    acknowledgeShown: (request) => acknowledgeShown(core, request),
    endRunOut: () => endRunOut(core),
    resendOutbox: async () => {
      await resendOutbox(core);
    },
    fetchRequest: (input) => fetchRequest(core, input),
    findRequest: (input) => findRequest(core, input),
    pullWaiting: async () => {
      await lookAtSuspended(core);
      await forEachActive(core, (account) => pullPending(core, account));
    },

    changeDelivery: async ({ to }) => {
      await changeDelivery(core, subscriptions, to);
      if (to === 'push') await awaitShown(core);
    },
    pullHistory: async ({ beforeMs, ...id }) =>
      pullHistory(core, await known(id), beforeMs === undefined ? {} : { beforeMs }),

    tryKeys: () => core.keys.tryOut(),
    claimEnrollment: (input) => claimEnrollment(core, input),
    enrol: ({ offer, device, push }) =>
      enrol(core, { offer, device, subscriptions: push ? subscriptions : null, onStep: options.onStep }),
    retryTest: ({ deviceId }) => retryTest(core, subscriptions, deviceId),
    sendTestAgain: ({ deviceId }) => sendTestAgain(core, subscriptions, deviceId),
    continueWithoutPush: ({ deviceId }) => continueWithoutPush(core, deviceId),
    askToBeLetIn: ({ deviceId, again, code }) => askToBeLetIn(core, deviceId, { again, code }),
    lookWhetherLetIn: ({ deviceId }) => lookWhetherLetIn(core, deviceId),
    startMove: ({ issuer }) => startMove(core, issuer),
    replaceDevice: ({ deviceId, replacedId }) => replaceDevice(core, deviceId, replacedId),
  };
}

/** Does it for every active account, also after one has failed. @throws AuthenticatorError the last failure, at the end */
async function forEachActive(core: Core, work: (account: Account) => Promise<unknown>): Promise<void> {
  let failure: unknown;
  for (const account of await core.keys.accounts()) {
    if (account.state !== 'active') continue;
    await work(account).catch((error: unknown) => {
      if (errorCode(error) === undefined) throw error;
      failure = error;
    });
  }
  if (failure !== undefined) throw failure;
}

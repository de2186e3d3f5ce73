import type { Account } from './account.ts';
import { removeAccount, renameDevice } from './accounts.ts';
import { acknowledgeShown } from './acknowledge.ts';
import type { AccountId, Actions, EnrolStep } from './actions.ts';
import { prepareConfirmation } from './confirm-user.ts';
import type { Core } from './core.ts';
import { decide } from './decide.ts';
import { listDevices, revokeDevice } from './devices.ts';
import { claimEnrollment, continueWithoutPush, enrol } from './enrol.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import { pullHistory } from './history.ts';
import type { RequestId } from './inbox-item.ts';
import { locateLogin } from './locate-login.ts';
import { notificationTag } from './notification-words.ts';
import { resendOutbox } from './outbox.ts';
import { pullPending } from './pull.ts';
import { changeDelivery, reconcile } from './reconcile.ts';
import { endRunOut } from './resume.ts';
import type { Subscriptions } from './subscriptions.ts';
import { awaitTest, retryTest, type TestResult } from './test-push.ts';
import { offerVerifier, prepareRemoval, registerVerifier, removeVerifier } from './verifier.ts';

export interface ActionsOptions {
  /** Announced while `enrol` runs. A function can't be sent from one process to another, so it isn't part of the input. */
  readonly onStep?: (step: EnrolStep) => void;
}

/** The actions on a core, in the process that has it. */
export function createActions(core: Core, subscriptions: Subscriptions, options: ActionsOptions = {}): Actions {
  return {
    decide: (input) => decide(core, input),
    locateLogin: (request) => locateLogin(core, request),
    prepareConfirmation: (input) => prepareConfirmation(core, input),
    acknowledgeShown: (request) => shown(core, request),
    endRunOut: () => endRunOut(core),
    resendOutbox: async () => {
      await resendOutbox(core);
    },
    pullWaiting: () => forEachActive(core, (account) => pullPending(core, account)),

    removeAccount: ({ deviceId, evenIfUnreachable }) => removeAccount(core, deviceId, { evenIfUnreachable }),
    renameDevice: async ({ deviceId, name }) => {
      await renameDevice(core, deviceId, name);
    },
    changeDelivery: ({ to }) =>
      forEachActive(core, (account) => changeDelivery(core, account, to === 'push' ? subscriptions : null)),
    offerVerifier: async (id) => offerVerifier(await known(core, id)),
    registerVerifier: async ({ registration, ...id }) => registerVerifier(core, await known(core, id), registration),
    prepareVerifierRemoval: async (id) => prepareRemoval(await known(core, id)),
    removeVerifier: async ({ verification, ...id }) => removeVerifier(core, await known(core, id), verification),
    listDevices: async (id) => listDevices(core, await known(core, id)),
    revokeDevice: async ({ revokeId, ...id }) => revokeDevice(core, await known(core, id), revokeId),
    pullHistory: async ({ beforeMs, ...id }) =>
      pullHistory(core, await known(core, id), beforeMs === undefined ? {} : { beforeMs }),

    claimEnrollment: (input) => claimEnrollment(core, input),
    enrol: ({ offer, device, push }) =>
      enrol(core, { offer, device, subscriptions: push ? subscriptions : null, onStep: options.onStep }),
    retryTest: ({ deviceId }) => retryTest(core, deviceId),
    sendTestAgain: (id) => sendTestAgain(core, subscriptions, id),
    continueWithoutPush: ({ deviceId }) => continueWithoutPush(core, deviceId),
  };
}

async function shown(core: Core, request: RequestId): Promise<void> {
  const acknowledged = async () => {
    const item = await core.inbox.get(request);
    if (item) await acknowledgeShown(core, item);
  };
  // Side by side: the notification doesn't stay until the server has answered.
  await Promise.all([acknowledged(), core.notifier.close(notificationTag(request))]);
}

/** Does it for every account, also after one has failed. @throws AuthenticatorError the last failure, at the end */
async function forEachActive(core: Core, work: (account: Account) => Promise<unknown>): Promise<void> {
  let failure: unknown;
  for (const account of await activeAccounts(core)) {
    await work(account).catch((error: unknown) => {
      if (errorCode(error) === undefined) throw error;
      failure = error;
    });
  }
  if (failure !== undefined) throw failure;
}

async function sendTestAgain(core: Core, subscriptions: Subscriptions, { deviceId }: AccountId): Promise<TestResult> {
  const account = await core.keys.account(deviceId);
  // What the push service has lost it never delivers to: then there is a new subscription, and the server tests that.
  const renewed = account && (await reconcile(core, account, subscriptions, { after: 'open' })) === 'renewed';
  return renewed ? awaitTest(core, deviceId, ({ state }) => state === 'active') : retryTest(core, deviceId);
}

async function activeAccounts(core: Core): Promise<Account[]> {
  return (await core.keys.accounts()).filter(({ state }) => state === 'active');
}

async function known(core: Core, { deviceId }: AccountId): Promise<Account> {
  const account = await core.keys.account(deviceId);
  if (!account) throw new AuthenticatorError('account_unknown', 'no such account on this device');
  return account;
}

import type { Self } from '../protocol/device-api.ts';
import { type Account, type Caller, keepPaired, knownAccount, noteSelf, type Pairing } from './account.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { Core } from './ports.ts';
import { isRecent } from './recent.ts';
import { isRefusedForGood, renewSubscriptions, type Subscriptions } from './subscriptions.ts';

/**
 * The test push, both ends: a page has it sent and waits; the worker that receives it sends its nonce back, which activates
 * the device. The two meet in the database, since either may be stopped.
 */

export type TestResult =
  | { readonly kind: 'passed'; readonly account: Account }
  | { readonly kind: 'test_missing'; readonly account: Account };

/** Push services deliver within seconds or, for a sleeping phone, much later: after this long a person wants a choice. */
const TEST_LIMIT_MS = 20_000;
/** After notifications were turned on: a button shows meanwhile that something is under way. */
const SHOWN_LIMIT_MS = 6_000;
const LOOK_EVERY_MS = 250;

/**
 * Asks for a test push and waits until it has arrived and been answered. For the button. Where the last one got lost, or
 * the push service has refused the subscription, "Try again" makes a new subscription first: a dead one stays dead.
 * @throws AuthenticatorError account_unknown, offline, server_unreachable, rate_limited, subscribe_failed …
 */
export async function retryTest(core: Core, subscriptions: Subscriptions, deviceId: string): Promise<TestResult> {
  const account = await knownAccount(core, deviceId);
  if (account.testLost || isRefusedForGood(account)) return sendTestAgain(core, subscriptions, deviceId);
  const askedAtMs = core.now();
  await core.api.sendTest(account);
  return awaitTest(core, deviceId, (current) => hasShown(current, askedAtMs, core.now()));
}

/**
 * The same with a new subscription, also while pairing when the first test push got lost. The server tests it by itself.
 * @throws AuthenticatorError as `retryTest`
 */
export async function sendTestAgain(core: Core, subscriptions: Subscriptions, deviceId: string): Promise<TestResult> {
  const account = await knownAccount(core, deviceId);
  const askedAtMs = core.now();
  await renewSubscriptions(core, subscriptions, account);
  // A browser may give the same one again; that is no change to the server, which then sends no test by itself.
  const { endpointHash } = await knownAccount(core, deviceId);
  if (endpointHash === account.endpointHash) await core.api.sendTest(account);
  return awaitTest(core, deviceId, (current) => hasShown(current, askedAtMs, core.now()));
}

/** The test of a new device has been answered; another device may still have to let it in. */
function isShown(state: Account['state']): boolean {
  return state === 'active' || state === 'unvouched';
}

/** Whether a push has come since, and the server has taken the echo that shows the subscription. */
function hasShown({ state, delivery, lastPushAtMs }: Account, sinceMs: number, nowMs: number): boolean {
  return isShown(state) && delivery === 'push' && isRecent(lastPushAtMs, nowMs, nowMs - sinceMs + 1);
}

/** Waits until the server has taken the device's test. @throws AuthenticatorError account_unknown */
export function awaitActive(core: Core, deviceId: string): Promise<TestResult> {
  return awaitTest(core, deviceId, ({ state }) => isShown(state));
}

/** Waits until every active account that is to be reached by push has shown its subscription, for a few seconds. */
export async function awaitShown(core: Core): Promise<void> {
  for (const { deviceId, state, ...account } of await core.keys.accounts()) {
    if (state !== 'active' || account.endpointHash === null) continue;
    await awaitTest(core, deviceId, ({ delivery }) => delivery === 'push', SHOWN_LIMIT_MS);
  }
}

async function awaitTest(
  core: Core,
  deviceId: string,
  passed: (account: Account) => boolean,
  limitMs = TEST_LIMIT_MS,
): Promise<TestResult> {
  const untilMs = core.now() + limitMs;
  for (;;) {
    const account = await core.keys.account(deviceId);
    if (!account) throw new AuthenticatorError('account_unknown', 'the account was removed meanwhile');
    if (passed(account)) return { kind: 'passed', account: await noteTest(core, account, false) };
    if (core.now() >= untilMs) return { kind: 'test_missing', account: await noteTest(core, account, true) };
    await core.wait(LOOK_EVERY_MS);
  }
}

async function noteTest(core: Core, account: Account, testLost: boolean): Promise<Account> {
  if ((account.testLost ?? false) === testLost) return account;
  return (await core.keys.changeAccount(account.deviceId, (current) => ({ ...current, testLost }))) ?? account;
}

/** Answers a test of an account. @returns whether the server took it */
export async function echoTest(core: Core, account: Account, nonce: string): Promise<boolean> {
  const self = await echo(core, account, nonce);
  if (!self) return false;
  await noteSelf(core, account.deviceId, self);
  return true;
}

/**
 * Answers a test that came before the server's answer that names the device, and makes the account of the pairing.
 * @returns whether the server took it, for this device and this user
 */
export async function echoPairingTest(core: Core, pairing: Pairing, nonce: string, deviceId: string): Promise<boolean> {
  const self = await echo(core, pairing, nonce);
  if (!self || self.deviceId !== deviceId || self.user.id !== pairing.user.id) return false;
  await keepPaired(core, pairing, self);
  // The page may have been faster, with the server's answer from before the test.
  await noteSelf(core, deviceId, self, { lastPushAtMs: core.now() });
  return true;
}

/** @returns undefined when the server refuses the nonce or can't be reached: the person can have the test sent again */
async function echo(core: Core, caller: Caller, nonce: string): Promise<Self | undefined> {
  try {
    return await core.api.activate(caller, { nonce });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

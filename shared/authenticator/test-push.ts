import type { Self } from '../protocol/device-api.ts';
import { type Account, accountFrom, type Caller, knownAccount, noteSelf, type Pairing } from './account.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import type { Core } from './ports.ts';
import { reconcile, type Subscriptions } from './subscriptions.ts';

/**
 * The test push, both ends: a page has it sent and waits; the worker that receives it sends its nonce back, which activates
 * the device. The two meet in the database, since either may be stopped.
 */

export type TestResult =
  | { readonly kind: 'passed'; readonly account: Account }
  | { readonly kind: 'test_missing'; readonly account: Account };

/** Push services deliver within seconds or, for a sleeping phone, much later: after this long a person wants a choice. */
const TEST_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 250;

/**
 * Asks for a test push and waits until it has arrived and been answered. For the button, and when the first got lost.
 * @throws AuthenticatorError account_unknown, offline, server_unreachable, rate_limited …
 */
export async function retryTest(core: Core, deviceId: string): Promise<TestResult> {
  const askedAtMs = core.now();
  const account = await knownAccount(core, deviceId);
  await core.api.sendTest(account);
  return awaitTest(core, deviceId, (current) => current.state === 'active' && (current.lastPushAtMs ?? 0) >= askedAtMs);
}

/**
 * The same while pairing, when the first test push got lost. A push service never delivers to a subscription that it has
 * lost: then a new one is made, and the server tests that by itself.
 * @throws AuthenticatorError as `retryTest` and `reconcile`
 */
export async function sendTestAgain(core: Core, subscriptions: Subscriptions, deviceId: string): Promise<TestResult> {
  const account = await knownAccount(core, deviceId);
  const reconciled = await reconcile(core, account, subscriptions, { after: 'open' });
  return reconciled === 'renewed' ? awaitActive(core, deviceId) : retryTest(core, deviceId);
}

/** Waits until the device is active. @throws AuthenticatorError account_unknown */
export function awaitActive(core: Core, deviceId: string): Promise<TestResult> {
  return awaitTest(core, deviceId, ({ state }) => state === 'active');
}

async function awaitTest(core: Core, deviceId: string, passed: (account: Account) => boolean): Promise<TestResult> {
  const untilMs = core.now() + TEST_LIMIT_MS;
  for (;;) {
    const account = await core.keys.account(deviceId);
    if (!account) throw new AuthenticatorError('account_unknown', 'the account was removed while it was tested');
    if (passed(account)) return { kind: 'passed', account };
    if (core.now() >= untilMs) return { kind: 'test_missing', account };
    await core.wait(LOOK_EVERY_MS);
  }
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
  const lastPushAtMs = core.now();
  await core.keys.addAccount({ ...accountFrom(pairing, self, core.now()), lastPushAtMs });
  // The page may have been faster, with the server's answer from before the test.
  await noteSelf(core, deviceId, self, { lastPushAtMs });
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

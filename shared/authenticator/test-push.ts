import type { Account } from './account.ts';
import type { Core } from './core.ts';
import { AuthenticatorError } from './errors.ts';

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
  const account = await core.keys.account(deviceId);
  if (!account) throw new AuthenticatorError('account_unknown', 'no such account on this device');
  await core.api.sendTest(account);
  return awaitTest(core, deviceId, (current) => current.state === 'active' && (current.lastPushAtMs ?? 0) >= askedAtMs);
}

/**
 * Waits for what the worker does when the test push comes; they meet in the database, since either may be stopped.
 */
export async function awaitTest(
  core: Core,
  deviceId: string,
  passed: (account: Account) => boolean,
): Promise<TestResult> {
  const untilMs = core.now() + TEST_LIMIT_MS;
  for (;;) {
    const account = await core.keys.account(deviceId);
    if (!account) throw new AuthenticatorError('account_unknown', 'the account was removed while it was tested');
    if (passed(account)) return { kind: 'passed', account };
    if (core.now() >= untilMs) return { kind: 'test_missing', account };
    await core.wait(LOOK_EVERY_MS);
  }
}

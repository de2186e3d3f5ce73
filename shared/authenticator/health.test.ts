import { expect, test } from 'vitest';
import type { Account } from './account.ts';
import { checkHealth, type ShellHealth } from './health.ts';
import { receivePush } from './receive.ts';
import { retryTest } from './test-push.ts';
import { pair, SUBSCRIPTION, startHarness } from './testing/harness.ts';

const SUBSCRIPTIONS = {
  allowed: () => true,
  current: async () => SUBSCRIPTION,
  subscribe: async () => SUBSCRIPTION,
  giveUp: async () => undefined,
};

const GOOD: ShellHealth = { permission: 'granted', persisted: true };

/** The codes of the warnings for one account with these changes. */
async function warningsFor(changes: Partial<Account>, shell: Partial<ShellHealth> = {}) {
  const { core, server, ...harness } = await startHarness();
  const deviceId = await pair({ core, server, ...harness });
  await core.keys.changeAccount(deviceId, (account) => ({ ...account, otherDevices: 1, ...changes }));
  const warnings = await checkHealth(core, { ...GOOD, ...shell });
  return warnings.map(({ code }) => code);
}

test('nothing to warn of when pushes arrive, storage stays and there is a second device', async () => {
  expect(await warningsFor({})).toEqual([]);
});

test.each<[string, Partial<Account>, Partial<ShellHealth>]>([
  ['notifications_denied', {}, { permission: 'denied' }],
  ['notifications_not_asked', {}, { permission: 'not_asked' }],
  ['storage_not_persisted', {}, { persisted: false }],
  ['pull_only', { delivery: 'pull', endpointHash: null }, {}],
  ['push_untested', { delivery: 'pull', pushHealth: 'unknown' }, {}],
  ['push_slowed', { pushHealth: 'failed', pushTrouble: 'slowed' }, {}],
  ['push_unavailable', { pushHealth: 'failed', pushTrouble: 'unavailable' }, {}],
  ['push_gone', { pushHealth: 'gone' }, {}],
  ['push_gone', { delivery: 'pull', endpointHash: null, pushHealth: 'gone' }, {}],
  ['push_failing', { pushHealth: 'failed' }, {}],
  ['not_shown', { showRefused: true }, {}],
  ['push_unchecked', { pushHealth: 'unknown' }, {}],
  ['only_device', { otherDevices: 0 }, {}],
  ['device_revoked', { state: 'revoked' }, {}],
  ['device_suspended', { state: 'suspended' }, {}],
  ['device_pending', { state: 'pending' }, {}],
  ['user_locked', { refusal: 'user_locked', otherDevices: 0 }, {}],
  ['device_unknown', { refusal: 'proof_invalid' }, {}],
])('%s', async (code, changes, shell) => {
  expect(await warningsFor(changes, shell)).toEqual([code]);
});

test.each([
  [3, ['codes_few']],
  [0, ['codes_few']],
  [4, []],
  // Never made, or never heard of: no reminder at each opening.
  [null, []],
  [undefined, []],
])('N15: with %s unused recovery codes the first screen says: %s', async (recoveryCodesLeft, warnings) => {
  expect(await warningsFor(recoveryCodesLeft === undefined ? {} : { recoveryCodesLeft })).toEqual(warnings);
});

test('an account that gets no notifications anyway isn’t warned that they are off', async () => {
  expect(await warningsFor({ delivery: 'pull', endpointHash: null }, { permission: 'denied' })).toEqual(['pull_only']);
});

test('a push that the browser didn’t show is warned of until one is shown', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { core, server, lets } = harness;
  const ofDelivery = async () => (await checkHealth(core, GOOD)).filter(({ code }) => code !== 'only_device');
  const worker = harness.another();
  server.onTestPush = async (payload) => {
    await receivePush(worker, payload).catch(() => undefined);
  };
  lets.show = false;
  // The test push has arrived and was answered, but nobody has seen it.
  expect((await retryTest(core, SUBSCRIPTIONS, deviceId)).kind).toBe('passed');
  expect(await ofDelivery()).toEqual([{ code: 'not_shown', deviceId }]);
  lets.show = true;
  await retryTest(core, SUBSCRIPTIONS, deviceId);
  expect(await ofDelivery()).toEqual([]);
});

test('a clock that is off by more than a minute is named with its offset', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  await harness.core.keys.changeAccount(deviceId, (account) => ({ ...account, otherDevices: 1 }));
  harness.deviceClock.nowMs += 300_000;
  const account = await harness.core.keys.account(deviceId);
  if (account) await harness.core.api.self(account);
  expect(await checkHealth(harness.core, GOOD)).toEqual([{ code: 'clock_off', deviceId, clockOffsetMs: 300_000 }]);
});

test('a key that the browser has deleted is noticed', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const account = await harness.core.keys.account(deviceId);
  await harness.deleteKey(account?.thumbprint ?? '');
  expect(await checkHealth(harness.core, GOOD)).toEqual([{ code: 'key_missing', deviceId }]);
});

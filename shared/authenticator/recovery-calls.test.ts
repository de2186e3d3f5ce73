import * as v from 'valibot';
import { expect, test } from 'vitest';
import { knownAccount } from './account.ts';
import type { Core } from './ports.ts';
import { callMakeRecoveryCodes, callRecoveryCodesLeft } from './recovery-calls.ts';
import { pair, startHarness } from './testing/harness.ts';

test('N15: what these calls are told of unused codes is kept, so that the first screen needs no call of its own', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  let answer: unknown;
  const ask: Core['api']['ask'] = async (_call, schema) => v.parse(schema, answer);
  const core = { ...harness.core, api: { ...harness.core.api, ask } };
  const account = await knownAccount(core, deviceId);
  const kept = async () => (await knownAccount(core, deviceId)).recoveryCodesLeft;

  answer = { left: 0, madeAtMs: null };
  expect(await callRecoveryCodesLeft(core, account)).toEqual(answer);
  expect(await kept()).toBeNull();
  answer = { left: 2, madeAtMs: 1_700_000_000_000 };
  await callRecoveryCodesLeft(core, account);
  expect(await kept()).toBe(2);
  const sheet = { origin: 'https://nod.example', realm: 'Harbour', username: 'alice' };
  answer = { codes: Array.from('0123456789', (digit) => `7K${digit}M-XQ4T-W9RB-2HJC`), sheet };
  expect(await callMakeRecoveryCodes(core, account, {})).toEqual(answer);
  expect(await kept()).toBe(10);
});

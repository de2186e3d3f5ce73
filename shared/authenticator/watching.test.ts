import { expect, test } from 'vitest';
import type { Core } from './core.ts';
import { pair, startHarness } from './testing/harness.ts';
import { createWatching } from './watching.ts';

test('of many accounts at one server only some hold a stream: a browser’s connections are few, and answers need them', async () => {
  const harness = await startHarness();
  await pair(harness);
  const [account] = await harness.core.keys.accounts();
  if (!account) throw new Error('not paired');
  const accounts = Array.from({ length: 8 }, (_none, index) => ({ ...account, deviceId: `dev_${index}` }));
  const byId = new Map(accounts.map((one) => [one.deviceId, one]));
  const streams = new Set<string>();
  const asked = new Set<string>();
  const known = async (deviceId: string) => byId.get(deviceId);
  const callers = new Map<object, string>(accounts.map((one) => [one, one.deviceId]));
  const core = {
    ...harness.core,
    keys: { ...harness.core.keys, account: known },
    api: {
      ...harness.core.api,
      pending: async (caller: object) => {
        asked.add(callers.get(caller) ?? '');
        return { challenges: [], timeMs: harness.core.now() };
      },
      events: async function* (caller: object, signal: AbortSignal) {
        streams.add(callers.get(caller) ?? '');
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    },
  } as unknown as Core;
  const watching = createWatching(core, { onChange: () => {}, onRequest: () => {}, onReachable: () => {} });
  watching.follow(accounts);
  await expect.poll(() => asked.size).toBe(8);
  await expect.poll(() => streams.size).toBe(3);
  watching.follow([]);
});

import { expect, test } from 'vitest';
import { knownAccount, noteSelf } from './account.ts';
import { pair, startHarness } from './testing/harness.ts';

async function heard() {
  const harness = await startHarness();
  const { core } = harness;
  const deviceId = await pair(harness);
  const self = await core.api.self(await knownAccount(core, deviceId));
  const hear = (delivery: 'push' | 'pull', timeMs: number, also = {}) =>
    noteSelf(core, deviceId, { ...self, delivery, timeMs }, also);
  return { self, hear };
}

test('an answer that a later one overtook is not believed any more, and what the caller knows is kept all the same', async () => {
  const { self, hear } = await heard();
  const sentAtMs = self.timeMs + 1_000;
  // The test push that a new subscription brings about may be answered before the call that told of the subscription.
  await hear('push', sentAtMs + 5);
  expect(await hear('pull', sentAtMs, { subscribedAtMs: 7 })).toMatchObject({
    delivery: 'push',
    saidAtMs: sentAtMs + 5,
    subscribedAtMs: 7,
  });
  expect(await hear('pull', sentAtMs + 5)).toMatchObject({ delivery: 'pull' });
});

test('a server whose clock was put back is believed', async () => {
  const { self, hear } = await heard();
  await hear('push', self.timeMs + 3_600_000);
  expect(await hear('pull', self.timeMs)).toMatchObject({ delivery: 'pull', saidAtMs: self.timeMs });
});

test('N15: how many recovery codes are left is kept from the answers that say it', async () => {
  const harness = await startHarness();
  const { core } = harness;
  const deviceId = await pair(harness);
  const self = await core.api.self(await knownAccount(core, deviceId));
  const left = async (said: { recoveryCodesLeft?: number | null }) =>
    (await noteSelf(core, deviceId, { ...self, ...said }))?.recoveryCodesLeft;
  expect(await left({ recoveryCodesLeft: 3 })).toBe(3);
  expect(await left({})).toBe(3);
  expect(await left({ recoveryCodesLeft: null })).toBeNull();
});

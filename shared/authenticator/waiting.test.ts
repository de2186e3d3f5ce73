import { expect, test } from 'vitest';
import { knownAccount } from './account.ts';
import { pullNews } from './announcements.ts';
import { newsOf } from './news.ts';
import { pair, startHarness } from './testing/harness.ts';
import { lookWhetherLetIn } from './vouching.ts';
import { seeOnScreen, waitToBeLetIn } from './waiting.ts';

const STRANGER = { id: `dev_${'s'.repeat(22)}`, name: 'iPhone' };

test('A6.3.7: a new device waits only when its person wants that, and knows until when', async () => {
  const fresh = await startHarness();
  const { core, server } = fresh;
  const freshId = await pair(fresh);
  const account = () => knownAccount(core, freshId);
  await expect(waitToBeLetIn(core, await account())).rejects.toMatchObject({ code: 'waiting_refused' });
  const served = server.devices.find(({ id }) => id === freshId);
  if (!served) throw new Error('no such device');
  served.state = 'unvouched';
  served.wait = { on: true, delayMs: 259_200_000, askedAtMs: null, letInAtMs: null, lapsesAtMs: null };
  await lookWhetherLetIn(core, freshId);
  expect((await account()).wait).toMatchObject({ askedAtMs: null });
  await waitToBeLetIn(core, await account());
  expect((await account()).wait).toMatchObject({ askedAtMs: expect.any(Number) });
  expect(await account()).toMatchObject({ state: 'unvouched' });
});

test('A6.3.7: the server is told that a notice of a device that waits was seen: when it was read, and not when it came', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  harness.tick(1_000);
  const { core, server } = harness;
  const account = () => knownAccount(core, deviceId);
  const news = async () => newsOf(await account()).map(({ what }) => what);
  const { id } = server.trust.tell('device.waits', { device: STRANGER, detail: { delayMs: 1 }, undo: 'possible' });
  server.trust.tell('device.waits', { device: STRANGER, undo: 'impossible' });
  server.trust.tell('device.added', { device: STRANGER, undo: 'possible' });
  await pullNews(core);
  expect(server.trust.seen).toEqual([]);
  expect(await news()).toHaveLength(3);
  server.broken = (path) => path.endsWith('/seen');
  await expect(seeOnScreen(core, await account(), core.now())).rejects.toThrow();
  expect(await news()).toHaveLength(3);
  server.broken = null;
  await seeOnScreen(core, await account(), core.now());
  expect(server.trust.seen).toEqual([id]);
  expect(await news()).toEqual([]);
});

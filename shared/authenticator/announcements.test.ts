import { expect, test } from 'vitest';
import { pullHappened, pullNews, seeHappened } from './announcements.ts';
import { undoHappened } from './device-life.ts';
import { keepHappened, newsOf } from './news.ts';
import { receivePush } from './receive.ts';
import { takeInNotice } from './take-in.ts';
import type { FakeServer } from './testing/fake-server.ts';
import { type Harness, pair, startHarness } from './testing/harness.ts';

const STRANGER = { id: `dev_${'s'.repeat(22)}`, name: 'Pixel 9' };
const ADDED = {
  device: STRANGER,
  by: { whom: 'device', deviceId: `dev_${'l'.repeat(22)}`, name: 'Laptop' },
  undo: 'possible',
} as const;

async function paired() {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  harness.tick(1_000);
  const account = async () => {
    const found = await harness.core.keys.account(deviceId);
    if (!found) throw new Error('no account');
    return found;
  };
  return { harness, deviceId, account, news: async () => newsOf(await account()).map(({ what }) => what) };
}

/** Something happened, and a signed notice of it. */
function announced({ server }: Harness, deviceId: string, more: Parameters<FakeServer['trust']['tell']>[1] = ADDED) {
  const announcement = server.trust.tell('device.added', more);
  return server.notice(deviceId, { notice: 'announcement', announcement });
}

test('N14: a notice is shown without a sound, says what, which and from where, and is kept', async () => {
  const { harness, deviceId, news } = await paired();
  const { push } = await announced(harness, deviceId);
  await receivePush(harness.core, push);
  expect(harness.shown).toMatchObject([
    {
      kind: 'happened',
      quiet: true,
      actions: [],
      request: null,
      title: '“Pixel 9” was added to your account',
      body: 'Account alice, on “Laptop”, from 203.0.113.7. Tap if this wasn’t you.',
    },
  ]);
  expect(await news()).toEqual(['device.added']);
});

test('A6.3.7: a notice says the place beside the address, where the server knows it', async () => {
  const { harness, deviceId } = await paired();
  const more = { ...ADDED, detail: { location: 'Lisbon, Portugal' } };
  await receivePush(harness.core, (await announced(harness, deviceId, more)).push);
  expect(harness.shown).toMatchObject([
    { body: 'Account alice, on “Laptop”, from Lisbon, Portugal, 203.0.113.7. Tap if this wasn’t you.' },
  ]);
});

test('N14: a device that is not used is to be opened, and why is said', async () => {
  const { harness, deviceId } = await paired();
  const announcement = harness.server.trust.tell('device.idle', { device: { id: deviceId, name: 'Laptop' } });
  const { push } = await harness.server.notice(deviceId, { notice: 'announcement', announcement });
  await receivePush(harness.core, push);
  expect(harness.shown).toMatchObject([{ title: 'Open Nod on “Laptop”, or it is paused: it was not used for long' }]);
});

test('A6.3.5: a report that was taken back is told as the end of the pause, and is no news of its own', async () => {
  const { harness, deviceId, news } = await paired();
  const announcement = harness.server.trust.tell('report.taken_back', { detail: { application: 'Wiki' } });
  const { push } = await harness.server.notice(deviceId, { notice: 'announcement', announcement });
  await receivePush(harness.core, push);
  expect(harness.shown).toMatchObject([{ title: '“Wiki” can ring you as before: the report was taken back' }]);
  expect(await news()).toEqual([]);
});

test('N7: the notification of a changed e-mail address doesn’t say which', async () => {
  const { harness, deviceId } = await paired();
  const announcement = harness.server.trust.tell('email.changed', { detail: { email: 'alice@example.org' } });
  const { push } = await harness.server.notice(deviceId, { notice: 'announcement', announcement });
  await receivePush(harness.core, push);
  expect(harness.shown).toHaveLength(1);
  expect(JSON.stringify(harness.shown)).not.toContain('example.org');
});

test('N14: a notice of the open stream is kept too, and told once', async () => {
  const { harness, deviceId, account } = await paired();
  const { jws, push } = await announced(harness, deviceId);
  await takeInNotice(harness.core, jws);
  expect(harness.shown).toEqual([]);
  await receivePush(harness.core, push);
  expect((await account()).happened).toHaveLength(1);
});

test('a notice that isn’t signed by the pinned server tells nothing', async () => {
  const { harness, deviceId, account } = await paired();
  const { FakeServer } = await import('./testing/fake-server.ts');
  const other = await FakeServer.start(harness.server.origin, harness.server.now);
  const announcement = other.trust.tell('device.added', ADDED);
  const { push } = await other.notice(deviceId, { notice: 'announcement', announcement });
  expect(await receivePush(harness.core, push)).toEqual({ kind: 'unverified' });
  expect((await account()).happened ?? []).toEqual([]);
});

test('what a person has read is no news, and what came since is', async () => {
  const { harness, deviceId, account, news } = await paired();
  harness.server.trust.tell('device.added', ADDED);
  await pullNews(harness.core);
  expect(await news()).toEqual(['device.added']);
  const [read] = (await account()).happened ?? [];
  harness.tick(1_000);
  harness.server.trust.tell('device.suspended', { device: STRANGER });
  await pullNews(harness.core);
  await seeHappened(harness.core, deviceId, read?.atMs ?? 0);
  expect(await news()).toEqual(['device.suspended']);
});

test('what was done here, what is small, and what was there before the pairing is no news', async () => {
  const { harness, deviceId, news, account } = await paired();
  const { trust } = harness.server;
  trust.tell('device.suspended', { device: STRANGER, by: { whom: 'device', deviceId, name: 'Pixel 9' } });
  trust.tell('device.added', { device: { id: deviceId, name: 'Pixel 9' } });
  trust.tell('device.renamed', { device: STRANGER });
  trust.tell('device.removed', { device: STRANGER, atMs: harness.server.now() - 60_000 });
  await pullNews(harness.core);
  expect((await account()).happened).toHaveLength(4);
  expect(await news()).toEqual([]);
  trust.tell('something.new');
  await pullNews(harness.core);
  expect(await news()).toEqual(['something.new']);
});

test('the last page is there when the server is away, and older pages don’t take its place', async () => {
  const { harness, account } = await paired();
  for (let i = 0; i < 25; i += 1) {
    harness.tick(1_000);
    harness.server.trust.tell('device.renamed', { device: STRANGER });
  }
  const { nextBeforeMs } = await pullHappened(harness.core, await account(), {});
  const newest = (await account()).happened;
  const older = await pullHappened(harness.core, await account(), { beforeMs: nextBeforeMs ?? 0 });
  expect(older.items).toHaveLength(5);
  expect((await account()).happened).toEqual(newest);
  harness.online.value = false;
  await pullNews(harness.core);
  expect((await account()).happened).toEqual(newest);
});

test('as many are kept as a page has, the newest', async () => {
  const { harness, deviceId, account } = await paired();
  for (let i = 0; i < 25; i += 1) {
    await keepHappened(harness.core, deviceId, harness.server.trust.tell('device.renamed', { atMs: 1_000 + i }));
  }
  const kept = (await account()).happened?.map(({ atMs }) => atMs) ?? [];
  expect(kept).toHaveLength(20);
  expect(kept[0]).toBe(1_024);
});

test('N16: “This wasn’t me” says what was suspended, and can be pressed once', async () => {
  const { harness, account } = await paired();
  const second = await startHarness({ server: harness.server });
  const other = await pair(second);
  const { id } = harness.server.trust.tell('device.added', { ...ADDED, device: { id: other, name: 'Pixel 9' } });
  expect(await undoHappened(harness.core, await account(), id)).toEqual({
    suspended: [{ id: other, name: 'Pixel 9' }],
  });
  expect(harness.server.devices[1]?.state).toBe('suspended');
  await expect(undoHappened(harness.core, await account(), id)).rejects.toMatchObject({ code: 'undo_impossible' });
});

test('N15: with the news a server is asked about this device, at most once an hour', async () => {
  const { harness, account } = await paired();
  const { core, server } = harness;
  const asked = () => server.calls.filter((call) => call === 'GET self').length;
  const before = asked();
  await pullNews(core);
  expect(asked()).toBe(before);
  harness.tick(3_600_000);
  await pullNews(core);
  await pullNews(core);
  expect(asked()).toBe(before + 1);
  expect((await account()).lastContactAtMs).toBe(core.now());
});

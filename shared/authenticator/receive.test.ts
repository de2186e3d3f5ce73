import { expect, test } from 'vitest';
import { forge, makeTestKey, type TestKey } from '../protocol/vectors/forge.ts';
import { decide } from './decide.ts';
import { endRequest } from './end-request.ts';
import { checkHealth } from './health.ts';
import { receivePush } from './receive.ts';
import { resume } from './resume.ts';
import { takeInNotice } from './take-in.ts';
import { FakeServer } from './testing/fake-server.ts';
import { pair, startHarness } from './testing/harness.ts';
import { newId, pushOf } from './testing/served.ts';

const HOUR_MS = 3_600_000;

/** Nothing is kept, and one neutral notification is shown: silence would cost the subscription. */
async function expectRefused(harness: Awaited<ReturnType<typeof startHarness>>, push: string | null) {
  harness.shown.length = 0;
  expect(await receivePush(harness.core, push)).toEqual({ kind: 'unverified' });
  expect(await harness.core.inbox.waiting()).toEqual([]);
  expect(harness.shown.map(({ kind, actions }) => ({ kind, actions }))).toEqual([{ kind: 'unverified', actions: [] }]);
}

test('a genuine push is kept, shown with the application’s name, and acknowledged twice', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, push } = await harness.server.challenge();
  const received = await receivePush(harness.core, push);
  expect(received.kind).toBe('request');
  expect((await harness.core.inbox.waiting()).map((item) => [item.deviceId, item.challengeId])).toEqual([
    [deviceId, id],
  ]);
  expect(harness.shown).toMatchObject([
    { title: 'Demo Bank', body: 'Sign in as alice? Chrome on macOS, Lisbon.', actions: ['deny', 'approve'] },
  ]);
  expect(harness.server.challenges.get(id)?.acknowledged).toEqual(['received', 'displayed']);
});

test('a push whose request was shown meanwhile shows it again, without a sound: a silent push costs the subscription', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { core, server, shown } = harness;
  const { id, push } = await server.challenge();
  const page = harness.another();
  // The page in front has the request by its stream, and shows it just before the push is shown.
  const worker = {
    ...core,
    inbox: {
      ...core.inbox,
      get: async (request: { deviceId: string; challengeId: string }) => {
        await page.inbox.change(request, (item) => ({ ...item, notifiedAtMs: page.now() + 1 }));
        return core.inbox.get(request);
      },
    },
  };
  await receivePush(worker, push);
  expect(shown).toMatchObject([{ kind: 'request', quiet: true, request: { deviceId, challengeId: id } }]);
});

test('a push that is handled while another one is being shown doesn’t show that one too', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { notifier } = harness.core;
  const begun = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const show: typeof notifier.show = async (content) => {
    if (content.kind === 'request') {
      begun.resolve();
      await released.promise;
    }
    await notifier.show(content);
  };
  const core = { ...harness.core, notifier: { ...notifier, show } };
  harness.shown.length = 0;
  const first = receivePush(core, (await harness.server.challenge()).push);
  await begun.promise;
  const second = receivePush(core, 'not ours');
  await new Promise((resolve) => setTimeout(resolve, 50));
  released.resolve();
  await Promise.all([first, second]);
  expect(harness.shown.map(({ kind }) => kind).sort()).toEqual(['request', 'unverified']);
});

test('a push that is delivered again is shown again', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { push } = await harness.server.challenge();
  harness.shown.length = 0;
  await receivePush(harness.core, push);
  await receivePush(harness.core, push);
  expect(harness.shown.map(({ kind }) => kind)).toEqual(['request', 'request']);
});

test('N1: where a code is due, the notification has no approve button and says to open Nod', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { push } = await harness.server.challenge({ code: '482913' });
  await receivePush(harness.core, push);
  expect(harness.shown[0]?.actions).toEqual(['deny']);
  expect(harness.shown[0]?.body).toContain('Open Nod and type the code.');
});

test('N7: the notification shows no code and no details of the action', async () => {
  const harness = await startHarness();
  await pair(harness);
  const details = [{ label: 'IBAN', value: 'PT50 0002' }];
  const { push } = await harness.server.challenge({ code: '482913', action: { title: 'Pay 9 €', details } });
  await receivePush(harness.core, push);
  expect(JSON.stringify(harness.shown)).not.toMatch(/482913|PT50/);
});

test('a challenge signed by another server’s key in this server’s name is refused', async () => {
  const harness = await startHarness();
  await pair(harness);
  const evil = await FakeServer.start('https://evil.example', () => harness.serverClock.nowMs);
  const { push } = await harness.server.challenge({ key: { ...evil.signing } });
  await expectRefused(harness, push);
  // Also when it borrows the pinned key's name.
  const borrowed = { ...evil.signing, kid: harness.server.signing.kid };
  await expectRefused(harness, (await harness.server.challenge({ key: borrowed })).push);
});

test('a paired server can’t speak for another paired server', async () => {
  const harness = await startHarness();
  await pair(harness);
  const other = await FakeServer.start('https://other.example', () => harness.serverClock.nowMs);
  harness.connect(other);
  await pair(harness, other);
  const { push } = await other.challenge({ iss: harness.server.origin, sub: harness.server.user.id });
  await expectRefused(harness, push);
});

test('a challenge altered on the way is refused', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { jws } = await harness.server.challenge();
  const [head = '', body = '', signature = ''] = jws.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  claims.app.name = 'Other Bank';
  const altered = Buffer.from(JSON.stringify(claims)).toString('base64url');
  await expectRefused(harness, pushOf({ challenge: `${head}.${altered}.${signature}` }));
});

test('a challenge for another user is refused', async () => {
  const harness = await startHarness();
  await pair(harness);
  await expectRefused(harness, (await harness.server.challenge({ sub: newId('usr') })).push);
});

test('a push that is empty, not JSON, oversized, or not Nod’s shows a neutral notification', async () => {
  const harness = await startHarness();
  await pair(harness);
  for (const push of [
    null,
    '',
    '{',
    'x'.repeat(5_000),
    '{"web_push":8030}',
    '{"web_push":8030,"notification":{"data":{"challenge":"a.b.c"}}}',
  ]) {
    await expectRefused(harness, push);
  }
});

test('a push for a revoked account is not shown as a request', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  await harness.core.keys.changeAccount(deviceId, (account) => ({ ...account, state: 'revoked' }));
  await expectRefused(harness, (await harness.server.challenge()).push);
});

test.each([
  { how: 'answered here', here: true, left: [] },
  { how: 'answered elsewhere', here: false, left: [{ kind: 'ended', body: 'Denied on Tablet.', actions: [] }] },
])('a request that is $how while it is being shown doesn’t stay on the screen', async ({ here, left }) => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, push } = await harness.server.challenge();
  harness.notifications.clear();
  const { notifier } = harness.core;
  const show: typeof notifier.show = async (content) => {
    // Its end looks for a notification that isn't there yet.
    const ending = { state: 'denied', decidedBy: 'Tablet', here } as const;
    if (content.kind === 'request') {
      await endRequest(harness.core, { deviceId, challengeId: id }, ending, { announce: 'close' });
    }
    await notifier.show(content);
  };
  await receivePush({ ...harness.core, notifier: { ...notifier, show } }, push);
  expect([...harness.notifications.values()]).toMatchObject(left);
  expect(harness.notifications.size).toBe(left.length);
});

test('a push that comes twice is one request, and each time a notification', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { push } = await harness.server.challenge();
  await receivePush(harness.core, push);
  await receivePush(harness.another(), push);
  expect(await harness.core.inbox.waiting()).toHaveLength(1);
  expect(harness.notifications.size).toBe(1);
});

test('a push replayed after the answer says how it ended and offers nothing', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, push } = await harness.server.challenge();
  await receivePush(harness.core, push);
  await decide(harness.core, { deviceId, challengeId: id, choice: 'deny', from: 'app' });
  harness.shown.length = 0;
  expect(await receivePush(harness.core, push)).toMatchObject({ kind: 'ended' });
  expect(harness.shown).toMatchObject([{ kind: 'ended', body: 'Denied on Pixel 9.', actions: [] }]);
  expect(await harness.core.inbox.waiting()).toEqual([]);
});

test('N3: a push that arrives late says that it ran out, offers no button and is not kept', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { push } = await harness.server.challenge({ lifeSeconds: 60 });
  harness.tick(61_000);
  expect(await receivePush(harness.core, push)).toMatchObject({ kind: 'late' });
  expect(harness.shown).toMatchObject([{ kind: 'ended', title: 'Demo Bank', actions: [] }]);
  expect(await harness.core.inbox.waiting()).toEqual([]);
});

test.each([-5 * HOUR_MS, 5 * HOUR_MS])('a clock that is off by %i ms still takes requests in', async (clockOffMs) => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  harness.deviceClock.nowMs += clockOffMs;
  const { id, push } = await harness.server.challenge({ code: '4829' });
  expect(await receivePush(harness.core, push)).toMatchObject({ kind: 'request' });
  const answer = { deviceId, challengeId: id, choice: 'approve', code: '4829', from: 'app' } as const;
  expect(await decide(harness.core, answer)).toEqual({ kind: 'approved' });
});

test('an old challenge replayed can’t turn the clock back', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { push } = await harness.server.challenge({ lifeSeconds: 60 });
  harness.tick(HOUR_MS);
  harness.server.broken = () => true;
  expect(await receivePush(harness.core, push)).toMatchObject({ kind: 'late' });
  expect(await harness.core.clock.offsetMs(harness.server.origin)).toBe(0);
});

test('the same challenge id from two servers is two requests', async () => {
  const harness = await startHarness();
  await pair(harness);
  const other = await FakeServer.start('https://other.example', () => harness.serverClock.nowMs);
  harness.connect(other);
  await pair(harness, other);
  const evil = await other.challenge();
  await receivePush(harness.core, evil.push);
  const real = await harness.server.challenge({ jti: evil.id });
  await receivePush(harness.core, real.push);
  expect(await harness.core.inbox.find(real.id)).toHaveLength(2);
  expect(harness.notifications.size).toBe(2);
});

test('a worker stopped after keeping and before showing shows the request when it wakes', async () => {
  const harness = await startHarness();
  await pair(harness);
  const { push } = await harness.server.challenge();
  const dying = {
    ...harness.another(),
    notifier: { show: () => Promise.reject(new Error('stopped')), close: async () => {} },
  };
  await expect(receivePush(dying, push)).rejects.toThrow('stopped');
  expect(harness.shown).toEqual([]);
  await resume(harness.another());
  expect(harness.shown).toMatchObject([{ kind: 'request', title: 'Demo Bank' }]);
});

test('a closed notice ends the request and replaces its notification', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, push } = await harness.server.challenge();
  await receivePush(harness.core, push);
  const closed = { notice: 'closed', challengeId: id, state: 'approved', decidedBy: 'Laptop' } as const;
  const notice = await harness.server.notice(deviceId, closed);
  expect(await receivePush(harness.core, notice.push)).toMatchObject({ kind: 'ended' });
  expect(await harness.core.inbox.waiting()).toEqual([]);
  expect([...harness.notifications.values()]).toMatchObject([{ body: 'Approved on Laptop.', actions: [] }]);
});

test('an approval that no device gave isn’t put down to another device', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, push } = await harness.server.challenge();
  await receivePush(harness.core, push);
  const notice = await harness.server.notice(deviceId, { notice: 'closed', challengeId: id, state: 'approved' });
  await receivePush(harness.core, notice.push);
  expect([...harness.notifications.values()]).toMatchObject([{ body: 'Approved without a device.' }]);
});

test('a notice that overtakes the answer to this device’s own decision is no news from elsewhere', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, push } = await harness.server.challenge();
  await receivePush(harness.core, push);
  const closed = {
    notice: 'closed',
    challengeId: id,
    state: 'approved',
    decidedBy: 'Pixel 9',
    thisDevice: true,
  } as const;
  const notice = await harness.server.notice(deviceId, closed);
  await takeInNotice(harness.core, notice.jws);
  const [item] = await harness.core.inbox.find(id);
  expect(item?.ended).toMatchObject({ state: 'approved', here: true });
});

test('a forged closed notice can’t take a request away', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const { id, push } = await harness.server.challenge();
  await receivePush(harness.core, push);
  const evil = await FakeServer.start('https://evil.example', () => harness.serverClock.nowMs);
  const closed = { notice: 'closed', challengeId: id, state: 'canceled' } as const;
  const notice = await harness.server.notice(deviceId, closed, { ...evil.signing, kid: harness.server.signing.kid });
  await receivePush(harness.core, notice.push);
  expect(await harness.core.inbox.waiting()).toHaveLength(1);
});

test('a genuine request with a claim that is unknown here isn’t shown: the person is told to update Nod', async () => {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const header = { alg: 'ES256', typ: 'nod-challenge+jwt', kid: harness.server.signing.kid };
  const { jws } = await harness.server.challenge();
  const claims = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
  const challenge = await forge(header, { ...claims, attachment: 'x' }, harness.server.signing as TestKey);
  await expectRefused(harness, pushOf({ challenge }));
  expect(harness.shown[0]?.body).toMatch(/newer Nod/);
  const shell = { permission: 'granted', persisted: true } as const;
  expect(await checkHealth(harness.core, shell)).toContainEqual({ code: 'update_needed', deviceId });

  // Somebody else's says nothing about this version.
  const stranger = await makeTestKey();
  await expectRefused(harness, pushOf({ challenge: await forge(header, { ...claims, attachment: 'x' }, stranger) }));
  expect(harness.shown[0]?.body).not.toMatch(/newer Nod/);
});

import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// Delivery is best effort; the challenge is not. What happens when a part between the two is away, slow, or forgetful.

const TRY_AGAIN_TIMEOUT_MS = 15_000;

test.afterEach(({ world }) => {
  world.push.chromium.down = false;
});

test('W1–W3: a push service gets what the RFCs ask for', async ({ phone, username, world }) => {
  const { wiki, push } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  const before = push.chromium.requests.length;
  await wiki.client.createChallenge({ user: username, ttlSeconds: 90 });
  const request = await push.chromium.waitForRequest((one) => push.chromium.requests.indexOf(one) >= before);
  await push.chromium.waitForDelivery(request);
  expect(request.headers).toMatchObject({
    urgency: 'high',
    topic: expect.stringMatching(/^[A-Za-z0-9_-]{32}$/),
    'content-encoding': 'aes128gcm',
  });
  expect(Number(request.headers.ttl)).toBeGreaterThan(60);
  expect(Number(request.headers.ttl)).toBeLessThanOrEqual(90);
  expect(request.sizeBytes).toBeLessThanOrEqual(4096);
  expect(request.vapid).toMatchObject({ aud: 'https://jmt17.google.com', sub: 'mailto:demo@nod.example' });
  expect(request.vapid?.exp ?? 0).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000) + 24 * 3600);
  await phone.seesRequestFrom(wiki.name);
  await expect
    .poll(async () => (await wiki.client.listDevices(username)).map(({ state, delivery }) => [state, delivery]))
    .toEqual([['active', 'push']]);
});

test('a browser that was off gets the request once it is on again, and its key still signs', async ({
  username,
  world,
}) => {
  const { lights, push, nod } = world;
  await using browser = await PhoneBrowser.chromium(push.chromium, { origin: nod.origin });
  const phone = await browser.openApp();
  await phone.pair((await world.ticketFor(username, lights)).code);
  await phone.isQuiet();
  await browser.switchOff();
  const { id } = await lights.client.createChallenge({ user: username });
  await expect
    .poll(async () => (await lights.client.getChallenge(id)).devices.map(({ delivery }) => delivery))
    .toEqual(['sent']);
  await browser.switchOn();
  const shown = await browser.notifications.waitFor(({ summary }) => summary === lights.name, 30_000);
  browser.notifications.press(shown.id, 'Approve');
  expect((await lights.client.waitForFinal(id)).state).toBe('approved');
});

test('push is down: the open app asks by itself, and answering works', async ({ phone, username, world }) => {
  const { wiki, push } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  push.chromium.down = 'unreachable';
  const { id, code = '' } = await wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom(wiki.name);
  await phone.approveWithCode(code);
  await phone.showsOutcome(words.outcome.approved.title);
  expect((await wiki.client.getChallenge(id)).state).toBe('approved');
});

test('push comes back while the request lives: it is sent again, and not before the service allows', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { lights, push } = world;
  const { notifications } = phoneBrowser;
  await phone.pair((await world.ticketFor(username, lights)).code);
  await phone.isQuiet();
  await phoneBrowser.leaveApp();

  await test.step('an outage', async () => {
    push.chromium.down = 'unavailable';
    const before = push.chromium.requests.length;
    const { id } = await lights.client.createChallenge({ user: username });
    await push.chromium.waitForRequest((one) => push.chromium.requests.indexOf(one) >= before && one.status === 503);
    push.chromium.down = false;
    const shown = await notifications.waitFor(({ summary }) => summary === lights.name, TRY_AGAIN_TIMEOUT_MS);
    notifications.press(shown.id, 'Approve');
    expect((await lights.client.waitForFinal(id)).state).toBe('approved');
    await notifications.waitUntilGone(shown.id);
  });

  await test.step('too many requests, with Retry-After', async () => {
    push.chromium.respondNext(429, { 'retry-after': '3' });
    const before = push.chromium.requests.length;
    const { id } = await lights.client.createChallenge({ user: username });
    const shown = await notifications.waitFor(({ summary }) => summary === lights.name, TRY_AGAIN_TIMEOUT_MS);
    const [refused, accepted] = push.chromium.requests.slice(before);
    expect([refused?.status, accepted?.status]).toEqual([429, 201]);
    expect((accepted?.receivedAtMs ?? 0) - (refused?.receivedAtMs ?? 0)).toBeGreaterThanOrEqual(3_000);
    notifications.press(shown.id, 'Approve');
    expect((await lights.client.waitForFinal(id)).state).toBe('approved');
  });
});

test('an endpoint that is gone is dropped; opening the app heals it', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { lights, push } = world;
  await phone.pair((await world.ticketFor(username, lights)).code);
  await phone.isQuiet();
  await phoneBrowser.leaveApp();
  push.chromium.expireAll();
  const lost = await lights.client.createChallenge({ user: username });
  await expect
    .poll(async () => (await lights.client.getChallenge(lost.id)).devices.map(({ delivery }) => delivery))
    .toEqual(['gone']);

  const opened = await phoneBrowser.openApp();
  await test.step('what was lost waits in the app', async () => {
    await opened.seesRequestFrom(lights.name);
    await opened.press(words.request.approve);
    await opened.showsOutcome(words.outcome.approved.title);
  });
  await expect.poll(() => push.chromium.tokens.length, { timeout: TRY_AGAIN_TIMEOUT_MS }).toBe(1);
  await opened.press(words.common.done);
  // The subscription is new: the server's test push to it has come, and the app has answered it.
  await expect(opened.page.getByText(words.quiet.healthy('phone'))).toBeVisible();
  await phoneBrowser.leaveApp();
  const { id } = await lights.client.createChallenge({ user: username });
  const shown = await phoneBrowser.notifications.waitFor(({ summary }) => summary === lights.name);
  phoneBrowser.notifications.press(shown.id, 'Approve');
  expect((await lights.client.waitForFinal(id)).state).toBe('approved');
  const reopened = await phoneBrowser.openApp();
  await expect(reopened.page.getByText(words.quiet.healthy('phone'))).toBeVisible();
});

test('Firefox: a subscription that the service replaces is renewed with the app closed', { tag: '@long' }, async ({
  username,
  world,
}) => {
  const { lights, push, nod } = world;
  await using browser = await PhoneBrowser.firefox(push.firefox, { origin: nod.origin });
  const phone = await browser.openApp();
  await phone.pair((await world.ticketFor(username, lights)).code);
  await phone.isQuiet();
  await browser.leaveApp();
  const renewals = () => nod.output.split('"PUT","route":"/device/v1/self/subscription","status":200').length;
  const before = renewals();
  push.firefox.forgetBrowsers();
  await expect.poll(renewals, { timeout: 30_000 }).toBeGreaterThan(before);
  // The worker has answered the test push to the new one by itself.
  const deliveries = async () => (await lights.client.listDevices(username)).map(({ delivery }) => delivery);
  await expect.poll(deliveries, { timeout: 30_000 }).toEqual(['push']);
  const { id } = await lights.client.createChallenge({ user: username });
  const shown = await browser.notifications.waitFor(({ summary }) => summary === lights.name);
  browser.notifications.press(shown.id, 'Approve');
  expect((await lights.client.waitForFinal(id)).state).toBe('approved');
});

test('offline: the app opens, keeps the answer, and sends it when there is a network', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { lights } = world;
  await phone.pair((await world.ticketFor(username, lights)).code);
  await phone.isQuiet();
  const { context } = phoneBrowser;
  try {
    await test.step('the shell comes from the phone itself', async () => {
      await context.setOffline(true);
      await phone.page.reload();
      await expect(phone.heading).toHaveText(words.quiet.offline.title);
      await expect(phone.page.getByText(words.quiet.healthy('phone'))).toBeHidden();
      await expect(phone.page.getByText(words.quiet.offline.body('phone'))).toBeVisible();
      await examine(phone.page, 'phone-quiet-offline');
      await context.setOffline(false);
    });
    const { id } = await lights.client.createChallenge({ user: username });
    await phone.seesRequestFrom(lights.name);
    await context.setOffline(true);
    await phone.press(words.request.approve);
    await phone.showsOutcome(words.outcome.kept.title.approve);
    await examine(phone.page, 'phone-answer-kept');
    expect((await lights.client.getChallenge(id)).state).toBe('pending');
    await context.setOffline(false);
    expect((await lights.client.waitForFinal(id)).state).toBe('approved');
    await phone.showsOutcome(words.outcome.approved.title);
  } finally {
    await context.setOffline(false);
  }
});

test('the server restarts in the middle: nothing is lost, and the answer counts once it is back', async ({
  phone,
  username,
  world,
}) => {
  const { lights, nod } = world;
  await phone.pair((await world.ticketFor(username, lights)).code);
  await phone.isQuiet();
  await test.step('Home claims nothing that only the server knows', async () => {
    await nod.pause();
    try {
      await phone.open();
      await expect(phone.heading).toHaveText(words.quiet.away.title);
      await expect(phone.page.getByText(words.quiet.healthy('phone'))).toBeHidden();
      await examine(phone.page, 'phone-quiet-away');
    } finally {
      await nod.resume();
    }
    await phone.isQuiet();
  });
  const { id } = await lights.client.createChallenge({ user: username });
  await phone.seesRequestFrom(lights.name);
  await nod.pause();
  try {
    await phone.press(words.request.approve);
    await phone.showsOutcome(words.outcome.kept.title.approve);
    await examine(phone.page, 'phone-server-unreachable');
    await phone.press(words.common.tryAgain);
    await expect(phone.button(words.common.tryAgain)).toBeEnabled();
    await phone.showsOutcome(words.outcome.kept.title.approve);
  } finally {
    await nod.resume();
  }
  // No second press is needed: the app asks every few seconds, and sends the answer that it kept as soon as it can.
  expect((await lights.client.waitForFinal(id)).state).toBe('approved');
  await phone.showsOutcome(words.outcome.approved.title);
});

test('N3: nobody answers in time, and both sides say so', async ({ phone, username, world }) => {
  const ferry = await world.hastyApplication(20);
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  const { id, code = '' } = await ferry.client.createChallenge({ user: username });
  await phone.seesRequestFrom(ferry.name);
  await phone.codeField.fill(code);
  await expect(phone.page.getByText(/^1[0-5]$/)).toBeVisible();
  await examine(phone.page, 'phone-request-last-seconds');
  await expect(phone.heading).toHaveText(words.outcome.expired.title, { timeout: 25_000 });
  await examine(phone.page, 'phone-expired');
  expect((await ferry.client.waitForFinal(id)).state).toBe('expired');
});

test('a test on demand shows that notifications arrive', async ({ phone, phoneBrowser, username, world }) => {
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  // The server sends no two tests within ten seconds.
  await expect(async () => {
    await phone.press(words.quiet.test);
    await expect(phone.page.getByText(words.quiet.testArrived).first()).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 30_000 });
  await phoneBrowser.notifications.waitFor(({ body }) => body.includes('Notifications work.'));
});

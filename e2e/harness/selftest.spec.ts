import { expect, test } from '@playwright/test';
import webpush from 'web-push';
import { firstPage, launchChromium, launchFirefox, leaveApp } from './browsers.ts';
import { stopWorkers, virtualAuthenticator } from './chromium-devtools.ts';
import { ChromiumPushService } from './chromium-push/chromium-push-service.ts';
import { FirefoxPushService } from './firefox-push/firefox-push-service.ts';
import { NotificationServer } from './notification-server/notification-server.ts';
import { TemporaryProfile } from './profile.ts';
import { SelftestPage, SelftestSender } from './selftest-site.ts';

test('Chromium: real subscribe, encrypted push, stopped worker, trusted press, restart', { tag: '@long' }, async () => {
  await using site = await new SelftestPage().start();
  await using notifications = await new NotificationServer().start();
  await using push = await new ChromiumPushService().start();
  using profile = new TemporaryProfile();
  const options = { profileDir: profile.dir, push, notifications, grantNotificationsFor: [site.origin] };
  const sender = new SelftestSender(push);
  let subscription: webpush.PushSubscription;
  {
    await using context = await launchChromium(options);
    const page = await firstPage(context);
    await page.goto(site.origin);
    subscription = await sender.subscribe(page);

    await test.step('a push arrives and is acknowledged', async () => {
      expect(await sender.send(subscription, 'first')).toBe(201);
      await site.waitForReport((report) => report.event === 'push' && report.data === 'first');
      const request = await push.waitForRequest();
      await push.waitForDelivery(request);
      expect(request).toMatchObject({
        status: 201,
        headers: { ttl: '60' },
        vapid: { sub: 'mailto:selftest@example.org' },
      });
    });

    await test.step('the virtual authenticator makes a credential', async () => {
      const authenticator = await virtualAuthenticator(page);
      await page.evaluate(createCredential);
      expect(await authenticator.credentialCount()).toBe(1);
    });

    await test.step('no page open, worker stopped: a push starts it, a press on a button is trusted', async () => {
      await leaveApp(context);
      await stopWorkers(context);
      await sender.send(subscription, 'second');
      const { id } = await notifications.waitFor(({ body }) => body.includes('second'));
      await stopWorkers(context);
      notifications.press(id, 'Approve');
      const click = await site.waitForReport((report) => report.event === 'click');
      expect(click).toMatchObject({ data: 'approve', isTrusted: true, eventsSinceStart: 1 });
      await notifications.waitUntilGone(id);
    });

    await test.step('a press on the notification itself may open the app', async () => {
      await sender.send(subscription, 'third');
      const { id } = await notifications.waitFor(({ body }) => body.includes('third'));
      const [opened] = await Promise.all([context.waitForEvent('page'), notifications.press(id)]);
      await opened.waitForURL(`${site.origin}/opened`);
    });
  }

  await test.step('a push sent while the browser is closed waits for it', async () => {
    await sender.send(subscription, 'fourth');
    await using _context = await launchChromium(options);
    await site.waitForReport((report) => report.data === 'fourth');
  });

  await test.step('the push service can fail in all the ways that real ones do', async () => {
    push.down = 'unavailable';
    expect(await sender.send(subscription, 'x')).toBe(503);
    push.down = 'unreachable';
    await expect(sender.send(subscription, 'x')).rejects.toThrow();
    push.down = false;
    push.respondNext(429, { 'retry-after': '7' });
    expect(await sender.send(subscription, 'x')).toBe(429);
    expect(await sender.send(subscription, 'x', webpush.generateVAPIDKeys())).toBe(403);
    push.expireAll();
    expect(await sender.send(subscription, 'x')).toBe(410);
  });
});

test('Firefox: real subscribe, encrypted push, idle worker, trusted press, restart, new identity', {
  tag: '@long',
}, async () => {
  await using site = await new SelftestPage().start();
  await using notifications = await new NotificationServer().start();
  await using push = await new FirefoxPushService().start();
  using profile = new TemporaryProfile();
  const options = {
    profileDir: profile.dir,
    push,
    notifications,
    grantNotificationsFor: [site.origin],
    workerIdleMs: 300,
  };
  const sender = new SelftestSender(push);
  let subscription: webpush.PushSubscription;
  {
    await using context = await launchFirefox(options);
    const page = await firstPage(context);
    await page.goto(site.origin);
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([390, 844]);
    subscription = await sender.subscribe(page);

    await test.step('no page open: a push arrives; the worker idles away; a press on a button is trusted', async () => {
      await leaveApp(context);
      push.hold();
      expect(await sender.send(subscription, 'first')).toBe(201);
      expect(notifications.shown.size).toBe(0);
      push.release();
      const { id } = await notifications.waitFor(({ body }) => body.includes('first'));
      await push.waitForDelivery(await push.waitForRequest());
      await new Promise((resolve) => setTimeout(resolve, 10 * options.workerIdleMs));
      notifications.press(id, 'Deny');
      const click = await site.waitForReport((report) => report.event === 'click');
      expect(click).toMatchObject({ data: 'deny', isTrusted: true, eventsSinceStart: 1 });
      await notifications.waitUntilGone(id);
      expect(push.failureCodes).toEqual([]);
    });

    await test.step('a press on the notification itself may open the app', async () => {
      await sender.send(subscription, 'second');
      const { id } = await notifications.waitFor(({ body }) => body.includes('second'));
      const [opened] = await Promise.all([context.waitForEvent('page'), notifications.press(id)]);
      await opened.waitForURL(`${site.origin}/opened`);
    });
  }

  await sender.send(subscription, 'third');
  await using context = await launchFirefox(options);
  await test.step('a push sent while the browser was closed waited for it', () =>
    site.waitForReport((report) => report.data === 'third'));

  await test.step('a forgotten browser hears of it', async () => {
    expect(await sender.send(subscription, 'x', webpush.generateVAPIDKeys())).toBe(401);
    push.forgetBrowsers();
    await site.waitForReport((report) => report.event === 'pushsubscriptionchange');
    expect(await sender.send(subscription, 'x')).toBe(410);
  });

  await test.step('an unsubscribed endpoint is gone', async () => {
    const page = await firstPage(context);
    await page.goto(site.origin);
    const renewed = await sender.subscribe(page);
    await page.evaluate(unsubscribe);
    expect(await sender.send(renewed, 'x')).toBe(410);
  });
});

async function createCredential() {
  await navigator.credentials.create({
    publicKey: {
      challenge: new Uint8Array(32),
      rp: { name: 'Harness' },
      user: { id: new Uint8Array(8), name: 'alice', displayName: 'Alice' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      authenticatorSelection: { userVerification: 'required' },
    },
  });
}

async function unsubscribe() {
  const registration = await navigator.serviceWorker.ready;
  await (await registration.pushManager.getSubscription())?.unsubscribe();
}

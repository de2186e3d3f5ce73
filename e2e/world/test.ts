import { type Browser, test as base, chromium, expect } from '@playwright/test';
import { chromiumArgs } from '../harness/browsers.ts';
import { findChromium } from '../harness/profile.ts';
import { Computer } from './computer.ts';
import { DemoSite } from './demo-site.ts';
import { DesktopBrowser } from './desktop-browser.ts';
import type { Phone } from './phone.ts';
import { PhoneBrowser } from './phone-browser.ts';
import { newUsername, World } from './world.ts';

export { expect };

interface TestFixtures {
  /** An account of this test's own, so that tests don't see each other. */
  username: string;
  /** The app, fresh and not paired, in a Chromium that says it is a phone and may show notifications. */
  phone: Phone;
  /** The demo site in a desktop browser, signed out. */
  computer: Computer;
  /** A desktop browser with the extension in it, not paired. It may look at localhost when it asks. */
  desk: DesktopBrowser;
  noSecretInLogs: undefined;
}

interface WorkerFixtures {
  /** One per worker, for all the tests that it runs, since it takes seconds to start. */
  world: World;
  demo: DemoSite;
  /** The browser behind `phone`. Its push client is already running; in a fresh browser that takes six seconds. */
  phoneBrowser: PhoneBrowser;
  desktopBrowser: Browser;
  /** The browser behind `desk`. */
  extensionBrowser: DesktopBrowser;
}

/** Playwright's test with the world of Nod around it. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  world: [
    async ({ playwright: _playwright }, use) => {
      const world = await World.start();
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  demo: [
    async ({ world }, use) => {
      const demo = await DemoSite.start(world.nod);
      await use(demo);
      expect(world.leaks(demo)).toEqual([]);
      await demo.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  phoneBrowser: [
    async ({ world }, use) => {
      const browser = await PhoneBrowser.chromium(world.push.chromium, { origin: world.nod.origin });
      const { page } = await browser.openApp();
      await page.evaluate(wakePushClient);
      await use(browser);
      await browser.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  desktopBrowser: [
    async ({ playwright: _playwright }, use) => {
      const browser = await chromium.launch({
        executablePath: findChromium(),
        chromiumSandbox: false,
        args: chromiumArgs(),
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  extensionBrowser: [
    async ({ world }, use) => {
      const browser = await DesktopBrowser.start({ push: world.push.chromium });
      await use(browser);
      await browser.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  desk: async ({ extensionBrowser }, use, testInfo) => {
    await extensionBrowser.forgetEverything();
    await use(extensionBrowser);
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const [index, page] of extensionBrowser.context.pages().entries()) {
        await page.screenshot({ path: testInfo.outputPath(`desk-${index}.png`) }).catch(() => undefined);
      }
    }
  },
  username: async ({ playwright: _playwright }, use) => use(newUsername()),
  phone: async ({ phoneBrowser }, use, testInfo) => {
    await phoneBrowser.forgetEverything();
    const phone = await phoneBrowser.openApp();
    await use(phone);
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const [index, page] of phoneBrowser.context.pages().entries()) {
        await page.screenshot({ path: testInfo.outputPath(`phone-${index}.png`) }).catch(() => undefined);
      }
    }
  },
  computer: async ({ desktopBrowser, demo, world }, use, testInfo) => {
    const context = await desktopBrowser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await use(new Computer(page, demo.origin, world.secrets));
    if (testInfo.status !== testInfo.expectedStatus) {
      await page.screenshot({ path: testInfo.outputPath('computer.png') }).catch(() => undefined);
    }
    await context.close();
  },
  noSecretInLogs: [
    async ({ world }, use) => {
      await use(undefined);
      expect(world.leaks()).toEqual([]);
    },
    { auto: true },
  ],
});

/** Runs in the page: subscribes and unsubscribes, with a key that is used for nothing else. */
async function wakePushClient() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const applicationServerKey = await crypto.subtle.exportKey('raw', pair.publicKey);
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  await subscription.unsubscribe();
}

import { type Browser, chromium, expect } from '@playwright/test';
import { chromiumArgs } from '../harness/browsers.ts';
import { findChromium } from '../harness/profile.ts';
import { browsersTest, picturesIfFailed } from '../kit/browsers.ts';
import type { Phone } from '../kit/phone.ts';
import { Computer } from './computer.ts';
import { DemoSite } from './demo-site.ts';
import { DesktopBrowser } from './desktop-browser.ts';
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
  desktopBrowser: Browser;
  /** The browser behind `desk`. */
  extensionBrowser: DesktopBrowser;
}

/** Playwright's test with the world of Nod around it. */
export const test = browsersTest.extend<TestFixtures, WorkerFixtures>({
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
  ground: [async ({ world }, use) => use({ origin: world.nod.origin, push: world.push.chromium }), { scope: 'worker' }],
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
    await picturesIfFailed(testInfo, 'desk', extensionBrowser.context.pages());
  },
  username: async ({ playwright: _playwright }, use) => use(newUsername()),
  phone: async ({ phoneBrowser }, use, testInfo) => {
    await phoneBrowser.forgetEverything();
    const phone = await phoneBrowser.openApp();
    await use(phone);
    await picturesIfFailed(testInfo, 'phone', phoneBrowser.context.pages());
  },
  computer: async ({ desktopBrowser, demo, world }, use, testInfo) => {
    const context = await desktopBrowser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await use(new Computer(page, demo.origin, world.secrets));
    await picturesIfFailed(testInfo, 'computer', [page]);
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

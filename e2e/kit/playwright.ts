import { expect as baseExpect } from '@playwright/test';
import { ChromiumPushService } from '../harness/chromium-push/chromium-push-service.ts';
import { findChromium } from '../harness/profile.ts';
import { type AskedPhone, type ExpectedAsk, hasBeenAsked, hasBeenAskedNothing } from './asked.ts';
import { browsersTest, picturesIfFailed } from './browsers.ts';
import { builtDir } from './built.ts';
import { TestExtension } from './extension.ts';
import { ExtensionBrowser } from './extension-browser.ts';
import { RealPhone } from './real-phone.ts';
import { type NodOptions, TestNod } from './server.ts';
import type { SoftwarePhone } from './software-phone.ts';

/** The public entry for Playwright's tests: `import { test, expect } from 'nod-testing/playwright'`. */

export type { ApplicationOptions, TestApplication } from './application.ts';
export type { Asked, AskedPhone, ExpectedAsk } from './asked.ts';
export { PhoneError, type TestPhone } from './test-phone.ts';
export type { NodOptions, RealPhone, SoftwarePhone, TestExtension, TestNod };

interface TestFixtures {
  /** A software phone of this test's own, not paired: it answers in milliseconds. More of them: `nod.phone()`. */
  phone: SoftwarePhone;
  /** The app in Chromium, not paired, with real pushes: for the few tests that are about the phone itself. */
  realPhone: RealPhone;
  /** Nod's extension in Chromium, not paired: it approves by origin what happens in its own tabs. */
  extension: TestExtension;
}

interface WorkerFixtures {
  /** Options of the server: `test.use({ nodOptions: { name: 'Harbour Nod' } })` at the top of a file. */
  nodOptions: NodOptions;
  /** Nod's server in this worker's process, for all its tests. */
  nod: TestNod;
  pushService: ChromiumPushService;
  extensionBrowser: ExtensionBrowser;
}

export const test = browsersTest.extend<TestFixtures, WorkerFixtures>({
  nodOptions: [{}, { scope: 'worker', option: true }],
  // Playwright's own browser where it is installed, otherwise the system's.
  launchOptions: [
    async ({ launchOptions, browserName }, use) => {
      const isUp = browserName !== 'chromium' || launchOptions.executablePath !== undefined;
      await use(isUp ? launchOptions : { ...launchOptions, executablePath: findChromium() });
    },
    { scope: 'worker' },
  ],
  pushService: [
    async ({ playwright: _playwright }, use) => {
      await using push = await new ChromiumPushService().start();
      await use(push);
    },
    { scope: 'worker' },
  ],
  nod: [
    async ({ nodOptions, pushService }, use) => {
      await using nod = await TestNod.start(nodOptions, pushService.rewrites);
      await use(nod);
    },
    { scope: 'worker' },
  ],
  ground: [
    async ({ nod, pushService }, use) => {
      // Without its pages there is no real phone: that is said here, in a line.
      builtDir('pwa');
      await use({ origin: nod.origin, push: pushService });
    },
    { scope: 'worker' },
  ],
  extensionBrowser: [
    async ({ pushService }, use) => {
      await using browser = await ExtensionBrowser.start({ push: pushService });
      await use(browser);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  phone: async ({ nod }, use) => {
    const phone = nod.phone();
    await use(phone);
    await phone.lose();
  },
  realPhone: async ({ nod, phoneBrowser, pushService }, use, testInfo) => {
    await phoneBrowser.forgetEverything();
    const phone = new RealPhone(nod, phoneBrowser, pushService);
    await use(phone);
    await picturesIfFailed(testInfo, 'phone', phoneBrowser.context.pages());
    await phone.online();
  },
  extension: async ({ nod, extensionBrowser, pushService }, use, testInfo) => {
    await extensionBrowser.forgetEverything();
    const extension = new TestExtension(nod, extensionBrowser, pushService);
    await use(extension);
    await picturesIfFailed(testInfo, 'extension', extensionBrowser.context.pages());
    await extension.online();
  },
});

export const expect = baseExpect.extend({
  /** Waits until a phone has shown such a request; says what was shown in its place. */
  async toHaveBeenAsked(phone: AskedPhone, expected: ExpectedAsk = {}, options: { timeout?: number } = {}) {
    return verdict(() => hasBeenAsked(phone, expected, this.isNot ? 0 : options.timeout));
  },
  /** Waits a moment for what must not come. */
  async toHaveBeenAskedNothing(phone: AskedPhone, options: { quietFor?: number } = {}) {
    return verdict(() => hasBeenAskedNothing(phone, options.quietFor));
  },
});

async function verdict(check: () => Promise<unknown>): Promise<{ pass: boolean; message: () => string }> {
  try {
    await check();
    return { pass: true, message: () => 'The phone was asked so, and was not to be.' };
  } catch (error) {
    return { pass: false, message: () => (error instanceof Error ? error.message : String(error)) };
  }
}

import { test as base, type TestInfo } from '@playwright/test';
import type { ChromiumPushService } from '../harness/chromium-push/chromium-push-service.ts';
import { PhoneBrowser } from './phone-browser.ts';

/** What a browser of the kit stands on: a Nod server, and the push service that takes the place of Google's. */
export interface Ground {
  readonly origin: string;
  readonly push: ChromiumPushService;
}

/** Exported for the declaration of what extends this test. */
export interface BrowserFixtures {
  /** Given by what extends this test. */
  ground: Ground;
  /** The browser behind a real phone. Its push client is already running; in a fresh browser that takes six seconds. */
  phoneBrowser: PhoneBrowser;
}

/** Playwright's test with the browser of a phone, which starts with the first test of a worker that wants it. */
export const browsersTest = base.extend<object, BrowserFixtures>({
  ground: [
    async ({ playwright: _playwright }, use) => {
      await use(undefined as never);
      throw new Error('Whatever extends this test gives it a ground.');
    },
    { scope: 'worker' },
  ],
  phoneBrowser: [
    async ({ ground }, use) => {
      const browser = await PhoneBrowser.chromium(ground.push, { origin: ground.origin });
      const { page } = await browser.openApp();
      await page.evaluate(wakePushClient);
      await use(browser);
      await browser.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Leaves a picture of each page of a browser, for a test that has failed. */
export async function picturesIfFailed(
  testInfo: TestInfo,
  name: string,
  pages: readonly { screenshot(options: { path: string }): Promise<unknown> }[],
): Promise<void> {
  if (testInfo.status === testInfo.expectedStatus) return;
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: testInfo.outputPath(`${name}-${index}.png`) }).catch(() => undefined);
  }
}

/** Runs in the page: subscribes and unsubscribes, with a key that is used for nothing else. */
async function wakePushClient() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const applicationServerKey = await crypto.subtle.exportKey('raw', pair.publicKey);
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  await subscription.unsubscribe();
}

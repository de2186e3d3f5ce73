import { trustWords } from '../shared/ui/words/trust-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { stopWorkers } from './harness/chromium-devtools.ts';
import type { ExtensionPage } from './kit/extension-browser.ts';
import { DesktopBrowser } from './world/desktop-browser.ts';
import { expect, test } from './world/test.ts';
import { World } from './world/world.ts';

// Pushes of a second server come to a further registration, which hands them on through the offscreen document.

test('a push that no page takes says that something waits; with its account the further registration goes', {
  tag: '@long',
}, async ({ world }) => {
  // It starts a second server.
  test.slow();
  await using other = await World.start({ NOD_NAME: 'Office Nod' }, world.push);
  await using browser = await DesktopBrowser.start({ push: world.push.chromium });
  for (const server of [world, other]) {
    const page = await browser.openOptions('#/pair');
    await page.enterPairing((await server.ticketFor('bob', server.lights)).url);
    await page.confirmPairing('Desk');
    await page.press(words.common.done);
    await page.isQuiet();
    await browser.closeExtensionPages();
  }

  await test.step('the offscreen document has ended: a notification of the further worker’s own leads to the request', async () => {
    const worker = browser.context.serviceWorkers().find((each) => each.url().includes('service-worker-loader'));
    await worker?.evaluate(() => chrome.offscreen.closeDocument());
    await stopWorkers(browser.context);
    await other.lights.client.createChallenge({ user: 'bob', ttlSeconds: 120 });
    const shown = await browser.notifications.waitFor(({ body }) => body.includes('A request waits'));
    expect(shown.summary).toBe('Nod');
    browser.notifications.press(shown.id);
    const page = await browser.openedPage('#/');
    await page.seesRequestFrom(other.lights.name);
    await page.press(words.request.approve);
    await page.showsOutcome(words.outcome.approved.title);
  });

  await test.step('removing the account gives its registration back, and ends the document', async () => {
    const page = await browser.openOptions('#/accounts');
    expect(await furtherPush(page)).toEqual({ scopes: ['/', '/push/1/'], documents: 1 });
    await page.press(/^Remove: .*Office Nod/);
    await page.page.getByRole('dialog').getByRole('button', { name: words.accounts.removeConfirm }).click();
    await page.page.getByRole('dialog').getByRole('button', { name: trustWords.device.lastConfirm }).click();
    await expect(page.page.getByText('Office Nod')).toHaveCount(0);
    await expect.poll(() => furtherPush(page)).toEqual({ scopes: ['/'], documents: 0 });
  });
});

/** The registrations and documents that the browser has for further servers. */
function furtherPush({ page }: ExtensionPage) {
  return page.evaluate(async () => ({
    scopes: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname).sort(),
    documents: (await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] })).length,
  }));
}

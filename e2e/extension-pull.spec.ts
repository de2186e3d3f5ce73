import { popupWords } from '../extension/popup/popup-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { DesktopBrowser } from './world/desktop-browser.ts';
import { expect, test } from './world/test.ts';

// The extension in a browser without push: Brave with push turned off, a network that blocks the push service.

test('no way to a push service: the extension asks by itself, rings all the same, and says so', {
  tag: '@long',
}, async ({ world }) => {
  await using browser = await DesktopBrowser.start();
  const page = await browser.openOptions('#/pair');
  const { url } = await world.ticketFor('bob', world.lights);

  await test.step('paired without, and told what that means here', async () => {
    await page.page.getByLabel(popupWords.server).fill(url);
    await page.press(words.pairing.next);
    await expect(page.heading).toHaveText(words.pairing.confirmTitle);
    await page.press(/^Pair this/);
    await expect(page.heading).toHaveText(words.rounds.title('computer'), { timeout: 40_000 });
    for (const fact of [...words.rounds.facts, words.pull.canTurnOn])
      await expect(page.page.getByText(fact)).toBeVisible();
    await page.press(words.rounds.go);
    await expect(page.heading).toHaveText(words.pairing.readyTitle);
    await page.press(words.common.done);
    await page.isQuiet();
    await expect(page.page.getByText(words.rounds.quiet)).toBeVisible();
    await expect(page.page.getByText(words.quiet.pull)).toHaveCount(0);
  });

  await test.step('accounts and settings say the same', async () => {
    await page.open('#/accounts');
    await expect(page.page.getByText(words.rounds.account)).toBeVisible();
    await page.open('#/settings');
    await expect(page.page.getByText(words.rounds.quietNext)).toBeVisible();
    await expect(page.button(words.quiet.turnOn)).toBeVisible();
    await browser.closeExtensionPages();
  });

  await test.step('a request rings by the alarm, with no page open, and is answered', async () => {
    const { id } = await world.lights.client.createChallenge({ user: 'bob', ttlSeconds: 120 });
    const shown = await browser.notifications.waitFor(({ summary }) => summary === world.lights.name, 60_000);
    browser.notifications.press(shown.id, 'Approve');
    await expect.poll(async () => (await world.lights.client.getChallenge(id)).state).toBe('approved');
  });
});

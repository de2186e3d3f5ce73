import type { Locator, Page } from '@playwright/test';
import { englishWords } from '../shared/sdk/login-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { Computer } from './world/computer.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// Signing in on the very phone that Nod is on: the site and the app in one browser, 390 pixels wide.

test('N1: the site opens Nod by the request’s id, the digits are copied and pasted, and the way back is said', async ({
  demo,
  username,
  world,
}) => {
  await using browser = await PhoneBrowser.chromium(world.push.chromium, {
    origin: world.nod.origin,
    chromium: { context: { viewport: { width: 390, height: 780 } } },
  });
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write', 'notifications']);
  const app = await browser.openApp();
  const site = new Computer(await browser.context.newPage(), demo.origin, world.secrets);
  await app.pair(await site.signUp(username));
  await app.page.close();
  const code = await site.matchingCode();
  const card = site.page.locator('nod-login');

  await test.step('what comes first is the way into Nod; its address holds no digits', async () => {
    const link = card.getByRole('link', { name: englishWords.openApp });
    const copy = card.getByRole('button', { name: englishWords.copyCode });
    // Asked until both are there: the card draws itself anew when it hears that the request was delivered.
    await expect.poll(async () => (await topOf(link)) < (await topOf(copy))).toBe(true);
    expect(await link.getAttribute('href')).toBe(`${world.nod.origin}/#/request/${await site.challengeId()}`);
    await scrollsOnlyDown(site.page);
    await examine(site.page, 'phone-sign-in-here');
    await copy.click();
    await expect(card.getByRole('button', { name: englishWords.copied })).toBeVisible();
  });

  const phone = await test.step('Nod opens beside the site', async () => {
    const opening = browser.context.waitForEvent('page');
    await card.getByRole('link', { name: englishWords.openApp }).click();
    const opened = browser.phoneIn(await opening);
    await opened.seesRequestFrom('Harbour Notes');
    await expect(opened.page.getByText(words.request.fetched)).toHaveCount(0);
    await expect(opened.codeField).toHaveValue('');
    await scrollsOnlyDown(opened.page);
    return opened;
  });

  await test.step('one tap pastes; the person still approves', async () => {
    await phone.press(words.request.paste);
    await expect(phone.codeField).toHaveValue(code);
    await examine(phone.page, 'phone-pasted');
    await phone.press(words.request.approve);
    await phone.showsOutcome(words.outcome.approved.title);
    await expect(phone.page.getByText(words.outcome.approved.onPhone)).toBeVisible();
    await examine(phone.page, 'phone-approved-here');
    await phone.page.close();
    await site.isIn();
  });

  await test.step('X2: the receipt claims no second channel, and the login’s event says why', async () => {
    // The page shows the claims of the receipt that let this session in.
    await expect(site.page.locator('dt:text-is("amr") + dd')).toHaveText('swk');
    const events = await world.nod.cli('events', '--user', username, '--type', 'challenge.approved');
    expect(events).toMatchObject([{ detail: { sameDevice: true } }]);
  });

  await test.step('an ordinary paste works too, and what holds no digits says so', async () => {
    await site.signOut();
    const next = await site.logIn(username);
    await site.page.evaluate(() => navigator.clipboard.writeText('nothing'));
    const again = await browser.context.newPage();
    await again.goto(`${world.nod.origin}/#/`);
    const opened = browser.phoneIn(again);
    await opened.seesRequestFrom('Harbour Notes');
    await opened.press(words.request.paste);
    await expect(opened.button(words.request.pasteNothing)).toBeVisible();
    await again.evaluate((text) => navigator.clipboard.writeText(text), `Code: ${next.slice(0, 3)} ${next.slice(3)}`);
    await opened.codeField.press('ControlOrMeta+V');
    await expect(opened.codeField).toHaveValue(next);
    await opened.press(words.request.deny);
  });
});

test('a browser in which nothing is paired says where to look', async ({ world }) => {
  await using browser = await PhoneBrowser.chromium(undefined, { origin: world.nod.origin });
  const phone = await browser.openApp(`#/request/chl_${'a'.repeat(22)}`);
  await expect(phone.heading).toHaveText(words.looking.unpairedTitle);
  await phone.press(words.looking.pair);
  await expect(phone.pairingCodeField).toBeVisible();
});

const topOf = async (element: Locator) => (await element.boundingBox())?.y ?? Number.NaN;

async function scrollsOnlyDown(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

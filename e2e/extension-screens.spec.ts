import { popupWords } from '../extension/popup/popup-words.ts';
import { accountWords } from '../shared/ui/words/account-words.ts';
import { recoveryWords } from '../shared/ui/words/recovery-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { Computer } from './world/computer.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// Every screen that only the extension has, checked by axe in both colour schemes and at 320 px.

const POPUP = { width: 360, height: 600 };

test('the extension: pairing, all quiet, a request in each of its states, settings', { tag: '@long' }, async ({
  demo,
  desk,
  username,
  world,
}) => {
  const computer = new Computer(await desk.context.newPage(), demo.origin, world.secrets);
  const code = await computer.signUp(username);

  await test.step('pairing', async () => {
    const popup = await desk.openPopup();
    await popup.page.setViewportSize(POPUP);
    await expect(popup.heading).toHaveText(popupWords.pairTitle);
    await examine(popup.page, 'extension-pair-in-tab', { narrow: false });
    const options = await desk.openOptions('#/pair');
    await options.page.getByLabel(popupWords.server).fill('http://nod.example.org');
    await options.pairingCodeField.fill(code);
    await options.press(words.pairing.next);
    await expect(options.page.getByText(popupWords.serverWrong)).toBeVisible();
    await examine(options.page, 'extension-pair-start');
    await options.enterPairing(world.nod.origin, code);
    await examine(options.page, 'extension-pair-confirm');
    await options.confirmPairing('Desk');
    await desk.closeExtensionPages();
  });

  await test.step('requests', async () => {
    const popup = await desk.openPopup();
    await popup.page.setViewportSize(POPUP);
    await popup.seesRequestFrom('Harbour Notes');
    await expect(popup.originLine).toBeVisible();
    await examine(popup.page, 'extension-request-found', { narrow: false });
    await popup.press(words.request.approve);
    await computer.isIn();
    await popup.press(words.common.done);
    await popup.isQuiet();
    await examine(popup.page, 'extension-quiet', { narrow: false });
    const { client } = demo.application;
    await client.createChallenge({ user: username });
    await popup.seesRequestFrom('Harbour Notes');
    await expect(popup.page.getByText(words.request.place.absentTitle)).toBeVisible();
    await examine(popup.page, 'extension-request-elsewhere', { narrow: false });
    await test.step('by keyboard alone: Deny is the first of the two', async () => {
      await popup.button(words.request.deny).focus();
      await popup.page.keyboard.press('Tab');
      await expect(popup.button(words.request.approve)).toBeFocused();
      await popup.page.keyboard.press('Shift+Tab');
      await popup.page.keyboard.press('Enter');
      await popup.showsOutcome(words.outcome.denied.title);
    });
    await desk.closeExtensionPages();
  });

  await test.step('settings', async () => {
    const options = await desk.openOptions('#/settings');
    await expect(options.page.getByText(popupWords.sites)).toBeVisible();
    await examine(options.page, 'extension-settings');
    const popup = await desk.openPopup('#/accounts');
    await popup.page.setViewportSize(POPUP);
    await expect(popup.heading).toHaveText(words.accounts.title);
    await examine(popup.page, 'extension-accounts', { narrow: false });
  });
});

test('the account in the popup: its devices, how many codes are left, what happened, past requests', async ({
  desk,
  username,
  world,
}) => {
  const { nod, lights } = world;
  const page = await desk.pair(nod.origin, (await world.ticketFor(username)).code, 'Desk');
  await page.isQuiet();
  await lights.client.createChallenge({ user: username });
  await page.seesRequestFrom(lights.name);
  await page.press(words.request.deny);
  await page.press(words.common.done);
  await page.isQuiet();

  const popup = await desk.openPopup();
  await popup.page.setViewportSize(POPUP);
  await popup.openAccount();
  await expect(popup.page.getByText(`${username} on Harbour Nod`)).toBeVisible();
  const devices = popup.page.getByRole('region', { name: words.devices.title, exact: true });
  await expect(devices.getByRole('listitem')).toHaveText(/Desk.*This computer/);
  const atHand = popup.page.getByRole('region', { name: accountWords.atHand('computer') });
  await expect(atHand.getByText(accountWords.codesNone)).toBeVisible();
  await examine(popup.page, 'extension-account', { narrow: false });
  for (const [row, said] of [
    [words.happened.title, '“Desk” was added to your account'],
    [words.history.title, lights.name],
  ] as const) {
    await popup.press(new RegExp(`^${row}`));
    await expect(popup.heading).toHaveText(row);
    await expect(popup.page.getByText(said)).toBeVisible();
    await popup.press(words.common.back);
    await expect(popup.heading).toHaveText(accountWords.title);
  }

  await test.step('codes are made in a tab, and the popup says when three are left', async () => {
    await popup.press(new RegExp(`^${recoveryWords.title}`));
    const tab = await desk.openedPage('/codes');
    await expect(tab.heading).toHaveText(recoveryWords.title);
    await tab.press(recoveryWords.make);
    await expect(tab.heading).toHaveText(recoveryWords.fresh);
    for (const code of await tab.page.locator('.nod-sheet__codes li').allInnerTexts())
      world.secrets.add('recovery code', code.replaceAll('-', ''));
    await desk.closeExtensionPages();
    const mine = 'select code_hash from recovery_codes where user_id = (select id from users where username = ?)';
    nod.change(`update recovery_codes set used_at_ms = 1 where code_hash in (${mine} limit 7)`, username);
    const again = await desk.openPopup();
    await again.page.setViewportSize(POPUP);
    // By itself it asks once an hour.
    await again.openAccount();
    await expect(again.page.getByText(recoveryWords.left(3))).toBeVisible();
    await again.press(words.common.back);
    await expect(again.page.getByText(recoveryWords.fewLeft(3))).toBeVisible();
    await examine(again.page, 'extension-quiet-codes-few', { narrow: false });
    await again.press(recoveryWords.makeNew);
    await expect((await desk.openedPage('/codes')).heading).toHaveText(recoveryWords.title);
  });
});

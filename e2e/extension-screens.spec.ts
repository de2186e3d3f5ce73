import { popupWords } from '../extension/popup/popup-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { Computer } from './world/computer.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// Every screen that only the extension has, checked by axe in both colour schemes and at 320 px.

const POPUP = { width: 360, height: 600 };

test('the extension: pairing, all quiet, a request in each of its states, settings', async ({
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

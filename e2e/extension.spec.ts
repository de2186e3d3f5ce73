import { words } from '../shared/ui/words.ts';
import { Computer } from './world/computer.ts';
import { DesktopBrowser } from './world/desktop-browser.ts';
import { expect, test } from './world/test.ts';

/** The extension, loaded into a real Chromium, with real pushes. */

test('from sign-up to sign-in in one browser: paired, found at the real site, approved with one tap', async ({
  demo,
  username,
  world,
}) => {
  await using browser = await DesktopBrowser.start({ push: world.push.chromium });
  const computer = new Computer(await browser.context.newPage(), demo.origin, world.secrets);
  const code = await computer.signUp(username);
  const options = await browser.pair(world.nod.origin, code);
  await options.isQuiet();
  await browser.closeExtensionPages();

  await computer.typePassword(username);
  const popup = await browser.openPopup();
  await popup.seesRequestFrom('Harbour Notes');
  await expect(popup.originLine).toContainText(new URL(demo.origin).host);
  await expect(popup.codeField).toHaveCount(0);
  await popup.press(words.request.approve);
  await popup.showsOutcome(words.outcome.approved.title);
  await computer.isIn();
});

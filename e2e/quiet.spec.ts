import { englishWords } from '../shared/sdk/login-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { Camera } from './world/camera.ts';
import { Computer } from './world/computer.ts';
import type { DemoSite } from './world/demo-site.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// Somebody who knows the password starts logins as often as they like. It rings five times, then nobody is rung any more; and
// the person themselves still signs in, since they have the page where their own login waits.

const SITE = 'Harbour Notes';

/** Asks until it no longer rings. The last one that rang still waits, and nobody answers it. */
async function flood({ application }: DemoSite, username: string): Promise<void> {
  for (let asked = 0; asked < 20; asked++) {
    const { quiet = false } = await application.client.createChallenge({ user: username });
    if (quiet) return;
  }
  throw new Error('it rings for ever');
}

test('N5: after a flood the owner signs in by scanning and by typing; nothing of it rings', async ({
  computer,
  demo,
  username,
  world,
}) => {
  test.setTimeout(180_000);
  using camera = new Camera();
  const pairingCode = await computer.signUp(username);
  // Chromium wants a film at its start. There is nothing to scan yet.
  camera.show(await camera.picture(computer.page.locator('main')));
  await using browser = await PhoneBrowser.chromium(world.push.chromium, {
    origin: world.nod.origin,
    chromium: { args: camera.args },
  });
  const phone = await browser.openApp();
  await phone.pair(pairingCode);
  await phone.seesRequestFrom(SITE);
  await phone.approveWithCode(await computer.matchingCode());
  await computer.isIn();
  await computer.signOut();
  await phone.press(words.common.done);
  await flood(demo, username);
  const card = computer.page.locator('nod-login');

  await test.step('the page says that nobody was rung, and what to do', async () => {
    await computer.logIn(username);
    await expect(card.getByText(englishWords.nobodyRung)).toBeVisible();
    await expect(computer.askedDevices).toHaveCount(0);
    await examine(computer.page, 'demo-quiet');
  });

  await test.step('scanned from the request of the attacker, which is what the phone shows', async () => {
    await phone.open();
    await phone.seesRequestFrom(SITE);
    await expect(phone.page.getByText(words.request.fetched)).toHaveCount(0);
    camera.show(await camera.picture(card.getByRole('img', { name: /^QR code/ })));
    await phone.press(words.request.scan);
    await expect(phone.page.getByText(words.request.fetched)).toBeVisible();
    await expect(phone.codeField).toHaveValue(await computer.matchingCode());
    await examine(phone.page, 'phone-request-fetched');
    await phone.press(words.request.approve);
    await phone.showsOutcome(words.outcome.approved.title);
    await computer.isIn();
  });

  await test.step('typed under “I am signing in”, after a Deny of what the attacker asks', async () => {
    await computer.signOut();
    await flood(demo, username);
    const code = await computer.logIn(username);
    await phone.open();
    await phone.seesRequestFrom(SITE);
    await phone.press(words.request.deny);
    await phone.showsOutcome(words.outcome.denied.title);
    await phone.press(words.common.done);
    await phone.press(new RegExp(`^${words.signingIn.entry}`));
    await expect(phone.heading).toHaveText(words.signingIn.title);
    const digits = phone.page.getByLabel(words.signingIn.digits);
    await digits.fill(code === '000000' ? '111111' : '000000');
    await phone.press(words.signingIn.fetch);
    await expect(phone.page.getByText('Nothing waits with this code')).toBeVisible();
    await examine(phone.page, 'phone-signing-in');
    await digits.fill(code);
    await phone.press(words.signingIn.fetch);
    await expect(phone.page.getByText(words.request.fetched)).toBeVisible();
    await expect(phone.codeField).toHaveValue(code);
    await phone.press(words.request.approve);
    await phone.showsOutcome(words.outcome.approved.title);
    await computer.isIn();
  });
});

test('N5: by the link of the page where the person signs in on the phone itself', async ({
  demo,
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const site = new Computer(await phoneBrowser.context.newPage(), demo.origin, world.secrets);
  await phone.pair(await site.signUp(username));
  await phone.seesRequestFrom(SITE);
  await phone.page.close();
  await flood(demo, username);
  const code = await site.logIn(username);
  const opening = phoneBrowser.context.waitForEvent('page');
  await site.page.getByRole('link', { name: englishWords.openApp }).click();
  const opened = phoneBrowser.phoneIn(await opening);
  await expect(opened.page.getByText(words.request.fetched)).toBeVisible({ timeout: 15_000 });
  await expect(opened.codeField).toHaveValue('');
  await opened.approveWithCode(code);
  await opened.showsOutcome(words.outcome.approved.title);
  await site.isIn();
});

test('N5: by the extension’s button in the tab where the login waits, and one click approves', async ({
  demo,
  desk,
  username,
  world,
}) => {
  const computer = await desk.moveIn(demo.origin, world, username);
  await flood(demo, username);
  await computer.typePassword(username);
  await expect(computer.page.getByText(englishWords.nobodyRung)).toBeVisible();
  const popup = await desk.openRealPopup(computer.page);
  // In front stands what the attacker asks; this page's own is one press away.
  await popup.press(words.signingIn.thisPage);
  await expect.poll(() => popup.text()).toContain(words.request.fetched);
  await expect.poll(() => popup.text()).toContain(words.request.originOpen(new URL(demo.origin).host));
  await popup.press(words.request.approve);
  await computer.isIn();
});

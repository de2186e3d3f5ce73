import { words } from '../shared/ui/words/words.ts';
import { DemoSite } from './world/demo-site.ts';
import { DesktopBrowser } from './world/desktop-browser.ts';
import { expect, test } from './world/test.ts';

// What the extension alone can do, and what it says when the browser doesn't let it.

const SITE = 'http://127.0.0.1/*';

test('N8: where the origin is required there is no code, and no other device can approve', async ({
  desk,
  phone,
  username,
  world,
}) => {
  await using site = await DemoSite.start(world.nod, { policy: ['--match', 'origin'] });
  await desk.moveIn(site.origin, world, username);
  await phone.pair((await world.ticketFor(username, site.application)).code);

  await test.step('asked from elsewhere, the extension says so and can only deny', async () => {
    const { id, code } = await site.application.client.createChallenge({ user: username });
    expect(code).toBeUndefined();
    await phone.seesRequestFrom('Harbour Notes');
    await expect(phone.page.getByText('This can’t be approved on this phone')).toBeVisible();
    await phone.press(words.request.approve);
    const popup = await desk.openPopup();
    await popup.seesRequestFrom('Harbour Notes');
    await expect(popup.page.getByText(words.request.place.absentOnly('Harbour Notes'))).toBeVisible();
    await expect(popup.button(words.request.approve)).toBeDisabled();
    await popup.press(words.request.deny);
    await popup.showsOutcome(words.outcome.denied.title);
    expect((await site.application.client.getChallenge(id)).state).toBe('denied');
  });
});

test('the permission to look at the site is taken back: Nod says so, and one click gives it again', {
  tag: '@long',
}, async ({ username, world }) => {
  await using site = await DemoSite.start(world.nod, { host: '127.0.0.1' });
  await using browser = await DesktopBrowser.start({ push: world.push.chromium, saysYesTo: [SITE] });
  const computer = await browser.moveIn(site.origin, world, username);
  await browser.takeBack(SITE);

  await computer.typePassword(username);
  const popup = await browser.openPopup();
  await popup.seesRequestFrom('Harbour Notes');
  await expect(popup.page.getByText(/^Nod may not look at 127\.0\.0\.1/)).toBeVisible();
  // The code is the other way to approve, and needs no permission.
  await expect(popup.codeField).toBeVisible();
  await popup.press(words.request.place.allow);
  await expect(popup.originLine).toContainText('127.0.0.1');
  await popup.press(words.request.approve);
  await computer.isIn();
});

import { popupWords } from '../extension/popup/popup-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { Computer } from './world/computer.ts';
import { DesktopBrowser } from './world/desktop-browser.ts';
import { expect, test } from './world/test.ts';
import { World } from './world/world.ts';

// The extension, loaded into a real Chromium, with real pushes: what it does like any other authenticator.

test('from sign-up to sign-in in one browser: paired, found at the real site, approved with one tap', async ({
  demo,
  desk,
  username,
  world,
}) => {
  const computer = new Computer(await desk.context.newPage(), demo.origin, world.secrets);
  const options = await desk.pair(world.nod.origin, await computer.signUp(username));

  await test.step('the site asks the new device at once; the tab where it was paired shows it', async () => {
    await options.seesRequestFrom('Harbour Notes');
    await expect(options.originLine).toContainText(new URL(demo.origin).host);
    await options.press(words.request.approve);
    await computer.isIn();
    await computer.signOut();
    await desk.closeExtensionPages();
  });

  await test.step('the next time by the popup', async () => {
    await computer.typePassword(username);
    await expect(computer.card).toHaveText(/^Approve in this browser/);
    const popup = await desk.openPopup();
    await popup.seesRequestFrom('Harbour Notes');
    await expect(popup.originLine).toContainText(new URL(demo.origin).host);
    await expect(popup.codeField).toHaveCount(0);
    await popup.press(words.request.approve);
    await popup.showsOutcome(words.outcome.approved.title);
    await computer.isIn();
    await expect(computer.page.getByText('in this very browser')).toBeVisible();
  });
});

for (const [button, becomes] of [
  ['Approve', 'approved'],
  ['Deny', 'denied'],
] as const) {
  const length = button === 'Deny' ? { tag: '@long' } : {};
  test(
    `${button} on the notification: no page of the extension open, its worker stopped before each event`,
    length,
    async ({ demo, desk, username, world }) => {
      const computer = await desk.moveIn(demo.origin, world, username);
      await desk.stopWorker();

      await computer.typePassword(username);
      const { notifications } = desk;
      const shown = await notifications.waitFor(({ summary }) => summary === 'Harbour Notes');
      expect(shown.body).toContain(`Sign in as ${username}?`);
      expect(shown.actions.map(({ label }) => label)).toEqual(expect.arrayContaining(['Approve', 'Deny']));
      await desk.hasBadge('1');

      await desk.closeExtensionPages();
      await desk.stopWorker();
      notifications.press(shown.id, button);
      await notifications.waitUntilGone(shown.id);
      if (becomes === 'approved') await computer.isIn();
      else await expect(computer.card).toHaveText('Declined');
      await desk.hasBadge('');
    },
  );
}

test('a request that was not started here asks for its code, and takes it', async ({ demo, desk, username, world }) => {
  await desk.moveIn(demo.origin, world, username);
  const { client } = demo.application;
  const { id, code = '' } = await client.createChallenge({ user: username });
  const popup = await desk.openPopup();
  await popup.seesRequestFrom('Harbour Notes');
  await expect(popup.page.getByText(words.request.place.absentTitle)).toBeVisible();
  await popup.approveWithCode(code === '000000' ? '111111' : '000000');
  await expect(popup.page.getByText(/That is not the code/)).toBeVisible();
  await popup.approveWithCode(code);
  await popup.showsOutcome(words.outcome.approved.title);
  expect((await client.getChallenge(id)).state).toBe('approved');
});

test('phone and desktop get the same request: the first answer wins, the other device is told', {
  tag: '@long',
}, async ({ demo, desk, phone, phoneBrowser, username, world }) => {
  const computer = await desk.moveIn(demo.origin, world, username);
  await phone.pair((await world.ticketFor(username, demo.application)).code, 'Pixel 9');
  await phoneBrowser.leaveApp();

  await test.step('the phone is faster: badge and question go away on the desktop', async () => {
    const code = await computer.logIn(username);
    const asked = await desk.notifications.waitFor(({ actions }) => actions.some(({ label }) => label === 'Approve'));
    await desk.hasBadge('1');
    const answering = await phoneBrowser.openApp();
    await answering.seesRequestFrom('Harbour Notes');
    await answering.approveWithCode(code);
    await computer.isIn();
    const told = await desk.notifications.waitFor(({ body }) => body.includes('Approved on Pixel 9'));
    expect(told.actions.map(({ label }) => label)).not.toContain('Approve');
    await desk.notifications.waitUntilGone(asked.id);
    await desk.hasBadge('');
    await phoneBrowser.leaveApp();
    await computer.signOut();
  });

  await test.step('the desktop is faster: the phone’s notification asks no more', async () => {
    await computer.typePassword(username);
    await phoneBrowser.notifications.waitFor(({ body }) => body.includes('Sign in as'));
    const popup = await desk.openPopup();
    await popup.seesRequestFrom('Harbour Notes');
    await expect(popup.originLine).toBeVisible();
    await popup.press(words.request.approve);
    await computer.isIn();
    await phoneBrowser.notifications.waitFor(({ body }) => body.includes('Approved on Desk'));
  });
});

test('a request that came while the browser was off waits in it', { tag: '@long' }, async ({
  demo,
  username,
  world,
}) => {
  await using browser = await DesktopBrowser.start({ push: world.push.chromium });
  await browser.moveIn(demo.origin, world, username);
  await browser.switchOff();
  const { id, code = '' } = await demo.application.client.createChallenge({ user: username });
  await browser.switchOn();
  const shown = await browser.notifications.waitFor(({ summary }) => summary === 'Harbour Notes', 30_000);
  await browser.hasBadge('1');
  // Approve is pressed where one tap can't approve: that opens the request in a tab.
  browser.notifications.press(shown.id, 'Approve');
  const opened = await browser.openedPage(`#/request/${id}`);
  await opened.seesRequestFrom('Harbour Notes');
  await opened.approveWithCode(code);
  await opened.showsOutcome(words.outcome.approved.title);
  await browser.hasBadge('');
});

test('the popup may close in mid-decision: nothing is lost, nothing doubled', { tag: '@long' }, async ({
  demo,
  desk,
  username,
  world,
}) => {
  const computer = await desk.moveIn(demo.origin, world, username);
  await computer.typePassword(username);
  const popup = await desk.openPopup();
  await popup.seesRequestFrom('Harbour Notes');
  await expect(popup.originLine).toBeVisible();
  // Pressed twice, and closed before any answer can come back.
  await popup.page.evaluate(() => {
    const approve = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Approve');
    approve?.click();
    approve?.click();
    window.close();
  });
  await computer.isIn();
  await desk.hasBadge('');
});

test('accounts on two servers: each request names its server, and is answered there', {
  tag: '@long',
}, async ({ demo, username, world }) => {
  // It starts a second server and restarts the browser.
  test.slow();
  await using other = await World.start({ NOD_NAME: 'Office Nod' }, world.push);
  await using browser = await DesktopBrowser.start({ push: world.push.chromium });
  await browser.moveIn(demo.origin, world, username);
  const { notifications } = browser;
  const ask = async () => (await other.lights.client.createChallenge({ user: 'bob', ttlSeconds: 120 })).id;
  const becomes = async (id: string, state: string) => {
    await expect.poll(async () => (await other.lights.client.getChallenge(id)).state).toBe(state);
  };
  // A notification that asks. One without buttons, under the same name, may still tell how the last request ended.
  const rings = (timeoutMs?: number) =>
    notifications.waitFor(
      ({ summary, actions }) => summary === other.lights.name && actions.some(({ label }) => label === 'Approve'),
      timeoutMs,
    );

  await test.step('each server has a push of its own: the second is paired like the first', async () => {
    const { url } = await other.ticketFor('bob', other.lights);
    const page = await browser.openOptions('#/pair');
    await page.enterPairing(url);
    await expect(page.page.getByText('Office Nod')).toBeVisible();
    await page.confirmPairing('Desk');
    await page.press(words.common.done);
    await page.isQuiet();
    await browser.closeExtensionPages();
  });

  await test.step('its requests ring and are answered with no page open, all workers stopped before each event', async () => {
    await browser.stopWorker();
    const id = await ask();
    const shown = await rings();
    await browser.stopWorker();
    notifications.press(shown.id, 'Approve');
    await becomes(id, 'approved');
    await notifications.waitUntilGone(shown.id);
    expect(notifications.history.filter(({ body }) => body.includes('A request waits'))).toEqual([]);
  });

  await test.step('and after a restart: what came meanwhile, and what comes then', async () => {
    await browser.switchOff();
    const meanwhile = await ask();
    await browser.switchOn();
    notifications.press((await rings(30_000)).id, 'Approve');
    await becomes(meanwhile, 'approved');
    await browser.stopWorker();
    const then = await ask();
    const shown = await rings();
    await browser.stopWorker();
    notifications.press(shown.id, 'Deny');
    await becomes(then, 'denied');
  });

  await test.step('both at once', async () => {
    const computer = new Computer(await browser.context.newPage(), demo.origin, world.secrets);
    await computer.typePassword(username);
    await other.wiki.client.createChallenge({ user: 'bob' });
    await browser.hasBadge('2');
    const popup = await browser.openPopup();
    await expect(popup.heading).toHaveText(words.pending.title);
    await expect(popup.page.getByRole('listitem')).toHaveCount(2);
    await expect(popup.page.getByText('Office Nod')).toBeVisible();
    await popup.press(/Harbour Notes/);
    await popup.press(words.request.approve);
    await computer.isIn();
  });
});

test('one click pairs with the page in front, where a known server’s code stands on it', { tag: '@long' }, async ({
  demo,
  desk,
  username,
  world,
}) => {
  await desk.moveIn(demo.origin, world, username);
  const { url } = await world.ticketFor(`${username}-second`);
  const page = await desk.context.newPage();
  await page.route(`${demo.origin}/pairing-page`, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${url}">Pair</a>` }),
  );
  await page.goto(`${demo.origin}/pairing-page`);
  const popup = await desk.openRealPopup(page);
  await popup.press(words.settings.title);
  await popup.press(words.settings.accounts('computer'));
  await popup.press(words.accounts.add);
  await popup.press(popupWords.pairPage);
  const opened = await desk.openedPage('#/pair');
  await expect(opened.heading).toHaveText(words.pairing.confirmTitle);
  expect(opened.page.url()).not.toContain(url.slice(-22));
});

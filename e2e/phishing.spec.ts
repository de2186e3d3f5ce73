import { WAYS } from '../shared/sdk/fallback-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { firstPage, launchChromium } from './harness/browsers.ts';
import { PhishingProxy } from './harness/phishing-proxy.ts';
import { TemporaryProfile } from './harness/profile.ts';
import { SoftwareDevice } from './kit/software-device.ts';
import { Computer, PASSWORD } from './world/computer.ts';
import { DemoSite } from './world/demo-site.ts';
import { DesktopBrowser } from './world/desktop-browser.ts';
import { expect, test } from './world/test.ts';
import { newUsername } from './world/world.ts';

// A person follows a link in a mail to a copy of the site: what each way of matching makes of that.

test('with code matching alone a phishing proxy gets in', async ({
  computer,
  demo,
  desktopBrowser,
  username,
  world,
}) => {
  const device = await SoftwareDevice.pairWith(world.nod, await computer.signUp(username), username);
  await using proxy = await PhishingProxy.start({ target: demo.origin });
  using profile = new TemporaryProfile();
  await using lured = await launchChromium({
    profileDir: profile.dir,
    screen: 'desktop',
    extraHosts: [proxy.host],
  });
  const victim = new Computer(await firstPage(lured), proxy.origin, world.secrets);

  await test.step('the victim types the password and sees the real code, kept up to date by the real site', async () => {
    const code = await victim.logIn(username);
    expect(new URL(victim.page.url()).host).toBe(new URL(proxy.origin).host);
    expect(await victim.page.evaluate(() => [location.origin, isSecureContext])).toEqual([proxy.origin, true]);
    await expect(victim.askedDevices).toHaveCount(1);

    // With the device the person compares the name of the site and carries over six digits. Both are genuine.
    expect(await device.decide(await device.challenge(await victim.challengeId()), { code })).toMatchObject({
      status: 200,
      body: { state: 'approved' },
    });
    await victim.isIn();
  });

  await test.step('the kit has the password, and a session that needs none', async () => {
    expect(proxy.postedForms()).toContainEqual({
      path: '/login',
      fields: expect.objectContaining({ username, password: PASSWORD }),
    });
    await using thief = await desktopBrowser.newContext(); // nothing of the victim's in it
    const notes = `${demo.origin}/notes`;
    expect((await thief.request.get(notes)).url()).not.toBe(notes);
    await thief.addCookies(proxy.sessionCookies());
    const opened = await thief.request.get(notes);
    expect([opened.url(), opened.status()]).toEqual([notes, 200]);
    expect(await opened.text()).toContain('Ahoy');
  });
});

/** Ten in the whole run, two in the short one: each victim costs a quarter of a minute. */
const VICTIMS = process.env.NOD_E2E_LONG ? 10 : 2;
/** As many pushes as a user gets without an approval (N5). */
const ROUNDS = 5;
const LOGINS = VICTIMS * ROUNDS;

interface Victim {
  readonly proxy: PhishingProxy;
  readonly computer: Computer;
  readonly username: string;
}

test(`N8: where the origin is required, ${LOGINS} of ${LOGINS} proxied logins fail, whatever the victims press`, async ({
  world,
}) => {
  // It takes two minutes on an idle machine.
  test.setTimeout(420_000);
  await using site = await DemoSite.start(world.nod, { policy: ['--match', 'origin', '--origin-required'] });
  // Cookies belong to a host, so each victim meets the kit under a host name of its own.
  const hosts = Array.from({ length: VICTIMS }, (_none, index) => `signin-${index}.localhost`);
  await using browser = await DesktopBrowser.start({ push: world.push.chromium, chromium: { extraHosts: hosts } });
  const victims: Victim[] = [];
  for (const host of hosts) {
    const proxy = await PhishingProxy.start({ target: site.origin, host });
    const computer = new Computer(await browser.context.newPage(), proxy.origin, world.secrets);
    victims.push({ proxy, computer, username: newUsername() });
  }
  // The extension may look at the real site, as the person allowed when it was paired; of the kit it knows nothing.
  await browser.allow('http://localhost/*');
  // The accounts are made through the kit: a person who never was at the real site is the easiest victim.
  const codes = await Promise.all(victims.map(({ computer, username }) => computer.signUp(username)));
  await browser.pairByWorker(world.nod.origin, codes);

  let failed = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    await test.step(`round ${round}`, async () => {
      // In the first round the site itself asks the device that has just been paired.
      if (round > 1) await Promise.all(victims.map(({ computer, username }) => computer.typePassword(username)));
      for (const { computer } of victims) {
        await expect(computer.card).toHaveText('Approve in this browser', { timeout: 30_000 });
      }
      await approveOnNotifications(browser, victims);
      // "Phone not at hand?" isn't there; the kit asks for each of its ways all the same, with and without a code.
      await Promise.all(victims.map(({ computer }) => triesEachFallback(computer)));
      // In the first and the last round the victims also try to approve every request in the popup.
      if (round === 1 || round === ROUNDS) await pressInPopup(browser, victims, { last: round === ROUNDS });
      for (const { proxy, computer } of victims) {
        await expect(computer.page.getByRole('heading', { name: /^Ahoy/ })).toHaveCount(0);
        if (!(await getsIn(site, proxy))) failed += 1;
      }
    });
  }
  expect(failed).toBe(LOGINS);

  await test.step('the same people at the real site: one tap', async () => {
    const username = newUsername();
    await browser.moveIn(site.origin, world, username);
  });
  for (const { proxy } of victims) await proxy[Symbol.asyncDispose]();
});

async function approveOnNotifications({ notifications }: DesktopBrowser, victims: readonly Victim[]): Promise<void> {
  for (const { username } of victims) {
    const shown = await notifications.waitFor(({ body }) => body.includes(`as ${username}?`), 20_000);
    notifications.press(shown.id, 'Approve');
  }
}

/** Approve on every request, and at the very end the answers that end it. */
async function pressInPopup(browser: DesktopBrowser, victims: readonly Victim[], { last }: { last: boolean }) {
  const popup = await browser.openPopup();
  for (const [index, { computer }] of victims.entries()) {
    await popup.page.evaluate((hash) => location.assign(hash), `#/request/${await computer.challengeId()}`);
    await popup.seesRequestFrom('Harbour Notes');
    await expect(popup.page.getByText(words.request.place.absentTitle)).toBeVisible();
    await expect(popup.codeField).toHaveCount(0);
    // The button says why it can't be pressed. The victim presses it all the same, again and again.
    for (let times = 0; times < 3; times++) await popup.button(words.request.approve).click({ force: true });
    if (!last) continue;
    if (index % 2 === 0) await popup.press(words.request.deny);
    else await popup.report();
    await popup.showsOutcome(index % 2 === 0 ? words.outcome.denied.title : words.outcome.reported.title);
  }
  await browser.closeExtensionPages();
}

async function triesEachFallback(computer: Computer): Promise<void> {
  await expect(computer.fallbackMenu).toHaveCount(0);
  for (const way of WAYS) {
    const posts: Record<string, string>[] = [{ way }, { way, code: '48291357' }, { way, code: '7K3M-PQRS-TV2WX' }];
    for (const fields of posts) {
      expect(await computer.postFallback(fields)).toEqual({ refused: 'fallback_not_allowed' });
    }
  }
}

/** Whether what the kit has stolen opens the site. */
async function getsIn(site: DemoSite, proxy: PhishingProxy): Promise<boolean> {
  const cookie = proxy.sessionCookies().map(({ name, value }) => `${name}=${value}`);
  const answer = await fetch(`${site.origin}/notes`, { headers: { cookie: cookie.join('; ') }, redirect: 'manual' });
  return answer.status === 200;
}

for (const how of ['a host that it may look at', 'the button pressed on the page in front'] as const) {
  const length = how === 'a host that it may look at' ? {} : { tag: '@long' };
  test(
    `M1: the copy of a sign-in page is seen (${how}), refused and reported, and the log names it`,
    length,
    async ({ demo, username, world }) => {
      const host = 'signin.localhost';
      await using browser = await DesktopBrowser.start({
        push: world.push.chromium,
        saysYesTo: ['http://localhost/*', `http://${host}/*`],
        chromium: { extraHosts: [host] },
      });
      const computer = await browser.moveIn(demo.origin, world, username);
      await using proxy = await PhishingProxy.start({ target: demo.origin, host });
      const lured = new Computer(computer.page, proxy.origin, world.secrets);
      await lured.typePassword(username);
      await lured.matchingCode();

      if (how === 'a host that it may look at') {
        await browser.allow(`http://${host}/*`);
        const popup = await browser.openPopup();
        await popup.showsOutcome(words.outcome.phishing.title);
        await expect(
          popup.page.getByText(new RegExp(`^${host}:\\d+ showed the sign-in of Harbour Notes`)),
        ).toBeVisible();
      } else {
        const popup = await browser.openRealPopup(lured.page);
        await expect.poll(() => popup.text()).toContain(words.outcome.phishing.title);
        expect(await popup.text()).toContain(`${host}:`);
      }
      await expect(lured.card).toHaveText('Reported');
      expect(world.nod.events('challenge.reported')).toContainEqual(
        expect.objectContaining({
          detail: expect.objectContaining({ reason: 'shown by a foreign site', origin: proxy.origin }),
        }),
      );
      // What the proxy shows is worth nothing any more, not even with the code.
      expect(await getsIn(demo, proxy)).toBe(false);
    },
  );
}

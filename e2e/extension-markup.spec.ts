import { popupWords } from '../extension/popup/popup-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { DesktopBrowser } from './world/desktop-browser.ts';
import { FirefoxDesk } from './world/firefox-desk.ts';
import { LoginSite, type LoginSitePage } from './world/login-site.ts';
import { expect, test } from './world/test.ts';

// HTML by strangers on the login's own origin, as sanitizers and bare templates let it through: it can't make a page that shows
// an attacker's login, in the browser that the extension runs in.

/** Everything that markup alone can say about a login, all on one page. */
const markup = (id: string) => `
  <p data-nod-challenge="${id}">wiki</p>
  <nod-login challenge="${id}" data-nod-challenge="${id}"><b data-nod-challenge="${id}">wiki</b></nod-login>
  <nod-login><template shadowrootmode="open"><b data-nod-challenge="${id}">wiki</b></template></nod-login>
  <nod-login><template shadowrootmode="open" shadowrootclonable shadowrootserializable shadowrootdelegatesfocus>
    <b data-nod-challenge="${id}">wiki</b></template></nod-login>
  <nod-login><template shadowrootmode="closed"><b data-nod-challenge="${id}">wiki</b></template></nod-login>
  <div><template shadowrootmode="open"><nod-login challenge="${id}"></nod-login></template></div>
  <head><meta name="nod-challenge" content="${id}"></head>
  <meta name="nod-challenge" content="${id}">
  <form name="head"><meta name="nod-challenge" content="${id}"></form>
  <img name="querySelector"><img name="querySelectorAll"><form name="documentElement"></form>
  <svg><nod-login data-nod-challenge="${id}"></nod-login></svg>`;

/** A file that somebody has uploaded, handed out by the site without the site's powers: its scripts run, its origin is none. */
const sandboxed = (id: string): LoginSitePage => ({
  policy: 'sandbox allow-scripts',
  body: `<nod-login></nod-login><script>customElements.define('nod-login', class extends HTMLElement {
    constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<b data-nod-challenge="${id}">file</b>'; }
  })</script>`,
});

const OTHER = `chl_${'o'.repeat(22)}`;
const pages = (id: string): readonly [string, LoginSitePage][] => [
  ['on a page without the element', { body: markup(id) }],
  ['on a page that defines it', { defines: true, body: markup(id) }],
  ['in a sandbox', sandboxed(id)],
  ['beside the login of the page', { defines: true, named: OTHER, body: `<nod-login></nod-login>${markup(id)}` }],
];

test('N8: markup at the real origin makes no mark in Chromium; at another origin the oldest is a copy’s', async ({
  username,
  world,
}) => {
  await using site = await LoginSite.start();
  const application = await world.nod.createApplication('Quay Wiki', site.origin, ['--match', 'origin,code']);
  await using browser = await DesktopBrowser.start({
    push: world.push.chromium,
    saysYesTo: ['http://localhost/*', 'http://127.0.0.1/*'],
  });
  await browser.pair(world.nod.origin, (await world.ticketFor(username, application)).code);
  await browser.closeExtensionPages();
  const { id } = await application.client.createChallenge({ user: username });
  const tab = await browser.context.newPage();
  const popup = await browser.openPopup();
  await popup.seesRequestFrom('Quay Wiki');

  for (const [where, page] of pages(id)) {
    await test.step(where, async () => {
      site.page = page;
      await tab.goto(site.origin);
      await expect(tab.locator('nod-login').first()).toBeAttached();
      // Looked for anew each second while the request is on the screen; a new page starts with nothing known.
      await popup.open();
      await popup.seesRequestFrom('Quay Wiki');
      await expect(popup.page.getByText(words.request.place.absentTitle)).toBeVisible();
      await popup.page.waitForTimeout(1_500);
      await expect(popup.originLine).toHaveCount(0);
    });
  }

  await test.step('the page’s own mark is found', async () => {
    site.shows(id);
    await tab.goto(site.origin);
    await expect(popup.originLine).toBeVisible();
  });

  await test.step('the oldest mark on a page of another origin is reported', async () => {
    await browser.allow('http://127.0.0.1/*');
    site.page = { body: `<p data-nod-challenge="${id}">Waiting</p>` };
    await tab.goto(site.origin.replace('localhost', '127.0.0.1'));
    await popup.showsOutcome(words.outcome.phishing.title);
    expect((await application.client.getChallenge(id)).state).toBe('reported');
  });
});

test('N8: nor in Firefox', { tag: '@long' }, async ({ username, world }) => {
  await using site = await LoginSite.start();
  const application = await world.nod.createApplication('Quay Wiki', site.origin, ['--match', 'origin,code']);
  await using desk = await FirefoxDesk.start({ backgroundIdleMs: 30_000 });
  const { code } = await world.ticketFor(username, application);
  await desk.openOptions('#/pair');
  await desk.fill(popupWords.server, world.nod.origin);
  await desk.fill(words.pairing.typedLabel, code);
  await desk.press(words.pairing.next);
  await desk.press(/^Pair this/);
  await desk.press(words.rounds.go);
  await desk.press(words.common.done);
  const { id } = await application.client.createChallenge({ user: username });

  for (const [where, page] of pages(id)) {
    await test.step(where, async () => {
      site.page = page;
      await desk.open(site.origin);
      await desk.openOptions(`#/request/${id}`);
      await desk.sees(words.request.place.absentTitle);
      await desk.closeTab();
      await desk.switchTo(site.origin);
      await desk.closeTab();
      await desk.switchToExtension();
    });
  }
  await test.step('the page’s own mark is found', async () => {
    site.shows(id);
    await desk.open(site.origin);
    await desk.openOptions(`#/request/${id}`);
    await desk.sees(words.request.originOpen(new URL(site.origin).host));
  });
});

import { AuthenticatorError } from '../shared/authenticator/errors.ts';
import { verifyReceiptOffline } from '../shared/protocol/offline-receipt.ts';
import type { ReceiptClaims } from '../shared/protocol/receipt.ts';
import { wordsFor } from '../shared/ui/app/errors.ts';
import { confirmWords } from '../shared/ui/words/confirm-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { virtualAuthenticator, virtualAuthenticatorIn } from './harness/chromium-devtools.ts';
import type { ExtensionPage } from './kit/extension-browser.ts';
import { DesktopBrowser } from './world/desktop-browser.ts';
import { LoginSite } from './world/login-site.ts';
import type { Application } from './world/nod-server.ts';
import { expect, test } from './world/test.ts';
import type { World } from './world/world.ts';

/**
 * N10: the person is confirmed before an approval. The real extension in a real Chromium, with an emulated
 * authenticator that is told whether the person passes its check; one per page, since that is how Chromium emulates
 * them.
 */

const canceled = wordsFor(new AuthenticatorError('confirmation_canceled', ''), { here: 'computer' });

/** Pairs the extension with an account at this application. @returns a page of the extension, at its first screen */
async function pairAt(browser: DesktopBrowser, world: World, username: string, application: Application) {
  const { code } = await world.ticketFor(username, application);
  const page = await browser.pair(world.nod.origin, code);
  await page.isQuiet();
  return page;
}

async function turnOn(page: ExtensionPage, username: string): Promise<void> {
  await page.open('#/settings');
  // WebAuthn answers only to the page in front.
  await page.page.bringToFront();
  await page.press(confirmWords.turnOn(username));
  await expect(page.button(confirmWords.turnOff(username))).toBeVisible();
}

/** The receipt of a challenge, with all its signatures checked, the person's own included. */
async function receiptOf(world: World, { id, client }: Application, challengeId: string): Promise<ReceiptClaims> {
  const jwks = await (await fetch(`${world.nod.origin}/.well-known/jwks.json`)).json();
  const receipt = await client.getReceipt(challengeId);
  return verifyReceiptOffline(receipt, { keys: jwks.keys, issuer: world.nod.origin, audience: id, challengeId });
}

test('N10: set up in Settings, then asked for at each approval; the receipt says and proves it', async ({
  username,
  world,
}) => {
  const application = await world.nod.createApplication('Pier Deploy', 'http://localhost:4999', [
    '--match',
    'none',
    '--user-verification',
    'required',
  ]);
  const { client } = application;
  await using browser = await DesktopBrowser.start({ push: world.push.chromium });
  const page = await pairAt(browser, world, username, application);

  await test.step('not set up: nobody could approve it, so nobody is asked', async () => {
    await expect(client.createChallenge({ user: username })).rejects.toMatchObject({ code: 'no_active_device' });
    await page.isQuiet();
  });

  const authenticator = await virtualAuthenticator(page.page);
  await test.step('set up', async () => {
    await turnOn(page, username);
    expect(await authenticator.credentialCount()).toBe(1);
  });

  await test.step('another person at this computer: refused in words, and nothing is signed', async () => {
    await authenticator.setUserVerified(false);
    const { id } = await client.createChallenge({ user: username });
    await page.open();
    await page.seesRequestFrom('Pier Deploy');
    await page.press(words.request.approve);
    await expect(page.page.getByText(canceled.title)).toBeVisible();
    expect((await client.getChallenge(id)).state).toBe('pending');

    await authenticator.setUserVerified(true);
    await page.press(words.request.approve);
    await page.showsOutcome(words.outcome.approved.title);
    expect(await receiptOf(world, application, id)).toMatchObject({
      outcome: 'approved',
      amr: ['swk', 'mca', 'user'],
      acr: 'urn:nod:acr:device-key:uv',
      verifier: { origin: browser.extensionOrigin },
    });
  });

  await test.step('the same in the popup itself, on top of a tab', async () => {
    const credentials = await authenticator.credentials();
    const front = await browser.context.newPage();
    await front.goto(`${world.nod.origin}/healthz`);
    await browser.closeExtensionPages();
    const { id } = await client.createChallenge({ user: username });
    const popup = await browser.openRealPopup(front);
    await virtualAuthenticatorIn(popup, credentials);
    await popup.press(words.request.approve);
    await expect.poll(() => popup.text()).toContain(words.outcome.approved.title);
    expect(await receiptOf(world, application, id)).toMatchObject({ amr: ['swk', 'mca', 'user'] });
  });
});

test('N8, N10: at the origin of the login, confirmed by its person: with one application that only prefers it', {
  tag: '@long',
}, async ({ username, world }) => {
  await using site = await LoginSite.start();
  const application = await world.nod.createApplication('Quay Mail', site.origin, [
    '--match',
    'origin',
    '--user-verification',
    'preferred',
  ]);
  const { client } = application;
  await using browser = await DesktopBrowser.start({ push: world.push.chromium });
  const page = await pairAt(browser, world, username, application);
  const login = await browser.context.newPage();

  await test.step('preferred, and not set up: one click', async () => {
    const { id } = await client.createChallenge({ user: username });
    site.shows(id);
    await login.goto(site.origin);
    await page.seesRequestFrom('Quay Mail');
    await expect(page.originLine).toBeVisible();
    await page.press(words.request.approve);
    await page.showsOutcome(words.outcome.approved.title);
    expect(await receiptOf(world, application, id)).toMatchObject({ amr: ['swk', 'mca'] });
  });

  const authenticator = await virtualAuthenticator(page.page);
  await turnOn(page, username);

  await test.step('one challenge that requires it: the origin is part of what is confirmed', async () => {
    const { id } = await client.createChallenge({ user: username, userVerification: 'required' });
    site.shows(id);
    await login.goto(site.origin);
    await page.open();
    await page.seesRequestFrom('Quay Mail');
    await expect(page.originLine).toBeVisible();
    await page.press(words.request.approve);
    await page.showsOutcome(words.outcome.approved.title);
    expect(await receiptOf(world, application, id)).toMatchObject({
      match: 'origin',
      amr: ['swk', 'mca', 'user'],
      acr: 'urn:nod:acr:device-key-at-origin:uv',
    });
  });

  await test.step('preferred, and set up: asked as well', async () => {
    await authenticator.setUserVerified(false);
    const { id } = await client.createChallenge({ user: username });
    site.shows(id);
    await login.goto(site.origin);
    await page.open();
    await page.seesRequestFrom('Quay Mail');
    await expect(page.originLine).toBeVisible();
    await page.press(words.request.approve);
    await expect(page.page.getByText(canceled.title)).toBeVisible();
    expect((await client.getChallenge(id)).state).toBe('pending');
  });

  await test.step('only a confirmed person turns it off', async () => {
    await page.open('#/settings');
    await page.press(confirmWords.turnOff(username));
    await expect(page.page.getByText(canceled.title)).toBeVisible();
    await authenticator.setUserVerified(true);
    await page.press(confirmWords.turnOff(username));
    await expect(page.button(confirmWords.turnOn(username))).toBeVisible();
  });
});

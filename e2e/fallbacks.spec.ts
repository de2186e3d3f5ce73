import { startTestSmtp } from '../server/announcements/testing-smtp.ts';
import { englishFallbackWords as fallbackWords } from '../shared/sdk/fallback-words.ts';
import { offlineWords } from '../shared/ui/words/offline-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { SoftwareDevice } from './kit/software-device.ts';
import { Camera } from './world/camera.ts';
import { Computer } from './world/computer.ts';
import { DemoSite } from './world/demo-site.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';
import { newUsername, World } from './world/world.ts';

// "Phone not at hand?" at the demo's login page: what is typed there in place of a phone's answer.

const SITE = 'Harbour Notes';
const { refused } = fallbackWords;
const other = (digits: string) => String((Number(digits) + 1) % 1e8).padStart(8, '0');

test('A6.6: a phone in flight mode scans the login page, and its digits sign in, once, and nobody else', async ({
  computer,
  demo,
  username,
  world,
}) => {
  test.setTimeout(180_000);
  using camera = new Camera();
  await computer.signUp(username);
  // A camera without a film is none.
  await camera.lookAt(computer.page.locator('body'), 480);
  await using browser = await PhoneBrowser.chromium(world.push.chromium, {
    origin: world.nod.origin,
    chromium: { args: camera.args },
  });
  const phone = await browser.openApp();
  await phone.pair(await computer.pairingCode(), 'Pixel 9');
  await phone.seesRequestFrom(SITE);
  await phone.approveWithCode(await computer.matchingCode());
  await computer.isIn();
  await computer.signOut();
  await phone.press(words.common.done);
  await browser.context.setOffline(true);

  /** What the phone makes of the code on the page. */
  const digitsFromPhone = async () => {
    const qr = computer.page.locator('nod-login .offline-qr svg');
    await expect(qr).toBeVisible();
    expect((await qr.boundingBox())?.width).toBeGreaterThanOrEqual(436);
    await camera.lookAt(qr, 480);
    await phone.open('#/signin');
    await phone.press(words.signingIn.scan);
    await expect(phone.heading).toHaveText(SITE, { timeout: 20_000 });
    await phone.press(words.request.approve);
    await expect(phone.heading).toHaveText(offlineWords.code.title);
    const digits = (await phone.page.locator('.nod-let-in__code .nod-hidden').innerText()).replaceAll(' ', '');
    world.secrets.add('offline digits', digits);
    return digits;
  };

  const used = await test.step('scanned, typed, signed in', async () => {
    await computer.logIn(username);
    await expect(computer.page.getByText(fallbackWords.honest)).toHaveCount(0);
    await computer.fallbackMenu.focus();
    await computer.page.keyboard.press('Enter');
    await expect(computer.page.getByRole('button', { name: fallbackWords.ways.offline.title })).toBeVisible();
    await examine(computer.page, 'demo-fallback-menu');
    await computer.chooseFallback('offline');
    await expect(computer.page.getByText(fallbackWords.scan)).toBeVisible();
    await expect(computer.page.getByText(fallbackWords.honest)).toBeVisible();
    await expect(computer.page.locator('nod-login .code')).toBeHidden();
    const digits = await digitsFromPhone();
    await computer.typeFallback(digits.slice(1));
    await expect(computer.fallbackProblem).toHaveText(fallbackWords.incomplete(8));
    await computer.typeFallback(other(digits));
    await expect(computer.fallbackProblem).toHaveText(refused.wrong_code);
    await examine(computer.page, 'demo-fallback-offline');
    await showsItLarger(computer);
    // Spaces as they are shown.
    await computer.typeFallback(`${digits.slice(0, 4)} ${digits.slice(4)}`);
    await computer.isIn();
    await computer.page.getByText('Signed in without a device, by eight digits').click();
    await examine(computer.page, 'demo-fallback-signed-in');
    await computer.signOut();
    return digits;
  });

  await test.step('the same digits, at the next login, are wrong', async () => {
    await computer.logIn(username);
    await computer.chooseFallback('offline');
    await computer.typeFallback(used);
    await expect(computer.fallbackProblem).toHaveText(refused.wrong_code);
  });

  await test.step('right digits after the time is over, or after a denial, are nothing', async () => {
    const late = await digitsFromPhone();
    const id = await computer.challengeId();
    world.nod.change('update challenges set expires_at_ms = ? where id = ?', Date.now() - 1, id);
    expect(await computer.postFallback({ way: 'offline', code: late })).toEqual({ refused: 'challenge_final' });

    const tablet = await SoftwareDevice.pair(world.nod, demo.application, username, 'Tablet');
    await computer.logIn(username);
    await computer.chooseFallback('offline');
    const denied = await digitsFromPhone();
    await tablet.decide(await tablet.challenge(await computer.challengeId()), { decision: 'deny' });
    await expect(computer.card).toHaveText('Declined');
    await expect(computer.page.getByRole('textbox')).toHaveCount(0);
    expect(await computer.postFallback({ way: 'offline', code: denied })).toEqual({ refused: 'challenge_final' });
    await staysOut(computer);
  });
});

test('A6.6: a one-time code signs its own user in at its own site, once; what that site keeps of it is worth nothing', async ({
  computer,
  demo,
  username,
  world,
}) => {
  test.setTimeout(180_000);
  await SoftwareDevice.pairWith(world.nod, await computer.signUp(username), username);
  const bob = newUsername();
  await SoftwareDevice.pair(world.nod, world.wiki, bob);
  const [own, bobs, account] = [
    await bypass(world, username, '--app', demo.application.id),
    await bypass(world, bob, '--app', demo.application.id),
    await bypass(world, username, '--account'),
  ];
  await computer.matchingCode();

  await test.step('the menu says what this user can’t do, and never asks for what is worth more', async () => {
    await computer.fallbackMenu.click();
    await expect(computer.page.getByText(refused.offline_no_device)).toBeVisible();
    await expect(computer.page.getByRole('button', { name: fallbackWords.ways.offline.title })).toHaveCount(0);
    await computer.chooseFallback('bypass');
    await expect(computer.page.getByRole('textbox')).toBeFocused();
    await expect(computer.page.getByText(fallbackWords.neverRecovery)).toBeVisible();
  });
  await test.step('somebody else’s code, and one for the account page, are wrong here, and not used up by that', async () => {
    await computer.typeFallback(bobs);
    await expect(computer.fallbackProblem).toHaveText(refused.wrong_code);
    await examine(computer.page, 'demo-fallback-bypass');
    await computer.typeFallback(account);
    await expect(computer.page.getByRole('button', { name: fallbackWords.answer })).toBeEnabled();
    await expect(computer.fallbackProblem).toHaveText(refused.wrong_code);
    const unused = 'select count(*) as number from bypass_codes where used_at_ms is null';
    expect(world.nod.count(unused)).toBe(3);
  });
  await test.step('the right one signs in', async () => {
    await computer.typeFallback(own.toLowerCase());
    await computer.isIn();
    await expect(computer.page.getByText('by a one-time code of the people who run the server')).toBeVisible();
    await computer.signOut();
  });
  await test.step('whoever kept it gets in nowhere: not at this site again, not at another, not at the account', async () => {
    await computer.logIn(username);
    await computer.chooseFallback('bypass');
    await computer.typeFallback(own);
    await expect(computer.fallbackProblem).toHaveText(refused.wrong_code);
    await using site = await DemoSite.start(world.nod);
    for (const { client } of [demo.application, site.application]) {
      const { id } = await client.createChallenge({ user: username });
      await expect(client.answerFallback(id, 'bypass', own)).rejects.toMatchObject({ code: 'wrong_code' });
    }
    await staysOut(computer);
    expect(await opensAccount(world, username, own)).toBe(false);
    // One for the account would open it: that is why no site may ask for it.
    expect(await opensAccount(world, username, account)).toBe(true);
  });
});

test('“Phone not at hand?” by keyboard alone, on a narrow screen, and what it says where a way is no use', async ({
  computer: { page },
  username,
  world: shared,
}) => {
  const policy = ['--match', 'code', '--fallback', 'offline,totp,email,bypass'];
  // A server that sends no mail doesn't offer that way.
  const smtp = await startTestSmtp();
  await using world = await World.start({ NOD_SMTP_URL: smtp.url, NOD_SMTP_FROM: 'nod@example.org' }, shared.push);
  await using site = await DemoSite.start(world.nod, { policy });
  const computer = new Computer(page, site.origin, world.secrets);
  await SoftwareDevice.pairWith(world.nod, await computer.signUp(username), username);
  await computer.matchingCode();
  const answers = (body: object, status = 422) =>
    page.route('**/login/fallback', (route) => route.fulfill({ status, json: body }));

  await test.step('a request that is too long says so in the menu', async () => {
    await answers({ refused: 'offline_too_long' });
    await computer.fallbackMenu.press('Enter');
    await expect(page.getByText(refused.offline_too_long)).toBeVisible();
    await expect(page.getByText(fallbackWords.lost(`${world.nod.origin}/account`))).toBeVisible();
    await examine(page, 'demo-fallback-too-long');
    await page.unroute('**/login/fallback');
  });
  await test.step('a way that pauses or is closed says until when, and what else there is', async () => {
    await answers({ refused: 'fallback_backing_off', retryAfterSeconds: 30 }, 429);
    await computer.chooseFallback('bypass');
    await expect(computer.fallbackProblem).toHaveText(fallbackWords.fallbackBackingOff('in 30 seconds'));
    await examine(page, 'demo-fallback-pauses');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: fallbackWords.ways.bypass.title })).toBeFocused();
    await page.unroute('**/login/fallback');
    await answers({ refused: 'fallback_closed' }, 403);
    await page.keyboard.press('Enter');
    await expect(computer.fallbackProblem).toHaveText(refused.fallback_closed);
    await page.getByRole('button', { name: fallbackWords.back }).press('Enter');
    await expect(page.getByText(refused.fallback_closed)).toBeVisible();
    await expect(page.getByRole('button', { name: fallbackWords.ways.bypass.title })).toHaveCount(0);
    await page.unroute('**/login/fallback');
  });
  await test.step('an e-mail is sent when that is asked for, and not before', async () => {
    const posted: string[] = [];
    await page.route('**/login/fallback', (route) => {
      posted.push(route.request().postData() ?? '');
      return route.fulfill({ json: { opened: {} } });
    });
    await computer.chooseFallback('email');
    await expect(page.getByRole('textbox')).toHaveCount(0);
    expect(posted).toEqual([]);
    await page.getByRole('button', { name: fallbackWords.send }).press('Enter');
    await expect(page.getByRole('textbox')).toBeFocused();
    expect(posted).toEqual([expect.stringMatching(/way=email$/)]);
    await examine(page, 'demo-fallback-email');
    await page.unroute('**/login/fallback');
  });
  await test.step('where the page loses touch, typing can be tried again', async () => {
    await page.reload();
    await computer.chooseFallback('bypass');
    await expect(page.getByRole('textbox')).toBeFocused();
    await page.context().setOffline(true);
    await computer.typeFallback('123 456');
    await expect(computer.fallbackProblem).toHaveText(refused.unreachable);
    await expect(page.getByRole('textbox')).toHaveValue('123 456');
    await page.context().setOffline(false);
  });
  await smtp.close();
});

async function bypass({ nod, secrets }: World, username: string, ...where: string[]): Promise<string> {
  const made = await nod.cli('bypass', username, '--realm', 'Harbour Nod', '--reason', 'phone in repair', ...where);
  const { code } = made as { code: string };
  secrets.add('bypass code', code);
  secrets.add('bypass code', code.replaceAll('-', ''));
  return code;
}

/** On a narrow screen the code opens alone, and can be moved. */
async function showsItLarger({ page }: Computer): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const larger = page.getByRole('button', { name: fallbackWords.larger });
  await larger.press('Enter');
  const qr = page.getByRole('dialog').getByRole('img', { name: fallbackWords.qrLabel });
  expect((await qr.boundingBox())?.width).toBeGreaterThanOrEqual(436);
  await examine(page, 'demo-fallback-larger');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.keyboard.press('Escape');
  await expect(larger).toBeFocused();
  if (size) await page.setViewportSize(size);
  await expect(larger).toBeHidden();
}

/** Whether a code opens Nod's own page for who has lost a phone. */
async function opensAccount({ nod }: World, username: string, code: string): Promise<boolean> {
  const answer = await fetch(`${nod.origin}/account/open`, {
    method: 'POST',
    headers: { origin: nod.origin, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ realm: 'Harbour Nod', username, code }),
    redirect: 'manual',
  });
  return answer.headers.has('set-cookie');
}

async function staysOut({ page }: Computer): Promise<void> {
  await page.goto(new URL('/notes', page.url()).href);
  expect(new URL(page.url()).pathname).toBe('/login');
}

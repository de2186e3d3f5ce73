import type { Page } from '@playwright/test';
import { deviceWords as arabic } from '../shared/ui/words/ar/device-words.ts';
import { deviceWords as german } from '../shared/ui/words/de/device-words.ts';
import { words } from '../shared/ui/words/words.ts';
import type { Phone } from './kit/phone.ts';
import { PASSWORD } from './world/computer.ts';
import { examine } from './world/examine.ts';
import { expectDenyAsProminent } from './world/prominence.ts';
import { expect, test } from './world/test.ts';

// Screens that no other spec shows, checked by axe in both colour schemes and at 320 px; and the app without a pointer.

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const LISBON = { ip: '203.0.113.9', location: 'Lisbon, Portugal', userAgent: 'Mozilla/5.0 (Macintosh) Firefox/140.0' };

test('the app: nothing paired, all quiet, several requests, history, settings', async ({ phone, username, world }) => {
  const { wiki, lights } = world;
  await examine(phone.page, 'phone-pair-start');
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  await examine(phone.page, 'phone-quiet');
  await phone.page.setViewportSize({ width: 1280, height: 800 });
  await examine(phone.page, 'phone-quiet-wide');
  await phone.page.setViewportSize({ width: 390, height: 844 });

  const first = await wiki.client.createChallenge({
    user: username,
    context: LISBON,
    action: {
      title: 'Publish the harbour rules',
      details: [
        { label: 'Page', value: 'Rules/2026' },
        { label: 'Readers', value: 'everybody' },
      ],
    },
  });
  await phone.seesRequestFrom(wiki.name);
  await examine(phone.page, 'phone-request-with-details');
  await test.step('on a small screen the answers never cover the field that has the focus', async () => {
    await phone.page.setViewportSize({ width: 320, height: 560 });
    await phone.codeField.focus();
    const field = await phone.codeField.boundingBox();
    const deny = await phone.button(words.request.deny).boundingBox();
    expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(deny?.y ?? 0);
    await phone.page.setViewportSize({ width: 390, height: 844 });
  });
  const { id } = await lights.client.createChallenge({ user: username, context: LISBON });
  // A request that comes while another is being answered waits its turn. Opened before it is there, the app would show the first again.
  await expect
    .poll(async () => (await lights.client.getChallenge(id)).devices.map(({ delivery }) => delivery))
    .toEqual([expect.stringMatching(/^(received|displayed)$/)]);
  await phone.open();
  await expect(phone.heading).toHaveText(words.pending.title);
  await expect(phone.page.getByRole('listitem')).toHaveCount(2);
  await examine(phone.page, 'phone-pending-list');
  await phone.press(/Pier Lights/);
  await phone.seesRequestFrom(lights.name);
  await examine(phone.page, 'phone-request-one-tap');
  await phone.press(words.request.approve);
  await phone.showsOutcome(words.outcome.approved.title);
  await phone.press(words.common.done);
  await phone.seesRequestFrom(wiki.name);
  await wiki.client.cancelChallenge(first.id);
  await phone.showsOutcome(words.outcome.canceled.title);
  await examine(phone.page, 'phone-canceled');
  await phone.press(words.common.done);

  await phone.openAccount();
  await phone.press(new RegExp(`^${words.history.title}`));
  await expect(phone.page.getByRole('listitem')).toHaveCount(2);
  await examine(phone.page, 'phone-history');
  await phone.open('#/settings');
  await examine(phone.page, 'phone-settings');
  await speaksWhatIsChosen(phone);
  await phone.press(words.settings.turnOff);
  await phone.press(words.quiet.turnOn);
  await examine(phone.page, 'phone-settings-notifications');
  await phone.press(words.notifications.allow);
  await expect(phone.button(words.settings.turnOff)).toBeVisible();
  await phone.open('#/request/chl_AAAAAAAAAAAAAAAAAAAAAA');
  await expect(phone.heading).toHaveText('This request is gone');
  await examine(phone.page, 'phone-request-gone');
});

/** In Settings, from the browser's language to others and back. */
async function speaksWhatIsChosen({ page, heading }: Phone): Promise<void> {
  const choose = (language: string) => page.locator('select').selectOption(language);
  const speaks = async (lang: string, dir: string, title: string) => {
    await expect(heading).toHaveText(title);
    expect(await page.locator('html').evaluate((root: HTMLElement) => [root.lang, root.dir])).toEqual([lang, dir]);
  };
  await choose('Deutsch');
  await speaks('de', 'ltr', german.settings.title);
  await page.reload();
  await speaks('de', 'ltr', german.settings.title);
  await choose('العربية');
  await speaks('ar', 'rtl', arabic.settings.title);
  await expect(page.locator('select')).toHaveValue('ar');
  await choose('');
  await speaks('en', 'ltr', words.settings.title);
}

test('the app says that a code of fewer than six digits is weaker', async ({ phone, username, world }) => {
  const door = await world.nod.createApplication('Old Door', 'http://localhost:4998', ['--digits', '4']);
  await phone.pair((await world.ticketFor(username)).code);
  const { code = '' } = await door.client.createChallenge({ user: username });
  await phone.seesRequestFrom('Old Door');
  expect(code).toMatch(/^\d{4}$/);
  await expect(phone.page.getByText(words.request.shortCode(4))).toBeVisible();
  await examine(phone.page, 'phone-request-short-code');
  await phone.approveWithCode(code);
  await phone.showsOutcome(words.outcome.approved.title);
});

test('on an iPhone the app asks to be put on the Home Screen first', async ({ desktopBrowser, world }) => {
  const context = await desktopBrowser.newContext({ userAgent: IPHONE, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(world.nod.origin);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.install.title('phone'));
  await expect(page.getByText('Add to Home Screen').first()).toBeVisible();
  await expect(page.getByText(words.install.insideTitle)).toBeVisible();
  await examine(page, 'iphone-install');
  await context.close();
});

test('X1: approving and denying with the keyboard alone; Deny comes first', async ({ phone, username, world }) => {
  const { wiki } = world;
  const { page } = phone;
  await phone.pair((await world.ticketFor(username)).code);
  const { id, code = '' } = await wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom(wiki.name);
  await tabTo(page, /digit code/);
  await page.keyboard.type(code);
  await tabTo(page, words.request.deny);
  await page.keyboard.press('Tab');
  await expect(phone.button(words.request.approve)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(phone.button(words.request.denyWith)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(phone.button(words.request.notMe)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(phone.button(words.request.notMe)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await phone.showsOutcome(words.outcome.approved.title);
  expect((await wiki.client.getChallenge(id)).state).toBe('approved');

  // The screen takes the focus once it is there. A Tab before that would start from nowhere.
  await expect(phone.heading).toBeFocused();
  await tabTo(page, words.common.done);
  await page.keyboard.press('Enter');
  await expect(phone.heading).toHaveText(words.quiet.title);
  const second = await wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom(wiki.name);
  await tabTo(page, words.request.deny);
  await page.keyboard.press('Space');
  await phone.showsOutcome(words.outcome.denied.title);
  expect((await wiki.client.getChallenge(second.id)).state).toBe('denied');
});

test('X1: Deny is seen and hit at least as well as Approve, in every colour, width and size of text', async ({
  phone,
  username,
  world,
}) => {
  const { wiki } = world;
  await phone.pair((await world.ticketFor(username)).code);
  const { code = '' } = await wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom(wiki.name);
  const [deny, approve] = [phone.button(words.request.deny), phone.button(words.request.approve)];
  await expectDenyAsProminent(phone.page, deny, approve);
  await phone.codeField.fill(code);
  await expect(approve).not.toHaveAttribute('aria-disabled', 'true');
  await expectDenyAsProminent(phone.page, deny, approve);
});

test('the demo: from the first page to the last, and its errors', { tag: '@long' }, async ({
  computer,
  demo,
  phone,
  username,
  world,
}) => {
  const { page } = computer;
  await page.goto(demo.origin);
  await examine(page, 'demo-landing');
  await page.goto(`${demo.origin}/signup`);
  await examine(page, 'demo-signup');
  await page.getByLabel('Name to sign in with').fill(username);
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText(/at least/).first()).toBeVisible();
  await examine(page, 'demo-signup-error');
  const pairingCode = await computer.signUp(username);
  await examine(page, 'demo-pairing');
  await phone.pair(pairingCode);
  await phone.approveWithCode(await computer.matchingCode());
  await computer.isIn();
  await page.getByLabel('New note').fill('Low tide at seven');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByText('Low tide at seven')).toBeVisible();
  await examine(page, 'demo-notes');
  await page.getByRole('link', { name: 'Devices' }).click();
  await examine(page, 'demo-devices');
  await page.getByRole('link', { name: 'Change your password' }).click();
  await expect(page.getByLabel('New password')).toBeVisible();
  await examine(page, 'demo-password');
  await computer.signOut();

  await page.goto(`${demo.origin}/notes`);
  await expect(page).toHaveURL(/\/login\?next=/);
  await examine(page, 'demo-login');
  await page.getByLabel('Name').fill(username);
  await page.getByLabel('Password').fill(`${PASSWORD} but wrong`);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await examine(page, 'demo-login-error');
  await page.goto(`${demo.origin}/no-such-page`);
  await examine(page, 'demo-no-such-page');

  await test.step('time runs out on the waiting page', async () => {
    await page.clock.install();
    await computer.logIn(username);
    await page.clock.fastForward(150_000);
    await expect(computer.card).toHaveText('Time’s up');
    await examine(page, 'demo-times-up');
    await page.clock.resume();
  });

  await test.step('no device is left', async () => {
    for (const { id } of await demo.application.client.listDevices(username))
      await demo.application.client.revokeDevice(username, id, { evenIfLast: true });
    await computer.typePassword(username);
    await expect(page.getByRole('heading', { name: 'No device can answer' })).toBeVisible();
    await examine(page, 'demo-no-device');
  });

  await test.step('Nod is away', async () => {
    await world.nod.pause();
    try {
      await computer.typePassword(username);
      await expect(page.getByRole('heading', { name: 'Nod can’t be reached' })).toBeVisible({ timeout: 30_000 });
      await examine(page, 'demo-nod-away');
    } finally {
      await world.nod.resume();
    }
  });
});

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const control = page.getByRole('button', { name, exact: true }).or(page.getByLabel(name));
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Tab');
    if (await control.first().evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

test('a part of the app that can’t be fetched is said to be missing, and fetched when it is tried again', async ({
  desktopBrowser,
  world,
}) => {
  const context = await desktopBrowser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const part = '**/assets/later-*.js';
  await page.route(part, (route) => route.abort());
  await page.goto(world.nod.origin);
  const again = page.getByRole('button', { name: words.common.tryAgain });
  await expect(again).toBeVisible();
  await page.unroute(part);
  await again.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.pairing.startTitle('computer'));
  await context.close();
});

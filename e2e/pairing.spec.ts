import { trustWords } from '../shared/ui/words/trust-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { SoftwareDevice } from './kit/software-device.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';
import { displayName } from './world/world.ts';

// How a phone gets onto an account, and off it again; and what stands in the way.

test('the account is named before a key is made, and a no makes none', async ({ phone, username, world }) => {
  const { wiki, push } = world;
  const { code } = await world.ticketFor(username);
  const subscribedBefore = push.chromium.tokens.length;
  await phone.typePairingCode(code.toLowerCase().replaceAll('-', ' '));
  const identity = phone.page.locator('dl');
  await expect(identity).toContainText(displayName(username));
  await expect(identity).toContainText('Harbour Nod');
  await expect(identity).toContainText(wiki.name);
  await examine(phone.page, 'phone-pair-confirm');
  await phone.press(words.pairing.notMine);
  await expect(phone.pairingCodeField).toBeVisible();
  expect(await wiki.client.listDevices(username)).toEqual([]);
  expect(push.chromium.tokens).toHaveLength(subscribedBefore);
});

test('a link pairs too, and its secret leaves the address bar at once', async ({ phone, username, world }) => {
  const { wiki } = world;
  const { url } = await world.ticketFor(username);
  await phone.page.goto('about:blank');
  await phone.page.goto(url);
  await expect(phone.heading).toHaveText(words.pairing.confirmTitle);
  expect(phone.page.url()).not.toContain(url.split('/').at(-1));
  await phone.confirmPairing('Alice’s Pixel');
  await examine(phone.page, 'phone-pair-ready');
  await phone.press(words.common.done);
  await phone.isQuiet();
  expect(await wiki.client.listDevices(username)).toMatchObject([
    { name: 'Alice’s Pixel', kind: 'pwa', state: 'active', delivery: 'push' },
  ]);
  expect(await phone.page.evaluate(() => history.length)).toBeLessThan(10);
});

test('N12: a code that is wrong, or was used, is refused in words with a next step', async ({
  phone,
  username,
  world,
}) => {
  const { nod, wiki } = world;
  await phone.pairingCodeField.fill('ZZZZ-ZZZZ-ZZZZ');
  await phone.press(words.pairing.next);
  await expect(phone.page.getByRole('alert')).toContainText('This code doesn’t work');
  await examine(phone.page, 'phone-pair-code-wrong');

  const { code } = await world.ticketFor(username);
  await SoftwareDevice.pairWith(nod, code, username);
  await phone.pairingCodeField.fill(code);
  await phone.press(words.pairing.next);
  await expect(phone.page.getByRole('alert')).toContainText('This code was used already');
  expect(await wiki.client.listDevices(username)).toHaveLength(1);
});

test('notifications are asked for on a tap, after saying why', async ({ username, world }) => {
  const { nod, push, wiki } = world;
  await using browser = await PhoneBrowser.chromium(push.chromium, { origin: nod.origin, notifications: 'unasked' });
  const phone = await browser.openApp();
  await phone.typePairingCode((await world.ticketFor(username)).code);
  await phone.press(words.pairing.pair('phone'));
  await expect(phone.heading).toHaveText(words.notifications.title);
  await examine(phone.page, 'phone-pair-notifications');
  expect(await wiki.client.listDevices(username)).toEqual([]);
  // The same as "Allow" in the browser's own question, which a test can't press.
  await browser.context.grantPermissions(['notifications'], { origin: nod.origin });
  await phone.press(words.notifications.allow);
  await expect(phone.heading).toHaveText(words.pairing.readyTitle, { timeout: 40_000 });
  expect(await wiki.client.listDevices(username)).toMatchObject([{ state: 'active', delivery: 'push' }]);
});

test('notifications denied: the app says how to turn them on, and pairs without them', async ({ username, world }) => {
  const { nod, push, wiki } = world;
  await using browser = await PhoneBrowser.chromium(push.chromium, { origin: nod.origin, notifications: 'denied' });
  const phone = await browser.openApp();
  await phone.typePairingCode((await world.ticketFor(username)).code);
  await phone.press(words.pairing.pair('phone'));
  await phone.press(words.notifications.allow);
  await expect(phone.page.getByRole('alert')).toContainText('Notifications are off for Nod');
  await examine(phone.page, 'phone-pair-denied');
  await phone.press(words.notifications.skip);
  await expect(phone.heading).toHaveText(words.pull.title('phone'));
  await phone.press(words.pull.go);
  await expect(phone.heading).toHaveText(words.pairing.readyTitle);
  await phone.press(words.common.done);
  await expect(phone.page.getByText(words.quiet.pull)).toBeVisible();
  await examine(phone.page, 'phone-quiet-pull');
  const { id, code = '' } = await wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom(wiki.name);
  await phone.approveWithCode(code);
  expect((await wiki.client.waitForFinal(id)).state).toBe('approved');
});

test('no way to a push service: subscribe() hangs, and after its time pull mode is offered and works', async ({
  username,
  world,
}) => {
  const { nod, wiki } = world;
  await using browser = await PhoneBrowser.chromium(undefined, { origin: nod.origin });
  const phone = await browser.openApp();
  await phone.typePairingCode((await world.ticketFor(username)).code);
  await phone.press(words.pairing.pair('phone'));
  await expect(phone.heading).toHaveText(words.settingUp.title('phone'));
  await examine(phone.page, 'phone-pair-subscribing');
  await expect(phone.heading).toHaveText(words.pull.title('phone'), { timeout: 40_000 });
  await expect(phone.page.getByText(words.pull.hung)).toBeVisible();
  await examine(phone.page, 'phone-pair-pull-mode');
  await phone.press(words.pull.go);
  await expect(phone.heading).toHaveText(words.pairing.readyTitle);
  await phone.press(words.common.done);
  await phone.isQuiet();
  expect(await wiki.client.listDevices(username)).toMatchObject([{ state: 'active', delivery: 'pull' }]);
  const { id, code = '', devices } = await wiki.client.createChallenge({ user: username });
  expect(devices).toMatchObject([{ delivery: 'pull' }]);
  await phone.seesRequestFrom(wiki.name);
  await phone.approveWithCode(code);
  expect((await wiki.client.waitForFinal(id)).state).toBe('approved');
});

test('the test notification does not come: sending it again asks for a new subscription where the old one is lost', async ({
  phone,
  username,
  world,
}) => {
  const { push } = world;
  await phone.typePairingCode((await world.ticketFor(username)).code);
  push.chromium.respondNext(410);
  const before = push.chromium.requests.length;
  await phone.press(words.pairing.pair('phone'));
  await expect(phone.heading).toHaveText(words.pairing.testTitle);
  await expect(phone.button(words.pairing.testAgain)).toBeVisible({ timeout: 30_000 });
  await examine(phone.page, 'phone-pair-test-slow');
  const lost = push.chromium.requests[before];
  // The server sends no two tests within ten seconds.
  await expect.poll(() => Date.now() - (lost?.receivedAtMs ?? 0), { timeout: 15_000 }).toBeGreaterThan(10_000);
  await phone.press(words.pairing.testAgain);
  await expect(phone.heading).toHaveText(words.pairing.readyTitle, { timeout: 30_000 });
});

test('N16: a phone removed elsewhere hears of it, and asks for nothing any more', async ({
  phone,
  username,
  world,
}) => {
  const { wiki } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  const [device] = await wiki.client.listDevices(username);
  await wiki.client.revokeDevice(username, device?.id ?? '', { evenIfLast: true });
  await expect(phone.page.getByRole('alert')).toContainText('was removed', { timeout: 15_000 });
  await expect(phone.page.getByText('The server doesn’t answer')).toBeHidden();
  await expect(phone.page.getByText(words.quiet.healthy('phone'))).toBeHidden();
  await examine(phone.page, 'phone-quiet-removed');
  await expect(wiki.client.createChallenge({ user: username })).rejects.toMatchObject({ code: 'no_active_device' });
});

test('N13, N16: a second device is listed, and can be removed from the first', async ({ phone, username, world }) => {
  const { nod, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  await phone.open('#/accounts');
  await expect(phone.page.getByText(words.accounts.onlyDevice('phone'))).toBeVisible();
  await examine(phone.page, 'phone-accounts');
  const laptop = await SoftwareDevice.pair(nod, wiki, username, 'Laptop');
  await phone.press(new RegExp(`^${words.accounts.open}`));
  const devices = phone.page.getByRole('region', { name: words.devices.title, exact: true });
  await expect(devices.getByRole('listitem')).toHaveCount(2);
  await examine(phone.page, 'phone-devices');
  await phone.press(/^Laptop/);
  await phone.press(trustWords.device.remove);
  await examine(phone.page, 'phone-device-remove-question');
  await phone.page.getByRole('dialog').getByRole('button', { name: trustWords.device.removeConfirm }).click();
  await expect(phone.page.getByText(/^Gone for good|“Pixel 9” removed it/)).toBeVisible();
  expect((await laptop.call('GET', '/device/v1/challenges')).status).toBe(403);
});

test('an account taken off the phone is gone from the server too', async ({ phone, username, world }) => {
  const { wiki } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  await phone.press(new RegExp(`^${words.settings.title}`));
  await phone.press(new RegExp(`^${words.settings.accounts('phone')}`));
  await phone.press(/^Remove/);
  await examine(phone.page, 'phone-account-remove-question');
  await phone.page.getByRole('dialog').getByRole('button', { name: words.accounts.removeConfirm }).click();
  // Nothing else would answer for the account: that is asked about by itself.
  await examine(phone.page, 'phone-account-last-way-in');
  await phone.page.getByRole('dialog').getByRole('button', { name: trustWords.device.lastConfirm }).click();
  await expect(phone.page.getByText(words.accounts.empty)).toBeVisible();
  expect(await wiki.client.listDevices(username)).toMatchObject([{ state: 'revoked' }]);
});

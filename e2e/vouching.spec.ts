import { movingWords } from '../shared/ui/words/moving-words.ts';
import { vouchingWords } from '../shared/ui/words/vouching-words.ts';
import { words } from '../shared/ui/words/words.ts';
import type { Phone } from './kit/phone.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { Camera } from './world/camera.ts';
import { examine } from './world/examine.ts';
import { digitsOn, expect, isAsked, showsDigits, test } from './world/vouching-world.ts';

// A second device gets onto an account: one that is there already says yes, by what the new one shows.

const { waiting: text, outcome } = vouchingWords;

/** A second browser, from a pairing code to the digits that it shows. */
async function asksToBeLetIn(browser: PhoneBrowser, code: string, name: string): Promise<Phone> {
  const device = await browser.openApp();
  await device.typePairingCode(code);
  await device.page.getByLabel(/^Name of this/).fill(name);
  await device.press(/^Pair this/);
  await showsDigits(device);
  return device;
}

const approves = async (phone: Phone) => {
  await phone.press(words.request.approve);
  await phone.showsOutcome(outcome.approved.title);
};

test('N13: a second device shows digits, and is in when they are typed on the first one', async ({
  phone,
  username,
  world,
}) => {
  const { nod, push, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await using browser = await PhoneBrowser.firefox(push.firefox, { origin: nod.origin });
  const tablet = await asksToBeLetIn(browser, (await world.ticketFor(username)).code, 'Tablet');
  const digits = await digitsOn(tablet, world);

  await test.step('the new one says who was rung, and can’t be used yet', async () => {
    await expect(tablet.page.getByText('Nod rang Pixel 9.')).toBeVisible();
    await examine(tablet.page, 'let-in-waiting');
    expect(await wiki.client.listDevices(username)).toHaveLength(2);
  });

  await test.step('closed and opened again it shows the same', async () => {
    await tablet.open();
    await expect(tablet.page.getByText(/isn’t let in yet/)).toBeVisible();
    await examine(tablet.page, 'let-in-home');
    await tablet.press(words.accounts.showDigits);
    expect(await digitsOn(tablet, world)).toBe(digits);
  });

  await test.step('the card isn’t a login’s, and nobody approves it by a quick tap', async () => {
    await phone.open();
    await isAsked(phone, 'Tablet');
    await phone.codeField.fill(digits);
    await expect(phone.button(/^Approve in [1-5]$/)).toHaveAttribute('aria-disabled', 'true');
    await phone.codeField.press('Enter');
    await expect(phone.page.getByText(words.request.approving)).toHaveCount(0);
    await expect(phone.button(words.request.approve)).not.toHaveAttribute('aria-disabled', 'true');
    await examine(phone.page, 'vouch-card');
    const fingerprint = await phone.page.locator('.nod-vouch__print').innerText();
    await expect(tablet.page.getByText(fingerprint)).toBeVisible();
  });

  await test.step('approved: both are in use, and asked from now on', async () => {
    await approves(phone);
    await examine(phone.page, 'vouch-approved');
    // Its voucher was at hand beside it, so it isn't asked whether that one is itself.
    await expect(tablet.heading).toHaveText(words.pairing.readyTitle, { timeout: 15_000 });
    const states = (await wiki.client.listDevices(username)).map(({ state }) => state);
    expect(states).toEqual(['active', 'active']);
    await tablet.press(words.common.done);
    await phone.press(words.common.done);
    const { id, code = '' } = await wiki.client.createChallenge({ user: username });
    await tablet.seesRequestFrom(wiki.name);
    await tablet.approveWithCode(code);
    expect((await wiki.client.waitForFinal(id)).state).toBe('approved');
  });
});

test('the digits can be scanned; the person still reads the card and approves', { tag: '@long' }, async ({
  username,
  world,
}) => {
  const { nod, push } = world;
  using camera = new Camera();
  await using browser = await PhoneBrowser.firefox(push.firefox, { origin: nod.origin });
  // A camera without a film is none.
  await camera.lookAt((await browser.openApp()).heading);
  await using old = await PhoneBrowser.chromium(push.chromium, {
    origin: nod.origin,
    chromium: { args: camera.args },
  });
  const phone = await old.openApp();
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  const tablet = await asksToBeLetIn(browser, (await world.ticketFor(username)).code, 'Tablet');
  const digits = await digitsOn(tablet, world);
  await isAsked(phone, 'Tablet');
  await camera.lookAt(tablet.page.getByRole('img', { name: text.qr }));
  await phone.press(words.request.scan);
  await expect(phone.codeField).toHaveValue(digits);
  await approves(phone);
  await expect(tablet.heading).toHaveText(words.pairing.readyTitle, { timeout: 15_000 });
});

test('refused: the new device is told so, and nothing is left of it', async ({ phone, username, world }) => {
  const { nod, push, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await using browser = await PhoneBrowser.firefox(push.firefox, { origin: nod.origin });
  const tablet = await asksToBeLetIn(browser, (await world.ticketFor(username)).code, 'Tablet');
  await digitsOn(tablet, world);
  await isAsked(phone, 'Tablet');
  await phone.press(words.request.deny);
  await phone.showsOutcome(outcome.denied.title);
  await examine(phone.page, 'vouch-denied');
  await expect(tablet.heading).toHaveText(/was not let in$/, { timeout: 15_000 });
  await expect(tablet.page.getByText(text.refusedBody)).toBeVisible();
  await examine(tablet.page, 'let-in-refused');
  await tablet.press(text.pairAgain);
  await expect(tablet.pairingCodeField).toBeVisible();
  const devices = await wiki.client.listDevices(username);
  expect(devices.filter(({ state }) => state !== 'revoked').map(({ name }) => name)).toEqual(['Pixel 9']);
});

test('who thinks better of it stops, and nothing is left of the new device', async ({ phone, username, world }) => {
  const { nod, push, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await using browser = await PhoneBrowser.firefox(push.firefox, { origin: nod.origin });
  const tablet = await asksToBeLetIn(browser, (await world.ticketFor(username)).code, 'Tablet');
  await digitsOn(tablet, world);
  await isAsked(phone, 'Tablet');
  await tablet.press(text.stop);
  await tablet.page.getByRole('dialog').getByRole('button', { name: text.stop }).click();
  await expect(tablet.pairingCodeField).toBeVisible();
  const devices = await wiki.client.listDevices(username);
  expect(devices.filter(({ state }) => state !== 'revoked').map(({ name }) => name)).toEqual(['Pixel 9']);
});

test('asked again and again it rings no more, and is answered all the same; the notification has no Approve', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { nod, push } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phoneBrowser.leaveApp();
  await using browser = await PhoneBrowser.firefox(push.firefox, { origin: nod.origin });
  const tablet = await asksToBeLetIn(browser, (await world.ticketFor(username)).code, 'Tablet');
  await digitsOn(tablet, world);
  const rung = await phoneBrowser.notifications.waitFor(({ summary }) => summary === 'Add a device to your account?');
  expect(rung.body).toContain('Tablet wants to answer as');
  expect(rung.actions.map(({ label }) => label)).not.toContain(words.request.approve);

  for (const left of [2, 1, 0]) {
    await tablet.press(text.askAgain);
    await expect(tablet.page.getByText(text.asksLeft(left))).toBeVisible();
  }
  await expect(tablet.page.getByText(text.quiet)).toBeVisible();
  await examine(tablet.page, 'let-in-quiet');
  // At its own address: on Home a request that rang may still stand there while the app hears that it is over, and says so.
  const again = await phoneBrowser.openApp('#/signin');
  const digits = await digitsOn(tablet, world);
  await again.page.getByLabel(words.signingIn.digits).fill(digits);
  await again.press(words.signingIn.fetch);
  await isAsked(again, 'Tablet');
  await expect(again.codeField).toHaveValue(digits);
  await approves(again);
  await expect(tablet.heading).toHaveText(words.pairing.readyTitle, { timeout: 15_000 });
});

test('a move in one sitting: the QR of the old phone, the digits of the new one, and the old one stops', async ({
  phone,
  username,
  world,
}) => {
  const { nod, push, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  // A second account on the same server: it moves with the first.
  const second = `${username}-too`;
  await phone.open('#/pair');
  await phone.pair((await world.ticketFor(second)).code, 'Pixel 9');
  await phone.open('#/settings');
  await phone.press(new RegExp(`^${movingWords.entry}`));
  await expect(phone.heading).toHaveText(movingWords.away.title);
  await phone.press(movingWords.away.start);
  await expect(phone.page.getByRole('img', { name: movingWords.away.qr })).toBeVisible();
  await examine(phone.page, 'move-away');
  using camera = new Camera();
  await camera.lookAt(phone.page.getByRole('img', { name: movingWords.away.qr }));

  await using browser = await PhoneBrowser.chromium(push.chromium, {
    origin: nod.origin,
    chromium: { args: camera.args },
  });
  const fresh = await browser.openApp();
  await fresh.press(words.pairing.scan);
  await expect(fresh.heading).toHaveText(movingWords.here.title('phone'));
  for (const name of [username, second]) await expect(fresh.page.getByText(`${name} ·`)).toBeVisible();
  await examine(fresh.page, 'move-here');
  await fresh.press(movingWords.here.start);
  await expect(fresh.page.getByText(movingWords.here.lead)).toBeVisible({ timeout: 40_000 });
  const digits = await digitsOn(fresh, world);

  // Two requests wait, one per account; the first asks for the digits, by itself.
  await expect(phone.heading).toHaveText(/^Move your account to “/, { timeout: 15_000 });
  await phone.codeField.fill(digits);
  await examine(phone.page, 'move-card');
  await phone.press(words.request.approve);
  await phone.showsOutcome(outcome.moved.title);
  await examine(phone.page, 'move-done');
  await expect(fresh.heading).toHaveText(words.pairing.readyTitle, { timeout: 15_000 });
  for (const name of [username, second]) {
    const devices = await wiki.client.listDevices(name);
    expect(devices.map(({ state }) => state).sort()).toEqual(['active', 'suspended']);
    // It has the old one's name.
    expect(devices.find(({ state }) => state === 'active')?.name).toBe('Pixel 9');
  }
});

test('storage cleared: by the operator’s code it is in at once, and says which of the devices it was', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { nod, secrets, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phoneBrowser.forgetEverything();
  const again = await phoneBrowser.openApp();
  await again.page.getByText(vouchingWords.waysIn.title('phone')).click();
  await examine(again.page, 'pair-ways-in');

  const options = ['--without-vouching', '--reason', 'the browser forgot everything'];
  const { code } = (await nod.cli('enroll', username, ...options)) as { code: string };
  secrets.add('pairing code', code);
  await again.typePairingCode(code);
  await again.press(words.pairing.pair('phone'));
  await expect(again.heading).toHaveText(vouchingWords.same.title('phone'), { timeout: 40_000 });
  await examine(again.page, 'same-phone');
  await again.page.getByRole('button', { name: /Pixel 9/ }).click();
  await expect(again.heading).toHaveText(words.pairing.readyTitle);
  const states = (await wiki.client.listDevices(username)).map(({ state }) => state);
  expect(states.sort()).toEqual(['active', 'suspended']);
});

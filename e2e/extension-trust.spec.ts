import { trustWords } from '../shared/ui/words/trust-words.ts';
import { vouchingWords } from '../shared/ui/words/vouching-words.ts';
import { words } from '../shared/ui/words/words.ts';
import type { ExtensionPage } from './kit/extension-browser.ts';
import { SoftwareDevice } from './kit/software-device.ts';
import { examine } from './world/examine.ts';
import { digitsOn, expect, isAsked, showsDigits, test } from './world/vouching-world.ts';
import type { World } from './world/world.ts';

// The extension among the devices of an account: let in by the phone, letting a phone in, undoing, and paused itself.

const POPUP = { width: 360, height: 600 };
const { card, outcome } = vouchingWords;

/** In the popup's own size, both themes; a tab of the extension is looked at like any other page. */
const examinePopup = async ({ page }: ExtensionPage, name: string) => {
  await page.setViewportSize(POPUP);
  await examine(page, name, { narrow: false });
};

const confirm = ({ page }: ExtensionPage, button: string) =>
  page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();

/** A device that the operator lets in without asking the others: they hear of it, and can undo it. */
async function letInByOperator({ nod, secrets }: World, username: string, name: string): Promise<SoftwareDevice> {
  const options = ['--without-vouching', '--reason', 'the phone is broken'];
  const { code } = (await nod.cli('enroll', username, ...options)) as { code: string };
  secrets.add('pairing code', code);
  return SoftwareDevice.pairWith(nod, code, username, name);
}

const isRefused = async (device: SoftwareDevice) => (await device.call('GET', '/device/v1/challenges')).status === 403;

test('N13: the extension is the second device: it shows digits, and answers once the phone has taken them', async ({
  desk,
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { nod, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phoneBrowser.leaveApp();
  const tab = await desk.openOptions('#/pair');
  await tab.enterPairing(nod.origin, (await world.ticketFor(username)).code);
  await tab.page.getByLabel(/^Name of this/).fill('Desk');
  await tab.press(/^Pair this/);
  await showsDigits(tab);
  await expect(tab.page.getByText('Nod rang Pixel 9.')).toBeVisible();
  const digits = await digitsOn(tab, world);
  await examine(tab.page, 'extension-let-in');

  await test.step('the popup says so too, and shows the same digits', async () => {
    await desk.closeExtensionPages();
    const popup = await desk.openPopup();
    await expect(popup.page.getByText(/isn’t let in yet/)).toBeVisible();
    await examinePopup(popup, 'extension-let-in-home');
    await popup.press(words.accounts.showDigits);
    expect(await digitsOn(popup, world)).toBe(digits);
    await examinePopup(popup, 'extension-let-in-popup');
  });

  await test.step('a press on the phone’s notification leads to the card', async () => {
    const { notifications, context } = phoneBrowser;
    const rung = await notifications.waitFor(({ body }) => body.includes('Desk wants to answer as'));
    expect(rung.actions.map(({ label }) => label)).not.toContain(words.request.approve);
    const [page] = await Promise.all([context.waitForEvent('page'), notifications.press(rung.id)]);
    const asked = phoneBrowser.phoneIn(page);
    await isAsked(asked, 'Desk');
    await expect(page.getByText(card.kinds.extension)).toBeVisible();
    await asked.codeField.fill(digits);
    await asked.press(words.request.approve);
    await asked.showsOutcome(outcome.approved.title);
  });

  await test.step('from now on the extension is asked', async () => {
    const { id, code = '' } = await wiki.client.createChallenge({ user: username });
    await desk.notifications.waitFor(({ summary }) => summary === wiki.name);
    await desk.closeExtensionPages();
    const popup = await desk.openPopup();
    await popup.seesRequestFrom(wiki.name);
    await popup.approveWithCode(code);
    await popup.showsOutcome(words.outcome.approved.title);
    expect((await wiki.client.waitForFinal(id)).state).toBe('approved');
  });
});

test('N13: the extension lets a phone in: rung with its worker stopped, answered in the popup after five seconds', async ({
  desk,
  phone,
  username,
  world,
}) => {
  const { nod, wiki } = world;
  await desk.pair(nod.origin, (await world.ticketFor(username)).code);
  await desk.closeExtensionPages();
  await desk.stopWorker();
  await phone.typePairingCode((await world.ticketFor(username)).code);
  await phone.page.getByLabel(/^Name of this/).fill('iPhone');
  await phone.press(/^Pair this/);
  await showsDigits(phone);
  const digits = await digitsOn(phone, world);

  await test.step('the notification has no Approve, and leads to the card', async () => {
    const rung = await desk.notifications.waitFor(({ body }) => body.includes('iPhone wants to answer as'));
    expect(rung.actions.map(({ label }) => label)).not.toContain(words.request.approve);
    await desk.hasBadge('1');
    desk.notifications.press(rung.id);
    const tab = await desk.openedPage('#/request/');
    await isAsked(tab, 'iPhone');
    await examine(tab.page, 'extension-vouch-card');
    await desk.closeExtensionPages();
  });

  await test.step('the popup asks the same; no quick press approves it', async () => {
    const popup = await desk.openPopup();
    await isAsked(popup, 'iPhone');
    await popup.codeField.fill(digits);
    await expect(popup.button(/^Approve in [1-5]$/)).toHaveAttribute('aria-disabled', 'true');
    await popup.codeField.press('Enter');
    await expect(popup.page.getByText(words.request.approving)).toHaveCount(0);
    await expect(popup.button(words.request.approve)).not.toHaveAttribute('aria-disabled', 'true');
    await examinePopup(popup, 'extension-vouch-popup');
    await popup.press(words.request.approve);
    await popup.showsOutcome(outcome.approved.title);
    await examinePopup(popup, 'extension-vouch-approved');
  });

  await expect(phone.heading).toHaveText(words.pairing.readyTitle, { timeout: 15_000 });
  expect((await wiki.client.listDevices(username)).map(({ state }) => state)).toEqual(['active', 'active']);
});

test('N14, N16: the extension hears of a device that was added, and pauses it from “What happened”', async ({
  desk,
  username,
  world,
}) => {
  await desk.pair(world.nod.origin, (await world.ticketFor(username)).code);
  await desk.closeExtensionPages();
  const stranger = await letInByOperator(world, username, 'Stranger');
  const shown = await desk.notifications.waitFor(({ summary }) => summary === '“Stranger” was added to your account');
  expect(shown.actions.map(({ label }) => label)).not.toContain(words.request.approve);
  // It asks nothing, so no number stands on the button.
  await desk.hasBadge('');

  const popup = await desk.openPopup();
  await expect(popup.page.getByText(words.happened.news(1))).toBeVisible();
  await popup.press(words.happened.look);
  await expect(popup.heading).toHaveText(words.happened.title);
  await examinePopup(popup, 'extension-happened');
  const row = popup.page.getByRole('listitem').filter({ hasText: '“Stranger” was added' });
  await row.getByRole('button', { name: trustWords.happened.notMe }).click();
  await examinePopup(popup, 'extension-undo-question');
  expect(await isRefused(stranger)).toBe(false);
  await confirm(popup, trustWords.happened.askConfirm);
  await expect(popup.page.getByText(trustWords.happened.pausedTitle('“Stranger”'))).toBeVisible();
  expect(await isRefused(stranger)).toBe(true);
  await examinePopup(popup, 'extension-undone');

  // The step in the notice leads on to the device, which can be brought back.
  await popup.press(trustWords.happened.devices);
  await popup.press(/^Stranger/);
  await expect(popup.page.getByText('said “This wasn’t me”')).toBeVisible();
  await examinePopup(popup, 'extension-device-paused');
  await popup.press(trustWords.device.resume);
  await confirm(popup, trustWords.device.resume);
  await expect(popup.button(trustWords.device.pause)).toBeVisible();
  expect(await isRefused(stranger)).toBe(false);
});

test('N16: an extension that was paused says by what, objects, and goes on once the operator has decided', async ({
  desk,
  username,
  world,
}) => {
  const { nod, wiki } = world;
  await desk.pair(nod.origin, (await world.ticketFor(username)).code);
  await desk.closeExtensionPages();
  const [mine] = await wiki.client.listDevices(username);
  const laptop = await letInByOperator(world, username, 'Laptop');
  world.fourDaysLater(username);
  expect((await laptop.call('POST', `/device/v1/devices/${mine?.id}/suspension`, {})).status).toBe(204);

  const popup = await desk.openPopup();
  await expect(popup.page.getByText('This computer is paused')).toBeVisible({ timeout: 15_000 });
  await examinePopup(popup, 'extension-paused-home');
  await popup.press(words.accounts.seeWhy);
  await expect(popup.page.getByText('“Laptop” paused it.')).toBeVisible();
  await examinePopup(popup, 'extension-paused');
  await popup.press(trustWords.paused.mine);
  await examinePopup(popup, 'extension-objection-question');
  await confirm(popup, trustWords.paused.askConfirm);
  await expect(popup.page.getByText(trustWords.paused.waitsTitle)).toBeVisible();
  await examinePopup(popup, 'extension-paused-judged');
  expect(await isRefused(laptop)).toBe(true);

  await nod.cli('device', 'resume', username, mine?.id ?? '');
  await popup.page.reload();
  await expect(popup.heading).toHaveText(trustWords.paused.backTitle('computer'), { timeout: 15_000 });
  const { id, code = '' } = await wiki.client.createChallenge({ user: username });
  const again = await desk.openPopup();
  await again.seesRequestFrom(wiki.name);
  await again.approveWithCode(code);
  await again.showsOutcome(words.outcome.approved.title);
  expect((await wiki.client.waitForFinal(id)).state).toBe('approved');
});

import { startTestSmtp } from '../server/announcements/testing-smtp.ts';
import { accountWords } from '../shared/ui/words/account-words.ts';
import { trustWords } from '../shared/ui/words/trust-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { waitUntil } from './harness/wait-until.ts';
import type { Phone } from './kit/phone.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { SoftwareDevice } from './kit/software-device.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';
import { World } from './world/world.ts';

// What a person hears of their account, and how they undo it: on the phone, and by the link of an e-mail.

const isRefused = async (device: SoftwareDevice) => (await device.call('GET', '/device/v1/challenges')).status === 403;

async function confirm(phone: Phone, button: string) {
  await phone.page.getByRole('dialog').getByRole('button', { name: button }).click();
}

test('N14, N16: a device that was added is told of without a sound, and undone in one step', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { nod, wiki } = world;
  const { notifications, context } = phoneBrowser;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  await phoneBrowser.leaveApp();
  const stranger = await SoftwareDevice.pair(nod, wiki, username, 'Stranger');
  const shown = await notifications.waitFor(({ summary }) => summary === '“Stranger” was added to your account');
  expect(shown.body).toContain(username);
  expect(shown.actions.map(({ label }) => label)).not.toContain('Approve');

  const [page] = await Promise.all([context.waitForEvent('page'), notifications.press(shown.id)]);
  const opened = phoneBrowser.phoneIn(page);
  await expect(opened.heading).toHaveText(words.happened.title);
  const row = page.getByRole('listitem').filter({ hasText: '“Stranger” was added' });
  await examine(page, 'phone-happened');
  await row.getByRole('button', { name: trustWords.happened.notMe }).click();
  await expect(page.getByRole('dialog')).toContainText('“Stranger” stops answering for you at once');
  await examine(page, 'phone-undo-question');
  expect(await isRefused(stranger)).toBe(false);
  await confirm(opened, trustWords.happened.askConfirm);
  await expect(page.getByText(trustWords.happened.pausedTitle('“Stranger”'))).toBeVisible();
  await expect(row.getByText(trustWords.happened.undone)).toBeVisible();
  expect(await isRefused(stranger)).toBe(true);
  await examine(page, 'phone-undone');

  // It was the owner's tablet after all.
  await opened.press(trustWords.happened.devices);
  await opened.press(/^Stranger/);
  await expect(page.getByText('said “This wasn’t me”')).toBeVisible();
  await opened.press(trustWords.device.resume);
  await confirm(opened, trustWords.device.resume);
  await expect(opened.button(trustWords.device.pause)).toBeVisible();
  expect(await isRefused(stranger)).toBe(false);
});

test('N14: what nobody has looked at yet is a line on the first screen, also of what came while the app was closed', async ({
  phone,
  username,
  world,
}) => {
  const { nod, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  await SoftwareDevice.pair(nod, wiki, username, 'Tablet');
  await expect(phone.page.getByText(words.happened.news(1))).toBeVisible({ timeout: 15_000 });
  await examine(phone.page, 'phone-quiet-news');
  await phone.press(words.happened.look);
  await expect(phone.page.getByText('“Tablet” was added to your account')).toBeVisible();
  // To where it was opened from.
  await phone.press(words.common.back);
  await phone.isQuiet();
  await expect(phone.page.getByText(words.happened.news(1))).toBeHidden();
  // Kept, and not only on the screen. A page that is thrown away at once may take what it was about to write with it.
  await phone.open();
  await phone.isQuiet();
  await expect(phone.page.getByText(words.happened.news(1))).toBeHidden();

  // The server is away: what was told before can still be read.
  await phone.page.route('**/device/v1/announcements*', (route) => route.abort());
  await phone.openAccount();
  await phone.press(new RegExp(`^${words.happened.title}`));
  await expect(phone.page.getByText(trustWords.happened.kept)).toBeVisible();
  await expect(phone.page.getByText('“Tablet” was added to your account')).toBeVisible();
  await phone.page.unroute('**/device/v1/announcements*');
});

test('N5, N16: a sign-in that another device approved is disowned within a day; the site hears of it', async ({
  phone,
  username,
  world,
}) => {
  const { nod, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  const stranger = await SoftwareDevice.pair(nod, wiki, username, 'Stranger');
  const { id, code = '' } = await wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom(wiki.name);
  expect((await stranger.decide(await stranger.challenge(id), { code })).status).toBe(200);
  expect((await wiki.client.waitForFinal(id)).state).toBe('approved');
  await phone.showsOutcome('Approved on Stranger');
  await phone.press(words.common.done);
  await phone.openAccount();
  await phone.press(new RegExp(`^${words.history.title}`));
  const row = phone.page.getByRole('listitem').filter({ hasText: wiki.name });
  await row.getByRole('button', { name: trustWords.disown.notMe }).click();
  await expect(phone.page.getByRole('dialog')).toContainText('is told, and can end what this let in');
  await examine(phone.page, 'phone-disown-question');
  await confirm(phone, trustWords.disown.askConfirm);
  await expect(phone.page.getByText(trustWords.disown.pausedTitle(`“${wiki.name}”`, 'Stranger'))).toBeVisible();
  await expect(row.getByText(trustWords.disown.said)).toBeVisible();
  await expect(row.getByRole('button', { name: trustWords.disown.notMe })).toHaveCount(0);
  await examine(phone.page, 'phone-disowned');
  expect(await isRefused(stranger)).toBe(true);
  const challenge = await wiki.client.getChallenge(id);
  expect([challenge.state, challenge.disownedAtMs]).toEqual(['approved', expect.any(Number)]);
});

test('N16: a removal is a pause for a day, and says so', async ({ phone, username, world }) => {
  const { nod, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phone.isQuiet();
  const laptop = await SoftwareDevice.pair(nod, wiki, username, 'Laptop');
  await phone.openAccount();
  await phone.press(/^Laptop/);
  await examine(phone.page, 'phone-device');
  await phone.press(trustWords.device.remove);
  await expect(phone.page.getByRole('dialog')).toContainText('gone for good in a day');
  await confirm(phone, trustWords.device.removeConfirm);
  await expect(phone.page.getByText('“Pixel 9” removed it. Gone for good')).toBeVisible();
  await examine(phone.page, 'phone-device-removed');
  expect(await isRefused(laptop)).toBe(true);
  await phone.press(trustWords.device.resume);
  await confirm(phone, trustWords.device.resume);
  await expect(phone.button(trustWords.device.remove)).toBeVisible();
  expect(await isRefused(laptop)).toBe(false);
});

test('N16: a new device pauses no older one; a phone that was paused says whose it is, and neither goes on', async ({
  phone,
  username,
  world,
}) => {
  const { nod, wiki } = world;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phone.isQuiet();
  const [mine] = await wiki.client.listDevices(username);
  const laptop = await SoftwareDevice.pair(nod, wiki, username, 'Laptop');
  const pause = () => laptop.call('POST', `/device/v1/devices/${mine?.id}/suspension`, {});
  expect((await pause()).body).toMatchObject({ code: 'device_too_young' });
  world.fourDaysLater(username);
  expect((await pause()).status).toBe(204);

  await expect(phone.page.getByText('This phone is paused')).toBeVisible({ timeout: 15_000 });
  await phone.press(words.accounts.seeWhy);
  await expect(phone.page.getByText('“Laptop” paused it.')).toBeVisible();
  await examine(phone.page, 'phone-paused');
  await phone.press(trustWords.paused.mine);
  await examine(phone.page, 'phone-objection-question');
  await confirm(phone, trustWords.paused.askConfirm);
  await expect(phone.page.getByText(trustWords.paused.waitsTitle)).toBeVisible();
  await examine(phone.page, 'phone-paused-judged');
  expect(await isRefused(laptop)).toBe(true);

  // The operator has judged, and the phone hears of it when it is opened again.
  await nod.cli('device', 'resume', username, mine?.id ?? '');
  await phone.page.reload();
  await expect(phone.heading).toHaveText(trustWords.paused.backTitle('phone'), { timeout: 15_000 });
  await phone.open('#/');
  await phone.isQuiet();
  await phone.openAccount();
  await expect(phone.button(/^Laptop/)).toBeVisible({ timeout: 15_000 });
});

test('a report that was a mistake is taken back within its minute', async ({ phone, username, world }) => {
  const { wiki } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  const { id } = await wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom(wiki.name);
  await phone.report();
  await phone.showsOutcome(words.outcome.reported.title);
  await examine(phone.page, 'phone-report-take-back');
  await phone.press(trustWords.takeBack.press);
  await phone.showsOutcome(trustWords.takeBack.doneTitle);
  await expect(phone.page.getByText(/^Change your password/)).toHaveCount(0);
  expect((await wiki.client.getChallenge(id)).state).toBe('reported');
  await phone.press(words.common.done);
  await wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom(wiki.name);
});

test('N14: an e-mail undoes it by one press in any browser, and opening its link does nothing', async ({
  desktopBrowser,
  username,
  world: shared,
}) => {
  const smtp = await startTestSmtp();
  await using world = await World.start({ NOD_SMTP_URL: smtp.url, NOD_SMTP_FROM: 'nod@example.org' }, shared.push);
  const { nod, push, wiki } = world;
  await using browser = await PhoneBrowser.chromium(push.chromium, { origin: nod.origin });
  const phone = await browser.openApp();
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  await phone.openAccount();
  await phone.press(new RegExp(`^${accountWords.email.title}`));
  const field = phone.page.getByLabel(/^Address for/);
  await field.fill('alice@example.org');
  await phone.press(trustWords.email.save);
  await expect(phone.page.getByText(/^It counts from/)).toBeVisible();
  await examine(phone.page, 'phone-account-email');
  nod.change('update email_addresses set counts_from_ms = 0');

  const stranger = await SoftwareDevice.pair(nod, wiki, username, 'Stranger');
  const find = () => smtp.mails.map(({ text }) => /https?:\S+#\/undo\/\S+/.exec(text)?.[0]).find(Boolean);
  const link = await waitUntil('the e-mail', find, 15_000);
  const token = link.split('/').at(-1) ?? '';
  world.secrets.add('undo link', token);
  await smtp.close();

  const context = await desktopBrowser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(trustWords.undoLink.title);
  expect(page.url()).not.toContain(token);
  await examine(page, 'browser-undo-link');
  expect(await isRefused(stranger)).toBe(false);
  await page.getByRole('button', { name: trustWords.undoLink.press }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(trustWords.undoLink.doneTitle('“Stranger”'));
  await examine(page, 'browser-undo-link-done');
  expect(await isRefused(stranger)).toBe(true);

  // Once: the same link says what to do now. Nor does this browser ask to be paired.
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: trustWords.undoLink.press }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link was used already');
  await expect(page.getByRole('button', { name: trustWords.undoLink.press })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(trustWords.undoLink.missingTitle);
  await context.close();
});

import { readFile } from 'node:fs/promises';
import { accountWords } from '../shared/ui/words/account-words.ts';
import { recoveryWords } from '../shared/ui/words/recovery-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/vouching-world.ts';

test('N15: codes are made at the first pairing; one lets another browser in, once, and the old phone hears of it', async ({
  phone,
  username,
  world,
}) => {
  test.setTimeout(120_000);
  const { nod, push } = world;
  const use = recoveryWords.use;
  await phone.typePairingCode((await world.ticketFor(username)).code);
  await phone.confirmPairing('Pixel 9');
  await examine(phone.page, 'phone-pair-codes-offered');
  await phone.press(recoveryWords.make);
  await expect(phone.heading).toHaveText(recoveryWords.fresh);
  const codes = await phone.page.locator('.nod-sheet__codes li').allInnerTexts();
  expect(codes).toHaveLength(10);
  for (const one of codes) world.secrets.add('recovery code', one.replaceAll('-', ''));
  await expect(phone.page.locator('.nod-sheet')).toContainText(username);
  const [code = ''] = codes;

  await using another = await PhoneBrowser.chromium(push.chromium, { origin: nod.origin });
  const newPhone = await another.openApp();
  const typeCode = async () => {
    await newPhone.press(use.open);
    await newPhone.page.getByLabel(use.username).fill(username);
    await newPhone.page.getByLabel(use.code).fill(code.toLowerCase());
    await newPhone.press(use.go);
  };
  await typeCode();
  await expect(newPhone.heading).toHaveText(words.pairing.confirmTitle);
  await newPhone.press(words.pairing.notMine);
  await typeCode();
  await expect(newPhone.page.getByRole('alert')).toContainText('That isn’t right');

  await phone.open('#/happened');
  await expect(phone.page.getByText(/recovery codes was used/)).toBeVisible({ timeout: 15_000 });
});

test('N15: the sheet is saved, copied and printed; at three codes left the first screen says so', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { nod } = world;
  const { page } = phone;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phone.isQuiet();
  // None were ever made: that is no thing to do.
  await expect(page.getByText(/recovery codes? (is|are) left|recovery codes were used/)).toHaveCount(0);
  await phone.openAccount();
  await phone.press(new RegExp(`^${recoveryWords.title}`));
  await phone.press(recoveryWords.make);
  await expect(phone.heading).toHaveText(recoveryWords.fresh);
  const codes = await page.locator('.nod-sheet__codes li').allInnerTexts();
  for (const one of codes) world.secrets.add('recovery code', one.replaceAll('-', ''));

  await test.step('a file, and the clipboard, hold all that is needed', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), phone.press(recoveryWords.save)]);
    expect(download.suggestedFilename()).toBe(recoveryWords.fileName);
    const saved = await readFile(await download.path(), 'utf8');
    for (const part of [...codes, nod.origin, 'Harbour Nod', username]) expect(saved).toContain(part);
    await download.delete();
    await phoneBrowser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: nod.origin });
    await phone.press(recoveryWords.copy);
    await expect(phone.button(recoveryWords.copied)).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(saved);
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await phoneBrowser.context.clearPermissions();
  });
  await test.step('on paper there is the sheet and nothing else, also in the dark', async () => {
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await phone.press(recoveryWords.print);
    await expect(page.locator('body[data-printed]')).toBeVisible();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const code of codes) await expect(page.getByText(code)).toBeVisible();
    await expect(page.getByText(recoveryWords.freshLead)).toBeHidden();
    await expect(page.getByRole('button')).toHaveCount(0);
    await expect(page.locator('.nod-sheet')).toHaveCSS('color', 'rgb(0, 0, 0)');
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await page.screenshot({ path: 'e2e/screenshots/phone-recovery-sheet-print.png' });
    await page.emulateMedia({ media: null, colorScheme: null });
  });
  await phone.press(recoveryWords.keep);
  await phone.isQuiet();

  await test.step('used up to three', async () => {
    const mine = 'select code_hash from recovery_codes where user_id = (select id from users where username = ?)';
    nod.change(`update recovery_codes set used_at_ms = 1 where code_hash in (${mine} limit 6)`, username);
    await phone.open();
    await phone.openAccount();
    await expect(page.getByText(recoveryWords.left(4))).toBeVisible();
    await phone.press(words.common.back);
    await expect(page.getByText(recoveryWords.fewLeft(4))).toHaveCount(0);
    nod.change(`update recovery_codes set used_at_ms = 1 where code_hash in (${mine} limit 7)`, username);
    await page.reload();
    await expect(page.getByText(recoveryWords.fewLeft(3))).toBeVisible();
    await examine(page, 'phone-quiet-codes-few');
    await phone.press(recoveryWords.makeNew);
    await expect(phone.heading).toHaveText(recoveryWords.title);
    await phone.press(recoveryWords.makeNew);
    await page.getByRole('dialog').getByRole('button', { name: recoveryWords.makeNew }).click();
    await expect(phone.heading).toHaveText(recoveryWords.fresh);
    for (const one of await page.locator('.nod-sheet__codes li').allInnerTexts())
      world.secrets.add('recovery code', one.replaceAll('-', ''));
    await phone.press(recoveryWords.keep);
    await page.getByRole('dialog').getByRole('button', { name: recoveryWords.keep }).click();
    await phone.isQuiet();
    await expect(page.getByText(recoveryWords.fewLeft(3))).toHaveCount(0);
    await phone.openAccount();
    await expect(page.getByText(recoveryWords.left(10))).toBeVisible();
    await expect(page.getByText(accountWords.codesNone)).toHaveCount(0);
  });
});

import { recoveryWords } from '../shared/ui/words/recovery-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { examine } from './world/examine.ts';
import { PhoneBrowser } from './world/phone-browser.ts';
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
  await expect(phone.heading).toHaveText(recoveryWords.title);
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

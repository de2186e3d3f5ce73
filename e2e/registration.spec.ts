import { writeFile } from 'node:fs/promises';
import { SITE_WEBHOOK } from '../server/devices/testing-pushauth-site.ts';
import { registrationUrl } from '../shared/protocol/registration-api.ts';
import { registrationWords as text } from '../shared/ui/words/registration-words.ts';
import { trustErrors } from '../shared/ui/words/trust-errors.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { examine } from './world/examine.ts';
import { RegisteringSite } from './world/pushauth-site.ts';
import { expect, test } from './world/vouching-world.ts';

test('N12: a site that was built for PushAuth registers its user by four digits, and signs them in', async ({
  phone,
  username,
  world,
}, info) => {
  test.setTimeout(120_000);
  const { nod, push } = world;
  await using site = await RegisteringSite.start();
  world.secrets.add('webhook password', SITE_WEBHOOK.password);
  const file = info.outputPath('password');
  await writeFile(file, `${SITE_WEBHOOK.password}\n`);
  const shop = await nod.createApplication('Quay Shop', site.origin, [
    ...['--pairing', 'webhook', '--match', 'none'],
    ...site.webhook(file),
  ]);
  const link = registrationUrl(nod.origin, shop.id);

  // Pasted, as on a phone where a tapped link opens the browser and not the app.
  await phone.pairingCodeField.focus();
  await phone.page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, link);
  await expect(phone.heading).toHaveText(text.title('Quay Shop'));
  await expect(phone.page.locator('.nod-steps__now')).toContainText(text.step);
  await examine(phone.page, 'phone-register');
  await phone.press(text.go);
  await expect(phone.page.getByText(text.textMissing)).toBeVisible();

  const register = async (device: typeof phone, shown: string) => {
    await device.page.getByLabel(text.username).fill(username);
    await device.page.getByLabel(text.text).fill(shown);
    await device.press(text.go);
  };
  const number = site.signUp(username);
  await register(phone, number === '1000' ? '1001' : '1000');
  await expect(phone.page.getByRole('alert')).toContainText(trustErrors.registration_refused({}).title);
  await examine(phone.page, 'phone-register-wrong');
  expect(nod.events('user.created').filter(({ detail }) => JSON.stringify(detail).includes(username))).toEqual([]);
  await register(phone, number);
  await expect(phone.heading).toHaveText(words.pairing.confirmTitle);
  await expect(phone.page.getByText('Quay Shop')).toBeVisible();
  await phone.confirmPairing('Pixel 9');
  await phone.press(words.common.done);
  await phone.isQuiet();

  // As PushAuth's clients sign somebody in.
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${nod.origin}/v1/push/sessions${path}`, {
      ...init,
      headers: { 'x-api-key': shop.apiKey, 'content-type': 'application/json' },
    }).then((answer) => answer.json() as Promise<{ id: string; status: string }>);
  const notification = { title: 'Quay Shop', body: 'Sign in?' };
  const { id } = await call('', { method: 'POST', body: JSON.stringify({ user: username, notification }) });
  await phone.seesRequestFrom(/Quay Shop/);
  await phone.press(words.request.approve);
  await expect.poll(async () => (await call(`/${id}`)).status).toBe('accepted');

  // A thief who reads the site's page registers no second device, with the same number or another one.
  await using another = await PhoneBrowser.chromium(push.chromium, { origin: nod.origin });
  const thief = await another.openApp();
  await thief.open(new URL(link).hash);
  await register(thief, number);
  await expect(thief.page.getByRole('alert')).toContainText(trustErrors.registration_refused({}).title);
  await register(thief, site.signUp(username));
  await expect(thief.page.getByRole('alert')).toContainText(text.hasDevice.title);
  await examine(thief.page, 'phone-register-second');
  await phone.open('#/happened');
  await expect(phone.page.getByText(/tried to add a device/)).toBeVisible({ timeout: 15_000 });
});

test('a link of an application that registers nobody says so, and leads on', async ({ phone, world }) => {
  await phone.open(new URL(registrationUrl(world.nod.origin, world.wiki.id)).hash);
  await expect(phone.heading).toHaveText(trustErrors.registration_unavailable({}).title);
  await examine(phone.page, 'phone-register-unavailable');
  await phone.press(text.toPairing);
  await expect(phone.pairingCodeField).toBeVisible();
});

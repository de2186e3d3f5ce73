import { test as base, expect } from '../kit/playwright.ts';
import { type Shop, startShop } from './app.ts';

const test = base.extend<object, { shop: Shop }>({
  shop: [
    async ({ nod }, use) => {
      const { origin, id, apiKey } = await nod.application({ name: 'Toy Shop' });
      const shop = await startShop({ origin, nodOrigin: nod.origin, applicationId: id, apiKey });
      await use(shop);
      await shop.stop();
    },
    { scope: 'worker' },
  ],
});

test('a login, from the form to the greeting', async ({ page, phone, shop }) => {
  await page.goto(shop.origin);
  await page.getByLabel('Name to signup').fill('carol');
  await page.getByRole('button', { name: 'signup' }).click();
  await phone.pair(await page.getByRole('status').innerText());

  await page.getByLabel('Name to login').fill('carol');
  await page.getByRole('button', { name: 'login' }).click();
  await expect(phone).toHaveBeenAsked({ application: 'Toy Shop', title: 'Sign in as carol', place: '127.0.0.1' });
  const code = await page.locator('nod-login').getAttribute('code');
  await phone.approve({ code: code ?? '' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello carol');
});

test('a report ends the login, and the next one rings nobody', async ({ page, phone, shop }) => {
  await page.goto(shop.origin);
  await page.getByLabel('Name to signup').fill('dan');
  await page.getByRole('button', { name: 'signup' }).click();
  await phone.pair(await page.getByRole('status').innerText());
  await expect(phone).toHaveBeenAskedNothing();

  await page.getByLabel('Name to login').fill('dan');
  await page.getByRole('button', { name: 'login' }).click();
  await phone.report();
  await expect(page.locator('nod-login')).toHaveAttribute('data-ending', 'reported');

  await page.goto(shop.origin);
  await page.getByLabel('Name to login').fill('dan');
  await page.getByRole('button', { name: 'login' }).click();
  // It can be fetched, by who sees its digits.
  await phone.typeCode((await page.locator('nod-login').getAttribute('code')) ?? '');
  await phone.approve();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello dan');
});

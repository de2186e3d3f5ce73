import { test as base, expect } from '../kit/playwright.ts';
import { type Shop, startShop } from './app.ts';

const test = base.extend<object, { shop: Shop }>({
  shop: [
    async ({ nod }, use) => {
      const { origin, id, apiKey } = await nod.application({ name: 'Toy Shop', match: 'origin,code' });
      const shop = await startShop({ origin, nodOrigin: nod.origin, applicationId: id, apiKey });
      await use(shop);
      await shop.stop();
    },
    { scope: 'worker' },
  ],
});

test('the phone is rung by a push, and its screen says who asks', async ({ page, realPhone, shop }) => {
  await page.goto(shop.origin);
  await page.getByLabel('Name to signup').fill('erin');
  await page.getByRole('button', { name: 'signup' }).click();
  await realPhone.pair(await page.getByRole('status').innerText());

  await page.getByLabel('Name to login').fill('erin');
  await page.getByRole('button', { name: 'login' }).click();
  await expect(realPhone).toHaveBeenAsked({ application: 'Toy Shop', title: 'Sign in as erin', place: '127.0.0.1' });
  const code = await page.locator('nod-login').getAttribute('code');
  await realPhone.approve({ code: code ?? '' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello erin');
});

test('the extension sees that the tab is the shop’s own: one tap, no digits', async ({ extension, shop }) => {
  const page = await extension.newPage();
  await page.goto(shop.origin);
  await page.getByLabel('Name to signup').fill('frank');
  await page.getByRole('button', { name: 'signup' }).click();
  await extension.pair(await page.getByRole('status').innerText());

  await page.getByLabel('Name to login').fill('frank');
  await page.getByRole('button', { name: 'login' }).click();
  await expect(extension).toHaveBeenAsked({ application: 'Toy Shop', title: 'Sign in as frank' });
  await extension.approve();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello frank');
});

import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withGallery } from './serve.ts';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

test('no screen says anything past the catalogue', { timeout: 60_000 }, async () => {
  if (!existsSync(chromium))
    return void console.log(`There is no ${chromium}: what screens say past the catalogue was not looked at.`);
  const unspoken = await withGallery(async (address, browser) => {
    const page = await browser.newPage();
    await page.goto(`${address}?scene=request&lang=pseudo`);
    await page.locator('#gallery h1').first().waitFor();
    return page.evaluate('nodUnspoken()');
  });
  expect(unspoken).toEqual([]);
});

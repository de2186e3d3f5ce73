import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withGallery } from './serve.ts';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

test('no screen says anything past the catalogue', { timeout: 60_000 }, async () => {
  expect(await ofAllScenes('pseudo', 'nodUnspoken()')).toEqual([]);
});

test('no name goes into an Arabic sentence without being isolated', { timeout: 60_000 }, async () => {
  expect(await ofAllScenes('ar', 'nodBare()')).toEqual([]);
});

test.runIf(existsSync(chromium))('codes are read from left to right in Arabic too', { timeout: 60_000 }, async () => {
  const codes = {
    'totp-begun': '.nod-totp__secret',
    'pair-typing': '.nod-typed',
    'recovery-fresh': '.nod-sheet__codes bdi',
  };
  const directions = await withGallery(async (address, browser) => {
    const page = await browser.newPage();
    const found: string[] = [];
    for (const [scene, code] of Object.entries(codes)) {
      await page.goto(`${address}?scene=${scene}&lang=ar`);
      const element = page.locator(code).first();
      found.push(`${scene} ${await element.evaluate((one) => getComputedStyle(one).direction)}`);
    }
    return found;
  });
  expect(directions).toEqual(Object.keys(codes).map((scene) => `${scene} ltr`));
});

/** What the gallery finds in a language; nothing, with a word about it, where there is no browser to look with. */
async function ofAllScenes(language: string, look: string): Promise<unknown> {
  if (!existsSync(chromium)) {
    console.log(`There is no ${chromium}: the gallery was not looked at.`);
    return [];
  }
  return withGallery(async (address, browser) => {
    const page = await browser.newPage();
    await page.goto(`${address}?scene=request&lang=${language}`);
    await page.locator('#gallery h1').first().waitFor();
    return page.evaluate(look);
  });
}

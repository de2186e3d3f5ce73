/**
 * Uses the gallery as people do: they type, paste, delete, press Tab and change their mind.
 *   node shared/ui/gallery/behave.ts     exit code 1 when something doesn't behave as its rule says
 */
import assert from 'node:assert/strict';
import type { Page } from 'playwright';
import { withGallery } from './serve.ts';

type Check = (page: Page, open: (scene: string) => Promise<void>) => Promise<void>;

const code = (page: Page) => page.getByRole('textbox', { name: '6-digit code from the other screen' });
const boxes = async (page: Page) => (await page.locator('.nod-pad__box').allTextContents()).join('|');
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

const checks: Readonly<Record<string, Check>> = {
  'the pad takes digits, drops letters and deletes backwards': async (page, open) => {
    await open('request-live');
    await code(page).click();
    await page.keyboard.type('4a8 2');
    assert.equal(await boxes(page), '4|8|2|||');
    await page.keyboard.press('Backspace');
    assert.equal(await boxes(page), '4|8||||');
    await page.keyboard.type('29137');
    assert.equal(await boxes(page), '4|8|2|9|1|3');
  },
  'the pad takes a pasted code with a space in it': async (page, open) => {
    await open('request-live');
    await code(page).click();
    await page.keyboard.insertText('482 913');
    assert.equal(await boxes(page), '4|8|2|9|1|3');
  },
  'the next digit goes to the end, wherever the caret was put': async (page, open) => {
    await open('request-live');
    await code(page).click();
    await page.keyboard.type('482');
    await page.keyboard.press('Home');
    await page.keyboard.type('9');
    assert.equal(await boxes(page), '4|8|2|9||');
  },
  'the heading has the focus first; Deny comes before Approve': async (page, open) => {
    await open('request-live');
    assert.equal(await focused(page), 'Harbour Photos');
    const order: (string | undefined)[] = [];
    for (let i = 0; i < 5; i += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused(page));
    }
    assert.deepEqual(order, ['', 'Scan it instead', 'Deny', 'Approve', 'This wasn’t me']);
  },
  'Approve without a code sends nothing and leads to the code': async (page, open) => {
    await open('request-live');
    await page.getByRole('button', { name: 'Approve' }).click({ force: true });
    assert.equal(await code(page).evaluate((input) => input === document.activeElement), true);
    await page.keyboard.press('Enter');
    assert.equal(await page.getByText('Approving…').count(), 0);
  },
  'Enter approves once the code is complete, and a second Enter sends nothing more': async (page, open) => {
    await open('request-live');
    await code(page).fill('482913');
    await code(page).press('Enter');
    await page.getByRole('button', { name: 'Approving…' }).waitFor();
    await page.keyboard.type('1');
    assert.equal(await boxes(page), '4|8|2|9|1|3');
    assert.equal(await page.getByRole('button', { name: 'Deny' }).getAttribute('aria-disabled'), 'true');
  },
  'Deny needs no code': async (page, open) => {
    await open('request-live');
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('button', { name: 'Denying…' }).waitFor();
  },
  'reporting asks once, the way back has the focus, and Escape changes nothing': async (page, open) => {
    await open('request-live');
    const line = page.getByRole('button', { name: 'This wasn’t me' });
    await line.click();
    await page.getByRole('dialog', { name: 'Report this request?' }).waitFor();
    assert.equal(await focused(page), 'Go back');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'This wasn’t me');
    assert.equal(await page.getByText('Reporting…').count(), 0);
    await line.click();
    await page.getByRole('button', { name: 'Report it' }).click();
    await page.getByRole('button', { name: 'Reporting…' }).waitFor();
  },
  'the pairing code groups itself and lets its middle be corrected': async (page, open) => {
    await open('pair-start');
    const field = page.getByRole('textbox', { name: 'Pairing code' });
    await field.click();
    await page.keyboard.type('7k3mq9xw4tbo');
    assert.equal(await field.inputValue(), '7K3M-Q9XW-4TB0');
    await field.evaluate((input: HTMLInputElement) => input.setSelectionRange(7, 7));
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    assert.equal(await field.inputValue(), '7K3M-XW4T-B0');
    await page.keyboard.type('q9');
    assert.equal(await field.inputValue(), '7K3M-Q9XW-4TB0');
  },
  'a device is removed only after its name was read': async (page, open) => {
    await open('device');
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog', { name: 'Remove “pixel 9”?' }).waitFor();
    assert.equal(await focused(page), 'Go back');
  },
  '“This wasn’t me” asks once and says what it pauses': async (page, open) => {
    await open('happened');
    await page.getByRole('button', { name: 'This wasn’t me: “Pixel 9” was added' }).click();
    await page.getByRole('dialog', { name: 'Pause “Pixel 9”?' }).waitFor();
    assert.equal(await focused(page), 'Go back');
  },
};

const failures = await withGallery(async (address, browser) => {
  const failed: string[] = [];
  for (const [rule, check] of Object.entries(checks)) {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(10_000);
    try {
      await check(page, async (scene) => {
        await page.goto(`${address}?scene=${scene}`);
        await page.locator('#gallery h1').waitFor();
      });
      console.log(`ok    ${rule}`);
    } catch (error) {
      failed.push(rule);
      console.log(`wrong ${rule}: ${error instanceof Error ? error.message : error}`);
    }
    await page.close();
  }
  return failed;
});
process.exitCode = failures.length > 0 ? 1 : 0;

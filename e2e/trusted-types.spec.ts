import type { Page } from '@playwright/test';
import { expect, test } from './world/test.ts';

// Pages beside the keys make no markup and no script of text (server/doors/security-headers.ts, extension/manifest.ts). That they
// still work is what all other specs show.

test('in the app and in the extension no text becomes markup or script, and no second policy lets it through', async ({
  desk,
  phone,
}) => {
  await phone.open();
  await refusesText(phone.page);
  // Registered by the one policy there is.
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await refusesText((await desk.openOptions()).page);
  await refusesText((await desk.openPopup()).page);
});

async function refusesText(page: Page): Promise<void> {
  const errors = await page.evaluate(() => {
    const tries: Record<string, () => unknown> = {
      innerHTML: () => {
        document.createElement('div').innerHTML = '<b>text</b>';
      },
      insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>text</b>'),
      'src of a script': () => {
        document.createElement('script').src = '/x.js';
      },
      'text of a script': () => {
        document.createElement('script').text = '1';
      },
      'another worker': () => new Worker('/x.js'),
      'a policy of another name': () =>
        (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes.createPolicy('other', { createHTML: (text: string) => text }),
    };
    return Object.entries(tries).map(([name, attempt]) => {
      try {
        attempt();
        return [name, 'let through'];
      } catch (error) {
        return [name, (error as Error).name];
      }
    });
  });
  for (const [name, error] of errors) expect([name, error]).toEqual([name, 'TypeError']);
}

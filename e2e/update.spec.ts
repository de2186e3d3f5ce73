import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';
import { World } from './world/world.ts';

/** Each start of this server has a worker of its own, as if a new version had been installed. */
const NEW_WORKER_EACH_START = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const read = fs.readFileSync;
    fs.readFileSync = (file, ...more) => {
      const content = read(file, ...more);
      return String(file).endsWith('/sw.js') ? Buffer.concat([content, Buffer.from('//' + Date.now())]) : content;
    };
    syncBuiltinESMExports();
  `)}`,
};

test('a new version waits until the person agrees, never over a request, and the device stays paired', async ({
  username,
  world,
}) => {
  await using other = await World.start(NEW_WORKER_EACH_START, world.push);
  await using browser = await PhoneBrowser.chromium(world.push.chromium, { origin: other.nod.origin });
  let phone = await browser.openApp();
  await phone.pair((await other.ticketFor(username)).code);
  await phone.isQuiet();
  await expect(phone.page.getByText(words.update.body)).toBeHidden();

  await other.nod.pause();
  await other.nod.resume();
  const { code = '' } = await other.wiki.client.createChallenge({ user: username });
  await browser.leaveApp();
  phone = await browser.openApp();
  await phone.seesRequestFrom('Crew Wiki');
  const waits = () => phone.page.evaluate(async () => !!(await navigator.serviceWorker.getRegistration())?.waiting);
  await expect.poll(waits, { timeout: 15_000 }).toBe(true);
  await expect(phone.page.getByText(words.update.body)).toBeHidden();
  await phone.approveWithCode(code);
  await phone.showsOutcome(words.outcome.approved.title);
  await phone.press(words.common.done);

  await expect(phone.page.getByText(words.update.body)).toBeVisible();
  await examine(phone.page, 'phone-update');
  await phone.press(words.update.later);
  await expect(phone.page.getByText(words.update.body)).toBeHidden();
  expect(await waits()).toBe(true);

  await phone.open();
  await Promise.all([phone.page.waitForEvent('load'), phone.press(words.update.now)]);
  await phone.isQuiet();
  expect(await waits()).toBe(false);
  await expect(phone.page.getByText(words.update.body)).toBeHidden();
  const next = await other.wiki.client.createChallenge({ user: username });
  await phone.seesRequestFrom('Crew Wiki');
  await phone.approveWithCode(next.code ?? '');
  await phone.showsOutcome(words.outcome.approved.title);
});

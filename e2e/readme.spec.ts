import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { words } from '../shared/ui/words/words.ts';
import { ChromiumPushService } from './harness/chromium-push/chromium-push-service.ts';
import { freePort } from './harness/loopback.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { Computer } from './world/computer.ts';
import { NodeProcess } from './world/node-process.ts';
import { Secrets } from './world/secrets.ts';
import { expect, test } from './world/test.ts';

// README, "Try it: one command": all of it in one sitting, with the real `npm start`.

const SITE = 'Harbour Notes';
const USER = 'skipper';

test('README: npm start, two windows of one browser, what goes wrong, and a second start', {
  tag: '@long',
}, async () => {
  test.setTimeout(300_000);
  await using push = await new ChromiumPushService().start();
  const dataDir = mkdtempSync(join(tmpdir(), 'nod-readme-'));
  const [port, demoPort] = [await freePort(), await freePort()];
  const [origin, site] = [`http://localhost:${port}`, `http://localhost:${demoPort}`];
  const start = async () => {
    const started = new NodeProcess('scripts/start.mjs', {
      NOD_PORT: `${port}`,
      DEMO_PORT: `${demoPort}`,
      NOD_DATA_DIR: dataDir,
      NOD_TEST_PUSH_REWRITE: push.rewrites,
    });
    await started.answersAt(`${site}/healthz`);
    return started;
  };
  let running = await start();
  try {
    await using browser = await PhoneBrowser.chromium(push, { origin, chromium: { screen: 'desktop' } });
    const secrets = new Secrets();
    const openNod = async (hash?: string) => {
      const nod = browser.phoneIn(await browser.context.newPage());
      await nod.open(hash);
      return nod;
    };
    const computer = new Computer(await browser.context.newPage(), site, secrets);

    await test.step('an account, the code in Nod, the test, the first sign-in', async () => {
      const code = await computer.signUp(USER);
      const nod = await openNod();
      await nod.pair(code);
      await nod.seesRequestFrom(SITE);
      await nod.approveWithCode(await computer.matchingCode());
      await nod.showsOutcome(words.outcome.approved.title);
      await computer.isIn();
      await computer.signOut();
      await nod.page.close();
    });

    await test.step('Nod closed, the notification pressed', async () => {
      const code = await computer.logIn(USER);
      const shown = await browser.notifications.waitFor(({ summary }) => summary === SITE);
      const opened = browser.context.waitForEvent('page');
      browser.notifications.press(shown.id);
      const nod = browser.phoneIn(await opened);
      await nod.seesRequestFrom(SITE);
      await nod.approveWithCode(code);
      await computer.isIn();
      await computer.signOut();
      await nod.page.close();
    });

    await test.step('Ctrl-C, and a second start finds everything', async () => {
      await running.stop();
      running = await start();
      const nod = await openNod();
      await nod.isQuiet();
      await computer.typePassword(USER);
      await nod.seesRequestFrom(SITE);
      await nod.press(words.request.deny);
      await nod.showsOutcome(words.outcome.denied.title);
      await expect(computer.card).toHaveText('Declined');
      await nod.page.close();
    });

    // After a Deny the next try has to wait a little. Other accounts don't have to.
    await test.step('a wrong code, three times', async () => {
      const nod = await openNod('#/pair');
      await nod.pair(await computer.signUp('cook'));
      await nod.seesRequestFrom(SITE);
      const code = await computer.matchingCode();
      for (let wrong = 1; wrong <= 3; wrong++) {
        await nod.approveWithCode(String((Number(code) + wrong) % 1_000_000).padStart(6, '0'));
        if (wrong < 3) await expect(nod.page.getByText(words.request.wrongCode(3 - wrong))).toBeVisible();
      }
      await nod.showsOutcome(words.outcome.failed.title);
      await expect(computer.card).toHaveText('Wrong code');
      await nod.page.close();
    });

    await test.step('This wasn’t me, for another account', async () => {
      const other = new Computer(await browser.context.newPage(), site, secrets);
      const nod = await openNod('#/pair');
      await nod.pair(await other.signUp('mate'));
      await nod.seesRequestFrom(SITE);
      await nod.report();
      await nod.showsOutcome(words.outcome.reported.title);
      await expect(other.card).toHaveText('Reported');
    });
    expect(secrets.leaksIn(running.output)).toEqual([]);
  } finally {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

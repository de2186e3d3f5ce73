import { words } from '../shared/ui/words/words.ts';
import { stopWorkers } from './harness/chromium-devtools.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { SoftwareDevice } from './kit/software-device.ts';
import { expect, test } from './world/test.ts';

// Answers from the notification: no page of the app is open, and the worker was stopped before.

const LISBON = { ip: '203.0.113.9', location: 'Lisbon, Portugal', userAgent: 'Mozilla/5.0 (Macintosh) Firefox/140.0' };

test.describe('with the app closed and its worker stopped', () => {
  for (const [button, state] of [
    ['Approve', 'approved'],
    ['Deny', 'denied'],
  ] as const) {
    test(`Chromium: ${button} on the notification counts`, async ({ phone, phoneBrowser, username, world }) => {
      const { lights } = world;
      const { notifications, context } = phoneBrowser;
      await phone.pair((await world.ticketFor(username, lights)).code);
      await phone.isQuiet();
      await phoneBrowser.leaveApp();
      await stopWorkers(context);

      const { id } = await lights.client.createChallenge({ user: username, context: LISBON });
      const shown = await notifications.waitFor(({ summary }) => summary === lights.name);
      expect(shown.body).toContain(`Sign in as ${username}?`);
      expect(shown.body).toContain('Lisbon, Portugal');
      expect(shown.actions.map(({ label }) => label)).toEqual(expect.arrayContaining(['Deny', 'Approve']));
      await stopWorkers(context);
      notifications.press(shown.id, button);
      expect(await lights.client.waitForFinal(id)).toMatchObject({ state, decidedBy: { name: 'Pixel 9' } });
      await notifications.waitUntilGone(shown.id);
      expect(await lights.client.getReceipt(id)).toMatch(/^eyJ/);
    });
  }

  test('Firefox: Approve and Deny on the notification count', async ({ username, world }) => {
    const { lights } = world;
    const workerIdleMs = 300;
    await using browser = await PhoneBrowser.firefox(world.push.firefox, { origin: world.nod.origin, workerIdleMs });
    const phone = await browser.openApp();
    await phone.pair((await world.ticketFor(username, lights)).code);
    await phone.isQuiet();
    await browser.leaveApp();
    // In this order, since a site has to wait after a denial.
    for (const [button, state] of [
      ['Approve', 'approved'],
      ['Deny', 'denied'],
    ] as const) {
      const { id } = await lights.client.createChallenge({ user: username });
      const { id: shownId } = await browser.notifications.waitFor(({ summary }) => summary === lights.name);
      // Long enough for an idle worker to be stopped: Firefox can't be told to stop it.
      await new Promise((resolve) => setTimeout(resolve, 10 * workerIdleMs));
      browser.notifications.press(shownId, button);
      expect((await lights.client.waitForFinal(id)).state).toBe(state);
      await browser.notifications.waitUntilGone(shownId);
    }
  });
});

test('N7: where a code is due, the notification holds nothing secret and no Approve; it leads to the request', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { wiki } = world;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  await phoneBrowser.leaveApp();
  const { id, code = '' } = await wiki.client.createChallenge({
    user: username,
    context: LISBON,
    action: { title: 'Delete the logbook', details: [{ label: 'Pages', value: '1204' }] },
  });
  const shown = await phoneBrowser.notifications.waitFor(({ summary }) => summary === wiki.name);
  expect(shown.body).toContain('Delete the logbook?');
  expect(shown.body).toContain('Open Nod and type the code.');
  expect(shown.body).not.toContain('1204');
  expect(JSON.stringify(shown)).not.toContain(code);
  expect(shown.actions.map(({ label }) => label)).not.toContain('Approve');

  const [page] = await Promise.all([
    phoneBrowser.context.waitForEvent('page'),
    phoneBrowser.notifications.press(shown.id),
  ]);
  const opened = phoneBrowser.phoneIn(page);
  await opened.seesRequestFrom(wiki.name);
  await expect(page.getByText('Delete the logbook')).toBeVisible();
  await expect(page.getByText('1204')).toBeVisible();
  await phoneBrowser.notifications.waitUntilGone(shown.id);
  await opened.approveWithCode(code);
  await opened.showsOutcome(words.outcome.approved.title);
  expect((await wiki.client.getChallenge(id)).state).toBe('approved');
});

test('answered on another device: the notification says so and asks no more', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const { lights, nod } = world;
  const laptop = await SoftwareDevice.pair(nod, lights, username, 'Laptop');
  await phone.pair((await world.ticketFor(username, lights)).code);
  await phone.isQuiet();
  await phoneBrowser.leaveApp();
  const { id } = await lights.client.createChallenge({ user: username });
  const { notifications } = phoneBrowser;
  await notifications.waitFor(({ actions }) => actions.some(({ label }) => label === 'Approve'));
  await laptop.decide(await laptop.challenge(id), { decision: 'deny' });
  const replaced = await notifications.waitFor(({ body }) => body.includes('Denied on Laptop'));
  expect(replaced.actions.map(({ label }) => label)).not.toContain('Approve');
  expect([...notifications.shown.values()].filter(({ summary }) => summary === lights.name)).toHaveLength(1);
});

test('a tap that comes too late approves nothing, and the person is told', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const ferry = await world.hastyApplication(12, ['--match', 'none']);
  const { notifications } = phoneBrowser;
  await phone.pair((await world.ticketFor(username)).code);
  await phone.isQuiet();
  await phoneBrowser.leaveApp();
  const { id } = await ferry.client.createChallenge({ user: username });
  const shown = await notifications.waitFor(({ summary }) => summary === ferry.name);
  expect((await ferry.client.waitForFinal(id)).state).toBe('expired');
  notifications.press(shown.id, 'Approve');
  await notifications.waitFor(({ body }) => body.includes('Nothing was approved'));
  expect((await ferry.client.getChallenge(id)).state).toBe('expired');
});

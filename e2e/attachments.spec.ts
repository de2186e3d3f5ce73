import { attachmentWords } from '../shared/ui/words/attachment-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { expect, test } from './world/test.ts';

// What an application attaches is shown whole before it is approved, and a person who says no may say why.

const SITE = 'Harbour Notes';
const PLAN = Array.from({ length: 2_000 }, (_, at) => `${at + 1}  server ${at} will be destroyed`).join('\n');
const DIFF = '-const admins = [];\n+const admins = ["m\u202Eallory"]; // <img src=x onerror=alert(1)>\n';

test('V9.2.2: all that is attached is on the phone before Approve can be pressed; the reason of a no arrives', async ({
  computer,
  demo,
  username,
  world,
}) => {
  test.setTimeout(120_000);
  const { client } = demo.application;
  const pairingCode = await computer.signUp(username);
  await using browser = await PhoneBrowser.chromium(world.push.chromium, {
    origin: world.nod.origin,
    chromium: { context: { viewport: { width: 390, height: 780 } } },
  });
  const phone = await browser.openApp();
  await phone.pair(pairingCode);
  await phone.seesRequestFrom(SITE);
  await phone.approveWithCode(await computer.matchingCode());
  await computer.isIn();
  await phone.press(words.common.done);

  await test.step('Approve waits for the end of each text', async () => {
    const { id, code = '' } = await client.createChallenge({
      user: username,
      action: {
        title: 'Apply the plan',
        readAll: true,
        attachments: [
          { name: 'change.diff', mediaType: 'text/x-diff', text: DIFF },
          { name: 'plan.txt', mediaType: 'text/plain', text: PLAN },
        ],
      },
    });
    await phone.open(`#/request/${id}`);
    await phone.seesRequestFrom(SITE);
    await expect(phone.page.getByText('U+202E', { exact: true })).toBeVisible();
    await expect(phone.page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
    await phone.codeField.fill(code);
    const approve = phone.page.getByRole('button', { name: words.request.approve });
    await expect(approve).toHaveAttribute('aria-disabled', 'true');
    await expect(phone.page.getByText('2000  server 1999 will be destroyed')).toHaveCount(0);
    await expect(async () => {
      await phone.page.mouse.wheel(0, 4_000);
      await expect(phone.page.getByText(attachmentWords.end('plan.txt'))).toBeInViewport({ timeout: 100 });
    }).toPass();
    await expect(phone.page.getByText('2000  server 1999 will be destroyed')).toBeAttached();
    await expect(approve).not.toHaveAttribute('aria-disabled', 'true');
    await approve.click();
    await phone.showsOutcome(words.outcome.approved.title);
    expect((await client.waitForFinal(id)).state).toBe('approved');
    await phone.press(words.common.done);
  });

  await test.step('no, and why', async () => {
    const { id } = await client.createChallenge({
      user: username,
      action: {
        title: 'Apply',
        attachments: [{ name: 'call.json', mediaType: 'application/json', text: '{"n":1e400}' }],
      },
    });
    await phone.open(`#/request/${id}`);
    await expect(phone.page.getByText('1e400')).toBeVisible();
    await phone.press(words.request.denyWith);
    await phone.page.getByLabel(attachmentWords.reason.own).fill('Wrong branch: use main');
    await phone.press(attachmentWords.reason.deny);
    await phone.showsOutcome(words.outcome.denied.title);
    expect(await client.waitForFinal(id)).toMatchObject({ state: 'denied', denyReason: 'Wrong branch: use main' });
  });
});

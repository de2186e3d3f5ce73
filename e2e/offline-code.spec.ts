import type { Page } from '@playwright/test';
import { encodeQR } from 'qr';
import { awaitApproval } from '../shared/sdk/await-approval.ts';
import { NodClientError } from '../shared/sdk/errors.ts';
import { createReceiptVerifier } from '../shared/sdk/receipt.ts';
import { describeError } from '../shared/ui/words/describe-error.ts';
import { offlineWords } from '../shared/ui/words/offline-words.ts';
import { words } from '../shared/ui/words/words.ts';
import type { Phone } from './kit/phone.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { Camera } from './world/camera.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// The phone is in flight mode. It scans the login page's code, shows the request as always, and makes eight digits.

/** Quiet zone included: four pixels a module, for the largest code that there may be. */
const QR_PX = 436;
const VIEW_PX = 480;

/** What a login page draws of it. */
async function showQr(page: Page, text: string) {
  const svg = encodeQR(text, 'svg', { ecc: 'low', border: 4 }).replace(
    '<svg',
    `<svg width="${QR_PX}" height="${QR_PX}"`,
  );
  await page.setContent(`<body style="background: white"><div style="width: ${QR_PX}px; margin: 40px">${svg}</div>`);
  return page.locator('svg');
}

async function scan(phone: Phone): Promise<void> {
  await phone.open('#/signin');
  await phone.press(words.signingIn.scan);
}

async function digitsOn(phone: Phone): Promise<string> {
  await expect(phone.heading).toHaveText(offlineWords.code.title);
  return (await phone.page.locator('.nod-let-in__code .nod-hidden').innerText()).replaceAll(' ', '');
}

const otherDigits = (digits: string) => String((Number(digits) + 1) % 1e8).padStart(8, '0');
const codeOf = (error: unknown) => (error instanceof NodClientError ? error.code : error);

test('A6.6: a phone without a network approves a login by digits; others, and those of another login, don’t', async ({
  desktopBrowser,
  username,
  world,
}) => {
  test.setTimeout(180_000);
  const { nod, push, wiki } = world;
  using camera = new Camera();
  const loginPage = await desktopBrowser.newPage({ viewport: { width: 900, height: 700 } });
  // A camera without a film is none.
  await camera.lookAt(await showQr(loginPage, 'nothing'), VIEW_PX);
  await using browser = await PhoneBrowser.chromium(push.chromium, {
    origin: nod.origin,
    chromium: { args: camera.args },
  });
  const phone = await browser.openApp();
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phone.isQuiet();
  await browser.context.setOffline(true);

  /** A login that waits, in front of the phone's camera. */
  const ask = async (title?: string) => {
    const action = title === undefined ? {} : { action: { title } };
    const { id } = await wiki.client.createChallenge({ user: username, ttlSeconds: 300, ...action });
    const { qr = '', digits } = await wiki.client.openFallback(id, 'offline');
    expect(digits).toBe(8);
    await camera.lookAt(await showQr(loginPage, qr), VIEW_PX);
    return id;
  };
  const type = (id: string, digits: string) => wiki.client.answerFallback(id, 'offline', digits).catch(codeOf);

  const first = await ask();
  const earlier = await test.step('the request is shown as always, and approved by digits', async () => {
    await scan(phone);
    await expect(phone.heading).toHaveText(wiki.name, { timeout: 20_000 });
    await expect(phone.page.getByText(offlineWords.ask.title('phone'))).toBeVisible();
    await expect(phone.codeField).toHaveCount(0);
    await examine(phone.page, 'phone-offline-ask');
    await phone.press(words.request.approve);
    const digits = await digitsOn(phone);
    expect(digits).toMatch(/^[0-9]{8}$/);
    await examine(phone.page, 'phone-offline-digits');
    world.secrets.add('offline digits', digits);
    expect(await type(first, otherDigits(digits))).toBe('wrong_code');
    expect(await type(first, `${digits.slice(0, 4)} ${digits.slice(4)}`)).toMatchObject({
      state: 'approved',
      fallback: 'offline',
      decidedBy: null,
    });
    expect(await type(first, digits)).toBe('challenge_final');
    return digits;
  });
  await test.step('its receipt is the server’s word alone: an application has to say that it takes that', async () => {
    const receipts = createReceiptVerifier({ origin: nod.origin, applicationId: wiki.id });
    const { id: userId } = await wiki.client.getUser(username);
    const of = { client: wiki.client, receipts, challengeId: first, userId };
    await expect(awaitApproval(of)).rejects.toMatchObject({ code: 'receipt_invalid' });
    const { receipt } = await awaitApproval({ ...of, fallbacks: ['offline'] });
    expect(receipt).toMatchObject({ fallback: 'offline', amr: ['otp'] });
  });

  await test.step('the digits of that login are good for no other', async () => {
    const second = await ask('Publish the harbour rules');
    expect(await type(second, earlier)).toBe('wrong_code');
    await scan(phone);
    await expect(phone.page.getByText('Publish the harbour rules')).toBeVisible({ timeout: 20_000 });
    await phone.press(words.request.deny);
    await phone.showsOutcome(offlineWords.denied.title);
    await examine(phone.page, 'phone-offline-denied');
    expect((await wiki.client.getChallenge(second)).state).toBe('pending');
    // A second thought: it was theirs.
    await phone.press(words.common.done);
    await scan(phone);
    await expect(phone.page.getByText('Publish the harbour rules')).toBeVisible({ timeout: 20_000 });
    await phone.press(words.request.approve);
    const digits = await digitsOn(phone);
    await wiki.client.cancelChallenge(second);
    expect(await type(second, digits)).toBe('challenge_final');
  });

  await test.step('a code of a later version gets none, and the screen says why', async () => {
    await camera.lookAt(await showQr(loginPage, 'NOD2:LATER'), VIEW_PX);
    await scan(phone);
    await expect(phone.page.getByText(describeError('update_needed').title)).toBeVisible({ timeout: 20_000 });
  });

  await test.step('with a network again the request is over on the phone too', async () => {
    await browser.context.setOffline(false);
    await phone.open();
    await phone.isQuiet();
  });
  await loginPage.close();
});

import type { Page } from '@playwright/test';
import { englishWords } from '../shared/sdk/login-words.ts';
import { drawQr } from '../shared/sdk/qr.ts';
import { loginWords as arabicWords } from '../shared/sdk/words/ar/login-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { Camera } from './world/camera.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// The demo site on a computer, the app on a phone, and a password and a push between them.

const SITE = 'Harbour Notes';

test('N1: sign up, pair, log in with password and typed code, in', async ({ computer, phone, username }) => {
  await phone.pair(await computer.signUp(username));

  await test.step('the site goes on by itself and asks the phone it has just been paired with', async () => {
    await phone.seesRequestFrom(SITE);
    await phone.approveWithCode(await computer.matchingCode());
    await phone.showsOutcome(words.outcome.approved.title);
    await examine(phone.page, 'phone-approved');
    await computer.isIn();
  });

  await test.step('the next time the password comes first', async () => {
    await computer.signOut();
    const code = await computer.logIn(username);
    // The outcome of the last request stays on the screen until the person leaves it, and says that another one waits.
    await expect(phone.page.getByText(words.outcome.anotherWaits)).toBeVisible();
    await phone.press(words.common.done);
    await phone.seesRequestFrom(SITE);
    await expect(computer.askedDevices).toContainText('Shows it now');
    await examine(computer.page, 'demo-waiting');
    await codeStandsOnOneLine(computer.page);
    await phone.approveWithCode(code);
    await phone.showsOutcome(words.outcome.approved.title);
    await computer.isIn();
    await expect(computer.page.getByText('you carried over the code')).toBeVisible();
    await phone.press(words.common.done);
    await phone.isQuiet();
  });
});

test('N1: in Firefox the same', async ({ computer, username, world }) => {
  await using browser = await PhoneBrowser.firefox(world.push.firefox, { origin: world.nod.origin });
  const phone = await browser.openApp();
  await phone.pair(await computer.signUp(username));
  await phone.seesRequestFrom(SITE);
  await phone.approveWithCode(await computer.matchingCode());
  await phone.showsOutcome(words.outcome.approved.title);
  await computer.isIn();
  expect(world.push.firefox.failureCodes).toEqual([]);
});

test('N1: scanning instead of typing, from pairing to logging in; another code is refused', async ({
  computer,
  username,
  world,
}) => {
  using camera = new Camera();
  await computer.signUp(username);
  // At localhost the site shows no QR: a phone couldn't open it. This one can.
  const link = computer.page.getByRole('link', { name: 'Open Nod in another window' });
  const { size, path } = drawQr((await link.getAttribute('href')) ?? '');
  const drawing = await computer.page.context().newPage();
  await drawing.setContent(
    `<svg viewBox="0 0 ${size} ${size}" width="300" style="background: white"><path d="${path}" /></svg>`,
  );
  const pairingQr = await camera.picture(drawing.locator('svg'));
  await drawing.close();
  camera.show(pairingQr);
  await using browser = await PhoneBrowser.chromium(world.push.chromium, {
    origin: world.nod.origin,
    chromium: { args: camera.args },
  });
  const phone = await browser.openApp();

  await test.step('the pairing code', async () => {
    await examine(phone.page, 'phone-pair-with-camera');
    await phone.press(words.pairing.scan);
    await expect(phone.heading).toHaveText(words.pairing.confirmTitle);
    await phone.confirmPairing();
    await phone.press(words.common.done);
    await phone.seesRequestFrom(SITE);
    await examine(phone.page, 'phone-request-with-camera');
  });

  await test.step('a code that is not this request’s: nothing is sent, and typing stays possible', async () => {
    await phone.press(words.request.scan);
    await expect(phone.page.getByText('That code isn’t for this')).toBeVisible();
    await examine(phone.page, 'phone-scan-refused');
    await phone.press(words.scan.typeInstead);
    await expect(phone.codeField).toHaveValue('');
  });

  await test.step('the matching code, after another one: the scanner goes on looking, and nothing is typed', async () => {
    const loginQr = computer.page.locator('nod-login').getByRole('img', { name: /^QR code/ });
    camera.show(pairingQr, await camera.picture(loginQr));
    await phone.press(words.request.scan);
    await phone.showsOutcome(words.outcome.approved.title);
    await computer.isIn();
  });
});

test('N13: two devices are asked, one answers, the other is told', async ({ computer, phone, username, world }) => {
  await phone.pair(await computer.signUp(username), 'Pixel 9');
  await phone.seesRequestFrom(SITE);
  await phone.approveWithCode(await computer.matchingCode());
  await computer.isIn();
  await phone.press(words.common.done);
  await computer.page.getByRole('link', { name: 'Devices' }).click();
  await computer.page.getByRole('button', { name: 'Pair another device' }).click();
  await using browser = await PhoneBrowser.firefox(world.push.firefox, { origin: world.nod.origin });
  const tablet = await browser.openApp();
  await tablet.pair(await computer.pairingCode(), 'Tablet');
  await expect(computer.page.getByRole('heading', { name: 'Your devices' })).toBeVisible();
  await computer.signOut();

  const code = await computer.logIn(username);
  await phone.seesRequestFrom(SITE);
  await tablet.seesRequestFrom(SITE);
  await expect(computer.askedDevices).toHaveCount(2);
  await tablet.approveWithCode(code);
  await tablet.showsOutcome(words.outcome.approved.title);
  await phone.showsOutcome(words.outcome.elsewhere.title.approved('Tablet'));
  await examine(phone.page, 'phone-answered-elsewhere');
  await computer.isIn();
  await expect(computer.page.getByText('Approved on Tablet')).toBeVisible();
});

test('X1: declined, and the site says so', async ({ computer, phone, username }) => {
  await phone.pair(await computer.signUp(username));
  await phone.seesRequestFrom(SITE);
  const deny = await phone.button(words.request.deny).boundingBox();
  const approve = await phone.button(words.request.approve).boundingBox();
  expect([deny?.width, deny?.height]).toEqual([approve?.width, approve?.height]);
  await phone.press(words.request.deny);
  await phone.showsOutcome(words.outcome.denied.title);
  await examine(phone.page, 'phone-denied');
  await expect(computer.card).toHaveText('Declined');
  await examine(computer.page, 'demo-declined');
});

test('“This wasn’t me” asks once, then that site rings no more', async ({ computer, phone, username, world }) => {
  await phone.pair(await computer.signUp(username));
  await phone.seesRequestFrom(SITE);
  await phone.press(words.request.notMe);
  await examine(phone.page, 'phone-report-question');
  await phone.page.getByRole('dialog').getByRole('button', { name: words.common.cancel }).click();
  await phone.report();
  await phone.showsOutcome(words.outcome.reported.title);
  await examine(phone.page, 'phone-reported');
  await expect(computer.card).toHaveText('Reported');
  await expect(computer.page.getByRole('link', { name: 'Change your password now' })).toBeVisible();
  await examine(computer.page, 'demo-reported');

  await computer.page.getByRole('button', { name: 'Back to sign-in' }).click();
  await computer.typePassword(username);
  await expect(computer.page.locator('nod-login').getByText(englishWords.nobodyRung)).toBeVisible();
  await cardSaysItsLanguage(computer.page);
  // The quarantine is for that site only; another application may still ring.
  expect((await world.wiki.client.createChallenge({ user: username })).quiet).toBeUndefined();
});

test('N4: wrong code three times ends it, and the next try has to wait', async ({ computer, phone, username }) => {
  await phone.pair(await computer.signUp(username));
  await phone.seesRequestFrom(SITE);
  const code = await computer.matchingCode();
  for (const [offset, triesLeft] of [
    [1, 2],
    [2, 1],
  ] as const) {
    await phone.approveWithCode(String((Number(code) + offset) % 1_000_000).padStart(6, '0'));
    await expect(phone.page.getByText(words.request.wrongCode(triesLeft))).toBeVisible();
    await expect(phone.codeField).toHaveValue('');
  }
  await examine(phone.page, 'phone-wrong-code');
  await phone.approveWithCode(String((Number(code) + 3) % 1_000_000).padStart(6, '0'));
  await phone.showsOutcome(words.outcome.failed.title);
  await examine(phone.page, 'phone-too-many-wrong-codes');
  await expect(computer.card).toHaveText('Wrong code');
  await examine(computer.page, 'demo-wrong-code');
  await computer.page.getByRole('button', { name: 'Try again' }).click();
  await expect(computer.page.getByRole('heading', { name: 'A short pause' })).toBeVisible();
  await examine(computer.page, 'demo-short-pause');
});

/** At every width of the page: digits that are broken over two lines are read wrong. */
async function codeStandsOnOneLine(page: Page): Promise<void> {
  const size = page.viewportSize();
  for (const width of [320, 480, 640, 800, 900, 1000, 1280]) {
    await page.setViewportSize({ width, height: 760 });
    const { lines, room } = await page.locator('nod-login .code').evaluate((code) => {
      const groups = [...code.querySelectorAll('[aria-hidden]')];
      const fontSize = Number.parseFloat(getComputedStyle(code).fontSize);
      return {
        lines: groups.map((group) => Math.round(group.getBoundingClientRect().height / fontSize)),
        room: code.clientWidth - code.scrollWidth,
      };
    });
    expect({ width, lines, room }).toEqual({ width, lines: [1, 1], room: 0 });
  }
  if (size) await page.setViewportSize(size);
}

/** Cards on an English page: what a screen reader takes their words for, and where their lines begin. */
async function cardSaysItsLanguage(page: Page): Promise<void> {
  const cards = await page.evaluate((arabic) => {
    const card = (around: object, own: object, words?: object) => {
      const place = Object.assign(document.createElement('div'), around);
      const login = Object.assign(document.createElement('nod-login'), own, words && { words });
      login.setAttribute('code', '482913');
      place.append(login);
      document.body.append(place);
      const parts = [...(login.shadowRoot?.children ?? [])] as HTMLElement[];
      const said = parts.map((part) => `${part.lang} ${getComputedStyle(part).direction}`);
      const isArabic = login.shadowRoot?.textContent?.includes(arabic);
      // Digits are read from left to right in every language: the other way round is another code.
      const [first, second] = login.shadowRoot?.querySelectorAll('.code [aria-hidden]') ?? [];
      const left = (group?: Element) => group?.getBoundingClientRect().left ?? Number.NaN;
      const inOrder = left(first) < left(second);
      place.remove();
      return [isArabic, inOrder, ...said];
    };
    const hebrew = { lang: 'he', dir: 'rtl' };
    return [
      card({}, {}),
      card({}, { lang: 'ar-EG' }),
      card({ lang: 'ar', dir: 'rtl' }, {}),
      // No language of Nod's: English words are called so, and those of the application are what its page says.
      card(hebrew, {}),
      card(hebrew, {}, { typeCode: 'הקלידו את הקוד' }),
    ];
  }, arabicWords.typeCode);
  expect(cards).toEqual([
    [false, true, 'en ltr', 'en ltr'],
    [true, true, 'ar rtl', 'ar rtl'],
    [true, true, 'ar rtl', 'ar rtl'],
    [false, true, 'en ltr', 'en ltr'],
    [false, true, 'he rtl', 'he rtl'],
  ]);
}

import { createHash, randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { accountWords } from '../server/doors/account/account-words.ts';
import { CROCKFORD } from '../shared/protocol/pairing-code.ts';
import { trustWords } from '../shared/ui/words/trust-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/vouching-world.ts';
import type { World } from './world/world.ts';

// From lost to calm: a person whose phone is gone, any browser, and a sheet of paper.

const SITE = 'Harbour Notes';
const { signIn, overview, pair, codes, ended } = accountWords;

/** A recovery code as it stands on the sheet that the user made when the phone was still there. */
function codeOnPaper({ nod, secrets }: World, username: string): string {
  const code = Array.from(randomBytes(16), (byte) => CROCKFORD[byte & 31]).join('');
  nod.change(
    'insert into recovery_codes (user_id, code_hash, made_at_ms) select id, ?, 1 from users where username = ?',
    createHash('sha256').update(code).digest('base64url'),
    username,
  );
  secrets.add('recovery code', code);
  return code.replace(/(.{4})(?=.)/g, '$1-').toLowerCase();
}

async function openAccount(page: Page, origin: string, { username, code }: { username: string; code: string }) {
  await page.goto(`${origin}/account`);
  await page.getByLabel(signIn.username).fill(username);
  await page.getByLabel(signIn.code).fill(code);
  await page.getByRole('button', { name: signIn.go }).click();
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

test('N15, N16: lost phone in one sitting: any browser, a code, the old phone paused, a new one paired, signed in', async ({
  phone,
  computer,
  desktopBrowser,
  world,
  username,
}) => {
  test.setTimeout(180_000);
  const { nod, push } = world;
  await phone.pair(await computer.signUp(username), 'Pixel 9');
  await phone.seesRequestFrom(SITE);
  await phone.approveWithCode(await computer.matchingCode());
  await computer.isIn();
  await computer.signOut();
  const code = codeOnPaper(world, username);
  await using another = await PhoneBrowser.chromium(push.chromium, { origin: nod.origin });
  const newPhone = await another.openApp();

  // The browser of a friend, in which nothing runs.
  await using context = await desktopBrowser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const startedAt = performance.now();
  await openAccount(page, nod.origin, { username, code });
  await expect(heading(page)).toHaveText(overview.title);
  expect(page.url()).toBe(`${nod.origin}/account`);

  await test.step('the old phone is paused, and says so', async () => {
    await press(page, `${overview.pause}: Pixel 9`);
    await expect(page.getByText(overview.noActive)).toBeVisible();
    await phone.open();
    await expect(phone.page.getByText(trustWords.paused.title('phone'))).toBeVisible({ timeout: 15_000 });
    await phone.press(words.accounts.seeWhy);
    await expect(phone.page.getByText(trustWords.whyAccountPage)).toBeVisible();
  });

  const pairingCode = await test.step('a new one is paired, and asks nobody', async () => {
    await press(page, overview.pair);
    await expect(heading(page)).toHaveText(pair.title);
    await expect(page.getByRole('img', { name: pair.title })).toBeVisible();
    const typed = await page.locator('.big').innerText();
    world.secrets.add('pairing code', typed);
    await newPhone.pair(typed, 'Fairphone 6');
    await newPhone.isQuiet();
    await page.getByRole('link', { name: pair.back }).click();
    await expect(page.getByText(`Fairphone 6${overview.paired}`)).toBeVisible();
    return typed;
  });

  await test.step('signed in with the new phone', async () => {
    const digits = await computer.logIn(username);
    await newPhone.seesRequestFrom(SITE);
    await newPhone.approveWithCode(digits);
    await computer.isIn();
  });
  expect(performance.now() - startedAt).toBeLessThan(180_000);

  await test.step('new codes, and the page is closed', async () => {
    await press(page, overview.codes);
    await expect(heading(page)).toHaveText(codes.title);
    const sheet = await page.locator('.codes li').allInnerTexts();
    expect(new Set(sheet).size).toBe(10);
    for (const one of sheet) world.secrets.add('recovery code', one);
    await page.getByRole('link', { name: codes.back }).click();
    await press(page, overview.end);
    await expect(heading(page)).toHaveText(ended.title);
    await page.goBack();
    await expect(page.getByText('Fairphone 6')).toHaveCount(0);
  });

  await test.step('neither code is good twice', async () => {
    await openAccount(page, nod.origin, { username, code });
    await expect(page.getByRole('alert')).toHaveText(signIn.wrong);
    await phone.open();
    await expect(phone.page.getByText(trustWords.paused.title('phone'))).toBeVisible({ timeout: 15_000 });
    expect(pairingCode).toMatch(/^[0-9A-Z-]{14}$/);
  });
});

test('N15: in Firefox the same forms go through, and a form of another origin doesn’t', async ({ world, username }) => {
  const { nod, push } = world;
  await world.ticketFor(username);
  const code = codeOnPaper(world, username);
  await using firefox = await PhoneBrowser.firefox(push.firefox, { origin: nod.origin });
  const { page } = await firefox.openApp();
  await openAccount(page, nod.origin, { username, code });
  await expect(heading(page)).toHaveText(overview.title);
  await press(page, overview.codes);
  await expect(page.locator('.codes li')).toHaveCount(10);

  const other = nod.origin.replace('localhost', '127.0.0.1');
  await page.goto(`${other}/healthz`);
  await page.setContent(`<form method="post" action="${nod.origin}/account/codes"><button>Win</button></form>`);
  const answer = page.waitForResponse(`${nod.origin}/account/codes`);
  await press(page, 'Win');
  expect((await answer).status()).toBe(403);
});

test('N15: a form of another origin does nothing, and no page shows this one in a frame', async ({
  desktopBrowser,
  world,
  username,
}) => {
  const { nod } = world;
  await world.ticketFor(username);
  await using context = await desktopBrowser.newContext();
  const page = await context.newPage();
  await openAccount(page, nod.origin, { username, code: codeOnPaper(world, username) });
  await expect(heading(page)).toHaveText(overview.title);
  const form = (await page.locator('input[name="form"]').first().getAttribute('value')) ?? '';
  const other = nod.origin.replace('localhost', '127.0.0.1');
  await page.goto(`${other}/healthz`);
  await page.setContent(
    `<form method="post" action="${nod.origin}/account/codes"><input name="form" value="${form}"><button>Win</button></form>
     <iframe src="${nod.origin}/account"></iframe>`,
  );
  // The browser's own page says that it was refused.
  expect(await page.frames()[1]?.locator('form').count()).toBe(0);
  const answer = page.waitForResponse(`${nod.origin}/account/codes`);
  await press(page, 'Win');
  expect((await answer).status()).toBe(403);
  await page.goto(`${nod.origin}/account`);
  await expect(heading(page)).toHaveText(overview.title);
});

test('N15: the account page for everybody: light, dark, narrow, with twice the text, long names, many devices', {
  tag: '@long',
}, async ({ desktopBrowser, world, username }) => {
  const { nod } = world;
  await world.ticketFor(username);
  await using context = await desktopBrowser.newContext({ viewport: { width: 440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${nod.origin}/account`);
  await examine(page, 'account-sign-in');
  await openAccount(page, nod.origin, { username, code: '0000' });
  await examine(page, 'account-sign-in-wrong');
  const names = [
    'Pixel 9',
    'Nadezhda-Konstantinovna’s-very-long-tablet-name-without-a-space-in-it',
    '‮evil',
    'Old phone',
  ];
  for (const [at, name] of names.entries()) {
    nod.change(
      `insert into devices (id, user_id, enrollment_id, name, kind, platform, jwk, thumbprint, features, delivery,
         push_health, push_health_at_ms, test_expires_at_ms, created_at_ms, activated_at_ms, state, last_seen_ms)
       select ?, id, 'enr_x', ?, 'pwa', 'Android', '{}', ?, '[]', 'pull', '', 0, 0, 1700000000000, 1700000000000, ?, ?
       from users where username = ?`,
      `dev_${username}${at}`,
      name,
      `thumb-${username}${at}`,
      at === 3 ? 'suspended' : 'active',
      Date.now() - at * 7_000_000,
      username,
    );
  }
  // One is left, so that new ones end something.
  codeOnPaper(world, username);
  await openAccount(page, nod.origin, { username, code: codeOnPaper(world, username) });
  await page.locator('details summary').first().click();
  await examine(page, 'account-overview');
  await press(page, overview.pair);
  world.secrets.add('pairing code', await page.locator('.big').innerText());
  await examine(page, 'account-pair');
  await page.goBack();
  await page.locator('summary', { hasText: overview.codes }).click();
  await examine(page, 'account-codes-asked');
  await press(page, overview.codesSure);
  await examine(page, 'account-codes');
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: 'e2e/screenshots/account-codes-print.png' });
  await page.emulateMedia({ media: null });
  await page.getByRole('link', { name: codes.back }).click();
  await press(page, overview.end);
  await examine(page, 'account-ended');
});

import { NodClientError } from '../shared/sdk/errors.ts';
import { accountWords } from '../shared/ui/words/account-words.ts';
import { recoveryWords } from '../shared/ui/words/recovery-words.ts';
import { totpWords } from '../shared/ui/words/totp-words.ts';
import { waysWords } from '../shared/ui/words/ways-words.ts';
import { words } from '../shared/ui/words/words.ts';
import type { Phone } from './kit/phone.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// Everything about one account, on its own screen; and a way to sign in without the phone that somebody has closed.

/** A row of the screen leads there and comes back. */
async function leadsTo(phone: Phone, row: string, heading = row): Promise<void> {
  await phone.press(new RegExp(`^${row}`));
  await expect(phone.heading).toHaveText(heading);
  await phone.press(words.common.back);
  await expect(phone.heading).toHaveText(accountWords.title);
}

test('the account in one place, from the first screen and from Settings', async ({ phone, username, world }) => {
  const { page } = phone;
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await world.lights.client.createChallenge({ user: username });
  await phone.seesRequestFrom(world.lights.name);
  await phone.press(words.request.approve);
  await phone.press(words.common.done);
  await phone.isQuiet();
  await phone.openAccount();
  await expect(page.getByText(`${username} on Harbour Nod`)).toBeVisible();

  await test.step('devices', async () => {
    const devices = page.getByRole('region', { name: words.devices.title, exact: true });
    await expect(devices.getByRole('listitem')).toHaveCount(1);
    await leadsTo(phone, 'Pixel 9');
  });
  await test.step('what helps without the phone: only what there is', async () => {
    const atHand = page.getByRole('region', { name: accountWords.atHand('phone') });
    await expect(atHand.getByText(accountWords.codesNone)).toBeVisible();
    await expect(atHand.getByText(accountWords.totp.none)).toBeVisible();
    await expect(atHand.getByText(waysWords.names.offline)).toBeVisible();
    // The row that sets up another app is called as the way is.
    await expect(atHand.getByText(waysWords.names.totp, { exact: true })).toHaveCount(1);
    for (const way of ['email', 'bypass'] as const)
      await expect(atHand.getByText(waysWords.names[way], { exact: true })).toHaveCount(0);
    // This server sends no e-mail.
    await expect(page.getByText(accountWords.email.title)).toHaveCount(0);
    await leadsTo(phone, recoveryWords.title);
    await leadsTo(phone, totpWords.title);
  });
  await test.step('what happened, past requests', async () => {
    await expect(phone.button(new RegExp(`^${words.history.title}`))).toContainText(world.lights.name);
    // What pairing has left there is told without looking inside.
    await expect(phone.button(new RegExp(`^${words.happened.title}`))).not.toContainText(accountWords.nothingHappened);
    await leadsTo(phone, words.happened.title);
    await leadsTo(phone, words.history.title);
    await examine(page, 'phone-account');
  });
  await test.step('from Settings; and where a notification leads', async () => {
    await phone.press(words.common.back);
    await phone.press(new RegExp(`^${words.settings.title}`));
    await phone.press(new RegExp(`^${username} on Harbour Nod`));
    await expect(phone.heading).toHaveText(accountWords.title);
    await phone.press(words.common.back);
    await expect(phone.heading).toHaveText(words.settings.title);
    await phone.press(new RegExp(`^${words.settings.accounts('phone')}`));
    await phone.press(words.common.back);
    await expect(phone.heading).toHaveText(words.settings.title);
    await phone.press(words.common.back);
    await phone.isQuiet();
    await phone.open('#/happened');
    await expect(phone.heading).toHaveText(words.happened.title);
    await expect(page).toHaveURL(/#\/accounts\/dev_[^/]+\/happened$/);
    await phone.press(words.common.back);
    await expect(phone.heading).toHaveText(accountWords.title);
    await phone.open('#/history');
    await expect(page.getByRole('listitem').filter({ hasText: world.lights.name })).toBeVisible();
  });
});

test('N4: a way that twenty wrong codes have closed is opened again on the phone, and works', async ({
  phone,
  username,
  world,
}) => {
  const { nod, secrets } = world;
  const desk = await nod.createApplication('Help Desk', 'http://localhost:4997', ['--fallback', 'bypass']);
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phone.isQuiet();
  const made = await nod.cli('bypass', username, '--app', desk.id, '--realm', 'Harbour Nod', '--reason', 'in repair');
  const { code } = made as { code: string };
  secrets.add('bypass code', code);
  secrets.add('bypass code', code.replaceAll('-', ''));
  const ask = async () => (await desk.client.createChallenge({ user: username, ttlSeconds: 300 })).id;
  const type = (id: string, typed: string) =>
    desk.client.answerFallback(id, 'bypass', typed).then(
      ({ state }) => state,
      (error) => (error instanceof NodClientError ? error.code : error),
    );
  const closed = await ask();
  for (let failures = 0; failures < 20; failures++) {
    // As if each pause had been waited for.
    nod.change('update fallback_counters set blocked_until_ms = 0');
    expect(await type(closed, failures.toString(8).padStart(13, '0'))).toBe('wrong_code');
  }
  expect(await type(closed, code)).toBe('fallback_closed');
  await phone.seesRequestFrom('Help Desk');
  await desk.client.cancelChallenge(closed);
  await phone.showsOutcome(words.outcome.canceled.title);
  await phone.press(words.common.done);

  await phone.openAccount();
  const atHand = phone.page.getByRole('region', { name: accountWords.atHand('phone') });
  const way = atHand.getByRole('listitem').filter({ hasText: waysWords.names.bypass });
  await expect(way.getByText(/^Closed/)).toBeVisible();
  await expect(way.getByText(waysWords.wrong(20))).toBeVisible();
  await expect(phone.page.getByText(waysWords.openNext)).toBeVisible();
  await examine(phone.page, 'phone-account-way-closed');
  await way.getByRole('button', { name: waysWords.open }).click();
  await expect(way.getByText(waysWords.what.bypass)).toBeVisible();
  await expect(phone.page.getByText(waysWords.openNext)).toHaveCount(0);
  await expect(way.getByRole('button')).toHaveCount(0);

  const again = await ask();
  expect(await type(again, code)).toBe('approved');
  expect(await type(await ask(), code)).toBe('wrong_code');
});

import { type TOTP, URI } from 'otpauth';
import { awaitApproval } from '../shared/sdk/await-approval.ts';
import { NodClientError } from '../shared/sdk/errors.ts';
import { createReceiptVerifier } from '../shared/sdk/receipt.ts';
import { accountWords } from '../shared/ui/words/account-words.ts';
import { describeError } from '../shared/ui/words/describe-error.ts';
import { totpWords } from '../shared/ui/words/totp-words.ts';
import { byWay, waysWords } from '../shared/ui/words/ways-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';

// An app of six digits, set up on a phone of Nod for the day on which that phone is not at hand.

const codeOf = (error: unknown) => (error instanceof NodClientError ? error.code : error);

test('A6.6: another app is set up on a phone, signs in once per step, and is removed', async ({
  phone,
  username,
  world,
}) => {
  const { nod } = world;
  const bay = await nod.createApplication('Bay Archive', 'http://localhost:4998', ['--fallback', 'totp']);
  await phone.pair((await world.ticketFor(username)).code, 'Pixel 9');
  await phone.isQuiet();
  await phone.openAccount();
  await phone.press(new RegExp(`^${totpWords.title}`));
  await expect(phone.heading).toHaveText(totpWords.title);
  await examine(phone.page, 'phone-totp');
  await phone.press(totpWords.none.begin);

  const link = phone.page.getByRole('link', { name: totpWords.begun.open('phone') });
  const app = URI.parse((await link.getAttribute('href')) ?? '') as TOTP;
  world.secrets.add('TOTP secret', app.secret.base32);
  const typed = (await phone.page.locator('.nod-totp__secret').innerText()).replaceAll(' ', '');
  expect(typed).toBe(app.secret.base32);
  await examine(phone.page, 'phone-totp-begun');
  const ago = app.generate({ timestamp: Date.now() - 3_600_000 });
  await phone.page.getByLabel(totpWords.begun.first).fill(ago);
  await phone.press(totpWords.begun.confirm);
  await expect(phone.page.getByText(totpWords.begun.misfit)).toBeVisible();
  await expect(phone.page.getByText(describeError('wrong_code').title)).toHaveCount(0);
  const first = app.generate();
  await phone.page.getByLabel(totpWords.begun.first).fill(first);
  await phone.press(totpWords.begun.confirm);
  await expect(phone.button(totpWords.on.remove)).toBeVisible();
  await expect(phone.page.getByText('Pixel 9')).toBeVisible();
  await examine(phone.page, 'phone-totp-on');

  const ask = async () => (await bay.client.createChallenge({ user: username, ttlSeconds: 300 })).id;
  const type = (id: string, code: string) => bay.client.answerFallback(id, 'totp', code).catch(codeOf);
  const id = await ask();
  expect(await type(id, first)).toBe('wrong_code');
  // The next step, which the server takes already: so nobody waits here.
  const next = app.generate({ timestamp: Date.now() + 30_000 });
  expect(await type(id, next)).toMatchObject({ state: 'approved', fallback: 'totp', decidedBy: null });
  const left = await ask();
  expect(await type(left, next)).toBe('wrong_code');

  const receipts = createReceiptVerifier({ origin: nod.origin, applicationId: bay.id });
  const { id: userId } = await bay.client.getUser(username);
  const of = { client: bay.client, receipts, challengeId: id, userId };
  await expect(awaitApproval(of)).rejects.toMatchObject({ code: 'receipt_invalid' });
  const { receipt } = await awaitApproval({ ...of, fallbacks: ['totp'] });
  expect(receipt).toMatchObject({ fallback: 'totp', amr: ['otp'] });

  // By its address: the phone may not have heard yet that the first one is over, and would begin with that.
  await phone.open(`#/request/${left}`);
  await phone.press(words.request.deny);
  await phone.press(words.common.done);
  await phone.isQuiet();
  await phone.open('#/history');
  await expect(phone.page.getByText(`Approved ${byWay('totp')}`).first()).toBeVisible();
  await phone.open(`#/request/${id}`);
  await expect(phone.heading).toHaveText(waysWords.approved.title);
  await expect(phone.page.getByText(waysWords.approved.next.totp)).toBeVisible();
  await expect(phone.button(words.outcome.elsewhere.devices)).toHaveCount(0);
  await examine(phone.page, 'phone-approved-without-device');
  await phone.press(words.common.done);
  await phone.openAccount();
  await expect(phone.page.getByText(accountWords.totp.by('Pixel 9'))).toBeVisible();
  await phone.press(new RegExp(`^${totpWords.title}`));
  await phone.press(totpWords.on.remove);
  await phone.page.getByRole('dialog').getByRole('button', { name: totpWords.on.askConfirm }).click();
  await expect(phone.button(totpWords.none.begin)).toBeVisible();
});

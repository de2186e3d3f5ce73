import { AuthenticatorError } from '../shared/authenticator/errors.ts';
import { verifyReceiptOffline } from '../shared/protocol/offline-receipt.ts';
import { wordsFor } from '../shared/ui/app/errors.ts';
import { confirmWords } from '../shared/ui/words/confirm-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { virtualAuthenticator } from './harness/chromium-devtools.ts';
import type { Phone } from './kit/phone.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';
import type { World } from './world/world.ts';

// N10: the person confirmed on the phone, by an emulated authenticator that is told whether they pass its check.

const canceled = wordsFor(new AuthenticatorError('confirmation_canceled', ''), { here: 'phone' });

function vault(world: World) {
  return world.nod.createApplication('Quay Vault', 'http://localhost:4999', [
    '--match',
    'none',
    '--user-verification',
    'required',
  ]);
}

/** Pairs up to what comes after the test notification. */
async function pairUpTo(phone: Phone, code: string, title: string): Promise<void> {
  await phone.typePairingCode(code);
  await phone.press(words.pairing.pair('phone'));
  await expect(phone.heading).toHaveText(title, { timeout: 40_000 });
}

test('N10: set up while pairing, asked for at each approval, and the receipt says and proves it', async ({
  phone,
  phoneBrowser,
  username,
  world,
}) => {
  const application = await vault(world);
  const { client } = application;
  const authenticator = await virtualAuthenticator(phone.page);
  await phone.open();

  await test.step('offered once the test notification has come', async () => {
    await pairUpTo(phone, (await world.ticketFor(username, application)).code, confirmWords.offerTitle);
    await examine(phone.page, 'phone-pair-confirming');
    await phone.press(confirmWords.offerTurnOn);
    await expect(phone.heading).toHaveText(words.pairing.readyTitle);
    expect(await authenticator.credentialCount()).toBe(1);
    await phone.press(words.common.done);
    await phone.isQuiet();
  });

  await test.step('another person with this phone: refused in words, and nothing is signed', async () => {
    await authenticator.setUserVerified(false);
    const { id } = await client.createChallenge({ user: username });
    await phone.seesRequestFrom('Quay Vault');
    await expect(phone.page.getByText(words.confirm.next)).toBeVisible();
    await phone.press(words.request.approve);
    await expect(phone.page.getByText(canceled.title)).toBeVisible();
    expect((await client.getChallenge(id)).state).toBe('pending');

    await authenticator.setUserVerified(true);
    await phone.press(words.request.approve);
    await phone.showsOutcome(words.outcome.approved.title);
    const { keys } = await (await fetch(`${world.nod.origin}/.well-known/jwks.json`)).json();
    const expected = { keys, issuer: world.nod.origin, audience: application.id, challengeId: id };
    expect(verifyReceiptOffline(await client.getReceipt(id), expected)).toMatchObject({
      amr: ['swk', 'mca', 'user'],
      acr: 'urn:nod:acr:device-key:uv',
      verifier: { origin: world.nod.origin, backupEligible: false, backedUp: false, registeredAt: expect.any(Number) },
    });
  });

  await test.step('only a confirmed person turns it off', async () => {
    await authenticator.setUserVerified(false);
    await phone.open('#/settings');
    await expect(phone.page.getByText(confirmWords.isOn, { exact: true })).toBeVisible();
    await phone.press(confirmWords.turnOff(username));
    await expect(phone.page.getByText(canceled.title)).toBeVisible();
    await authenticator.setUserVerified(true);
    await phone.press(confirmWords.turnOff(username));
    await phone.press(confirmWords.turnOn(username));
    await expect(phone.button(confirmWords.turnOff(username))).toBeVisible();
  });

  await test.step('a notification has no Approve that would get past it', async () => {
    await phoneBrowser.leaveApp();
    await client.createChallenge({ user: username });
    const { actions } = await phoneBrowser.notifications.waitFor(({ summary }) => summary === 'Quay Vault');
    expect(actions.map(({ label }) => label)).not.toContain('Approve');
  });
});

test('a person who isn’t recognised while pairing goes on without, and is told what to do', async ({
  phone,
  username,
  world,
}) => {
  const application = await vault(world);
  const authenticator = await virtualAuthenticator(phone.page);
  await authenticator.setUserVerified(false);
  await phone.open();
  await pairUpTo(phone, (await world.ticketFor(username, application)).code, confirmWords.offerTitle);
  await phone.press(confirmWords.offerTurnOn);
  await expect(phone.page.getByText(canceled.title)).toBeVisible();
  await examine(phone.page, 'phone-pair-confirming-refused');
  await phone.press(confirmWords.offerSkip);
  await expect(phone.heading).toHaveText(words.pairing.readyTitle);
  const asked = application.client.createChallenge({ user: username });
  await expect(asked).rejects.toMatchObject({ code: 'no_active_device' });
  await authenticator.remove();
});

test('a phone that can’t confirm anybody isn’t offered it, and Settings say what to do', async ({
  phone,
  username,
  world,
}) => {
  await pairUpTo(phone, (await world.ticketFor(username)).code, words.pairing.readyTitle);
  await phone.open('#/settings');
  await expect(phone.page.getByText(confirmWords.cannotTitle('phone'))).toBeVisible();
  await expect(phone.button(confirmWords.turnOn(username))).toBeHidden();
  await examine(phone.page, 'phone-settings-confirm-cannot');
});

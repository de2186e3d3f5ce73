import { PhoneBrowser } from './kit/phone-browser.ts';
import { expect, test } from './world/test.ts';
import { World } from './world/world.ts';

// The operator changes the server's keys. Nobody pairs again.

async function restart({ nod }: World): Promise<void> {
  await nod.pause();
  await nod.resume();
}

/** A request that comes by push while the app is closed, answered from its notification. */
async function approvesFromNotification(browser: PhoneBrowser, { lights }: World, user: string): Promise<void> {
  const { id } = await lights.client.createChallenge({ user });
  const shown = await browser.notifications.waitFor(({ summary }) => summary === lights.name, 20_000);
  browser.notifications.press(shown.id, 'Approve');
  expect((await lights.client.waitForFinal(id)).state).toBe('approved');
}

test('a new signing key, a key withdrawn, a new push key: a closed phone goes on by itself', async ({
  world: shared,
}) => {
  await using world = await World.start({}, shared.push);
  const { nod, push } = world;
  await using browser = await PhoneBrowser.chromium(push.chromium, { origin: nod.origin });
  const phone = await browser.openApp();
  await phone.pair((await world.ticketFor('alice', world.lights)).code);
  await phone.isQuiet();
  await browser.leaveApp();

  const { kid, previousKid } = (await nod.cli('keys', 'rotate', 'signing')) as { kid: string; previousKid: string };
  await restart(world);
  await test.step('the first push signed by the new key is believed, with the app closed', () =>
    approvesFromNotification(browser, world, 'alice'));

  await test.step('two more, and a withdrawal, while the phone was off', async () => {
    await browser.switchOff();
    await nod.cli('keys', 'rotate', 'signing');
    await nod.cli('keys', 'retire', previousKid);
    await nod.cli('keys', 'rotate', 'signing');
    await nod.cli('keys', 'retire', kid);
    await restart(world);
    await browser.switchOn();
    await approvesFromNotification(browser, world, 'alice');
  });

  await test.step('a new push key: the old one serves the phone until it has been opened', async () => {
    const { previousKeyId } = (await nod.cli('keys', 'rotate', 'vapid')) as { previousKeyId: string };
    await restart(world);
    await approvesFromNotification(browser, world, 'alice');
    const opened = await browser.openApp();
    await opened.isQuiet();
    await expect.poll(() => devicesOf(world, previousKeyId), { timeout: 30_000 }).toBe(0);
    // Nothing is pushed to the new endpoint until the device has answered its test there.
    await expect
      .poll(() => nod.count("select count(*) as number from devices where delivery = 'push' and push_health = 'sent'"))
      .toBe(1);
    await nod.cli('keys', 'retire', previousKeyId);
    await restart(world);
    await browser.leaveApp();
    await approvesFromNotification(browser, world, 'alice');
  });
});

/** How many devices still have a subscription of this push key. */
async function devicesOf({ nod }: World, keyId: string): Promise<number | undefined> {
  const keys = (await nod.cli('keys', 'list')) as { id: string; devices: number | null }[];
  return keys.find(({ id }) => id === keyId)?.devices ?? undefined;
}

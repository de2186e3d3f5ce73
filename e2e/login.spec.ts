import { expect, test } from './world/test.ts';

test('N1: sign up, pair, log in with password and typed code, in', async ({ computer, phone, username, world }) => {
  const pairingCode = await computer.signUp(username);
  world.secrets.add('pairing code', pairingCode);
  await phone.pair(pairingCode);

  await test.step('the site goes on by itself and asks the phone it has just been paired with', async () => {
    await phone.seesRequestFrom('Harbour Notes');
    const code = await computer.matchingCode();
    world.secrets.add('matching code', code);
    await phone.approveWithCode(code);
    await phone.showsOutcome('Approved');
    await computer.isIn();
  });

  await test.step('the next time the password comes first', async () => {
    await computer.signOut();
    await phone.press('Done');
    await phone.isQuiet();
    const code = await computer.logIn(username);
    world.secrets.add('matching code', code);
    await phone.seesRequestFrom('Harbour Notes');
    await expect(computer.askedDevices).toContainText('Shows it now');
    await phone.approveWithCode(code);
    await phone.showsOutcome('Approved');
    await computer.isIn();
  });
});

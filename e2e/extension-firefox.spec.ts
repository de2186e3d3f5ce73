import { popupWords } from '../extension/popup/popup-words.ts';
import { confirmWords } from '../shared/ui/words/confirm-words.ts';
import { words } from '../shared/ui/words/words.ts';
import { PASSWORD } from './world/computer.ts';
import { FirefoxDesk } from './world/firefox-desk.ts';
import { expect, test } from './world/test.ts';

// What is different in Firefox: an event page, no push, notifications without buttons. The rest is tested in Chromium.

test('Firefox: paired without push, told so; a sign-in rings with the event page stopped, and is approved at the real site', async ({
  demo,
  username,
  world,
}) => {
  await using desk = await FirefoxDesk.start({ backgroundIdleMs: 5_000 });
  const typePassword = async () => {
    await desk.goTo(`${demo.origin}/login`);
    await desk.fill('Name', username);
    await desk.fill('Password', PASSWORD);
    await desk.press('Go on');
  };

  await test.step('paired from the site, in the same browser', async () => {
    await desk.open(`${demo.origin}/signup`);
    await desk.fill('Name to sign in with', username);
    await desk.fill(/^Password/, PASSWORD);
    await desk.press('Create account');
    const code = await desk.sees(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    world.secrets.add('pairing code', code);
    await desk.openOptions('#/settings');
    await desk.sees(words.rounds.quietNext);
    expect(await desk.text()).not.toContain(words.settings.turnOff);
    await desk.closeTab();
    await desk.switchTo(demo.origin);
    await desk.openOptions('#/pair');
    await desk.fill(popupWords.server, world.nod.origin);
    await desk.fill(words.pairing.typedLabel, code);
    await desk.press(words.pairing.next);
    await desk.sees(words.pairing.confirmTitle);
    await desk.picture('firefox-pair-confirm');
    await desk.press(/^Pair this/);
    await desk.sees(words.rounds.title('computer'));
    await desk.sees(words.pull.unsupported);
    await desk.picture('firefox-pulled');
    expect(await desk.text()).not.toContain(words.pull.retry);
    await desk.press(words.rounds.go);
    await desk.press(words.common.done);
  });

  await test.step('the site asks at once: found in its tab, one press', async () => {
    await desk.sees(demo.origin.replace('http://', ''));
    await desk.picture('firefox-request-found');
    await desk.press(words.request.approve);
    await desk.sees(words.outcome.approved.title);
    await desk.closeTab();
    await desk.switchTo(demo.origin);
    await desk.sees('Ahoy');
    await desk.press('Sign out');
  });

  await test.step('with no page open: it rings, and leads to the request', async () => {
    await typePassword();
    const shown = await desk.notifications.waitFor(({ summary }) => summary === 'Harbour Notes', 60_000);
    expect(shown.body).toContain(`Sign in as ${username}?`);
    expect(shown.actions.map(({ label }) => label)).not.toContain('Approve');
    desk.notifications.press(shown.id);
    await desk.switchToExtension();
    await desk.press(words.request.approve);
    await desk.sees(words.outcome.approved.title);
    await desk.notifications.waitUntilGone(shown.id);
    await desk.switchTo(demo.origin);
    await desk.sees('Ahoy');
    await desk.sees('in this very browser');
  });

  await test.step('started elsewhere: it asks for the code', async () => {
    const { id, code = '' } = await demo.application.client.createChallenge({ user: username });
    await desk.switchToExtension();
    await desk.press(words.common.done);
    await desk.sees(words.request.place.absentTitle, 40_000);
    await desk.fill(/digit code from the other screen/, code);
    await desk.press(words.request.approve);
    await desk.sees(words.outcome.approved.title);
    expect((await demo.application.client.waitForFinal(id)).state).toBe('approved');
  });

  await test.step('what this browser doesn’t have is not offered', async () => {
    await desk.press(words.common.done);
    await desk.sees(words.rounds.quiet);
    await desk.picture('firefox-quiet');
    expect(await desk.text()).not.toContain(words.quiet.turnOn);
    await desk.openOptions('#/settings');
    await desk.sees(words.rounds.quietNext);
    expect(await desk.text()).not.toContain(words.quiet.turnOn);
    expect(await desk.text()).not.toContain(confirmWords.title);
    await desk.sees(popupWords.sites);
    await desk.picture('firefox-settings');
  });
});

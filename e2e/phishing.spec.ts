import { launchChromium } from './harness/browsers.ts';
import { firstPage } from './harness/pages.ts';
import { PhishingProxy } from './harness/phishing-proxy.ts';
import { TemporaryProfile } from './harness/profile.ts';
import { Computer, PASSWORD } from './world/computer.ts';
import { SoftwareDevice } from './world/software-device.ts';
import { expect, test } from './world/test.ts';

/** A person who follows a link in a mail to a copy of the site, and what each way of matching makes of that. */

test('with code matching alone a phishing proxy gets in', async ({
  computer,
  demo,
  desktopBrowser,
  username,
  world,
}) => {
  const device = await SoftwareDevice.pairWith(world.nod, await computer.signUp(username), username);
  await using proxy = await PhishingProxy.start({ target: demo.origin });
  using profile = new TemporaryProfile();
  await using lured = await launchChromium({
    profileDir: profile.dir,
    screen: 'desktop',
    extraHosts: [proxy.host],
  });
  const victim = new Computer(await firstPage(lured), proxy.origin, world.secrets);

  await test.step('the victim types the password and sees the real code, kept up to date by the real site', async () => {
    const code = await victim.logIn(username);
    expect(new URL(victim.page.url()).host).toBe(new URL(proxy.origin).host);
    expect(await victim.page.evaluate(() => [location.origin, isSecureContext])).toEqual([proxy.origin, true]);
    await expect(victim.askedDevices).toHaveCount(1);

    // What the person does with the device: compare who asks, and carry over six digits. Both are genuine.
    const id = await victim.page.locator('nod-login').getAttribute('challenge');
    expect(await device.decide(await device.challenge(id ?? ''), { code })).toMatchObject({
      status: 200,
      body: { state: 'approved' },
    });
    await victim.isIn();
  });

  await test.step('the kit has the password, and a session that needs none', async () => {
    expect(proxy.postedForms()).toContainEqual({
      path: '/login',
      fields: expect.objectContaining({ username, password: PASSWORD }),
    });
    await using thief = await desktopBrowser.newContext(); // nothing of the victim's in it
    const notes = `${demo.origin}/notes`;
    expect((await thief.request.get(notes)).url()).not.toBe(notes);
    await thief.addCookies(proxy.sessionCookies());
    const opened = await thief.request.get(notes);
    expect([opened.url(), opened.status()]).toEqual([notes, 200]);
    expect(await opened.text()).toContain('Ahoy');
  });
});

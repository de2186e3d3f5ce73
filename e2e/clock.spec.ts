import { describeError } from '../shared/ui/words/describe-error.ts';
import { words } from '../shared/ui/words/words.ts';
import { PhoneBrowser } from './kit/phone-browser.ts';
import { examine } from './world/examine.ts';
import { expect, test } from './world/test.ts';
import { World } from './world/world.ts';

/** A phone's wrong clock locks no one out: the server's clock is the only judge. */
const MINUTES_OFF = 20;

/**
 * The clock of a browser's worker can't be set from here. So the server's clock is set instead: the phone is then as
 * far off, in the other direction.
 */
function serverAhead(minutes: number): Record<string, string> {
  const script = `const now = Date.now; Date.now = () => now() + ${minutes * 60_000};`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

for (const [way, minutesAhead] of [
  ['fast', -MINUTES_OFF],
  ['slow', MINUTES_OFF],
] as const) {
  test(`a phone whose clock is ${MINUTES_OFF} minutes ${way} pairs and answers, and is told`, async ({
    username,
    world,
  }) => {
    await using other = await World.start(serverAhead(minutesAhead), world.push);
    await using browser = await PhoneBrowser.chromium(world.push.chromium, { origin: other.nod.origin });
    const phone = await browser.openApp();
    await phone.pair((await other.ticketFor(username)).code);
    const { id, code = '' } = await other.wiki.client.createChallenge({ user: username });
    await phone.seesRequestFrom('Crew Wiki');
    await phone.approveWithCode(code);
    await phone.showsOutcome(words.outcome.approved.title);
    expect((await other.wiki.client.getChallenge(id)).state).toBe('approved');
    await phone.press(words.common.done);
    await phone.isQuiet();
    const { title } = describeError('clock_off', { here: 'phone' });
    await expect(phone.page.getByText(title)).toBeVisible();
    await expect(phone.page.getByText(new RegExp(`${MINUTES_OFF} minutes ${way}.*you can still answer`))).toBeVisible();
    await examine(phone.page, `phone-clock-${way}`);
    expect(other.leaks()).toEqual([]);
  });
}

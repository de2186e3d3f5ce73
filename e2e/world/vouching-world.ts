import { vouchingWords } from '../../shared/ui/words/vouching-words.ts';
import type { Phone } from '../kit/phone.ts';
import { test as base, expect } from './test.ts';
import { World } from './world.ts';

export { expect };

/** The world of a server as it is set up by default, where a user's devices are asked about a further one. */
export const test = base.extend<object, { world: World }>({
  world: [
    async ({ playwright: _playwright }, use) => {
      const world = await World.start({ NOD_VOUCH: 'required' });
      await use(world);
      await world.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Waits until a new device asks to be let in. */
export async function showsDigits(device: Phone): Promise<void> {
  await expect(device.heading).toHaveText(/^Let this (phone|computer) in$/, { timeout: 40_000 });
}

/** The digits that a new device shows to those that are there already. */
export async function digitsOn(device: Phone, { secrets }: World): Promise<string> {
  const shown = device.page.locator('.nod-let-in__code .nod-hidden');
  await expect(shown).toHaveText(/^\d( \d){5}$/);
  const digits = (await shown.innerText()).replaceAll(' ', '');
  secrets.add('matching code', digits);
  return digits;
}

/** Waits until a device that is there already asks about the one with this name. */
export async function isAsked(device: Phone, name: string): Promise<void> {
  await expect(device.heading).toHaveText(`Add “${name}” to your account?`, { timeout: 15_000 });
  await expect(device.page.getByText(vouchingWords.card.lead)).toBeVisible();
}

import { test as base, expect } from '@playwright/test';
import { newUsername, World } from './world.ts';

export { expect };

interface TestFixtures {
  /** An account of this test's own: what one test does to it, another doesn't see. */
  username: string;
  noSecretInLogs: undefined;
}

interface WorkerFixtures {
  /** One for all the tests that a worker runs, since it takes seconds to start. */
  world: World;
}

/** Playwright's test with the world of Nod around it. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  world: [
    async ({ playwright: _playwright }, use) => {
      const world = await World.start();
      await use(world);
      await world.stop();
    },
    { scope: 'worker' },
  ],
  username: async ({ playwright: _playwright }, use) => use(newUsername()),
  noSecretInLogs: [
    async ({ world }, use) => {
      await use(undefined);
      expect(world.leaks()).toEqual([]);
    },
    { auto: true },
  ],
});

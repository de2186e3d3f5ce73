import { defineConfig } from '@playwright/test';

const ALONE = '**/popup-time.spec.ts';

/** Browsers are the system's (see harness/browsers.ts); nothing is downloaded and nothing is retried: a flaky spec is a broken one. */
export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'all', testMatch: '**/*.spec.ts', testIgnore: ALONE },
    // What is measured runs when nothing else does.
    { name: 'alone', testMatch: ALONE, dependencies: ['all'] },
  ],
  outputDir: 'results',
  globalSetup: './world/build-first.ts',
  reporter: [['list']],
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
});

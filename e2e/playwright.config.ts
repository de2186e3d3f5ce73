import { defineConfig } from '@playwright/test';

const EXTENSION = ['**/extension*.spec.ts', '**/phishing.spec.ts'];
const ALONE = ['**/popup-time.spec.ts', '**/start-up.spec.ts', '**/waiting-times.spec.ts'];
/** `npm test` stays under twelve minutes; `npm run e2e` also runs the specs that take long. */
const isLongRun = Boolean(process.env.NOD_E2E_LONG);

/**
 * The browsers are the system's (harness/browsers.ts), nothing is downloaded. No retries: a flaky spec is a broken one.
 */
export default defineConfig({
  testDir: '.',
  // Each project has workers of its own, so that no more browsers stay open than its specs need.
  projects: [
    { name: 'phone', testMatch: '**/*.spec.ts', testIgnore: [...EXTENSION, ...ALONE] },
    { name: 'extension', testMatch: EXTENSION },
    // Measurements run alone.
    { name: 'alone', testMatch: ALONE, dependencies: ['phone', 'extension'], workers: 1 },
  ],
  ...(isLongRun ? {} : { grepInvert: /@long/ }),
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

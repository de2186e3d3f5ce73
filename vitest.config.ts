import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,shared,pwa,extension,demo,bench,scripts,e2e,docs}/**/*.test.{ts,tsx}'],
    // They are for `npm run test:long` (vitest.long.config.ts).
    exclude: [...configDefaults.exclude, '**/*.long.test.ts'],
    globalSetup: ['server/store/testing-setup.ts'],
    // Processes, not threads: tests of the server load native modules and change file modes.
    pool: 'forks',
    maxWorkers: 2,
    // Generous, since it is to end tests that hang, not those of a busy machine; the first one starts PostgreSQL.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

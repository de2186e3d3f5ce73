import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,shared,pwa,extension,demo,bench,scripts,e2e}/**/*.test.{ts,tsx}'],
    globalSetup: ['server/store/testing-setup.ts'],
    // Processes, not threads: tests of the server load native modules and change file modes.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});

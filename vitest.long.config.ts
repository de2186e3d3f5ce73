import { defineConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** `npm run test:long`: tests that need programs beside Node (scripts/testing-program.ts) or minutes. CI doesn't run them. */
export default defineConfig({
  test: {
    ...usual.test,
    include: ['{server,docs,scripts}/**/*.long.test.ts'],
    exclude: ['**/node_modules/**'],
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['verbose'],
    // What a test says about a missing program is a line of its own.
    disableConsoleIntercept: true,
  },
});

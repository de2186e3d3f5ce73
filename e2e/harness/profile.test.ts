import { afterEach, expect, test, vi } from 'vitest';
import { findChromium, findFirefox } from './profile.ts';

afterEach(() => vi.unstubAllEnvs());

test('a browser that is missing is said in one line, with what to do', () => {
  for (const name of ['PATH', 'CHROMIUM_PATH', 'FIREFOX_PATH']) vi.stubEnv(name, '');
  expect(findFirefox).toThrow(
    /^No firefox-esr on PATH\. Install it \(apt-get install firefox-esr\) or set FIREFOX_PATH\.$/,
  );
  // Playwright's own Chromium is taken where it is installed.
  vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', '/nonexistent');
  const found = (() => {
    try {
      return findChromium();
    } catch (error) {
      return (error as Error).message;
    }
  })();
  expect(found).toMatch(
    /^(\/.*chrom.*|No chromium on PATH\. Install it \(apt-get install chromium\) or set CHROMIUM_PATH\.)$/,
  );
});

test('a path in the environment counts before all', () => {
  vi.stubEnv('CHROMIUM_PATH', '/opt/chromium');
  expect(findChromium()).toBe('/opt/chromium');
});

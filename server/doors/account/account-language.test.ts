import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CallOptions, startTestServer, type TestServer } from '../testing-server.ts';
import { ACCOUNT_PAGE_WORDS } from './words/all.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const accepting = (header: string | undefined): CallOptions =>
  header === undefined ? {} : { headers: { 'accept-language': header } };

test.each([
  ['de', 'de'],
  ['fr-CA;q=0.9', 'fr'],
  ['nl, es;q=0.2, ja;q=0.8', 'ja'],
  ['ar', 'ar'],
  ['tlh, *;q=0.5', 'en'],
  ['"><script>;q=1, ../de, de;q=9', 'en'],
  [undefined, 'en'],
] as const)('the account page for a browser that says %s is in %s', async (header, language) => {
  const { text } = await server.call('GET', '/account', accepting(header));
  expect(text).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
  expect(text).toContain(`<h1>${ACCOUNT_PAGE_WORDS[language].signIn.title}</h1>`);
  expect(text).not.toContain('<script');
});

test.each([
  ['many languages', `${'x,'.repeat(100_000)}de`],
  // Without a limit the search for the next semicolon begins anew at each space.
  ['spaces', `x${' '.repeat(200_000)}x, de`],
])('a header of %s is answered at once, in English', async (_name, header) => {
  const beganMs = performance.now();
  const { status, text } = await server.call('GET', '/account', accepting(header));
  expect(status).toBe(200);
  expect(text).toContain('<html lang="en" dir="ltr">');
  expect(performance.now() - beganMs).toBeLessThan(2_000);
});

test('what is refused is said in the same language', async () => {
  const { status, text } = await server.call('POST', '/account/open', accepting('ar, de;q=0.5'));
  expect(status).toBe(403);
  expect(text).toContain('<html lang="ar" dir="rtl">');
  expect(text).toContain(ACCOUNT_PAGE_WORDS.ar.problem.form);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * docs/testing.md and the package's README quote whole files of this repository, which run with its tests, as somebody writes
 * them who has installed the package. `NOD_UPDATE=1` writes the quotations anew.
 */
const QUOTATION = /^```ts (\S+)\n(.*?)^```$/gms;
const NAMES: readonly (readonly [file: string, published: string])[] = [
  ['../kit/index.ts', 'nod-testing'],
  ['../kit/playwright.ts', 'nod-testing/playwright'],
];
const inRoot = (path: string) => new URL(`../${path}`, import.meta.url);

function asPublished(path: string): string {
  const text = readFileSync(inRoot(path), 'utf8');
  return NAMES.reduce((quoted, [file, published]) => quoted.replaceAll(`'${file}'`, `'${published}'`), text);
}

test.each([
  ['docs/testing.md', 4],
  ['e2e/kit/README.md', 2],
])('the examples of %s are files that run', (page, examples) => {
  const text = readFileSync(inRoot(page), 'utf8');
  const quoted = text.replace(QUOTATION, (_, path: string) => `\`\`\`ts ${path}\n${asPublished(path)}\`\`\``);
  if (process.env.NOD_UPDATE) writeFileSync(inRoot(page), quoted);
  expect([...text.matchAll(QUOTATION)]).toHaveLength(examples);
  expect(readFileSync(inRoot(page), 'utf8')).toBe(quoted);
});

test('the five minutes run to their end', async () => {
  await import('../e2e/express-app/five-minutes.ts');
});

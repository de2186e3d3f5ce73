import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** docs/tutorial.md quotes this site. A quotation that is no longer in its file would teach something wrong. */
const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const tutorial = read('docs/tutorial.md');
const quotations = [...tutorial.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)].map(([, path = '', text = '']) => ({
  path,
  text,
}));
const links = [...tutorial.matchAll(/\]\(\.\.\/([^)#]+)\)/g)].map(([, path = '']) => path);

describe('the tutorial', () => {
  test('quotes', () => {
    expect(quotations.length).toBeGreaterThan(10);
  });

  test.each(quotations)('$path says what is quoted: $text', ({ path, text }) => {
    const file = read(path);
    let from = 0;
    // `…` on a line of its own stands for lines that were left out.
    for (const part of text.split(/^\s*…\n/m)) {
      const at = file.indexOf(part, from);
      expect(at, part).toBeGreaterThanOrEqual(0);
      from = at + part.length;
    }
  });

  test.each(links)('%s is there', (path) => {
    expect(() => (path === 'demo' ? read('demo/main.ts') : read(path))).not.toThrow();
  });
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plot } from './plot.ts';
import { asMarkdown, type Results } from './report.ts';

const inRoot = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const results = JSON.parse(inRoot('bench/results.json')) as Results;

it('docs/performance.md tells the figures of bench/results.json', () => {
  expect(inRoot('docs/performance.md')).toContain(`<!-- table -->\n${asMarkdown(results)}\n<!-- /table -->`);
});

it('the picture draws the same figures', () => {
  expect(inRoot('docs/images/performance.svg')).toBe(plot(results));
});

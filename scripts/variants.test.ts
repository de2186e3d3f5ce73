import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VARIANTS } from './variants/list.mjs';
import { hashOf, weaken } from './variants.mjs';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

test.each(VARIANTS)('$name: its text is in its file once, and the variant changes it', (variant) => {
  const source = read(variant.file);
  expect(weaken(source, variant)).not.toBe(source);
});

test('a variant whose text is gone, or there twice, is an error and not a variant that no test noticed', () => {
  const variant = { name: 'x', old: 'check();', weaker: '' };
  expect(weaken('a(); check(); b();', variant)).toBe('a();  b();');
  expect(() => weaken('a(); b();', variant)).toThrow('0 times');
  expect(() => weaken('check(); check();', variant)).toThrow('2 times');
});

test('each name is there once, and a variant is tried anew when it, its source or a test of it changes', () => {
  expect(new Set(VARIANTS.map(({ name }) => name)).size).toBe(VARIANTS.length);
  const [variant] = VARIANTS;
  if (!variant) throw new Error('no variants');
  const hash = hashOf(variant);
  expect(hashOf({ ...variant })).toBe(hash);
  expect(hashOf({ ...variant, weaker: 'true' })).not.toBe(hash);
  expect(hashOf({ ...variant, file: 'README.md' })).not.toBe(hash);
  expect(hashOf({ ...variant, tests: ['README.md'] })).not.toBe(hash);
});

import { expect, it } from 'vitest';
import { type FoldedValue, foldJson } from './fold-json.ts';

const written = (value: FoldedValue): string => {
  const name = value.name === null ? '' : `${value.name}:`;
  const inside = value.items?.map(written).join(',') ?? '';
  return name + { plain: value.source, list: `[${inside}]`, object: `{${inside}}` }[value.kind];
};

it('V9.2.2: folded JSON is the text itself: large numbers, escapes, order and names stay as they are written', () => {
  for (const text of [
    '{"amount":12345678901234567890,"e":1e400,"to":"\\u202Ealice","__proto__":{"admin":true},"a":[1,[],{},"x\\"]"]}',
    '[]',
    '"only \\\\ text"',
    '-0.10',
    'null',
    '{"b":1,"a":{"2":true,"1":false}}',
  ]) {
    const folded = foldJson(text);
    expect(folded && written(folded)).toBe(text);
    const spaced = foldJson(` ${text.replace(/,/g, ' ,\n\t')} `);
    if (!text.includes('"x\\"')) expect(spaced && written(spaced)).toBe(text);
  }
});

it('what is no JSON, or too deep, is left to be shown as text', () => {
  for (const text of ['', '{', '{"a":1,}', 'plan', '1 2', `${'['.repeat(65)}${']'.repeat(65)}`]) {
    expect(foldJson(text)).toBeNull();
  }
  expect(foldJson(`${'['.repeat(64)}${']'.repeat(64)}`)).not.toBeNull();
});

it('256 KiB are folded in a moment', () => {
  const begunMs = performance.now();
  expect(foldJson(JSON.stringify(Array.from({ length: 30_000 }, (_, at) => at)))?.items).toHaveLength(30_000);
  expect(foldJson(`["${'\\\\'.repeat(120_000)}"]`)?.items).toHaveLength(1);
  expect(performance.now() - begunMs).toBeLessThan(1_000);
});

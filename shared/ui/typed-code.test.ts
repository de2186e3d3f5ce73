import { expect, test } from 'vitest';
import { formatTypedCode, normalizeTypedCode, typedCodeCaret, typedCodeIsComplete } from './typed-code.ts';

test.each([
  ['ABCD-EFGH-JKMN', 'ABCDEFGHJKMN'],
  ['abcd efgh jkmn', 'ABCDEFGHJKMN'],
  ['O0oI1iLl', '00011111'],
  ['ABCD–EFGH—JKMN', 'ABCDEFGHJKMN'],
  ['ＡＢＣＤ', 'ABCD'],
  ['AB!§CD\n', 'ABCD'],
  ['UuAB', 'AB'],
  ['', ''],
])('typed %j is the code %j', (text, code) => {
  expect(normalizeTypedCode(text)).toBe(code);
});

test('what comes after twelve characters is dropped', () => {
  expect(normalizeTypedCode('ABCD-EFGH-JKMN-PQRS')).toBe('ABCDEFGHJKMN');
});

test.each([
  ['', ''],
  ['ABC', 'ABC'],
  ['ABCD', 'ABCD'],
  ['ABCDE', 'ABCD-E'],
  ['ABCDEFGHJKMN', 'ABCD-EFGH-JKMN'],
])('%j is shown as %j', (code, shown) => {
  expect(formatTypedCode(code)).toBe(shown);
});

test('formatting what was formatted changes nothing, so the field is stable under typing', () => {
  for (const code of ['', 'A', 'ABCD', 'ABCDEFGH', 'ABCDEFGHJKMN']) {
    expect(normalizeTypedCode(formatTypedCode(code))).toBe(code);
  }
});

test('only twelve characters are a whole code', () => {
  expect(typedCodeIsComplete('ABCDEFGHJKM')).toBe(false);
  expect(typedCodeIsComplete('ABCDEFGHJKMN')).toBe(true);
});

test('the caret stays behind the character that was typed, hyphens counted in', () => {
  expect(typedCodeCaret('ABCDE')).toBe('ABCD-E'.length);
  expect(typedCodeCaret('ABCD-')).toBe('ABCD'.length);
  expect(typedCodeCaret('AB')).toBe(2);
});

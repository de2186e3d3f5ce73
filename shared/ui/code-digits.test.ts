import { expect, test } from 'vitest';
import { codeBoxes, codeGroups, codeIsComplete, digitsOf } from './code-digits.ts';

test.each([
  ['482913', '482913'],
  ['482 913', '482913'],
  ['482-913', '482913'],
  ['Your code: 482913.', '482913'],
  ['４８２９１３', '482913'],
  ['٤٨٢٩١٣', '482913'],
  ['۴۸۲۹۱۳', '482913'],
  ['4a8b2', '482'],
  ['', ''],
  ['no digits', ''],
])('typed or pasted %j is the code %j', (text, code) => {
  expect(digitsOf(text, 6)).toBe(code);
});

test('a pad takes no more digits than the code has', () => {
  expect(digitsOf('482913775', 6)).toBe('482913');
  expect(digitsOf('4829', 2)).toBe('48');
});

test('numerals that are no decimal digits are not taken for one', () => {
  expect(digitsOf('Ⅷ௧八', 6)).toBe('');
});

test('a code is complete when every box is filled', () => {
  expect(codeIsComplete('48291', 6)).toBe(false);
  expect(codeIsComplete('482913', 6)).toBe(true);
});

test.each([
  [2, [2]],
  [4, [4]],
  [5, [3, 2]],
  [6, [3, 3]],
  [7, [4, 3]],
  [8, [4, 4]],
])('%i digits stand in groups of %j', (count, groups) => {
  expect(codeGroups(count)).toEqual(groups);
});

test('the next digit goes to the first empty box, and stays in the last one once all are filled', () => {
  const current = (code: string) => codeBoxes(code, 6).findIndex((box) => box.current);
  expect(current('')).toBe(0);
  expect(current('482')).toBe(3);
  expect(current('482913')).toBe(5);
});

test('exactly one box is current and exactly one opens the second group', () => {
  const boxes = codeBoxes('48', 6);
  expect(boxes.map((box) => box.digit)).toEqual(['4', '8', '', '', '', '']);
  expect(boxes.filter((box) => box.current)).toHaveLength(1);
  expect(boxes.filter((box) => box.opensGroup).map((box) => box.index)).toEqual([3]);
  expect(codeBoxes('', 4).some((box) => box.opensGroup)).toBe(false);
});

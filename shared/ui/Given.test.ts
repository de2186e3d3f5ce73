import { expect, test } from 'vitest';
import { initialOf, shownText } from './Given.tsx';

test('a direction override cannot spell one name in the letters of another', () => {
  expect(shownText('\u202EknaB naidireM')).toBe('knaB naidireM');
  expect(shownText('\u2067Bank\u2069\u200F')).toBe('Bank');
});

test('invisible characters cannot tell two equal-looking names apart', () => {
  expect(shownText('Har\u200Bbour\uFEFF Pho\u2060tos')).toBe('Harbour Photos');
});

test('line breaks become spaces and other controls vanish', () => {
  expect(shownText('Pay\r\n€ 1\u0000\u0007')).toBe('Pay € 1');
});

test('scripts and emoji that need joiners keep them', () => {
  for (const text of ['می\u200Cخواهم', '👩\u200D💻', 'क्\u200Dष', 'אליס', 'Zoë']) expect(shownText(text)).toBe(text);
});

test.each([
  ['Harbour Photos', 'H'],
  ['élan', 'É'],
  // The same with its accent as a character of its own.
  ['e\u0301lan', 'E\u0301'],
  ['(ê)xit', 'Ê'],
  ['  "quoted"', 'Q'],
  ['7zip', '7'],
  ['日本', '日'],
  ['🦊', '•'],
  ['', '•'],
])('the initial of %j is %j', (name, initial) => {
  expect(initialOf(name)).toBe(initial);
});

import { afterEach, expect, test } from 'vitest';
import { plainText, shownText, writeTowards } from './names.ts';

afterEach(() => writeTowards('ltr'));

test('a direction override cannot spell one name in the letters of another', () => {
  expect(plainText('\u202EknaB naidireM')).toBe('knaB naidireM');
  expect(plainText('\u2067Bank\u2069\u200F')).toBe('Bank');
});

test('invisible characters cannot tell two equal-looking names apart', () => {
  expect(plainText('Har\u200Bbour\uFEFF Pho\u2060tos')).toBe('Harbour Photos');
});

test('line breaks become spaces and other controls vanish', () => {
  expect(plainText('Pay\r\n€ 1\u0000\u0007')).toBe('Pay € 1');
});

test('scripts and emoji that need joiners keep them', () => {
  for (const text of ['می\u200Cخواهم', '👩\u200D💻', 'क्\u200Dष', 'אליס', 'Zoë']) expect(plainText(text)).toBe(text);
});

test('a name is isolated where it or the sentence around it reads from right to left, and nowhere else', () => {
  expect(shownText('iPhone (2)')).toBe('iPhone (2)');
  expect(shownText('هاتف مريم')).toBe('\u2068هاتف مريم\u2069');
  expect(shownText('טלפון')).toBe('\u2068טלפון\u2069');
  writeTowards('rtl');
  expect(shownText('iPhone (2)')).toBe('\u2068iPhone (2)\u2069');
  expect(shownText('')).toBe('');
});

test('a name can’t end its isolation, and isn’t isolated twice', () => {
  writeTowards('rtl');
  expect(shownText('Phone\u2069 (2)')).toBe('\u2068Phone (2)\u2069');
  expect(shownText(shownText('Phone'))).toBe('\u2068Phone\u2069');
});

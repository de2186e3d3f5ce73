import { expect, test } from 'vitest';
import { bestLanguage, LANGUAGES, languageAccepted, traitsOf } from './languages.ts';

test('the first language that there is counts, whatever its region, and English where there is none', () => {
  expect(bestLanguage(['de-AT', 'en'])).toBe('de');
  expect(bestLanguage(['nl', 'JA-jp', 'de'])).toBe('ja');
  expect(bestLanguage(['nl', 'xx'])).toBe('en');
  expect(bestLanguage([])).toBe('en');
  expect(bestLanguage(['', '-', 'toString', 'constructor'])).toBe('en');
});

test('a header is read by its weights, and what isn’t understood in it counts for nothing', () => {
  expect(languageAccepted('en;q=0.3, ja;q=0.9, ar')).toBe('ar');
  expect(languageAccepted('de;q=0, ja;q=0.1')).toBe('ja');
  expect(languageAccepted('de;q=2, es;q=x, ja;q=0.1')).toBe('ja');
  expect(languageAccepted('*')).toBe('en');
  expect(languageAccepted(undefined)).toBe('en');
  expect(languageAccepted(`${'x,'.repeat(100_000)}de`)).toBe('en');
});

test('every language has a name, a direction, and a locale that Intl knows and that writes Latin digits', () => {
  for (const language of LANGUAGES) {
    const { name, locale, direction } = traitsOf(language);
    expect(name).not.toBe('');
    expect(['ltr', 'rtl']).toContain(direction);
    expect(new Intl.NumberFormat(locale).format(123)).toBe('123');
  }
});

import { expect, test } from 'vitest';
import { countedIn } from './counted.ts';
import { spoken, translateTo } from './spoken.ts';

test('a translation takes the place of English in the very objects that were handed out', () => {
  const words = spoken('early', { title: 'Title', row: { of: (name: string) => `of ${name}` }, steps: ['One', 'Two'] });
  const { row } = words;
  translateTo({ early: { title: 'Titel', row: { of: (name: string) => `von ${name}` }, steps: ['Eins', 'Zwei'] } });
  expect(words.title).toBe('Titel');
  expect(row.of('Ada')).toBe('von Ada');
  expect(words.steps).toEqual(['Eins', 'Zwei']);
});

test('words of a screen that is loaded later are translated as they come', () => {
  translateTo({ late: { title: 'Später' } });
  expect(spoken('late', { title: 'Later' }).title).toBe('Später');
});

test('a plural has the form that the language has for the number', () => {
  const english = countedIn('en-GB');
  expect(english(1, { one: '# try left', other: '# tries left' })).toBe('1 try left');
  expect(english(0, { one: '# try left', other: '# tries left' })).toBe('0 tries left');
  const arabic = countedIn('ar-u-nu-latn');
  const forms = { zero: 'z#', one: 'o#', two: 't#', few: 'f#', many: 'm#', other: 'x#' };
  expect([0, 1, 2, 3, 11, 100].map((count) => arabic(count, forms))).toEqual(['z0', 'o1', 't2', 'f3', 'm11', 'x100']);
});

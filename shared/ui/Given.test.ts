import type { VNode } from 'preact';
import { expect, test } from 'vitest';
import { Around, initialOf, Sentence } from './Given.tsx';

test.each([
  ['“Tablet” was paused', 'et”'],
  // The end of the isolation stays inside the quotation marks.
  ['أُوقف «\u2068Tablet\u2069» مؤقتًا', 'et\u2069»'],
  ['«\u00a0Tablet\u00a0» est en pause', 'et\u00a0»'],
])('in %j the closing quote takes the last letters along', (sentence, together) => {
  const parts: unknown[] = Sentence({ children: sentence }).props.children;
  const kept = parts.flatMap((part) => (typeof part === 'string' ? [] : [(part as VNode<{ children: string }>).props]));
  expect(kept.map(({ children }) => children)).toContain(together);
});

test.each([
  [(name: string) => `Sign in as ${name}`, 'Sign in as |'],
  // A particle is joined to the name.
  [(name: string) => `${name}として`, '|\u2060として'],
  [(name: string) => `このブラウザで${name}を開いています`, 'このブラウザで|\u2060を開いています'],
])('a sentence goes around its name in the order of its language', (say, order) => {
  const parts = Around({ say, children: 'alice' }).props.children;
  expect(parts.map((part: unknown) => (typeof part === 'string' ? part : '|')).join('')).toBe(order);
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

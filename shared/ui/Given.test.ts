import { expect, test } from 'vitest';
import { initialOf } from './Given.tsx';

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

import { expect, test } from 'vitest';
import { challengeInHead } from './login-mark.ts';

/** An element on a page whose head has these metas. */
function onPage(...contents: string[]): Element {
  const root = {
    querySelectorAll: (selector: string) =>
      selector === ':scope > head > meta[name="nod-challenge"]' ? contents.map((content) => ({ content })) : [],
  };
  return { closest: (selector: string) => (selector === ':root' ? root : null) } as unknown as Element;
}

test('N8: the head names the login, once', () => {
  expect(challengeInHead(onPage('chl_a'))).toBe('chl_a');
  expect(challengeInHead(onPage())).toBe('');
  expect(challengeInHead(onPage('chl_a', 'chl_b'))).toBe('');
});

test('inside a shadow root of the page there is no head to ask', () => {
  expect(challengeInHead({ closest: () => null } as unknown as Element)).toBe('');
});

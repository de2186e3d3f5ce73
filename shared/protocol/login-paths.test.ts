import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isLoginPath, loginPathSchema } from './login-paths.ts';

test.each([
  ['/login', '/login', true],
  ['/login', '/login/', false],
  ['/login', '/login/x', false],
  ['/login', '/loginx', false],
  ['/account/', '/account/', true],
  ['/account/', '/account/a/b', true],
  ['/account/', '/account', false],
  ['/account/', '/accounts', false],
  ['/', '/wiki/page', true],
])('%s and the page %s: %s', (path, pathname, isOne) => {
  expect(isLoginPath([path], pathname)).toBe(isOne);
  expect(isLoginPath(['/other', path], pathname)).toBe(isOne);
});

test('no path means none of the pages, so that a list is never empty by mistake', () => {
  expect(isLoginPath([], '/login')).toBe(false);
});

test.each([
  'login',
  '',
  '//evil.test/',
  '/a?b',
  '/a#b',
  '/a/../b',
  '/%2e%2e/b',
  '/a b',
  '/ü',
  '/a\\b',
  'https://a.example/',
])('%j is no path as browsers write it', (path) => {
  expect(v.is(loginPathSchema, path)).toBe(false);
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ACCOUNT_STYLE } from './account-style.ts';

const tokens = readFileSync(path.resolve(import.meta.dirname, '../../../shared/ui/tokens.css'), 'utf8');

/** The colours of a style sheet by name, for light and dark. */
function coloursOf(css: string): Record<'light' | 'dark', Record<string, string>> {
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  const read = (part: string) =>
    Object.fromEntries([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
  return { light: read(light), dark: read(dark.split('@media')[0] ?? '') };
}

it('the account page has the colours of the app, whose contrast is measured', () => {
  const own = coloursOf(ACCOUNT_STYLE);
  const app = coloursOf(tokens);
  expect(Object.keys(own.light).length).toBeGreaterThan(15);
  expect(app.light).toMatchObject(own.light);
  expect(app.dark).toMatchObject(own.dark);
});

it('the account page uses no colour that it doesn’t have, and no place of another origin', () => {
  const [screen = ''] = ACCOUNT_STYLE.split('@media print');
  const defined = new Set([...screen.matchAll(/--([\w-]+):/g)].map(([, name]) => name));
  for (const [, name] of ACCOUNT_STYLE.matchAll(/var\(--([\w-]+)\)/g)) expect(defined).toContain(name);
  expect(screen.replace(/--[\w-]+: #[0-9a-f]{6};/g, '')).not.toMatch(/#[0-9a-f]{3}|url\(|@import/i);
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const page = readFileSync(path.join(root, 'docs/threat-model.md'), 'utf8');

/** `file`: "name", "name"; `file`: "name" */
const shown = [...page.matchAll(/`([\w./-]+\.test\.ts)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(
  ([, file = '', names = '']) => [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => ({ file, name })),
);

test('its lines about devices name what shows them', () => {
  const [, table = ''] = page.split('| somebody tries to |');
  const lines = table.split('\n\n')[0]?.split('\n').slice(2) ?? [];
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) expect(line).toMatch(/\| `[\w./-]+\.test\.ts`: "/);
});

test.each(shown)('$file has the test “$name”', ({ file, name }) => {
  expect(existsSync(path.join(root, file)), 'the file is there').toBe(true);
  expect(readFileSync(path.join(root, file), 'utf8').includes(name), 'the test is there').toBe(true);
});

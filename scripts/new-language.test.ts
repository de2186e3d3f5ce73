import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const READ_FROM = [
  'scripts/new-language.mjs',
  ...['languages', 'ui/words', 'authenticator/words', 'authenticator/happened', 'sdk'].map((name) => `shared/${name}`),
  ...['server/words', 'server/doors/account', 'demo/words', 'extension/public/_locales'],
];

/** The script works on the folder that it stands in, so a copy of it writes into the copy. */
function copied() {
  const copy = mkdtempSync(path.join(tmpdir(), 'nod-language-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const name of READ_FROM) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  const files = () =>
    readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(copy, path.join(entry.parentPath, entry.name)))
      .sort();
  const contents = () => files().map((name) => [name, readFileSync(path.join(copy, name), 'utf8')]);
  const make = (...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/new-language.mjs', ...args], {
      cwd: copy,
      encoding: 'utf8',
    });
    return { status, stderr };
  };
  return { files, contents, make };
}

test('a new language gets every file that docs/translating.md lists, the same ones as German has', () => {
  const { files, make } = copied();
  const before = files();
  expect(make('it')).toEqual({ status: 0, stderr: '' });
  const added = files().filter((name) => !before.includes(name));

  const germans = before.filter((name) => /(^|\/)de(\/|\.ts$)/.test(name));
  expect(added).toEqual(germans.map((name) => name.replace(/(^|\/)de(\/|\.ts$)/, '$1it$2')).sort());
  const listed = [
    ...readFileSync(path.join(root, 'docs/translating.md'), 'utf8').matchAll(/^\| (`.*<language>.*?) \|/gm),
  ]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`(.*?)`/g)])
    .map(([, name = '']) => name.replace('<language>', 'it'));
  expect(listed.length).toBeGreaterThanOrEqual(11);
  for (const name of listed) {
    const ending = new RegExp(`(^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`);
    expect(
      added.filter((file) => ending.test(file)),
      name,
    ).not.toEqual([]);
  }
}, 120_000);

test.each(['de', 'en'])('%s, which is there, is refused with a sentence, and nothing changes', (language) => {
  const { contents, make } = copied();
  const before = contents();
  const { status, stderr } = make(language);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^\S+ is there already\. Nothing was changed: .*\.\n$/);
  expect(contents()).toEqual(before);
});

test.each(['../x', 'IT', '', 'it-CH', undefined])('%o is no code of a language', (language) => {
  const { contents, make } = copied();
  const before = contents();
  expect(make(...(language === undefined ? [] : [language]))).toEqual({
    status: 64,
    stderr: 'Say which language, such as `node scripts/new-language.mjs it`.\n',
  });
  expect(contents()).toEqual(before);
});

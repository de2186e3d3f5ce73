import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ANSWER, TROUBLE } from '../server/cli/script-client.ts';
import { nod } from '../server/cli/testing-terminal.ts';

// People type what documents and programs print. So each command line in them is looked up in the program itself.

const root = path.join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const filesIn = (directory: string, pattern: RegExp) =>
  readdirSync(path.join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => path.join(directory, file));

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesIn('docs', /^(?:agents\/)?[^/]+\.md$/)];
const SOURCES = [...filesIn('server', /\.ts$/), ...filesIn('scripts', /\.mjs$/)].filter((file) => !/test/.test(file));

/** What MACs and tests of keys are made over begins with `nod` too. */
const LABEL = /^(?:api key|key check|offline code|push topic)\b/;

/** Up to where a command line ends: a quotation mark, a comment, an ellipsis, punctuation of the sentence around it. */
const COMMAND_LINE =
  /(?<![\w./@'-])(?:npm run -s nod --|docker compose (?:exec|run --rm) nod nod-server|nod-server|nod(?! nod-server))(?= [a-z]| --?[a-z])([^`"'\n#;…()]*(?:"[^"\n]*"[^`"'\n#;…()]*)*)/g;

function commandLines(text: string): string[] {
  // An end of a line within a sentence is a space.
  return [...text.replace(/(`[^`\n]*)\n\s*([^`\n]*`)/g, '$1 $2').matchAll(COMMAND_LINE)].map(([, rest = '']) =>
    rest
      .replace(/\$\{[^}]*\}/g, 'X')
      .replace(/[.,:'](?:\s.*|$)/s, '')
      .replace(/(?:\s(?:→|\\|&&)|\|).*$/s, '')
      .trim(),
  );
}

const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** With --help nothing is run, and an unknown command or option is an error. */
async function isKnown(line: string): Promise<boolean> {
  const words = wordsOf(line);
  for (const value of [[], ['x']]) {
    if ((await nod([...words, ...value, '--help'], {})).exitCode === 0) return true;
  }
  return false;
}

describe('command lines', () => {
  test.each(DOCUMENTS)('of %s are known', async (file) => {
    const lines = commandLines(read(file)).filter((line) => !LABEL.test(line));
    for (const line of lines) expect([line, await isKnown(line)]).toEqual([line, true]);
  });

  test('that programs print are known', async () => {
    const lines = SOURCES.flatMap((file) => {
      const code = read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      return commandLines(code).flatMap((line) => (LABEL.test(line) ? [] : [{ file, line }]));
    });
    expect(lines.length).toBeGreaterThan(10);
    for (const { file, line } of lines) expect([file, line, await isKnown(line)]).toEqual([file, line, true]);
  });
});

test('docs/api.md lists each exit code of what a script calls, and no other', () => {
  const [, section = ''] = /^### From a script\n(.*?)^### /ms.exec(read('docs/api.md')) ?? [];
  const listed = [...section.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(listed).toEqual([...Object.values(ANSWER), ...Object.values(TROUBLE)]);
});

describe('docs/operations.md, `nod-server` on the PATH', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-on-path-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('the program that it makes runs as the server does, with its settings', () => {
    const operations = read('docs/operations.md');
    const settings = /# \/etc\/nod\.env\n([^`]+)```/.exec(operations)?.[1] ?? '';
    const program = /\/usr\/local\/bin\/nod-server .*<<'END'\n([^`]+?)END\n/.exec(operations)?.[1] ?? '';
    const here = (text: string) =>
      text
        .replaceAll('/opt/nod/node_modules/nod-server/bin/nod-server.mjs', path.join(root, 'scripts/nod.mjs'))
        .replaceAll('/etc/nod.env', path.join(directory, 'nod.env'))
        .replaceAll('/var/lib/nod', path.join(directory, 'data'))
        .replace('sudo -u nod ', '')
        .replace('/usr/bin/node', process.execPath);
    mkdirSync(path.join(directory, 'bin'));
    writeFileSync(path.join(directory, 'nod.env'), here(settings));
    writeFileSync(path.join(directory, 'bin', 'nod-server'), here(program));
    chmodSync(path.join(directory, 'bin', 'nod-server'), 0o755);
    // The package's own program sets the name by which it is called.
    const env = { PATH: `${path.join(directory, 'bin')}:${process.env.PATH}`, NOD_CALLED_AS: 'nod-server' };
    const run = (line: string) => execFileSync('sh', ['-c', line], { cwd: directory, env, encoding: 'utf8' });
    run('nod-server realm create home');
    const created = run('nod-server user create alice');
    const [, next = ''] = /^Next: (nod-server .*)$/m.exec(created) ?? [];
    expect(next).toMatch(/^nod-server enroll alice/);
    expect(run(next)).toContain('https://nod.example.org/#/pair/');
    expect(readdirSync(path.join(directory, 'data'))).toContain('nod.sqlite');
    // What systemd runs is the same program.
    expect(operations).toContain('ExecStart=/usr/bin/node /opt/nod/node_modules/nod-server/bin/nod-server.mjs serve');
  }, 60_000);

  test('npm link, or a link of one’s own, does too', () => {
    const { bin } = JSON.parse(read('package.json'));
    const link = path.join(directory, 'nod');
    symlinkSync(path.join(root, bin.nod), link);
    expect(execFileSync(link, ['help', 'app', 'create'], { encoding: 'utf8' })).toContain('Usage: nod app create NAME');
  });
});

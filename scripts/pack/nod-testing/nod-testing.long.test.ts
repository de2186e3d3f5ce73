import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withProgram } from '../../testing-program.ts';
import { runToEnd } from '../../testing-served.ts';

// The tarball, as a stranger meets it: an empty folder, npm, a stock Playwright, and the examples of docs/testing.md.

const root = path.join(import.meta.dirname, '..', '..', '..');
const packages = path.join(root, 'dist', 'packages');
const directory = mkdtempSync(path.join(tmpdir(), 'nod-testing-package-'));
const { version, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const tarball = (name: string) => path.join(packages, `${name}-${version}.tgz`);
const bin = (folder: string, name: string) => path.join(folder, 'node_modules', '.bin', name);

/** What changes in a file of this repository for somebody who has installed the packages. */
const PUBLISHED = [
  ["'../kit/index.ts'", "'nod-testing'"],
  ["'../kit/playwright.ts'", "'nod-testing/playwright'"],
  [/^import \{ builtDir \} .*\n/m, ''],
  ["builtDir('demo')", "'scripts'"],
  [/'\.\.\/\.\.\/shared\/sdk\/[a-z-]+\.ts'/g, "'nod-sdk'"],
] as const;

/** An empty folder with these packages. */
function project(name: string, ...installed: string[]): string {
  const folder = path.join(directory, name);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }));
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  runToEnd('npm', ['install', ...quiet, ...installed], { cwd: folder });
  return folder;
}

function copyExample(folder: string, file: string): void {
  const text = readFileSync(path.join(root, 'e2e', 'express-app', file), 'utf8');
  const published = PUBLISHED.reduce((changed, [from, to]) => changed.replaceAll(asPattern(from), to), text);
  writeFileSync(path.join(folder, file), published);
}

const asPattern = (from: string | RegExp) => (typeof from === 'string' ? from : new RegExp(from.source, 'gm'));

beforeAll(() => {
  for (const name of ['nod-sdk', 'nod-testing'])
    runToEnd(process.execPath, [path.join(root, 'scripts/pack.mjs'), name]);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('the plain entry runs under node:test, without Playwright', () => {
  const folder = project('plain', tarball('nod-testing'));
  copyExample(folder, 'five-minutes.ts');
  writeFileSync(
    path.join(folder, 'nod.test.js'),
    "import { test } from 'node:test';\ntest('five minutes', () => import('./five-minutes.ts'));\n",
  );
  const { status, stdout } = spawnSync(process.execPath, ['--experimental-strip-types', '--test'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/pass 1\n/);
  expect(status).toBe(0);
});

withProgram('chromium', () => {
  let folder: string;
  beforeAll(() => {
    const beside = ['@playwright/test', 'express', '@types/express', '@types/node', 'vitest'];
    const exact = beside.map((name) => `${name}@${devDependencies[name]}`);
    folder = project('playwright', tarball('nod-testing'), tarball('nod-sdk'), ...exact);
    for (const file of ['app.ts', 'express-app.spec.ts', 'real-phone.spec.ts', 'software-phone.test.ts']) {
      copyExample(folder, file);
    }
    // What the shop's own page runs.
    cpSync(path.join(root, 'dist', 'demo'), path.join(folder, 'scripts'), { recursive: true });
    writeFileSync(
      path.join(folder, 'playwright.config.ts'),
      "export default { testMatch: '*.spec.ts', workers: 1, timeout: 120_000, reporter: 'line' };\n",
    );
  });

  const play = (env: NodeJS.ProcessEnv, ...args: string[]) => {
    const program = path.join(folder, 'node_modules/@playwright/test/cli.js');
    const ran = spawnSync(process.execPath, [program, 'test', ...args], { cwd: folder, encoding: 'utf8', env });
    return { status: ran.status, output: ran.stdout + ran.stderr };
  };

  test('software phone, real phone and extension, with a stock Playwright', () => {
    const { status, output } = play(process.env);
    expect(output).toMatch(/4 passed/);
    expect(status).toBe(0);
  });

  test('says in one line that there is no Chromium', () => {
    const nowhere = { HOME: folder, PATH: '', PLAYWRIGHT_BROWSERS_PATH: path.join(folder, 'none') };
    const { status, output } = play(nowhere, 'real-phone', '-g', 'rung by a push');
    expect(status).toBe(1);
    expect(output).toContain('No chromium on PATH. Install it (apt-get install chromium) or set CHROMIUM_PATH.');
  });

  test('has types for `nodenext`', () => {
    const flags = ['--noEmit', '--strict', '--target', 'es2023', '--lib', 'es2024,esnext.disposable,dom,dom.iterable'];
    const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--allowImportingTsExtensions'];
    const types = ['--skipLibCheck', '--types', 'node', '--ignoreConfig'];
    const files = ['express-app.spec.ts', 'real-phone.spec.ts', 'software-phone.test.ts'];
    runToEnd(bin(root, 'tsc'), [...flags, ...modules, ...types, ...files], { cwd: folder });
  });
});

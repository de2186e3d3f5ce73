import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectApp,
  freePort,
  registerAndClaim,
  runToEnd,
  type Served,
  serveInstalled,
  settingsFor,
} from '../../testing-served.ts';

// The tarball, as a stranger meets it: an empty folder, npm, and what the package's README says.

const root = path.join(import.meta.dirname, '..', '..', '..');
const directory = mkdtempSync(path.join(tmpdir(), 'nod-server-package-'));
const program = path.join(directory, 'node_modules', '.bin', 'nod-server');
let served: Served | undefined;

beforeAll(() => {
  runToEnd(process.execPath, [path.join(root, 'scripts', 'pack.mjs'), 'nod-server']);
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const tarball = path.join(root, 'dist', 'packages', `nod-server-${version}.tgz`);
  runToEnd('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error', tarball], {
    cwd: directory,
  });
});
afterAll(async () => {
  await served?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('it serves the app, its commands work beside it, a device pairs, and it ends in order', async () => {
  const port = await freePort();
  const env = settingsFor(port, path.join(directory, 'data'));
  served = await serveInstalled([program, 'serve'], { port, env, cwd: directory });
  await expectApp(served.url);
  const nod = (...argv: string[]) =>
    runToEnd(program, argv, { cwd: directory, env: { PATH: process.env.PATH, ...env } });
  await registerAndClaim(nod, served.url);
  expect(nod('user', 'create', 'bob', '--realm', 'home')).toContain('Next: nod-server enroll bob --realm home\n');
  // In a folder of its own it is on no PATH, and the next step is to be typed as this one was.
  const exec = ['exec', '--offline', '--', 'nod-server', 'user', 'create', 'carol', '--realm', 'home'];
  expect(runToEnd('npm', exec, { cwd: directory, env: { PATH: process.env.PATH, ...env } })).toContain(
    'Next: npm exec --offline -- nod-server enroll carol --realm home\n',
  );
  expect(await served.stop()).toBe(0);
  served = undefined;
});

test('a wrong setting is a sentence, with the exit code that service managers know', () => {
  const env = { PATH: process.env.PATH, NOD_ORIGIN: 'nod.example.org' };
  const { status, stderr } = spawnSync(program, ['serve'], { cwd: directory, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([78, expect.stringContaining('NOD_ORIGIN')]);
});

test('the commands of its README are known', () => {
  const readme = readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');
  const lines = [...readme.matchAll(/npm exec --offline -- nod-server ([a-z][^\n#]*)/g)].map(([, line = '']) =>
    line.trim(),
  );
  expect(lines.length).toBeGreaterThan(3);
  const folder = path.join(directory, 'commands');
  mkdirSync(folder);
  for (const line of lines) {
    const { status } = spawnSync(program, [...line.split(/\s+/), '--help'], { cwd: folder });
    expect([line, status]).toEqual([line, 0]);
  }
});

test('it has a lock file of its own, with the hash of all that it needs and nothing else', () => {
  const lock = JSON.parse(
    readFileSync(path.join(directory, 'node_modules', 'nod-server', 'npm-shrinkwrap.json'), 'utf8'),
  );
  const { '': own, ...needed } = lock.packages as Record<string, { integrity?: string; dev?: boolean }>;
  const manifest = JSON.parse(readFileSync(path.join(directory, 'node_modules', 'nod-server', 'package.json'), 'utf8'));
  expect(own).toMatchObject({ dependencies: manifest.dependencies });
  for (const [place, { integrity, dev }] of Object.entries(needed)) {
    expect([place, integrity, dev]).toEqual([place, expect.stringMatching(/^sha512-/), undefined]);
  }
  expect(Object.keys(needed)).not.toContain('node_modules/typescript');
});

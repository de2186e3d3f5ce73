import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { DEMO_OPTIONS, ensureDemoApplication } from './demo-application.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

/** The state that `npm start` leaves: an empty server with the demo site registered. */
async function started() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-demo-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { NOD_ORIGIN: _origin, NOD_DEMO: _demo, ...inherited } = process.env;
  const environment = { ...inherited, NOD_DATA_DIR: dataDir };
  const shell = (line: string) =>
    spawnSync('sh', ['-c', line], { cwd: root, env: environment, encoding: 'utf8', timeout: 60_000 });
  const nod = (args: string) => JSON.parse(shell(`node scripts/nod.mjs ${args} --json`).stdout);
  // Nothing answers there, as when the demo site's registration is lost.
  const settings = {
    dataDir,
    demoOrigin: 'http://localhost:4401',
    localNod: 'http://127.0.0.1:1',
    origin: 'http://localhost:4400',
  };
  const ensure = (demoOrigin = settings.demoOrigin) =>
    ensureDemoApplication({ settings: { ...settings, demoOrigin }, node: process.execPath, environment });
  await ensure();
  return { shell, nod, ensure };
}

test('a demo site that is registered anew joins the realm of the one before, under whatever name', async () => {
  const { nod, ensure } = await started();
  nod('realm rename "Harbour Notes" Harbour');
  await ensure('http://localhost:4501');
  expect(nod('app list')).toMatchObject([
    { name: 'Harbour Notes', realm: 'Harbour', origins: ['http://localhost:4401'] },
    { name: 'Harbour Notes', realm: 'Harbour', origins: ['http://localhost:4501'] },
  ]);
}, 120_000);

test('the commands of README.md and the tutorial work as printed after npm start', async () => {
  const { shell, nod } = await started();
  nod('user create alice --realm "Harbour Notes"');
  const commandsOf = (path: string) => [...read(path).matchAll(/^npm run -s nod -- (.*?)(?: +#.*)?$/gm)];
  const [tutorial, readme] = [commandsOf('docs/tutorial.md'), commandsOf('README.md')];
  expect(readme.length).toBeGreaterThanOrEqual(4);
  expect(tutorial.length).toBeGreaterThanOrEqual(1);
  for (const [, args = ''] of [...readme, ...tutorial]) {
    const { status, stderr } = shell(`node scripts/nod.mjs ${args}`);
    expect({ args, status, stderr: status === 0 ? '' : stderr }).toEqual({ args, status: 0, stderr: '' });
  }
}, 120_000);

test('the tutorial’s registration of the demo site is the one that npm start makes', () => {
  const [, printed = ''] = /^nod app create "Harbour Notes" --origin \S+ (.*)$/m.exec(read('docs/tutorial.md')) ?? [];
  expect(printed.split(' ')).toEqual(DEMO_OPTIONS);
});

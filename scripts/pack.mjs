import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findNode, install, nodeEnvironment, npmCommand, root } from './setup.mjs';

/**
 * `npm run pack [NAME …]`: the packages of this repository as tarballs in dist/packages, ready for `npm install FILE`.
 * Each one is a folder below scripts/pack: package.mjs says what it holds, README.md is its own (`readme`, where it is
 * elsewhere). The reports of public names in etc/ are written anew; with `--check` they are compared, and one that differs fails.
 * On a clean checkout it installs the packages first, like `npm start`.
 */
if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) install();
// What packs is there only now, and needs the Node that came with it.
const node = findNode();
if (node !== process.execPath) {
  const { status } = spawnSync(node, process.argv.slice(1), { env: nodeEnvironment(), stdio: 'inherit' });
  process.exit(status ?? 1);
}
const { exactDependencies } = await import('./pack/dependencies.mjs');
const { nodSdk } = await import('./pack/nod-sdk/package.mjs');
const { nodServer } = await import('./pack/nod-server/package.mjs');
const { nodTesting } = await import('./pack/nod-testing/package.mjs');

const PACKAGES = [nodSdk, nodServer, nodTesting];
const OUT = path.join(root, 'dist', 'packages');

const update = !process.argv.includes('--check');
const wanted = process.argv.slice(2).filter((word) => word !== '--check');
const unknown = wanted.filter((name) => !PACKAGES.some((made) => made.name === name));
if (unknown.length > 0) {
  console.error(`There is no package ${unknown.join(', ')}. There are ${PACKAGES.map(({ name }) => name).join(', ')}.`);
  process.exit(64);
}
for (const made of PACKAGES) if (wanted.length === 0 || wanted.includes(made.name)) await pack(made);

/** Fills dist/packages/NAME, and packs that folder beside it. */
async function pack(made) {
  const { name, manifest, readme = `scripts/pack/${made.name}/README.md` } = made;
  const folder = path.join(OUT, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const changed = await made.fill(folder, { update });
  if (changed?.length > 0) {
    console.error(
      `The public names of ${name} have changed: ${changed.join(', ')}. Run \`npm run pack\`, and look at the difference.`,
    );
    process.exitCode = 1;
  }
  const { version, license } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const peers = Object.keys(manifest.peerDependencies ?? {});
  const dependencies = exactDependencies(folder, [name, ...peers]);
  const whole = { name, version, license, type: 'module', ...manifest, dependencies };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(whole, undefined, 2)}\n`);
  cpSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  cpSync(path.join(root, readme), path.join(folder, 'README.md'));
  // What an earlier version left would look like this one's.
  for (const file of readdirSync(OUT)) {
    if (file.startsWith(`${name}-`) && file.endsWith('.tgz')) rmSync(path.join(OUT, file));
  }
  const [npm, ...args] = npmCommand();
  const options = ['pack', '--ignore-scripts', '--loglevel=error', `--pack-destination=${OUT}`];
  execFileSync(npm, [...args, ...options], {
    cwd: folder,
    env: nodeEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  console.log(`dist/packages/${name}-${version}.tgz`);
}

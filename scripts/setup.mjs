import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The first steps of `npm start` and `npm test`: install missing packages, build anew what is stale. This runs on the
 * system's Node (18 or newer) before node_modules exists, so it uses nothing but Node itself.
 */
export const root = fileURLToPath(new URL('..', import.meta.url));
const inRoot = (...parts) => path.join(root, ...parts);

/** The version in package.json's "engines"; CONTRIBUTING.md says more. */
const WANTED_NODE = [22, 19];
/** The sources of the bundles. A change in any of them makes dist/ stale. */
const BUILD_INPUTS = [
  'pwa',
  'extension',
  'shared',
  'demo/browser',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/build-demo.mjs',
  'scripts/build-extension.mjs',
  'scripts/budgets.mjs',
];
const BUILD_OUTPUTS = [
  'dist/pwa/index.html',
  'dist/pwa/sw.js',
  'dist/demo/waiting.js',
  'dist/demo/pairing.js',
  'dist/extension/manifest.json',
  'dist/extension-firefox/manifest.json',
];

/** Installs the packages of package-lock.json when node_modules lacks them or is older. A failure ends the process. */
export function install() {
  const lock = inRoot('package-lock.json');
  const installed = inRoot('node_modules', '.package-lock.json');
  const stamp = inRoot('node_modules', '.cache', 'nod', 'installed-lock');
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const sameLock = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  // npm writes its own copy of the lock file last. A checkout may touch the lock without changing it: then the two are
  // the same.
  if (existsSync(installed) && (sameLock || modifiedMs(installed) >= modifiedMs(lock))) return;

  console.log(existsSync(installed) ? '▸ updating packages (npm ci)' : '▸ installing packages (npm ci), once');
  const [command, ...args] = npmCommand();
  // Warnings about the Node that runs npm don't matter: the packages are for the Node that is installed with them.
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync(command, [...args, 'ci', '--include=dev', ...quiet], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) fail(`npm could not be started: ${error.message}`);
  if (status !== 0) fail('The packages could not be installed. What npm says above tells why.');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Builds dist/ when one of its sources is newer. A failure ends the process. */
export function build() {
  const stamp = inRoot('dist', '.built');
  const complete = BUILD_OUTPUTS.every((file) => existsSync(inRoot(file)));
  const newestMs = Math.max(...BUILD_INPUTS.map((input) => newestModificationMs(inRoot(input))));
  if (complete && existsSync(stamp) && modifiedMs(stamp) >= newestMs) return;

  console.log('▸ building the pages (npm run build)');
  const startedAt = new Date();
  const { status, error, stdout, stderr } = spawnSync(findNode(), [inRoot('scripts', 'build.mjs')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: nodeEnvironment(),
  });
  if (error) fail(`The build could not be started: ${error.message}`);
  if (status !== 0) fail(`${stdout}${stderr}\nThe build failed. What it says above tells why.`);
  writeFileSync(stamp, '');
  // A source that was saved during the build isn't in it, so the build counts from its start.
  utimesSync(stamp, startedAt, startedAt);
}

/** @returns a Node that is new enough: this one, or the one that npm installed. Without one the process ends. */
export function findNode() {
  if (newEnough(process.versions.node)) return process.execPath;
  const brought = inRoot('node_modules', '.bin', 'node');
  const version = existsSync(brought) ? spawnSync(brought, ['--version'], { encoding: 'utf8' }).stdout : '';
  if (newEnough((version ?? '').trim().replace(/^v/, ''))) return brought;
  return fail(
    `Nod needs Node ${WANTED_NODE.join('.')} or newer; this is ${process.versions.node}, and npm has no newer one for ` +
      `${process.platform} ${process.arch}. Install a current Node, then run this again.`,
  );
}

/** The environment in which `node`, `tsc`, `vitest` … are those of node_modules. */
export function nodeEnvironment() {
  return { ...process.env, PATH: [inRoot('node_modules', '.bin'), process.env.PATH].join(path.delimiter) };
}

function newEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = WANTED_NODE;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** The npm that runs this script, otherwise the one on the path. */
export function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running) && existsSync(running)) return [process.execPath, running];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

function modifiedMs(file) {
  return statSync(file).mtimeMs;
}

/** Of a file, or of everything below a folder. Folders count too, since a removed file shows only in its folder. */
function newestModificationMs(entry) {
  if (!existsSync(entry)) return 0;
  if (!statSync(entry).isDirectory()) return modifiedMs(entry);
  const below = readdirSync(entry, { recursive: true })
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => modifiedMs(path.join(entry, name)));
  return Math.max(modifiedMs(entry), ...below);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

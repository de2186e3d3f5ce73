#!/usr/bin/env node
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `nod …` and `npm run nod -- …`: the command line on a Node that can run it. A package brings one (node_modules/.bin/node);
 * where there is none for this machine, the Node that runs this script must be new enough. The script itself runs on Node 18.
 *
 * It hands NOD_CALLED_AS on: what stands for `nod` in the lines that people are told to type.
 */
const WANTED = [22, 19];
/** Coding agents take 2, and nothing else, as a no: for them a hook that doesn't start must not look like a yes. */
const HOOK_BLOCKS = 2;
const isHook = process.argv.slice(2).find((word) => !word.startsWith('-')) === 'hook';
const EXIT_CONFIG = isHook ? HOOK_BLOCKS : 4;

const root = fileURLToPath(new URL('..', import.meta.url));
const calledAs = process.env.npm_lifecycle_event === 'nod' ? { NOD_CALLED_AS: 'npm run -s nod --' } : {};
const node = findNode();
if (!existsSync(path.join(root, 'node_modules', 'kysely'))) {
  fail('Nod is not installed yet. Run: npm ci   (or npm start, which does that and starts the demo)');
} else if (node === undefined) {
  fail(`Nod needs Node ${WANTED.join('.')} or newer; this is ${process.version}. Get one from https://nodejs.org/`);
} else {
  const main = path.join(root, 'server', 'cli', 'main.ts');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...calledAs, ...process.env },
  });
  // Ctrl-C goes to the whole group, so the child gets it too. A signal to this process alone is passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`Nod could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (isHook) process.exitCode = signal === null && code === 0 ? 0 : HOOK_BLOCKS;
    else if (signal === null) process.exitCode = code ?? 1;
    else process.exitCode = 128 + (signal === 'SIGINT' ? 2 : 15);
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT_CONFIG;
}

function findNode() {
  const own = path.join(root, 'node_modules', '.bin', 'node');
  if (existsSync(own)) {
    const { stdout } = spawnSync(own, ['--version'], { encoding: 'utf8' });
    if (isNewEnough(stdout)) return own;
  }
  return isNewEnough(process.version) ? process.execPath : undefined;
}

function isNewEnough(version) {
  const [major, minor] = String(version).replace(/^v/, '').split('.').map(Number);
  return major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1]);
}

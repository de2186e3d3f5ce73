import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ask } from './ask.mjs';
import { ensureDemoApplication } from './demo-application.mjs';
import { build, findNode, install, nodeEnvironment, root } from './setup.mjs';
import { printWelcome } from './welcome.mjs';

/**
 * `npm start`: Nod and a demo site on this machine. Installs and builds what is missing, starts both and prints their
 * addresses. Ctrl-C (or SIGTERM, to this process or to npm) stops both. All their files are in the data directory.
 * package.json says `exec`: npm passes a signal on to its shell, which would end without it.
 *
 * Environment: NOD_PORT, NOD_ORIGIN, NOD_DATA_DIR, NOD_TLS_CERT, NOD_TLS_KEY and the server's other settings;
 * DEMO_PORT, DEMO_ORIGIN. Exit codes (sysexits.h): 69 a port is in use or a part won't start, 78 a wrong setting.
 */
const EXIT_UNAVAILABLE = 69;
const EXIT_CONFIG = 78;
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

const settings = readSettings(process.env);
const children = new Map();
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));
if (process.env.npm_lifecycle_event === 'start') stopWithNpm();

await requireFreePort('NOD_PORT');
await requireFreePort('DEMO_PORT');
install();
build();

console.log('▸ starting Nod and the demo site');
const node = findNode();
const environment = {
  ...nodeEnvironment(),
  NOD_CALLED_AS: 'npm run -s nod --',
  NOD_DEMO: '1',
  NOD_LOG_LEVEL: process.env.NOD_LOG_LEVEL ?? 'warn',
  NOD_PORT: `${settings.port}`,
  NOD_ORIGIN: settings.origin,
  NOD_DATA_DIR: settings.dataDir,
  DEMO_PORT: `${settings.demoPort}`,
  DEMO_ORIGIN: settings.demoOrigin,
};

run('Nod', 'server/main.ts');
await answers('Nod', `${settings.localNod}/readyz`);
const told = await ensureDemoApplication({ settings, node, environment });
if (told) console.log(`▸ ${told}`);
run('The demo site', 'demo/main.ts');
await answers('The demo site', `${settings.localDemo}/healthz`);
if (!stopping) await printWelcome(settings);

function readSettings(env) {
  const port = readPort(env, 'NOD_PORT', 4400);
  const demoPort = readPort(env, 'DEMO_PORT', 4401);
  const tls = Boolean(env.NOD_TLS_CERT);
  const origin = env.NOD_ORIGIN || `${tls ? 'https' : 'http'}://localhost:${port}`;
  const demoOrigin = env.DEMO_ORIGIN || `http://localhost:${demoPort}`;
  return {
    port,
    demoPort,
    origin,
    demoOrigin,
    dataDir: path.resolve(root, env.NOD_DATA_DIR || 'data'),
    // This script itself reaches the two here, whatever their public addresses are.
    localNod: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    localDemo: `${tls && demoOrigin.startsWith('https:') ? 'https' : 'http'}://127.0.0.1:${demoPort}`,
  };
}

function readPort(env, name, otherwise) {
  const value = env[name];
  if (!value) return otherwise;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  console.error(`${name} wants a port from 1 to 65535, not "${value}".`);
  process.exit(EXIT_CONFIG);
}

/** A port in use ends the script, with a line that works as it is printed: it keeps the other port. */
async function requireFreePort(name) {
  const ports = { NOD_PORT: settings.port, DEMO_PORT: settings.demoPort };
  const port = ports[name];
  const code = await triedPort(port);
  if (code === undefined) return;
  const why =
    code === 'EADDRINUSE'
      ? `Port ${port} is in use, perhaps by another Nod. Stop that program, or choose another port`
      : `Port ${port} can’t be opened (${code}). Choose another one`;
  const free = await freePort(port, Object.values(ports));
  const line = Object.entries({ ...ports, [name]: free })
    .filter(([other]) => other === name || process.env[other])
    .map(([other, value]) => `${other}=${value} `);
  console.error(`${why}: ${line.join('')}npm start`);
  process.exit(EXIT_UNAVAILABLE);
}

/** @returns undefined for a free port, otherwise the system's code */
function triedPort(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code));
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve(undefined)));
  });
}

async function freePort(from, taken) {
  for (let hundreds = 1; ; hundreds++) {
    // Ports from 1024 to 65535, round and round.
    const port = 1024 + ((Math.max(from, 1024) - 1024 + 100 * hundreds) % 64_512);
    if (!taken.includes(port) && (await triedPort(port)) === undefined) return port;
  }
}

/** An npm that was killed has told nobody. */
function stopWithNpm() {
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && stop(0), 1_000).unref();
}

/**
 * Starts a part in a process group of its own: Ctrl-C then reaches only this script, which stops the parts in order.
 */
function run(name, file) {
  const preload = pathToFileURL(path.join(root, 'scripts', 'stop-with-parent.mjs')).href;
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', '--import', preload, file], {
    cwd: root,
    env: environment,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.set(name, child);
  child.on('exit', (code, signal) => {
    children.delete(name);
    if (stopping) return;
    console.error(`${name} stopped by itself (${signal ?? `exit code ${code}`}).`);
    stop(code === EXIT_CONFIG ? EXIT_CONFIG : EXIT_UNAVAILABLE);
  });
}

async function answers(name, url) {
  const deadlineMs = Date.now() + READY_WITHIN_MS;
  while (!stopping) {
    if ((await ask(url)).status === 200) return;
    if (Date.now() > deadlineMs) {
      console.error(`${name} does not answer at ${url}.`);
      await stop(EXIT_UNAVAILABLE);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // The script is ending already: nothing after this may run.
  await new Promise(() => {});
}

/** Asks each part to end, and after a while kills it. */
async function stop(exitCode) {
  if (stopping) return;
  stopping = true;
  console.log('\n▸ stopping');
  const running = [...children.values()];
  const gone = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of running) child.kill('SIGTERM');
  const insist = setTimeout(() => {
    for (const child of running) child.kill('SIGKILL');
  }, STOP_WITHIN_MS);
  await Promise.all(gone);
  clearTimeout(insist);
  process.exit(exitCode);
}

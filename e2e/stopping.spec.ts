import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './harness/loopback.ts';
import { expect, test } from './world/test.ts';

// `npm start` is npm, a shell, scripts/start.mjs and two servers. Whoever stops the first of them means all.

// One start at a time may find something to install or to build.
test.describe.configure({ mode: 'serial' });

const root = fileURLToPath(new URL('..', import.meta.url));

async function npmStart(dataDir: string) {
  const ports = [await freePort(), await freePort()] as const;
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, NOD_PORT: `${ports[0]}`, DEMO_PORT: `${ports[1]}`, NOD_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => npm.once('exit', resolve));
  await expect.poll(() => printed, { timeout: 90_000 }).toContain('Stop with Ctrl-C');
  return { npm, ports, ended };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
const open = async (ports: readonly number[]) => (await Promise.all(ports.map(answers))).filter(Boolean).length;

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`${signal} to npm ends both servers`, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'nod-stopping-'));
    let npm: ChildProcess | undefined;
    try {
      const started = await npmStart(dataDir);
      npm = started.npm;
      expect(await open(started.ports)).toBe(2);
      npm.kill(signal);
      if (signal === 'SIGTERM') {
        // A supervisor starts anew as soon as npm has ended: the ports are free then.
        expect(await started.ended).toBe(0);
        expect(await open(started.ports)).toBe(0);
      } else {
        await expect.poll(() => open(started.ports), { timeout: 15_000 }).toBe(0);
      }
    } finally {
      npm?.kill('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { expect, vi } from 'vitest';

// For tests of installed servers: the program is started as whoever installed it would, and called from outside only.

/** Settings that a server starts with, as README names them. */
export const settingsFor = (port: number, dataDir: string) => ({
  NOD_ORIGIN: 'https://nod.example.org',
  NOD_VAPID_SUBJECT: 'mailto:ops@nod.dev',
  NOD_HOST: '127.0.0.1',
  NOD_PORT: `${port}`,
  NOD_DATA_DIR: dataDir,
});

export interface Served {
  readonly url: string;
  output(): string;
  /** Asks it to end. @returns its exit code, null where a signal ended it */
  stop(): Promise<number | null>;
}

/** Starts a program that serves at this port, and waits until it says that it is healthy. */
export async function serveInstalled(
  command: readonly string[],
  { port, env = {}, cwd }: { port: number; env?: Record<string, string>; cwd?: string },
): Promise<Served> {
  const [program = '', ...argv] = command;
  let output = '';
  const child: ChildProcess = spawn(program, argv, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const url = `http://127.0.0.1:${port}`;
  const isUp = async () => expect((await fetch(`${url}/healthz`)).status, output).toBe(200);
  try {
    await vi.waitFor(isUp, { timeout: 60_000, interval: 200 });
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    url,
    output: () => output,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/**
 * Walks what README walks with a running server: an application, a person, a pairing code, which a device then claims.
 * @param nod runs a command. @param claimAt where the device reaches the server. @returns the API key
 */
export async function registerAndClaim(nod: (...argv: string[]) => string, claimAt: string): Promise<string> {
  nod('realm', 'create', 'home');
  const app = JSON.parse(nod('app', 'create', 'Wiki', '--realm', 'home', '--scope', 'challenges,enroll', '--json'));
  nod('user', 'create', 'alice', '--realm', 'home');
  const { code } = JSON.parse(nod('enroll', 'alice', '--realm', 'home', '--json'));
  const claimed = await fetch(`${claimAt}/device/v1/enrollments/claim`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  expect(claimed.status).toBe(200);
  expect(await claimed.json()).toMatchObject({ user: { username: 'alice' } });
  return app.apiKey;
}

/** Whether the whole app is there: its document and each file that the document names. */
export async function expectApp(url: string): Promise<void> {
  const document = await (await fetch(url)).text();
  const files = [...document.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file);
  expect(files.length).toBeGreaterThan(2);
  for (const file of [...files, '/sw.js']) expect([file, (await fetch(`${url}${file}`)).status]).toEqual([file, 200]);
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Runs a program to its end. @returns its standard output @throws with both outputs where it fails */
export function runToEnd(
  program: string,
  argv: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
) {
  return execFileSync(program, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
}

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startTestServer } from './testing-server.ts';

const main = path.join(import.meta.dirname, '..', 'main.ts');
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('skipped: a disk of a few kB can only be mounted by root');

/** A disk of its own, unmounted with the test. */
function disk(options: string): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', directory]);
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

function fill(directory: string): () => void {
  const file = path.join(directory, 'ballast');
  for (let bytes = 1 << 20; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // No room for as many: fewer may still find some.
    }
  }
  return () => rmSync(file);
}

function start(dataDir: string): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main], {
      env: {
        PATH: process.env.PATH,
        NOD_DATA_DIR: dataDir,
        NOD_PORT: '0',
        NOD_ORIGIN: 'http://localhost:4400',
        NOD_DEMO: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        // It shouldn't have started.
        if (output.includes('Nod listens')) child.kill('SIGTERM');
      });
    }
    child.once('exit', (exitCode) => resolve({ exitCode, output }));
  });
}

describe.skipIf(!isRoot)('a disk', () => {
  test('that is full at the first start: one sentence', async () => {
    const directory = disk('size=64k');
    fill(directory);
    const { exitCode, output } = await start(directory);
    expect(exitCode).toBe(69);
    expect(output).toMatch(/^The key .* the disk is full \(ENOSPC\)\.\n$/);
  });

  test('that has become full since: one sentence', async () => {
    const directory = disk('size=2m');
    const before = await startTestServer({ environment: { NOD_DATA_DIR: directory } });
    await before.application();
    await before.nod.stop();
    fill(directory);
    const { exitCode, output } = await start(directory);
    expect(exitCode).toBe(69);
    expect(output).toMatch(/^The (?:disk of the data directory|database file).*\(SQLITE_\w+\)\n$/);
    expect(output).toMatch(/full/);
  });

  test('that is read-only at the first start: one sentence', async () => {
    const { exitCode, output } = await start(disk('ro,size=2m'));
    expect(exitCode).toBe(69);
    expect(output).toMatch(/^The key .* read-only.*\.\n$/);
  });

  test('that has become read-only since: one sentence', async () => {
    const directory = disk('size=2m');
    const before = await startTestServer({ environment: { NOD_DATA_DIR: directory } });
    await before.nod.stop();
    execFileSync('mount', ['-o', 'remount,ro', directory]);
    const { exitCode, output } = await start(directory);
    expect(exitCode).toBe(69);
    expect(output).toMatch(/^The (?:disk of the data directory|database file|data directory).*\(\w+\)\n$/);
  });

  test('that becomes full while the server runs: 503 until there is room again', async () => {
    const directory = disk('size=2m');
    const server = await startTestServer({ environment: { NOD_DATA_DIR: directory } });
    onTestFinished(() => server.close());
    const { apiKey } = await server.application({ scopes: ['users'] });
    const makeRoom = fill(directory);
    const createUser = (username: string) => server.call('POST', '/v1/users', { apiKey, body: { username } });
    // Until what SQLite has reserved is used up.
    let refused = await createUser('user-0');
    for (let number = 1; refused.status === 201 && number < 5_000; number++)
      refused = await createUser(`user-${number}`);
    expect([refused.status, refused.json]).toMatchObject([503, { code: 'unavailable' }]);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect((await server.call('GET', '/healthz')).status).toBe(200);
    // Ends when that, too, needs room that isn't there.
    let ready = await server.call('GET', '/readyz');
    for (let round = 0; ready.status === 200 && round < 20; round++) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      ready = await server.call('GET', '/readyz');
    }
    expect(ready.status).toBe(503);
    makeRoom();
    expect((await createUser('alice')).status).toBe(201);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await server.call('GET', '/readyz')).status).toBe(200);
  });
});

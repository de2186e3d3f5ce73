import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAccounts } from '../server/accounts/accounts.ts';
import { openStore } from '../server/store/store.ts';

const script = fileURLToPath(new URL('nod.mjs', import.meta.url));

let directory: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'nod-script-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

const environment = () => ({ PATH: process.env.PATH ?? '', NOD_DATA_DIR: path.join(directory, 'data') });

function nod(...argv: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...argv], { env: environment() }, (error, out, err) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

test('answers go to standard output, errors to standard error, and exit codes are as documented', async () => {
  await nod('realm', 'create', 'home');
  const created = await nod('user', 'create', 'alice', '--json');
  expect(created).toMatchObject({ exitCode: 0, err: '' });
  expect(JSON.parse(created.out)).toMatchObject({ username: 'alice' });
  const missing = await nod('devices', 'bob', '--json');
  expect(missing).toMatchObject({ exitCode: 3, out: '' });
  expect(JSON.parse(missing.err).error.code).toBe('user_unknown');
}, 120_000);

test('three first starts at once agree on keys and tables', async () => {
  const calls = await Promise.all(['a', 'b', 'c'].map((name) => nod('app', 'create', name, '--json')));
  for (const call of calls) expect(call).toMatchObject({ exitCode: 0, err: '' });
  const listed = JSON.parse((await nod('app', 'list', '--json')).out);
  expect(listed.map(({ name }: { name: string }) => name).sort()).toEqual(['a', 'b', 'c']);
}, 120_000);

test('commands work beside a process that writes to the same database all the time', async () => {
  const store = await openStore({ dataDir: environment().NOD_DATA_DIR });
  const accounts = createAccounts({ store, clock: Date.now, randomBytes, keys: { secret: new Uint8Array(32) } });
  const realm = await accounts.createRealm('People');
  let written = 0;
  let writing = true;
  const writer = (async () => {
    while (writing) {
      await accounts.createUser(realm.id, { username: `user-${written}` });
      written += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  try {
    const [created, listed] = await Promise.all([nod('app', 'create', 'Shop', '--json'), nod('app', 'list', '--json')]);
    expect(created).toMatchObject({ exitCode: 0, err: '' });
    expect(listed).toMatchObject({ exitCode: 0, err: '' });
    writing = false;
    await writer;
    const page = await accounts.listApplications({ limit: 5 });
    expect(page.items.map((row) => row.id)).toEqual([JSON.parse(created.out).id]);
    expect(written).toBeGreaterThan(0);
  } finally {
    writing = false;
    await writer;
    await store.close();
  }
}, 120_000);

test('serve runs the server, and SIGTERM to the script stops it cleanly', async () => {
  const child = spawn(process.execPath, [script, 'serve'], {
    env: { ...environment(), NOD_ORIGIN: 'http://localhost:4400', NOD_DEMO: '1', NOD_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let log = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`it ended: ${log}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        log += chunk;
        if (log.includes('Nod listens')) resolve();
      });
    }
  });
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(log).toContain('Nod has stopped');
}, 120_000);

test('where nobody reads what went wrong, the exit code is still its own, and not that of somebody’s no', async () => {
  mkdirSync(environment().NOD_DATA_DIR);
  const key = path.join(environment().NOD_DATA_DIR, 'key');
  writeFileSync(key, `nod_${'k'.repeat(11)}_${'s'.repeat(22)}`);
  const child = spawn(process.execPath, [script, 'ask', 'alice', 'Deploy'], {
    env: { ...environment(), NOD_ORIGIN: 'http://127.0.0.1:9', NOD_API_KEY_FILE: key },
  });
  children.push(child);
  child.stderr.destroy();
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(69);
}, 30_000);

test('without installed packages the script says what to run', async () => {
  const copy = path.join(directory, 'scripts');
  mkdirSync(copy);
  cpSync(script, path.join(copy, 'nod.mjs'));
  const call = await new Promise<{ code: unknown; err: string }>((resolve) => {
    execFile(process.execPath, [path.join(copy, 'nod.mjs'), 'app', 'list'], (error, _out, err) => {
      resolve({ code: error?.code, err });
    });
  });
  expect(call.code).toBe(4);
  expect(call.err).toMatch(/npm ci/);
});

test.each(['nod.mjs', 'pack/nod-server/bin.mjs'])('a hook that does not start is a no: %s', async (file) => {
  const copy = path.join(directory, 'bin', 'start.mjs');
  mkdirSync(path.dirname(copy));
  cpSync(path.join(import.meta.dirname, file), copy);
  const old = [
    'data:text/javascript,Object.defineProperty(process,"version",{value:"v18.0.0"})',
    'Object.defineProperty(process,"versions",{value:{node:"18.0.0"}})',
  ].join(';');
  const code = (...argv: string[]) =>
    new Promise((resolve) => {
      execFile(process.execPath, argv, (error) => resolve(error?.code));
    });
  // Not installed; installed, but what it starts is broken; and a Node that is too old.
  expect(await code(copy, 'hook', '--agent', 'cursor')).toBe(2);
  mkdirSync(path.join(directory, 'node_modules', 'kysely'), { recursive: true });
  expect(await code(copy, '--json', 'hook', '--agent', 'cursor')).toBe(2);
  expect(await code(copy, 'app', 'list')).toBe(1);
  expect(await code('--import', old, copy, 'hook', '--agent', 'cursor')).toBe(2);
  expect(await code('--import', old, copy, 'app', 'list')).toBe(4);
});

test.runIf(process.getuid?.() === 0)(
  'root does not put its files among those of the user who runs the server',
  async () => {
    await nod('user', 'create', 'alice');
    chownSync(environment().NOD_DATA_DIR, 65534, 65534);
    const call = await nod('user', 'create', 'bob');
    expect(call).toMatchObject({ exitCode: 4, out: '' });
    expect(call.err).toMatch(/sudo -u '#65534'/);
  },
  60_000,
);

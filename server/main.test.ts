import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from './store/store.ts';
import { deviceRow, TEST_REALM, userRow } from './store/testing.ts';

const main = path.join(import.meta.dirname, 'main.ts');

describe('main', () => {
  const started: { child: ChildProcess; directory: string }[] = [];
  afterEach(() => {
    for (const { child, directory } of started.splice(0)) {
      child.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    }
  });

  const newDirectory = () => mkdtempSync(path.join(tmpdir(), 'nod-main-'));

  function start(environment: Record<string, string>, directory = newDirectory()) {
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env.PATH, NOD_DATA_DIR: directory, NOD_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push({ child, directory });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, exit, output: () => output };
  }

  it('a server that is told to stop ends what it holds back and exits with 0', async () => {
    const { child, exit, output } = start({ NOD_ORIGIN: 'http://localhost:4400', NOD_DEMO: '1' });
    await expect.poll(output, { timeout: 15_000 }).toContain('Nod listens');
    const { port } = JSON.parse(output().split('\n')[0] ?? '');
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(output()).toContain('Nod has stopped');
  });

  it('settings that would fail in production stop it at once, with words and a code of their own', async () => {
    const { exit, output } = start({ NOD_ORIGIN: 'http://nod.example.org', NOD_VAPID_SUBJECT: 'mailto:me@localhost' });
    expect(await exit).toBe(78);
    expect(output()).toContain('NOD_ORIGIN wants');
    expect(output()).toContain('NOD_VAPID_SUBJECT wants');
    expect(output()).not.toMatch(/at .*main\.ts/);
  });

  it('a database of places that is missing or broken stops it, before it has made anything', async () => {
    const directory = newDirectory();
    const broken = path.join(directory, 'cities.mmdb');
    writeFileSync(broken, 'no places');
    const environment = { NOD_ORIGIN: 'http://localhost:4400', NOD_DEMO: '1' };
    for (const [file, problem] of [
      ['/nowhere/cities.mmdb', 'it can’t be read (ENOENT)'],
      [broken, 'it is no database in MaxMind’s format (.mmdb), or not all of it'],
    ] as const) {
      const { exit, output } = start({ ...environment, NOD_PLACES: file }, directory);
      expect(await exit).toBe(78);
      expect(output()).toContain(
        `NOD_PLACES wants a database of places, such as GeoLite2-City.mmdb; "${file}" can’t be used: ${problem}.`,
      );
      expect(readdirSync(directory)).toEqual(['cities.mmdb']);
    }
  });

  describe('W3: a contact for push services that leads to nobody', () => {
    const environment = { NOD_ORIGIN: 'https://nod.example.org', NOD_VAPID_SUBJECT: 'mailto:ops@nod.internal' };

    it('is refused while no device is paired', async () => {
      const { exit, output } = start(environment);
      expect(await exit).toBe(78);
      expect(output()).toContain('NOD_VAPID_SUBJECT wants an address of yours that push services can write to');
    });

    it('stops no server whose phones rely on it, and is told at each start', async () => {
      const directory = newDirectory();
      const store = await openStore({ databaseUrl: undefined, dataDir: directory });
      await store.db.insertInto('realms').values(TEST_REALM).execute();
      const user = userRow('usr_1', 'alice');
      await store.db.insertInto('users').values(user).execute();
      await store.db.insertInto('devices').values(deviceRow('dev_1', user.id)).execute();
      await store.close();
      const { output } = start(environment, directory);
      await expect.poll(output, { timeout: 15_000 }).toContain('Nod listens');
      expect(output()).toContain('NOD_VAPID_SUBJECT wants an address of yours that push services can write to');
    });
  });
});

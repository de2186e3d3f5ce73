import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ORIGIN, pairDevice, startTestServer, type TestServer } from '../doors/testing-server.ts';
import { NO_PLACES } from '../net/places.ts';
import { makeRecoveryCodes, spendRecoveryCode } from '../recovery/recovery-codes.ts';
import { startTestCluster, type TestCluster } from '../store/testing-cluster.ts';
import { nod } from './testing-terminal.ts';

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'nod-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * The machine's own PostgreSQL: its pg_dump may be older than the server of the other tests, and then it refuses. Without one
 * there is nothing to rehearse with.
 */
const installed = ['pg_config', '/usr/lib/postgresql'].flatMap((where) => {
  try {
    return where === 'pg_config'
      ? [path.dirname(execFileSync(where, ['--bindir'], { encoding: 'utf8' }).trim())]
      : readdirSync(where).map((version) => path.join(where, version));
  } catch {
    return [];
  }
});
const own = installed.find((folder) => existsSync(path.join(folder, 'bin', 'initdb')));
const rehearsed = process.env.NOD_TEST_STORES === 'sqlite' || own === undefined ? ['sqlite'] : ['sqlite', 'postgres'];

let cluster: TestCluster | undefined;

/** A database with nothing in it; undefined for SQLite. */
async function emptyDatabase(): Promise<string | undefined> {
  if (cluster === undefined) return undefined;
  const { url } = cluster;
  const name = `backup_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

/** A server that serves, the environment of `nod` beside it, and a place with nothing to restore to. */
async function world() {
  const folder = newFolder();
  const environmentOf = (name: string, url?: string): Record<string, string> => ({
    NOD_ORIGIN: ORIGIN,
    NOD_DATA_DIR: path.join(folder, name),
    ...(url === undefined ? {} : { NOD_DATABASE_URL: url }),
  });
  const environment = environmentOf('data', await emptyDatabase());
  const elsewhere = environmentOf('restored', await emptyDatabase());
  const server = await startTestServer({ environment });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await server.close();
    stopped = true;
  };
  onTestFinished(stop);
  const backupFolder = path.join(folder, 'backup');
  return {
    server,
    environment,
    elsewhere,
    folder: backupFolder,
    stop,
    backup: (to = backupFolder) => nod(['backup', to, '--json'], environment),
    restore: (more: string[] = [], into = elsewhere) => nod(['restore', backupFolder, ...more], into),
    /** Starts on what was restored; devices call that server from then on. */
    async startRestored(devices: TestServer): Promise<void> {
      const restored = await startTestServer({ environment: elsewhere });
      restored.clock.nowMs = server.clock.nowMs;
      onTestFinished(() => restored.close());
      Object.assign(devices, restored);
    },
  };
}

describe.each(rehearsed)('nod backup, nod restore (%s)', (kind) => {
  beforeAll(async () => {
    cluster = kind === 'postgres' && own !== undefined ? await startTestCluster({ installed: own }) : undefined;
  });
  afterAll(() => cluster?.stop());

  test('made while people sign in, brought back elsewhere; the same phone signs in again', async () => {
    const { server, backup, restore, folder, elsewhere, stop, startRestored } = await world();
    const now = { ...server };
    const { apiKey } = await now.application();
    const phone = await pairDevice(now, apiKey, 'alice');
    const signIn = async () => {
      const { id, code } = (await now.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } })).json;
      return (await phone.decide(id, { code })).json.state;
    };
    const { code: ticket } = (
      await now.call('POST', '/v1/enrollments', { apiKey, body: { user: { username: 'alice' } } })
    ).json;
    let done = false;
    let logins = 0;
    const busy = (async () => {
      for (; !done; logins++) expect(await signIn()).toBe('approved');
    })();
    const made = await backup();
    done = true;
    await busy;
    expect(logins).toBeGreaterThan(0);
    expect(made).toMatchObject({ exitCode: 0, err: '' });

    // The machine is lost; a sign-in after the backup is forgotten.
    expect(await signIn()).toBe('approved');
    await stop();
    const restored = await restore(['--json']);
    expect(restored).toMatchObject({ exitCode: 0, err: '' });
    await startRestored(now);
    expect(await signIn()).toBe('approved');
    expect((await phone.call('GET', '/device/v1/self')).json.state).toBe('active');
    // Tickets of the moment of the backup are nobody's.
    const claim = await now.call('POST', '/device/v1/enrollments/claim', { body: { code: ticket } });
    expect(claim.json.code).toBe('enrollment_used');
    const second = await pairDevice(now, apiKey, 'alice', { name: 'Tablet' });
    expect((await second.call('GET', '/device/v1/self')).json.state).toBe('active');

    // Nobody else on the machine reads either.
    for (const one of [folder, elsewhere.NOD_DATA_DIR ?? '']) {
      for (const name of readdirSync(one, { recursive: true, encoding: 'utf8' })) {
        const file = path.join(one, name);
        if (!/-(?:wal|shm)$/.test(name))
          expect([name, modeOf(file)]).toEqual([name, statSync(file).isDirectory() ? '700' : '600']);
      }
      expect(modeOf(one)).toBe('700');
    }
    expect(readdirSync(elsewhere.NOD_DATA_DIR ?? '')).not.toContain('restore.unfinished');
  });

  test('what happened after the backup is forgotten, as the answer says: a used recovery code is good again', async () => {
    const { server, backup, restore, startRestored } = await world();
    const now = { ...server };
    const { apiKey } = await now.application();
    const phone = await pairDevice(now, apiKey, 'alice');
    const { id: userId } = (await now.call('GET', '/v1/users/alice', { apiKey })).json;
    const { clock } = server;
    const core = { store: now.nod.store, clock: () => clock.nowMs, randomBytes, places: NO_PLACES };
    const made = { userId, byDeviceId: null, ip: undefined, spend: async () => undefined };
    const [typed = ''] = await makeRecoveryCodes(core, made);
    const spend = () =>
      now.nod.store.transaction((trx) => spendRecoveryCode(trx, { userId, typed, atMs: clock.nowMs }));
    expect((await backup()).exitCode).toBe(0);
    expect(await spend()).toBe(9);
    expect(await spend()).toBeUndefined();
    await now.nod.challenges.lockUser(userId, { reason: 'stolen', madeBy: 'olga' });
    expect((await phone.call('GET', '/device/v1/self')).json.code).toBe('user_locked');
    const { out } = await restore();
    for (const said of ['recovery codes that were used since', 'nod user lock USER', 'nod trust USER', 'rotate-key']) {
      expect(out).toContain(said);
    }
    await startRestored(now);
    expect((await phone.call('GET', '/device/v1/self')).json.state).toBe('active');
    expect(await spend()).toBe(9);
  });

  test('nothing is written over, and nothing damaged, foreign or incomplete is restored', async () => {
    const { backup, restore, folder, elsewhere, environment } = await world();
    expect((await backup()).exitCode).toBe(0);
    const errorOf = async (more: string[] = [], into = elsewhere) => {
      const { exitCode, err } = await restore([...more, '--json'], into);
      return [exitCode, JSON.parse(err).error.code];
    };
    expect(await backup()).toMatchObject({ exitCode: 5 });
    expect(await errorOf([], environment)).toEqual([5, 'exists']);
    const other = { ...elsewhere, NOD_ORIGIN: 'https://other.example', NOD_VAPID_SUBJECT: 'mailto:ops@example.org' };
    expect(await errorOf([], other)).toEqual([4, 'other_origin']);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
    for (const file of names.filter((name) => statSync(name).isFile() && !name.endsWith('backup.json'))) {
      const whole = readFileSync(file);
      const changed = Buffer.from(whole);
      changed[whole.length >> 1] = (changed[whole.length >> 1] ?? 0) ^ 1;
      for (const broken of [whole.subarray(0, whole.length - 1), changed]) {
        writeFileSync(file, broken);
        expect([file, ...(await errorOf())]).toEqual([file, 1, 'damaged']);
      }
      rmSync(file);
      expect([file, ...(await errorOf())]).toEqual([file, 1, 'damaged']);
      writeFileSync(file, whole, { mode: 0o600 });
    }
    const manifest = path.join(folder, 'backup.json');
    const text = readFileSync(manifest, 'utf8');
    for (const wrong of [
      '{',
      text.replace('"format": 1', '"format": 2'),
      text.replace('keys/secret', 'keys/../secret'),
    ]) {
      writeFileSync(manifest, wrong);
      expect(await errorOf()).toEqual([1, 'no_backup']);
    }
    rmSync(manifest);
    expect(await errorOf()).toEqual([3, 'no_backup']);
    expect(existsSync(path.join(elsewhere.NOD_DATA_DIR ?? '', 'keys'))).toBe(false);
    writeFileSync(manifest, text);
    // A backup of the other kind of database, which it says first.
    const { NOD_DATABASE_URL: url, ...sqlite } = elsewhere;
    const kind = url === undefined ? { ...elsewhere, NOD_DATABASE_URL: 'postgres://nobody@localhost:1/none' } : sqlite;
    expect(await errorOf([], kind)).toEqual([4, 'other_database']);
    expect((await restore(['--json'])).exitCode).toBe(0);
    expect(await errorOf()).toEqual([5, 'exists']);
  });

  test('without pg_dump on the PATH it says what to install, and leaves nothing half made', async () => {
    const { environment, folder } = await world();
    const saved = process.env.PATH;
    process.env.PATH = '/nowhere';
    onTestFinished(() => {
      process.env.PATH = saved;
    });
    const failed = await nod(['backup', folder], {
      ...environment,
      NOD_DATABASE_URL: 'postgres://nod:pa55word@localhost:1/nod',
    });
    expect([failed.exitCode, failed.out]).toEqual([1, '']);
    expect(failed.err).toContain('pg_dump can’t be started. It comes with PostgreSQL’s client');
    expect(failed.err).not.toContain('pa55word');
    expect(readdirSync(path.dirname(folder)).filter((name) => name.startsWith('backup'))).toEqual([]);
  });
});

import { networkInterfaces } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { SQLITE_FILE } from '../store/sqlite.ts';
import { startTestCluster, type TestCluster } from '../store/testing-cluster.ts';
import { startRelay } from '../store/testing-relay.ts';
import { startTestServer, type TestServer } from './testing-server.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function server(environment: Record<string, string> = {}): Promise<TestServer> {
  const started = await startTestServer({ environment });
  onTestFinished(() => started.close());
  return started;
}

/** A call that writes. */
const createUser = async ({ call }: TestServer, apiKey: string, username: string) => {
  const asked = performance.now();
  const answered = await call('POST', '/v1/users', { apiKey, body: { username } });
  return { ...answered, ms: performance.now() - asked };
};

function expectOutage({ status, headers, text, json }: Awaited<ReturnType<TestServer['call']>>): void {
  expect([status, json]).toMatchObject([503, { code: 'unavailable' }]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  // What exactly is wrong is for the log.
  expect(text).not.toMatch(/sqlite|postgres|locked|connect/i);
}

describe('another process holds the lock on the SQLite file', () => {
  async function locked() {
    const started = await server();
    const { apiKey } = await started.application({ scopes: ['users'] });
    const other = new SqliteDatabase(path.join(started.nod.config.dataDir, SQLITE_FILE));
    onTestFinished(() => {
      other.close();
    });
    other.exec('begin immediate');
    return { started, apiKey, other };
  }

  test('a short lock is waited for', async () => {
    const { started, apiKey, other } = await locked();
    setTimeout(() => other.exec('rollback'), 300);
    expect((await createUser(started, apiKey, 'alice')).status).toBe(201);
  });

  test('a long one is 503, while everything else goes on; afterwards all works again', async () => {
    const { started, apiKey, other } = await locked();
    const health: number[] = [];
    let goesOn = true;
    const asking = (async () => {
      while (goesOn) {
        const asked = performance.now();
        expect((await started.call('GET', '/healthz')).status).toBe(200);
        // So does what only reads.
        expect((await started.call('GET', '/v1/users/nobody', { apiKey })).status).toBe(404);
        health.push(performance.now() - asked);
        await pause(10);
      }
    })();
    const [first, ready] = await Promise.all([createUser(started, apiKey, 'alice'), started.call('GET', '/readyz')]);
    expectOutage(first);
    expectOutage(ready);
    expect(first.ms).toBeLessThan(8_000);
    // Whoever comes later doesn't wait as long again, one after the other.
    const later = await Promise.all(['bob', 'carol', 'dave'].map((name) => createUser(started, apiKey, name)));
    for (const answered of later) {
      expectOutage(answered);
      expect(answered.ms).toBeLessThan(1_000);
    }
    goesOn = false;
    await asking;
    expect(health.length).toBeGreaterThan(100);
    expect(Math.max(...health)).toBeLessThan(500);
    other.exec('rollback');
    expect((await createUser(started, apiKey, 'alice')).status).toBe(201);
    await pause(1_000);
    expect((await started.call('GET', '/readyz')).status).toBe(200);
  });
});

describe('PostgreSQL', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startTestCluster();
  });
  afterAll(() => cluster.stop());

  test('is away: 503, and /healthz lives; it comes back: all works again', async () => {
    const { url, away, back } = await startRelay(cluster.url);
    const started = await server({ NOD_DATABASE_URL: url });
    const { apiKey } = await started.application({ scopes: ['users'] });
    expect((await createUser(started, apiKey, 'alice')).status).toBe(201);
    expect((await started.call('GET', '/readyz')).json).toEqual({ status: 'ok' });
    away();
    await pause(1_000);
    expectOutage(await createUser(started, apiKey, 'bob'));
    expectOutage(await started.call('GET', '/v1/users/alice', { apiKey }));
    expectOutage(await started.call('GET', '/readyz'));
    expect((await started.call('GET', '/healthz')).status).toBe(200);
    await back();
    await pause(1_000);
    expect((await createUser(started, apiKey, 'bob')).status).toBe(201);
    expect((await started.call('GET', '/readyz')).status).toBe(200);
  });

  test('hangs: a login is refused in seconds, and /healthz lives', async () => {
    const started = await server({ NOD_DATABASE_URL: cluster.url });
    const { apiKey } = await started.application({ scopes: ['challenges'], name: 'Hanging' });
    cluster.signal('SIGSTOP');
    try {
      const asked = performance.now();
      const login = started.call('POST', '/v1/challenges', {
        apiKey,
        headers: { 'idempotency-key': 'a-login' },
        body: { user: 'alice' },
      });
      const ready = await started.call('GET', '/readyz');
      expectOutage(ready);
      expect(performance.now() - asked).toBeLessThan(4_000);
      expect((await started.call('GET', '/healthz')).status).toBe(200);
      expectOutage(await login);
      expect(performance.now() - asked).toBeLessThan(20_000);
    } finally {
      cluster.signal('SIGCONT');
    }
    await pause(1_000);
    expect((await started.call('GET', '/readyz')).status).toBe(200);
  });

  test('takes no writes any more: /readyz says so', async () => {
    const started = await server({ NOD_DATABASE_URL: cluster.url });
    const { apiKey } = await started.application({ scopes: ['users'], name: 'Forum' });
    const client = new pg.Client({ connectionString: cluster.url });
    await client.connect();
    const makeReadOnly = async (on: boolean) => {
      await client.query(`alter database postgres set default_transaction_read_only = ${on ? 'on' : 'off'}`);
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'nod' and pid <> pg_backend_pid()`,
      );
    };
    await makeReadOnly(true);
    try {
      expectOutage(await createUser(started, apiKey, 'erin'));
      expectOutage(await started.call('GET', '/readyz'));
      expect((await started.call('GET', '/v1/users/nobody', { apiKey })).status).toBe(404);
    } finally {
      await client.query('set transaction_read_only = off');
      await client.query('set default_transaction_read_only = off');
      await makeReadOnly(false);
      await client.end();
    }
  });

  test('at another machine without TLS: a warning at the start', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((one) => one !== undefined && !one.internal && one.family === 'IPv4')?.address;
    // A machine without a network has no other one.
    if (address === undefined) return;
    const { url } = await startRelay(cluster.url, { host: address });
    const remote = await server({ NOD_DATABASE_URL: url });
    expect(remote.logged()).toContain('the connection to PostgreSQL is not encrypted');
    const local = await server({ NOD_DATABASE_URL: cluster.url });
    expect(local.logged()).not.toContain('not encrypted');
  });
});

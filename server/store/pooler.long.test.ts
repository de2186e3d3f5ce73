import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { withProgram } from '../../scripts/testing-program.ts';
import { nod } from '../cli/testing-terminal.ts';
import { startTestServer } from '../doors/testing-server.ts';
import { openStore } from './store.ts';
import { startTestCluster, type TestCluster } from './testing-cluster.ts';
import { createFreshDatabase, createTemplateDatabase } from './testing-postgres.ts';
import { explainTrouble } from './trouble.ts';

/** As docs/operations.md names them. */
const IGNORED = 'lock_timeout, statement_timeout, idle_in_transaction_session_timeout';
const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

withProgram('pgbouncer', (pgbouncer) => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startTestCluster();
    await createTemplateDatabase(cluster.url);
  });
  afterAll(() => cluster.stop());

  /** @returns the address of a fresh database behind a pooler, which ends with the test */
  async function pooled(mode: 'transaction' | 'session', ignored: string): Promise<string> {
    const database = new URL(await createFreshDatabase(cluster.url));
    const port = await freePort();
    const directory = mkdtempSync(path.join(tmpdir(), 'nod-pooler-'));
    const file = path.join(directory, 'pgbouncer.ini');
    writeFileSync(
      file,
      `[databases]
* = host=127.0.0.1 port=${database.port} user=${database.username} password=${database.password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = 20
${ignored === '' ? '' : `ignore_startup_parameters = ${ignored}`}
`,
    );
    chmodSync(directory, 0o755);
    // It refuses to run as root.
    const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const child = spawn(pgbouncer, [file], { stdio: 'ignore', ...account });
    onTestFinished(() => {
      child.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    });
    await vi.waitFor(
      () =>
        new Promise((resolve, reject) => {
          const socket = connect(port, '127.0.0.1', () => resolve(socket.end()));
          socket.on('error', reject);
        }),
      { timeout: 10_000 },
    );
    database.port = String(port);
    return database.href;
  }

  test('a pooler that refuses our start-up parameters: the start says which one, and the cure', async () => {
    const databaseUrl = await pooled('transaction', '');
    const error = await openStore({ databaseUrl, dataDir: '' }).catch((reason: unknown) => reason);
    expect(explainTrouble(error)?.words).toMatch(
      new RegExp(`refuses the start-up parameter (?:${IGNORED.replaceAll(', ', '|')})\\..*${IGNORED}`),
    );
  });

  test('in transaction mode nothing is heard: log, /readyz and doctor say so, and waiters are woken all the same', async () => {
    const databaseUrl = await pooled('transaction', IGNORED);
    const server = await startTestServer({ environment: { NOD_DATABASE_URL: databaseUrl } });
    onTestFinished(() => server.close());
    await vi.waitFor(() => expect(server.nod.store.bus.hears()).toBe(false), { timeout: 15_000 });
    expect(server.logged()).toMatch(/LISTEN gets no notifications.*pgbouncer/);
    const ready = await server.call('GET', '/readyz');
    expect([ready.status, ready.json]).toEqual([200, { status: 'ok', warnings: ['wakes_late'] }]);
    const other = await openStore({ databaseUrl, dataDir: '' });
    onTestFinished(() => other.close());
    const asked = performance.now();
    const woken = new Promise<void>((resolve) => server.nod.store.bus.subscribe('challenge:1', resolve));
    await other.bus.publish('challenge:1');
    await woken;
    expect(performance.now() - asked).toBeLessThan(3_000);
    const { out } = await nod(['doctor', '--json'], {
      NOD_ORIGIN: 'https://nod.example.org',
      NOD_VAPID_SUBJECT: 'mailto:ops@example.org',
      NOD_DATA_DIR: path.join(tmpdir(), 'nod-none'),
      NOD_DATABASE_URL: databaseUrl,
    });
    const { checks } = JSON.parse(out) as { checks: { check: string; status: string; next?: string }[] };
    expect(checks.find(({ check }) => check === 'database notifications')).toMatchObject({
      status: 'warning',
      next: expect.stringContaining('session mode'),
    });
  });

  test('in session mode all is as without a pooler', async () => {
    const databaseUrl = await pooled('session', IGNORED);
    const server = await startTestServer({ environment: { NOD_DATABASE_URL: databaseUrl } });
    onTestFinished(() => server.close());
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect((await server.call('GET', '/readyz')).json).toEqual({ status: 'ok' });
    expect(server.logged()).not.toContain('LISTEN');
  });
});

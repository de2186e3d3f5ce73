import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Store } from './store.ts';
import { openStore } from './store.ts';
import { TEST_REALM, userRow } from './testing.ts';
import { startTestCluster, type TestCluster } from './testing-cluster.ts';
import { isOutage } from './trouble.ts';

// A cluster of its own, which is ended, restarted and stopped under the server's feet. An error that nobody listens to
// would end the process that runs the tests.

let cluster: TestCluster;
let store: Store;
const warnings: string[] = [];

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster.stop());
beforeEach(async () => {
  warnings.length = 0;
  store = await openStore({
    databaseUrl: cluster.url,
    dataDir: '',
    log: { warn: (_facts: unknown, message?: string) => void warnings.push(message ?? '') },
  });
  onTestFinished(() => store.close());
  await store.db.deleteFrom('users').execute();
  await store.db.deleteFrom('realms').execute();
  await store.db.insertInto('realms').values(TEST_REALM).execute();
});

/** Ends the connections that the store has open, those in use included. */
async function terminateAll(): Promise<number> {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  const { rows } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'nod' and pid <> pg_backend_pid()`,
  );
  await client.end();
  return rows.length;
}

/** Many transactions at once that read, pause and write, until it is called: then it says how they ended. */
function load(): () => Promise<{ done: number; errors: unknown[] }> {
  let goesOn = true;
  let next = 0;
  const result = { done: 0, errors: [] as unknown[] };
  const worker = async () => {
    while (goesOn) {
      const id = `usr_${next++}`;
      try {
        await store.transaction(async (trx) => {
          await trx.insertInto('users').values(userRow(id)).execute();
          await new Promise((resolve) => setTimeout(resolve, 10));
          await trx.updateTable('users').set({ display_name: 'whole' }).where('id', '=', id).execute();
        });
        result.done++;
      } catch (error) {
        result.errors.push(error);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  };
  const workers = Array.from({ length: 24 }, worker);
  return async () => {
    goesOn = false;
    await Promise.all(workers);
    return result;
  };
}

async function halves(): Promise<number> {
  const rows = await store.db.selectFrom('users').select('id').where('display_name', '!=', 'whole').execute();
  return rows.length;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a connection that PostgreSQL ends in the middle of a transaction fails that transaction and nothing else', async () => {
  const failed = store.transaction(async (trx) => {
    await trx.insertInto('users').values(userRow('usr_1')).execute();
    expect(await terminateAll()).toBeGreaterThan(0);
    await pause(50);
    await trx.insertInto('users').values(userRow('usr_2')).execute();
  });
  expect(isOutage(await failed.catch((error: unknown) => error))).toBe(true);
  await store.db.insertInto('users').values(userRow('usr_3')).execute();
  expect(await store.db.selectFrom('users').select('id').execute()).toEqual([{ id: 'usr_3' }]);
});

test('connections ended under load, again and again: what fails is an outage, and all is whole', async () => {
  const end = load();
  for (let round = 0; round < 5; round++) {
    await pause(200);
    await terminateAll();
  }
  await pause(200);
  const { done, errors } = await end();
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.filter((error) => !isOutage(error))).toEqual([]);
  expect(done).toBeGreaterThan(0);
  expect(await halves()).toBe(0);
});

test('a transaction that PostgreSQL ends for being idle fails alone', async () => {
  const failed = store.transaction(async (trx) => {
    await sql`set local idle_in_transaction_session_timeout = 50`.execute(trx);
    await pause(300);
    await trx.insertInto('users').values(userRow('usr_1')).execute();
  });
  expect(isOutage(await failed.catch((error: unknown) => error))).toBe(true);
  await store.checkWrites();
});

test('a restart of the cluster under load: the store is back by itself', async () => {
  const end = load();
  await pause(300);
  await cluster.restart();
  const before = Date.now();
  for (;;) {
    const works = await store.checkWrites().then(
      () => true,
      () => false,
    );
    if (works) break;
    expect(Date.now() - before).toBeLessThan(10_000);
    await pause(50);
  }
  await pause(300);
  const { errors } = await end();
  expect(errors.filter((error) => !isOutage(error))).toEqual([]);
  expect(await halves()).toBe(0);
});

test('a cluster that hangs is given up in bounded time, and used again when it goes on', async () => {
  const closing = await openStore({ databaseUrl: cluster.url, dataDir: '' });
  await Promise.all(Array.from({ length: 16 }, () => sql`select pg_sleep(0.05)`.execute(store.db)));
  cluster.signal('SIGSTOP');
  const asked = performance.now();
  try {
    const closed = closing.close().then(() => performance.now() - asked);
    // Some find an open connection, the others none.
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, () => store.db.selectFrom('users').select('id').execute()),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    expect(outcomes.filter((outcome) => 'reason' in outcome && !isOutage(outcome.reason))).toEqual([]);
    expect(performance.now() - asked).toBeLessThan(20_000);
    expect(await closed).toBeLessThan(8_000);
  } finally {
    cluster.signal('SIGCONT');
  }
  await pause(100);
  expect(await store.db.selectFrom('users').select('id').execute()).toEqual([]);
});

test('PostgreSQL itself ends statements, waits for locks and idle transactions', async () => {
  const { rows } = await sql`select current_setting('statement_timeout') as statement,
    current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`.execute(
    store.db,
  );
  expect(rows).toEqual([{ statement: '8s', lock: '5s', idle: '30s' }]);
});

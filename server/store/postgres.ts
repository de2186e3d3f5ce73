import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../diagnostics/log.ts';
import { migrate } from './migrations.ts';
import { createPostgresBus } from './postgres-bus.ts';
import type { Database, Trx } from './schema.ts';
import type { Store } from './store.ts';
import { createTransactionScope } from './transaction-scope.ts';

const POOL_SIZE = 16;
const CONNECT_TIMEOUT_MS = 5_000;
/** A transaction that a stuck process leaves open holds row locks; after this time PostgreSQL ends it. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
/** A statement that waits longer than this for another transaction fails, and the request with it. */
const LOCK_TIMEOUT_MS = 5_000;

/** The driver gives int8 as text, since it may exceed 2^53. Times in ms, counters and ids of events don't. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
  },
};

/**
 * The store for several processes. `READ COMMITTED` is enough: every state change is one conditional UPDATE, which
 * PostgreSQL re-evaluates on the newest version of the row after waiting for the transaction that was first.
 */
export async function openPostgres(databaseUrl: string, log: Pick<Log, 'warn'>): Promise<Store> {
  const settings: pg.PoolConfig = {
    connectionString: databaseUrl,
    application_name: 'nod',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types,
  };
  await migrateFirst(settings);
  const pool = new pg.Pool({
    ...settings,
    max: POOL_SIZE,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  });
  // A connection that breaks is replaced by the pool, whether it is idle or lent. Without listeners it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const scope = createTransactionScope();

  async function transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    scope.refuseNested();
    return kysely.transaction().execute((trx) => scope.run(() => work(trx)));
  }

  const ping = async () => {
    await sql`select 1`.execute(kysely);
  };
  try {
    // A Kysely instance that never ran a statement doesn't close its pool.
    await ping();
    const bus = await createPostgresBus({ db: kysely, settings, log });
    let closing: Promise<void> | undefined;
    return {
      kind: 'postgres',
      db: scope.statementsOf(kysely),
      transaction,
      relaxed: (work) =>
        transaction(async (trx) => {
          await sql`set local synchronous_commit = off`.execute(trx);
          return work(trx);
        }),
      async takeTurn(trx, id) {
        await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(trx);
      },
      skipTaken: (query) => query.forUpdate().skipLocked(),
      bus: bus.bus,
      ping,
      close() {
        closing ??= (async () => {
          await bus.close();
          await kysely.destroy();
        })();
        return closing;
      },
    };
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
}

/** On a connection of its own without a lock timeout: if another process migrates, it waits as long as that takes. */
async function migrateFirst(settings: pg.PoolConfig): Promise<void> {
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool: new pg.Pool({ ...settings, max: 1 }) }) });
  try {
    await migrate(kysely, 'postgres');
  } finally {
    await kysely.destroy();
  }
}

import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrate } from './migrations.ts';
import { createPostgresBus } from './postgres-bus.ts';
import type { Database } from './schema.ts';
import type { Store, StoreLog } from './store.ts';

const POOL_SIZE = 16;
const CONNECT_TIMEOUT_MS = 5_000;
/** A transaction that a stuck process leaves open holds row locks; the server ends it. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/** int8 comes as text, since it may pass 2^53; times in milliseconds, counters and ids of events don't. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
  },
};

/**
 * The store for several processes. `READ COMMITTED` is enough: every state change is one conditional UPDATE, which
 * PostgreSQL re-evaluates on the newest version of the row after waiting for whoever was first.
 */
export async function openPostgres(databaseUrl: string, log: StoreLog): Promise<Store> {
  const settings: pg.PoolConfig = {
    connectionString: databaseUrl,
    application_name: 'nod',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types,
  };
  const pool = new pg.Pool({
    ...settings,
    max: POOL_SIZE,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log('a database connection was lost', error));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, 'postgres');
    const bus = await createPostgresBus({ db, settings, log });
    let closing: Promise<void> | undefined;
    return {
      kind: 'postgres',
      db,
      transaction: (work) => db.transaction().execute(work),
      relaxed: (work) =>
        db.transaction().execute(async (trx) => {
          await sql`set local synchronous_commit = off`.execute(trx);
          return work(trx);
        }),
      kept: (read) => read,
      skipTaken: (query) => query.forUpdate().skipLocked(),
      bus: bus.bus,
      async ping() {
        await sql`select 1`.execute(db);
      },
      close() {
        closing ??= (async () => {
          await bus.close();
          await db.destroy();
        })();
        return closing;
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

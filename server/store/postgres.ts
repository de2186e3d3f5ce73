import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../diagnostics/log.ts';
import { migrate } from './migrations.ts';
import { createPostgresBus } from './postgres-bus.ts';
import { connectionSettings, createPool, UNENCRYPTED_CURE, unencryptedPeer } from './postgres-connections.ts';
import type { Database, Trx } from './schema.ts';
import type { Store } from './store.ts';
import { createTransactionScope } from './transaction-scope.ts';
import { writeCheck } from './write-check.ts';

/** A server that hangs says no goodbye; the process ends all the same. */
const CLOSE_LIMIT_MS = 5_000;

/**
 * The store for several processes. `READ COMMITTED` is enough: every state change is one conditional UPDATE, which
 * PostgreSQL re-evaluates on the newest version of the row after waiting for the transaction that was first.
 */
export async function openPostgres(databaseUrl: string, log: Pick<Log, 'warn'>): Promise<Store> {
  const settings = connectionSettings(databaseUrl);
  await migrateFirst(settings, log);
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool: createPool(databaseUrl, log) }) });
  const scope = createTransactionScope();

  async function transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    scope.refuseNested();
    return kysely.transaction().execute((trx) => scope.run(() => work(trx)));
  }

  const relaxed = <T>(work: (trx: Trx) => Promise<T>) =>
    transaction(async (trx) => {
      await sql`set local synchronous_commit = off`.execute(trx);
      return work(trx);
    });

  try {
    // A Kysely instance that never ran a statement doesn't close its pool.
    await sql`select 1`.execute(kysely);
    const bus = await createPostgresBus({ db: kysely, settings, log });
    let closing: Promise<void> | undefined;
    return {
      kind: 'postgres',
      db: scope.statementsOf(kysely),
      transaction,
      relaxed,
      async takeTurn(trx, id) {
        await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(trx);
      },
      skipTaken: (query) => query.forUpdate().skipLocked(),
      bus: bus.bus,
      checkWrites: () => relaxed(writeCheck),
      close() {
        closing ??= within(
          CLOSE_LIMIT_MS,
          bus.close().then(() => kysely.destroy()),
        );
        return closing;
      },
    };
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
}

/**
 * On a connection of its own without time limits: if another process migrates, it waits as long as that takes. This is also
 * where a connection is looked at for the first time.
 */
async function migrateFirst(settings: pg.PoolConfig, log: Pick<Log, 'warn'>): Promise<void> {
  const pool = new pg.Pool({ ...settings, max: 1 });
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    const peer = unencryptedPeer(client);
    if (peer !== undefined) log.warn({ peer }, `the connection to PostgreSQL is not encrypted. ${UNENCRYPTED_CURE}`);
  });
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(kysely, 'postgres');
  } finally {
    await kysely.destroy();
  }
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

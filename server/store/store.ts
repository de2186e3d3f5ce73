import type { SelectQueryBuilder } from 'kysely';
import type { Bus } from './bus.ts';
import { openPostgres } from './postgres.ts';
import type { Db, Trx } from './schema.ts';
import { openSqlite } from './sqlite.ts';

export interface Store {
  kind: 'sqlite' | 'postgres';
  db: Db;
  bus: Bus;
  /**
   * Runs work in a transaction of its own and resolves when it is committed, durably. On SQLite several may share one
   * commit (commit-groups.ts), each still all or nothing. Inside, only `trx` may be used: `db` would wait for itself. The work
   * may be run twice, so whatever it does outside `trx` has to bear that.
   */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** The same for progress whose loss in a power cut does no harm: the commit doesn't wait for the disk. */
  relaxed<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * A read of `applications` and `api_keys` whose answers are kept as long as nobody has written there (kept.ts). Over a
   * network nobody can say so without asking, and asking is as dear as reading: PostgreSQL reads each time.
   */
  kept<Value>(read: (key: string) => Promise<Value | undefined>): (key: string) => Promise<Value | undefined>;
  /**
   * A query for rows that are to be taken: those that another process is just taking are left out. On SQLite there are none,
   * since one statement writes at a time.
   */
  skipTaken<DB, Table extends keyof DB, Row>(
    query: SelectQueryBuilder<DB, Table, Row>,
  ): SelectQueryBuilder<DB, Table, Row>;
  /** Rejects when the database doesn't answer. */
  ping(): Promise<void>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/** Told of trouble that heals by itself (a lost connection); never holds a secret. */
export type StoreLog = (message: string, error?: unknown) => void;

/**
 * Opens the database and brings it to the newest schema: PostgreSQL when there is an address
 * (`postgres://user:password@host/database`), else SQLite in the data directory, which is created.
 */
export function openStore(options: {
  databaseUrl?: string | undefined;
  dataDir: string;
  log?: StoreLog;
}): Promise<Store> {
  const { databaseUrl, dataDir, log = () => undefined } = options;
  return databaseUrl === undefined ? openSqlite(dataDir, log) : openPostgres(databaseUrl, log);
}

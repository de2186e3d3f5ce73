import type { Log } from '../diagnostics/log.ts';
import type { Bus } from './bus.ts';
import { openPostgres } from './postgres.ts';
import type { Db, Trx } from './schema.ts';
import { openSqlite } from './sqlite.ts';

/** The one way to the database. */
export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  /**
   * Single reads and writes, each committed by itself. Inside a transaction they throw: only `trx` may be used there,
   * and work in the background starts after the commit.
   */
  readonly db: Db;
  readonly bus: Bus;
  /**
   * Runs work in a transaction of its own and resolves once it is committed durably. On SQLite several transactions may
   * share one commit (commit-groups.ts); each is still all or nothing. Inside a transaction it throws: there is no
   * nesting.
   */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** The same for progress whose loss in a power cut does no harm: the commit doesn't wait for the disk. */
  relaxed<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * Takes a user's (or an application's) turn until the end of the transaction: of several transactions that take the
   * same turn one runs at a time. To be called first, so that no row is locked during the wait.
   */
  takeTurn(trx: Trx, id: string): Promise<void>;
  /** For a claim of due work: leaves out rows that another process is claiming at this moment. */
  skipTaken<Query extends { forUpdate(): { skipLocked(): Query } }>(query: Query): Query;
  /** Writes something without meaning. Rejects when the database doesn't answer, or takes no writes. */
  checkWrites(): Promise<void>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens the database and brings it to the newest schema: PostgreSQL when there is an address
 * (`postgres://user:password@host/database`), otherwise SQLite in the data directory, which is created.
 * @param options.log gets trouble that heals by itself (a lost connection)
 */
export function openStore(options: {
  databaseUrl?: string | undefined;
  dataDir: string;
  log?: Pick<Log, 'warn'> | undefined;
}): Promise<Store> {
  const { databaseUrl, dataDir, log = { warn: () => undefined } } = options;
  return databaseUrl === undefined ? openSqlite(dataDir, log) : openPostgres(databaseUrl, log);
}

import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import {
  type DatabaseConnection,
  type Driver,
  Kysely,
  SelectQueryNode,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import type { Log } from '../diagnostics/log.ts';
import { createLocalBus } from './bus.ts';
import { createCommitGroups } from './commit-groups.ts';
import { createLockPatience, type LockPatience } from './lock-patience.ts';
import { migrate } from './migrations.ts';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';
import { createTransactionScope } from './transaction-scope.ts';
import { isOutage } from './trouble.ts';
import { writeCheck } from './write-check.ts';

export const SQLITE_FILE = 'nod.sqlite';

/** Kysely makes the same SQL text for the same call, and the server has fewer different texts than this. */
const STATEMENT_LIMIT = 500;
/** While the file is opened: nothing else runs in the process yet, so it may wait without going on. */
const OPENING_BUSY_TIMEOUT_MS = 10_000;
/** Afterwards, since SQLite's waiting stops the process; longer waits are lock-patience.ts's. */
const BUSY_TIMEOUT_MS = 5;
/**
 * Four times SQLite's default. More is slower: at a commit SQLite often walks the whole hash table of its cache, and a
 * page that isn't in there is in the system's cache, a µs away.
 */
const CACHE_KIB = 8_000;
/** The interval of checks whether another process (a command beside the server) has written. */
const WATCH_INTERVAL_MS = 1_000;

/**
 * The embedded store: one file in the data directory, one connection, write-ahead log. `synchronous = FULL` because a
 * decision that was answered with 200 must survive a power cut (NORMAL may lose the last transactions of a WAL).
 */
export async function openSqlite(dataDir: string, log: Pick<Log, 'warn'>): Promise<Store> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, SQLITE_FILE);
  const isNew = !existsSync(file);
  const connection = new SqliteDatabase(file, { timeout: OPENING_BUSY_TIMEOUT_MS });
  const patience = createLockPatience();
  const kysely = new Kysely<Database>({
    dialect: new NodSqliteDialect(
      { database: { prepare: cachedPrepare(connection), close: () => connection.close() } },
      connection,
      patience,
    ),
  });
  try {
    if (isNew) {
      // SQLite gives the -wal and -shm files the mode of the main one.
      chmodSync(file, 0o600);
    }
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    connection.pragma('temp_store = MEMORY');
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    connection.pragma('journal_size_limit = 67108864');
    await oneAfterTheOther(async () => {
      // Another process that starts now waits here, and then finds the migration done.
      connection.exec('begin immediate');
      await migrate(kysely, 'sqlite');
      connection.exec('commit');
    });
    connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  } catch (error) {
    await kysely.destroy();
    connection.close();
    throw error;
  }

  const bus = createLocalBus(log);
  const stopWatching = watchOtherProcesses(connection, bus.wakeAll);
  const scope = createTransactionScope();
  const groups = createCommitGroups({ kysely, connection, scope, patience });
  let closing: Promise<void> | undefined;
  return {
    kind: 'sqlite',
    db: scope.statementsOf(kysely),
    transaction: groups.durable,
    relaxed: groups.relaxed,
    // On the one connection transactions take turns anyway, and so do statements.
    takeTurn: async () => undefined,
    skipTaken: (query) => query,
    bus: { publish: async (topic) => bus.wake(topic), subscribe: bus.subscribe, hears: () => true },
    checkWrites: () => groups.relaxed(writeCheck),
    close() {
      closing ??= (async () => {
        stopWatching();
        await kysely.destroy();
      })();
      return closing;
    },
  };
}

/**
 * SQLite prepares a statement anew at each execution where a bound value could change its plan, which takes up to ten times
 * as long as running it. `likely(?)` means the same as `?`, with the same type and indexes, but hides the value from the
 * planner.
 */
class OnePlanCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return 'likely(?)';
  }
}

class NodSqliteDialect extends SqliteDialect {
  readonly #driver: () => Driver;

  constructor(config: SqliteDialectConfig, connection: SqliteDatabase.Database, patience: LockPatience) {
    super(config);
    this.#driver = () => new PatientDriver(config, connection, patience);
  }

  override createDriver(): Driver {
    return this.#driver();
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new OnePlanCompiler();
  }
}

/** Attempts single statements again while another process holds the lock. Inside a transaction this one holds it. */
class PatientDriver extends SqliteDriver {
  readonly #connection: SqliteDatabase.Database;
  readonly #patience: LockPatience;

  constructor(config: SqliteDialectConfig, connection: SqliteDatabase.Database, patience: LockPatience) {
    super(config);
    this.#connection = connection;
    this.#patience = patience;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const plain = await super.acquireConnection();
    return {
      executeQuery: (query, options) =>
        this.#connection.inTransaction
          ? plain.executeQuery(query, options)
          : this.#patience.wait(() => plain.executeQuery(query, options), { writes: !SelectQueryNode.is(query.query) }),
      streamQuery: (query, chunkSize, options) => plain.streamQuery(query, chunkSize, options),
    };
  }
}

let before: Promise<unknown> = Promise.resolve();

/**
 * SQLite waits for a lock synchronously: a holder of the lock in this same process could never go on. So databases are opened
 * one after the other.
 */
function oneAfterTheOther<T>(work: () => Promise<T>): Promise<T> {
  const done = before.then(work);
  before = done.catch(() => undefined);
  return done;
}

/**
 * To prepare a statement takes 20 to 32 µs, longer than to run most of them, and Kysely prepares for every execution.
 * So prepared statements are kept by their text; the oldest leaves first.
 */
function cachedPrepare(connection: SqliteDatabase.Database): (sql: string) => SqliteStatement {
  const statements = new Map<string, SqliteStatement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement: SqliteStatement = connection.prepare(sql);
    const oldest = statements.size >= STATEMENT_LIMIT ? statements.keys().next().value : undefined;
    if (oldest !== undefined) statements.delete(oldest);
    statements.set(sql, statement);
    return statement;
  };
}

/** `data_version` changes only when another connection has committed: then all subscribers look again. */
function watchOtherProcesses(connection: SqliteDatabase.Database, onChange: () => void): () => void {
  const statement = connection.prepare('pragma data_version').pluck();
  let version = statement.get();
  const timer = setInterval(() => {
    try {
      const now = statement.get();
      if (now === version) return;
      version = now;
      onChange();
    } catch (error) {
      // Locked exclusively: the next look finds what was written. A full or broken disk is told by whoever needs it.
      if (!isOutage(error)) throw error;
    }
  }, WATCH_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

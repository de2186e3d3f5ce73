import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import { createLocalBus } from './bus.ts';
import { createCommitGroups } from './commit-groups.ts';
import { type Executed, runDirectly } from './direct.ts';
import { createKept, KEPT_TABLES } from './kept.ts';
import { migrate } from './migrations.ts';
import type { Database } from './schema.ts';
import type { Store, StoreLog } from './store.ts';
import { createTurnSnapshot } from './turn-snapshot.ts';

export const SQLITE_FILE = 'nod.sqlite';

/** Kysely makes the same SQL text for the same call, so this many different texts are more than the server has. */
const STATEMENT_LIMIT = 500;
const BUSY_TIMEOUT_MS = 10_000;
/**
 * SQLite's own default is a quarter of it. More is slower: at a commit SQLite often walks the whole hash table of its cache
 * (an index page that was split has gone by the number of a page far beyond the last), and what isn't in there is in the
 * system's cache, a µs away.
 */
const CACHE_KIB = 8_000;
/** How often to look whether another process (a command beside the server) has written. */
const WATCH_INTERVAL_MS = 1_000;

/**
 * The embedded store: one file in the data directory, one connection, write-ahead log. `synchronous = FULL` because a
 * decision that was answered with 200 must survive a power cut (NORMAL may lose the last transactions of a WAL).
 */
export async function openSqlite(dataDir: string, log: StoreLog): Promise<Store> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, SQLITE_FILE);
  const isNew = !existsSync(file);
  const connection = new SqliteDatabase(file, { timeout: BUSY_TIMEOUT_MS });
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

  const { kept, changed } = createKept(() => groups.outside(() => snapshot.dataVersion()));
  const prepare = cachedPrepare(connection, changed);
  const snapshot = createTurnSnapshot(connection);
  const prepareForKysely = (text: string) => {
    snapshot.end();
    return prepare(text);
  };
  const db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: { prepare: prepareForKysely, close: () => connection.close() } }),
  });
  try {
    await oneAfterTheOther(async () => {
      // Another process that starts now waits here, and then finds the work done.
      connection.exec('begin immediate');
      await migrate(db, 'sqlite');
      connection.exec('commit');
    });
  } catch (error) {
    await db.destroy();
    throw error;
  }

  const bus = createLocalBus(log);
  const stopWatching = watchOtherProcesses(connection, bus.wakeAll);
  const groups = createCommitGroups(db, connection, snapshot);
  const own = db.getExecutor();
  runDirectly(own, {
    execute(executor, sql, parameters) {
      const statement = prepare(sql);
      // A group's members run one after the other; whoever isn't one must not see what they haven't committed.
      if (executor !== own) return run(statement, parameters);
      return groups.outside(() => {
        if (statement.reader) return snapshot.read(() => run(statement, parameters));
        snapshot.end();
        return run(statement, parameters);
      });
    },
  });
  let closing: Promise<void> | undefined;
  return {
    kind: 'sqlite',
    db,
    transaction: groups.durable,
    relaxed: groups.relaxed,
    kept,
    skipTaken: (query) => query,
    bus: { publish: async (topic) => bus.wake(topic), subscribe: bus.subscribe },
    async ping() {
      connection.prepare('select 1').get();
    },
    close() {
      closing ??= (async () => {
        stopWatching();
        await db.destroy();
      })();
      return closing;
    },
  };
}

let before: Promise<unknown> = Promise.resolve();

/** Waiting for a lock stops this whole process, so what holds it in here must not be in the middle of an `await`. */
function oneAfterTheOther<T>(work: () => Promise<T>): Promise<T> {
  const done = before.then(work);
  before = done.catch(() => undefined);
  return done;
}

/**
 * Preparing costs 20 to 32 µs, more than most statements take to run; Kysely prepares for every execution. So prepared
 * statements are kept by their text, the oldest leaving first.
 *
 * @param onKeptChange when a statement that writes to the tables of kept.ts is about to be executed
 */
function cachedPrepare(
  connection: SqliteDatabase.Database,
  onKeptChange: () => void,
): (sql: string) => SqliteStatement {
  const statements = new Map<string, SqliteStatement>();
  const changing = new WeakSet<SqliteStatement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) {
      if (changing.has(known)) onKeptChange();
      return known;
    }
    // A deferred transaction that reads first and writes then fails at once (SQLITE_BUSY_SNAPSHOT, no waiting) when
    // another process wrote in between. An immediate one waits for its turn at the start.
    const statement: SqliteDatabase.Statement = connection.prepare(sql === 'begin' ? 'begin immediate' : sql);
    if (!statement.readonly && KEPT_TABLES.test(sql)) {
      changing.add(statement);
      onKeptChange();
    }
    if (statements.size >= STATEMENT_LIMIT) {
      for (const oldest of statements.keys()) {
        statements.delete(oldest);
        break;
      }
    }
    statements.set(sql, statement);
    return statement;
  };
}

function run(statement: SqliteStatement, parameters: readonly unknown[]): Executed {
  if (statement.reader) return { rows: statement.all(parameters), changed: 0 };
  return { rows: [], changed: Number(statement.run(parameters).changes) };
}

/** `data_version` changes only when a connection other than this one has committed: then everybody looks again. */
function watchOtherProcesses(connection: SqliteDatabase.Database, onChange: () => void): () => void {
  const statement = connection.prepare('pragma data_version').pluck();
  let version = statement.get();
  const timer = setInterval(() => {
    const now = statement.get();
    if (now !== version) {
      version = now;
      onChange();
    }
  }, WATCH_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

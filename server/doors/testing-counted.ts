import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { onTestFinished, vi } from 'vitest';

/** What the database driver was told to execute. */
export interface CountedStatements {
  /** SQL of each, without those that only begin, end or divide transactions, and without wakes. */
  readonly statements: string[];
  /** NOTIFY by which PostgreSQL wakes waiters on other processes; several topics may leave together. */
  readonly wakes: string[];
  /** Commits that waited for the disk, and commits that didn't. */
  readonly commits: { durable: number; relaxed: number };
  reset(): void;
}

/** What begins, ends or divides transactions, and `set local`, with which a relaxed one begins on PostgreSQL. */
const BOUNDARY = /^\s*(begin|start transaction|commit|rollback|savepoint|release|set local)\b/i;

/** Counts at the drivers of both databases, from now until the end of the test: for stores that are opened after this. */
export function countStatements(): CountedStatements {
  const counted = { statements: [] as string[], wakes: [] as string[], commits: { durable: 0, relaxed: 0 } };
  let isRelaxed = false;
  const note = (sql: string) => {
    if (/synchronous_commit = off/.test(sql)) isRelaxed = true;
    if (/^\s*commit\b/i.test(sql)) {
      counted.commits[isRelaxed ? 'relaxed' : 'durable']++;
      isRelaxed = false;
    }
    if (BOUNDARY.test(sql)) return;
    (/pg_notify/.test(sql) ? counted.wakes : counted.statements).push(sql);
  };

  const prepare = SqliteDatabase.prototype.prepare;
  const spies = [
    vi.spyOn(SqliteDatabase.prototype, 'prepare').mockImplementation(function (
      this: SqliteDatabase.Database,
      sql: string,
    ) {
      const statement = prepare.call(this, sql);
      for (const method of ['run', 'all', 'get'] as const) {
        const execute = statement[method].bind(statement) as (...values: unknown[]) => unknown;
        Object.assign(statement, {
          [method]: (...values: unknown[]) => {
            note(sql);
            return execute(...values);
          },
        });
      }
      return statement;
    } as typeof prepare),
  ];
  const pragma = SqliteDatabase.prototype.pragma;
  vi.spyOn(SqliteDatabase.prototype, 'pragma').mockImplementation(function (
    this: SqliteDatabase.Database,
    source: string,
    options?: SqliteDatabase.PragmaOptions,
  ) {
    if (/synchronous = NORMAL/i.test(source)) isRelaxed = true;
    if (/synchronous = FULL/i.test(source)) isRelaxed = false;
    return pragma.call(this, source, options);
  });
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...values: unknown[]) {
    const [first] = values;
    note(typeof first === 'string' ? first : String((first as { text?: unknown }).text));
    return (query as (...values: unknown[]) => unknown).apply(this, values);
  } as typeof query);
  onTestFinished(() => {
    vi.restoreAllMocks();
    for (const spy of spies) spy.mockRestore();
  });

  return {
    ...counted,
    reset() {
      counted.statements.length = 0;
      counted.wakes.length = 0;
      counted.commits.durable = 0;
      counted.commits.relaxed = 0;
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCommitGroups } from './commit-groups.ts';
import { createLockPatience } from './lock-patience.ts';
import type { Database, Trx } from './schema.ts';
import { createTransactionScope } from './transaction-scope.ts';

/** A database with one table, and all statements that it gets. */
function open(options: { timeoutMs?: number; lockLimitMs?: number } = {}) {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-groups-'));
  const file = path.join(directory, 'test.sqlite');
  const said: string[] = [];
  const connection = new SqliteDatabase(file, {
    timeout: options.timeoutMs ?? 1000,
    verbose: (statement) => said.push(String(statement)),
  });
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.exec('create table notes (text text primary key)');
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: connection }) });
  onTestFinished(async () => {
    await db.destroy();
    rmSync(directory, { recursive: true, force: true });
  });
  said.length = 0;
  const commits = () => said.filter((statement) => statement === 'commit').length;
  const rows = () => connection.prepare('select text from notes order by text').pluck().all();
  const synchronous = () => connection.pragma('synchronous', { simple: true });
  return {
    file,
    connection,
    db,
    groups: createCommitGroups({
      kysely: db,
      connection,
      scope: createTransactionScope(),
      patience: createLockPatience(options.lockLimitMs),
    }),
    said,
    commits,
    rows,
    synchronous,
  };
}

const note = (text: string) => async (trx: Trx) => {
  await sql`insert into notes values (${text})`.execute(trx);
  return text;
};

describe('commit groups', () => {
  it('transactions that come while another runs share one commit', async () => {
    const { groups, commits, rows } = open();
    const names = Array.from({ length: 20 }, (_, number) => `n${10 + number}`);
    expect(await Promise.all(names.map((name) => groups.durable(note(name))))).toEqual(names);
    expect(rows()).toEqual(names);
    expect(commits()).toBe(1);
  });

  it('a transaction that is alone is committed at once', async () => {
    const { groups, commits } = open();
    await groups.durable(note('a'));
    await groups.durable(note('b'));
    expect(commits()).toBe(2);
  });

  it('a member that fails is rolled back whole and alone', async () => {
    const { groups, rows, commits } = open();
    const failing = async (trx: Trx) => {
      await note('half')(trx);
      throw new Error('changed its mind');
    };
    const results = await Promise.allSettled([
      groups.durable(note('before')),
      groups.durable(failing),
      groups.durable(note('before')),
      groups.durable(note('after')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(rows()).toEqual(['after', 'before']);
    expect(commits()).toBe(1);
  });

  it('members that fail one after the other don’t each end a group', async () => {
    const { groups, rows, commits } = open();
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, (_, number) =>
        groups.durable(async (trx) => {
          await note(`n${10 + number}`)(trx);
          if (number % 2 === 0) throw new Error('changed its mind');
        }),
      ),
    );
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual(results.map((_, number) => number % 2 === 1));
    expect(rows()).toEqual(Array.from({ length: 15 }, (_, pair) => `n${11 + 2 * pair}`));
    expect(commits()).toBe(1);
  });

  it('when SQLite has undone a group by itself, every member is refused, even if its work caught the error', async () => {
    const { groups, rows } = open();
    let runs = 0;
    const results = await Promise.allSettled([
      groups.durable(note('a')),
      groups.durable(async (trx) => {
        runs++;
        await sql`rollback`.execute(trx);
      }),
      groups.durable(note('c')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(runs).toBe(1);
    expect(rows()).toEqual([]);
    await groups.durable(note('d'));
    expect(rows()).toEqual(['d']);
  });

  it('no work runs twice, however its neighbours end', async () => {
    const { groups, rows } = open();
    const runs = new Map<string, number>();
    const counted = (text: string, refused: boolean) => async (trx: Trx) => {
      runs.set(text, (runs.get(text) ?? 0) + 1);
      await note(text)(trx);
      if (refused) throw new Error('not now');
    };
    const members = ['a', 'b', 'c', 'd', 'e'].map((text, at) => groups.durable(counted(text, at % 2 === 1)));
    const results = await Promise.allSettled(members);
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, false, true]);
    expect(rows()).toEqual(['a', 'c', 'e']);
    expect([...runs.values()]).toEqual([1, 1, 1, 1, 1]);
  });

  it('relaxed members beyond one group are run by the next', async () => {
    const { groups, rows } = open();
    const names = Array.from({ length: 150 }, (_, number) => `n${100 + number}`);
    await Promise.all(names.map((name) => groups.relaxed(note(name))));
    expect(rows()).toEqual(names);
  });

  it('no member is told of success before the commit', async () => {
    const { groups, said } = open();
    await Promise.all(
      ['a', 'b'].map(async (name) => {
        await groups.durable(note(name));
        expect(said.at(-1)).toBe('commit');
      }),
    );
  });

  it('when the commit fails, every member hears of it', async () => {
    const { groups, connection, rows } = open();
    // A deferred constraint is checked at the commit: the only way to make the commit alone fail.
    connection.pragma('foreign_keys = ON');
    connection.exec('create table parts (whole text references notes (text) deferrable initially deferred)');
    const orphan = async (trx: Trx) => {
      await sql`insert into parts values ('nobody')`.execute(trx);
    };
    const results = await Promise.allSettled([
      groups.durable(note('a')),
      groups.durable(orphan),
      groups.durable(note('b')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(rows()).toEqual([]);
    await groups.durable(note('c'));
    expect(rows()).toEqual(['c']);
  });

  it('while the database stays locked every member is refused, and afterwards it works again', async () => {
    const { file, groups, rows } = open({ timeoutMs: 10 });
    const other = new SqliteDatabase(file);
    other.exec('begin immediate');
    const results = await Promise.allSettled([groups.durable(note('a')), groups.durable(note('b'))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    other.exec('rollback');
    other.close();
    await groups.durable(note('c'));
    expect(rows()).toEqual(['c']);
  });

  it('relaxed work alone does not wait for the disk, and durable work always does', async () => {
    const { groups, said, synchronous } = open();
    await groups.relaxed(note('a'));
    expect(said.indexOf('pragma synchronous = NORMAL')).toBeLessThan(said.indexOf('begin immediate'));
    expect(synchronous()).toBe(2);
    said.length = 0;
    await Promise.all([groups.relaxed(note('b')), groups.durable(note('c')), groups.relaxed(note('d'))]);
    expect(said.filter((statement) => statement.includes('NORMAL'))).toEqual([]);
    expect(said.filter((statement) => statement === 'commit')).toHaveLength(1);
  });

  it('relaxed work waits a moment to share the commit of durable work, and commits alone when none comes', async () => {
    const { groups, said, commits } = open();
    const early = groups.relaxed(note('a'));
    await new Promise((resolve) => setTimeout(resolve, 1));
    await Promise.all([early, groups.durable(note('b'))]);
    expect(commits()).toBe(1);
    expect(said.filter((statement) => statement.includes('NORMAL'))).toEqual([]);
    await groups.relaxed(note('c'));
    expect(commits()).toBe(2);
  });

  it('durable work that arrives while relaxed work runs is not committed with it', async () => {
    const { groups, said } = open();
    const runs = Promise.withResolvers<void>();
    const late = runs.promise.then(() => groups.durable(note('late')));
    await groups.relaxed(async (trx) => {
      runs.resolve();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await note('early')(trx);
    });
    await late;
    const order = said
      .filter((statement) => /commit|NORMAL|FULL/.test(statement))
      .map((statement) => statement.toLowerCase());
    expect(order).toEqual(['pragma synchronous = normal', 'commit', 'pragma synchronous = full', 'commit']);
  });

  it('queries outside a transaction run between groups, never inside one', async () => {
    const { db, groups } = open();
    const seen: number[] = [];
    await Promise.all([
      groups.durable(async (trx) => {
        await note('a')(trx);
        await new Promise((resolve) => setTimeout(resolve, 20));
        await note('b')(trx);
      }),
      sql<{ count: number }>`select count(*) as count from notes`
        .execute(db)
        .then(({ rows }) => seen.push(rows[0]?.count ?? -1)),
    ]);
    expect([0, 2]).toContain(seen[0]);
  });
});

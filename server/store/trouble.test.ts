import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { describe, expect, it, test } from 'vitest';
import { DatabaseUnavailable, explainTrouble, isOutage, isTaken } from './trouble.ts';

function postgresError(code: string, message = 'no'): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, 0, 'error'), { code });
}
const sqliteError = (code: string) => new SqliteDatabase.SqliteError('no', code);

describe('an outage', () => {
  it.each(['08006', '53100', '53300', '57014', '57P01', '57P03', '58030', '25006', '25P03', '55P03', '28P01', '3D000'])(
    'is what PostgreSQL says by %s',
    (code) => expect(isOutage(postgresError(code))).toBe(true),
  );

  it.each([
    'SQLITE_BUSY',
    'SQLITE_BUSY_SNAPSHOT',
    'SQLITE_FULL',
    'SQLITE_READONLY',
    'SQLITE_IOERR_WRITE',
    'SQLITE_CANTOPEN',
  ])('is what SQLite says by %s', (code) => expect(isOutage(sqliteError(code))).toBe(true));

  it('is a database that can not be reached', () => {
    expect(isOutage(new DatabaseUnavailable('away', new Error('ECONNRESET')))).toBe(true);
  });

  it.each([
    ['a statement that is wrong', postgresError('42601')],
    ['a row that is there already', postgresError('23505')],
    ['a constraint', sqliteError('SQLITE_CONSTRAINT_UNIQUE')],
    ['a damaged file', sqliteError('SQLITE_CORRUPT')],
    ['any other error', new TypeError('x is undefined')],
    ['what is no error', 'SQLITE_FULL'],
  ])('is not %s', (_what, error) => expect(isOutage(error)).toBe(false));

  it('a full file is one, as SQLite really says it', () => {
    const database = new SqliteDatabase(':memory:');
    database.pragma('max_page_count = 2');
    database.exec('create table t (text text)');
    let said: unknown;
    try {
      for (;;) database.prepare('insert into t values (?)').run('x'.repeat(2000));
    } catch (error) {
      said = error;
    }
    expect(isOutage(said)).toBe(true);
    expect(explainTrouble(said)?.words).toMatch(/disk .* is full/);
    database.close();
  });
});

test('a row that is there already is what a unique index says, of either database, and no other constraint', () => {
  const database = new SqliteDatabase(':memory:');
  database.exec('create table t (name text unique not null); insert into t values (1)');
  const said = (statement: string): unknown => {
    try {
      return database.exec(statement);
    } catch (error) {
      return error;
    }
  };
  expect(isTaken(said('insert into t values (1)'))).toBe(true);
  expect(isTaken(said('insert into t values (null)'))).toBe(false);
  database.close();
  expect(isTaken(postgresError('23505'))).toBe(true);
  expect(isTaken(postgresError('23503'))).toBe(false);
});

describe('for a person at a terminal', () => {
  it.each([
    ['SQLITE_IOERR_WRITE', sqliteError('SQLITE_IOERR_WRITE'), /can not be read or written/],
    ['SQLITE_READONLY', sqliteError('SQLITE_READONLY'), /not writable/],
    ['EROFS', Object.assign(new Error('EROFS: mkdir /data'), { code: 'EROFS' }), /read-only file system/],
    ['57P03', new DatabaseUnavailable('away', postgresError('57P03')), /starting or stopping/],
    ['ECONNREFUSED', Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), /is PostgreSQL running/],
  ])('%s has a sentence', (code, error, words) => {
    expect(explainTrouble(error)).toEqual({ code, words: expect.stringMatching(words) });
  });

  test('a start-up parameter that a pooler refuses is named, with the cure', () => {
    const { words } = explainTrouble(postgresError('08P01', 'unsupported startup parameter: lock_timeout')) ?? {};
    expect(words).toMatch(/start-up parameter lock_timeout.*ignore_startup_parameters = /);
  });

  test('what has no sentence gets none', () => {
    expect(explainTrouble(new TypeError('x is undefined'))).toBeUndefined();
  });
});

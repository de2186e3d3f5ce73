import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { loginByPush } from './migrations/0001-login-by-push.ts';

/** What the two databases spell differently in a `create table`. */
export interface Dialect {
  text: string;
  integer: string;
  /** A primary key that the database counts up. */
  serial: string;
  /** What follows a table's closing bracket, and the same for a table whose rows are short and found by a composite key. */
  table: string;
  rowless: string;
}

export const DIALECTS: Readonly<Record<'sqlite' | 'postgres', Dialect>> = {
  sqlite: {
    text: 'text',
    integer: 'integer',
    // `autoincrement`: the id of a removed event is never given out again.
    serial: 'integer not null primary key autoincrement',
    table: ' strict',
    rowless: ' strict, without rowid',
  },
  postgres: {
    // Byte order, as in SQLite: otherwise "the next page after this name" would depend on the server's locale.
    text: 'text collate "C"',
    integer: 'bigint',
    serial: 'bigint generated always as identity primary key',
    table: '',
    rowless: '',
  },
};

/** In the order of their names; a released one is never changed, only followed by another. */
const MIGRATIONS: Readonly<Record<string, (dialect: Dialect) => string[]>> = {
  '0001-login-by-push': loginByPush,
};

/**
 * Brings the database to the newest schema. Safe when several processes start at once: PostgreSQL is locked by the
 * migrator itself, SQLite by the caller's `begin immediate`.
 */
export async function migrate<T>(db: Kysely<T>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const migrations: Record<string, Migration> = {};
  for (const [name, statements] of Object.entries(MIGRATIONS)) {
    migrations[name] = {
      async up(trx) {
        for (const statement of statements(DIALECTS[kind])) {
          await sql.raw(statement).execute(trx);
        }
      },
    };
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw error;
  }
}

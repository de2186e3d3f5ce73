import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { SQLITE_FILE } from './sqlite.ts';

/** Where a database is: an address of PostgreSQL, or the data directory of SQLite. */
export interface DatabasePlace {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/** The file's name in a backup, which says what kind of database it holds. */
export function dumpName({ databaseUrl }: DatabasePlace): 'nod.sqlite' | 'nod.pgdump' {
  return databaseUrl === undefined ? 'nod.sqlite' : 'nod.pgdump';
}

/**
 * Copies the database as of one moment into a new file, while servers go on using it: SQLite by its own backup, PostgreSQL
 * by `pg_dump`, which is found on PATH.
 * @throws Error where there is no database, or `pg_dump` fails (its words, without the password)
 */
export async function dumpDatabase(place: DatabasePlace, file: string): Promise<void> {
  const { databaseUrl, dataDir } = place;
  if (databaseUrl !== undefined) {
    await runPostgres('pg_dump', ['--format=custom', '--no-owner', '--no-privileges', '--file', file], databaseUrl);
    return;
  }
  const from = new SqliteDatabase(path.join(dataDir, SQLITE_FILE), { readonly: true, fileMustExist: true });
  try {
    await from.backup(file);
  } finally {
    from.close();
  }
}

/** Whether there is something already where a backup would be restored to: nothing is ever written over. */
export async function holdsDatabase({ databaseUrl, dataDir }: DatabasePlace): Promise<boolean> {
  if (databaseUrl === undefined) return existsSync(path.join(dataDir, SQLITE_FILE));
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query("select 1 from pg_tables where schemaname = 'public' limit 1");
    return rows.length > 0;
  } finally {
    await client.end();
  }
}

/**
 * Checks a SQLite file before it is used: a damaged copy is found now, and not at a login months later.
 * @throws Error where it is damaged
 */
export function checkSqliteFile(file: string): void {
  const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  try {
    const result = database.pragma('integrity_check', { simple: true });
    if (result !== 'ok') throw new Error(`the database in ${file} is damaged`);
  } finally {
    database.close();
  }
}

/** Fills an empty PostgreSQL database from a dump, all or nothing. @throws Error with the words of `pg_restore` */
export async function restorePostgres(databaseUrl: string, file: string): Promise<void> {
  const options = ['--no-owner', '--no-privileges', '--single-transaction', '--exit-on-error'];
  const database = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  await runPostgres('pg_restore', [...options, '--dbname', database, file], databaseUrl);
}

/** The address goes by the environment: arguments, and so a password among them, are shown to all of a machine's users. */
function runPostgres(program: 'pg_dump' | 'pg_restore', options: readonly string[], databaseUrl: string) {
  const url = new URL(databaseUrl);
  const set = (name: string, value: string | null) => (value ? { [name]: value } : {});
  const child = spawn(program, options, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      ...set('PGHOST', url.searchParams.get('host') ?? decodeURIComponent(url.hostname)),
      ...set('PGPORT', url.port),
      ...set('PGUSER', decodeURIComponent(url.username)),
      ...set('PGPASSWORD', decodeURIComponent(url.password)),
      ...set('PGDATABASE', decodeURIComponent(url.pathname.slice(1))),
      ...set('PGSSLMODE', url.searchParams.get('sslmode')),
      ...set('PGSSLROOTCERT', url.searchParams.get('sslrootcert')),
    },
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2_000);
  });
  return new Promise<void>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(
        new Error(
          `${program} can’t be started. It comes with PostgreSQL’s client: install that, so that it is on PATH`,
          { cause },
        ),
      ),
    );
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} failed: ${words.trim().replace(/\s+/g, ' ').slice(-300) || 'no words'}`));
    });
  });
}

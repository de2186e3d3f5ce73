import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import type { Clock } from '../../crypto/ids.ts';
import type { Config } from '../../settings/config.ts';
import { SQLITE_FILE } from '../../store/sqlite.ts';
import { toCommandFailure } from '../failure.ts';
import { CHECK_TIMEOUT_MS, type CheckResult } from './check.ts';

const LOW_DISK_BYTES = 200_000_000;

/** That the database answers, without changing it. @returns also its clock's distance to ours, where it has one */
export async function checkDatabase(
  config: Config,
  clock: Clock,
): Promise<{ result: CheckResult; clockOffsetMs?: number }> {
  try {
    return config.databaseUrl === undefined
      ? { result: checkSqlite(config.dataDir) }
      : await checkPostgres(config.databaseUrl, clock);
  } catch (error) {
    const next =
      config.databaseUrl === undefined
        ? 'Run this as the user the server runs as, with its NOD_DATA_DIR.'
        : 'Try the same address with psql from this machine.';
    return { result: { check: 'database', status: 'failed', detail: toCommandFailure(error).message, next } };
  }
}

function checkSqlite(dataDir: string): CheckResult {
  const check = 'database';
  const file = path.join(dataDir, SQLITE_FILE);
  if (!existsSync(file)) {
    return {
      check,
      status: 'warning',
      detail: `${file} does not exist yet`,
      next: 'The first start makes it. Is this the right NOD_DATA_DIR?',
    };
  }
  accessSync(dataDir, constants.W_OK);
  accessSync(file, constants.W_OK);
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    database.prepare('select count(*) from users').get();
  } finally {
    database.close();
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const freeBytes = bavail * bsize;
  if (freeBytes < LOW_DISK_BYTES) {
    return {
      check,
      status: 'warning',
      detail: `SQLite answers, but only ${Math.round(freeBytes / 1e6)} MB are free on its disk`,
      next: 'Make room: on a full disk no login can be recorded, so none is let through.',
    };
  }
  return { check, status: 'ok', detail: `SQLite, ${file}` };
}

async function checkPostgres(
  databaseUrl: string,
  clock: Clock,
): Promise<{ result: CheckResult; clockOffsetMs: number }> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CHECK_TIMEOUT_MS,
    query_timeout: CHECK_TIMEOUT_MS,
  });
  await client.connect();
  try {
    const beforeMs = clock();
    const { rows } = await client.query<{ now_ms: number; version: string; has_tables: boolean }>(
      `select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms,
        current_setting('server_version') as version, to_regclass('users') is not null as has_tables`,
    );
    const middleMs = (beforeMs + clock()) / 2;
    const row = rows[0];
    const detail = `PostgreSQL ${row?.version}`;
    const result: CheckResult = row?.has_tables
      ? { check: 'database', status: 'ok', detail }
      : {
          check: 'database',
          status: 'warning',
          detail: `${detail}, without Nod's tables`,
          next: 'The first start makes them. Is this the right NOD_DATABASE_URL?',
        };
    return { result, clockOffsetMs: middleMs - (row?.now_ms ?? middleMs) };
  } finally {
    await client.end();
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { DEFAULT_REALM, describeSharedDefault } from '../accounts/realms.ts';
import type { Config } from '../settings/config.ts';
import { SQLITE_FILE } from '../store/sqlite.ts';
import { CHECK_TIMEOUT_MS, type CheckResult } from './check-server.ts';

/** Without the built-in one, by its id: a database that hasn't been upgraded yet has no column for it. */
const APPLICATIONS = `select count(*) as count from applications
  join realms on realms.id = applications.realm_id
  where realms.name = '${DEFAULT_REALM}' and applications.id <> 'app_' || substr(realms.id, 5)`;

/**
 * Says how many applications share the realm that an upgrade has put everything into.
 * @returns nothing to say where the database can't be read (checkDatabase says why) or is of a release before realms
 */
export async function checkRealms(config: Config): Promise<CheckResult[]> {
  const applications = await count(config).catch(() => undefined);
  if (applications === undefined) return [];
  const shared = describeSharedDefault(applications);
  return [
    shared === undefined
      ? {
          check: 'realms',
          status: 'ok',
          detail: 'no application shares people with another unless it was joined to it',
        }
      : { check: 'realms', status: 'warning', ...shared },
  ];
}

async function count({ databaseUrl, dataDir }: Config): Promise<number | undefined> {
  if (databaseUrl === undefined) {
    const file = path.join(dataDir, SQLITE_FILE);
    if (!existsSync(file)) return undefined;
    const database = new SqliteDatabase(file, { readonly: true });
    try {
      return Number(database.prepare(APPLICATIONS).pluck().get());
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CHECK_TIMEOUT_MS,
    query_timeout: CHECK_TIMEOUT_MS,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: string }>(APPLICATIONS);
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import type { Clock } from '../crypto/ids.ts';
import type { Config } from '../settings/config.ts';
import { CHANNEL, DEAF_CURE, hearsItself } from '../store/listen-echo.ts';
import { connectionSettings, poolSettings, UNENCRYPTED_CURE, unencryptedPeer } from '../store/postgres-connections.ts';
import { SQLITE_FILE } from '../store/sqlite.ts';
import { CHECK_TIMEOUT_MS, type CheckResult, networkReason } from './check-server.ts';
import type { Terminal } from './command.ts';
import { toCommandFailure } from './failure.ts';

/** What `nod doctor` asks of all that the server depends on: the database, push services, and a clock that is right. */

const LOW_DISK_BYTES = 200_000_000;

/** Checks that the database answers, and changes nothing. @returns also our clock minus its own, where it has one */
export async function checkDatabase(
  config: Config,
  clock: Clock,
): Promise<{ results: CheckResult[]; clockOffsetMs?: number }> {
  try {
    return config.databaseUrl === undefined
      ? { results: [checkSqlite(config.dataDir)] }
      : await checkPostgres(config.databaseUrl, clock);
  } catch (error) {
    const next =
      config.databaseUrl === undefined
        ? 'Run this as the user the server runs as, with its NOD_DATA_DIR.'
        : 'Try the same address with psql from this machine.';
    return { results: [{ check: 'database', status: 'failed', detail: toCommandFailure(error).message, next }] };
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
): Promise<{ results: CheckResult[]; clockOffsetMs: number }> {
  const client = new pg.Client({
    // As the server connects, so that a pooler refuses what it would refuse then.
    ...poolSettings(databaseUrl),
    connectionTimeoutMillis: CHECK_TIMEOUT_MS,
    query_timeout: CHECK_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
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
    const clockOffsetMs = middleMs - (row?.now_ms ?? middleMs);
    return {
      results: [result, ...checkEncryption(client), ...(await checkListen(client, databaseUrl))],
      clockOffsetMs,
    };
  } finally {
    await client.end();
  }
}

function checkEncryption(client: pg.Client): CheckResult[] {
  const peer = unencryptedPeer(client);
  if (peer === undefined) return [];
  const detail = `the connection to ${peer} is not encrypted`;
  return [{ check: 'database encryption', status: 'warning', detail, next: UNENCRYPTED_CURE }];
}

/** Checks that what one connection sends reaches another that listens: so waiters on other processes are woken. */
async function checkListen(client: pg.Client, databaseUrl: string): Promise<CheckResult[]> {
  const check = 'database notifications';
  const other = new pg.Client({
    ...connectionSettings(databaseUrl),
    connectionTimeoutMillis: CHECK_TIMEOUT_MS,
    query_timeout: CHECK_TIMEOUT_MS,
  });
  other.on('error', () => undefined);
  await other.connect();
  try {
    await other.query(`listen ${CHANNEL}`);
    const heard = await hearsItself(other, (payload) => client.query('select pg_notify($1, $2)', [CHANNEL, payload]));
    if (heard) return [{ check, status: 'ok', detail: 'they arrive' }];
    return [{ check, status: 'warning', detail: 'LISTEN gets none, so logins are seconds late', next: DEAF_CURE }];
  } finally {
    await other.end();
  }
}

/** One host of each push service. A service behind a wildcard is asked at a host that is in use. */
const SERVICES: readonly (readonly [host: string, whose: string])[] = [
  ['fcm.googleapis.com', 'Chrome, Edge on Android, and most others'],
  ['updates.push.services.mozilla.com', 'Firefox'],
  ['web.push.apple.com', 'Safari, and everything on iOS'],
  ['wns2-par02p.notify.windows.com', 'Edge on Windows'],
];

/**
 * Checks that the push services can be reached from here, each within a time limit. Any answer counts: without a
 * subscription there is nothing that they could accept.
 * @returns also our clock minus a service's Date header, where one came (RFC 9110 section 6.6.1)
 */
export async function checkPushServices(
  config: Config,
  { fetch, clock }: Terminal,
): Promise<{ results: CheckResult[]; clockOffsetMs?: number }> {
  const more = config.pushHosts
    .filter((host) => !host.startsWith('*.'))
    .map((host) => [host, 'NOD_PUSH_HOSTS'] as const);
  const offsets: number[] = [];
  const results = await Promise.all(
    [...SERVICES, ...more].map(async ([host, whose]): Promise<CheckResult> => {
      const check = `push service ${host}`;
      const rewritten = config.pushRewrites.get(host);
      try {
        const beforeMs = clock();
        const response = await fetch(rewritten ?? `https://${host}/`, {
          method: 'HEAD',
          redirect: 'manual',
          signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
        });
        const dateMs = Date.parse(response.headers.get('date') ?? '');
        if (rewritten === undefined && Number.isFinite(dateMs)) {
          // The header has whole seconds: on average half a second has passed.
          offsets.push((beforeMs + clock()) / 2 - (dateMs + 500));
        }
        return { check, status: 'ok', detail: rewritten === undefined ? whose : `${whose}; rewritten for tests` };
      } catch (error) {
        return {
          check,
          // The demo works without internet, by pull.
          status: config.demo ? 'warning' : 'failed',
          detail: `not reachable (${networkReason(error)}); needed for ${whose}`,
          next: 'Allow outgoing HTTPS to it. Until then these devices see requests only while Nod is open.',
        };
      }
    }),
  );
  const [clockOffsetMs] = offsets.sort((a, b) => Math.abs(a) - Math.abs(b));
  return clockOffsetMs === undefined ? { results } : { results, clockOffsetMs };
}

/** Devices' proofs are accepted for 60 seconds (RFC 9449 section 11.1), and the server's clock is the only judge. */
const TOLERABLE_MS = 30_000;
const GOOD_MS = 3_000;

/** Judges our clock. @param offsetMs ours minus that of the source; undefined when there was no source */
export function checkClock(offsetMs: number | undefined, source: string): CheckResult {
  const check = 'clock';
  const next = 'Turn on time synchronisation (timedatectl set-ntp true), on the database server too.';
  if (offsetMs === undefined) {
    return {
      check,
      status: 'warning',
      detail: 'nothing to compare it with',
      next: 'Compare `date -u` with a clock you trust.',
    };
  }
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1);
  const detail = `${seconds} s ${offsetMs >= 0 ? 'ahead of' : 'behind'} ${source}`;
  if (Math.abs(offsetMs) > TOLERABLE_MS) return { check, status: 'failed', detail, next };
  if (Math.abs(offsetMs) > GOOD_MS) return { check, status: 'warning', detail, next };
  return { check, status: 'ok', detail: `within ${Math.ceil(Number(seconds)) || 1} s of ${source}` };
}

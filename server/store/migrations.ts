import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { loginByPush } from './migrations/0001-login-by-push.ts';
import { withdrawnDenials } from './migrations/0002-withdrawn-denials.ts';
import { originRequired } from './migrations/0003-origin-required.ts';
import { userVerification } from './migrations/0004-user-verification.ts';
import { decisionInReceipt } from './migrations/0005-decision-in-receipt.ts';
import { cheaperEvents } from './migrations/0006-cheaper-events.ts';
import { countedEvents } from './migrations/0007-counted-events.ts';
import { realms } from './migrations/0008-realms.ts';
import { quietRequests } from './migrations/0009-quiet-requests.ts';
import { features } from './migrations/0010-features.ts';
import { shownEndpoints } from './migrations/0011-shown-endpoints.ts';
import { retention } from './migrations/0012-retention.ts';
import { trust } from './migrations/0013-trust.ts';
import { announcementChannels } from './migrations/0014-announcement-channels.ts';
import { signs } from './migrations/0015-signs.ts';
import { recoveryDelay } from './migrations/0016-recovery-delay.ts';
import { fallbacksAndRecovery } from './migrations/0017-fallbacks-and-recovery.ts';
import { attachments } from './migrations/0018-attachments.ts';
import { parallelRequests } from './migrations/0019-parallel-requests.ts';
import { userLanguage } from './migrations/0020-user-language.ts';

/** What the two databases spell differently in a `create table`. */
export interface Dialect {
  kind: 'sqlite' | 'postgres';
  text: string;
  integer: string;
  /** A primary key that the database counts up. */
  serial: string;
  /** What follows a table's closing bracket; `rowless` for a table of short rows that are found by a composite key. */
  table: string;
  rowless: string;
}

export const DIALECTS: Readonly<Record<'sqlite' | 'postgres', Dialect>> = {
  sqlite: {
    kind: 'sqlite',
    text: 'text',
    integer: 'integer',
    // `autoincrement`: the id of a removed row is never given out again. Migration 0006 removed it from the events.
    serial: 'integer not null primary key autoincrement',
    table: ' strict',
    rowless: ' strict, without rowid',
  },
  postgres: {
    kind: 'postgres',
    // Sorted by bytes, as in SQLite: otherwise "the next page after this name" would depend on the server's locale.
    text: 'text collate "C"',
    integer: 'bigint',
    serial: 'bigint generated always as identity primary key',
    table: '',
    rowless: '',
  },
};

/** In the order of their names. A released migration is never changed, only followed by another. */
const MIGRATIONS: Readonly<Record<string, (dialect: Dialect) => string[]>> = {
  '0001-login-by-push': loginByPush,
  '0002-withdrawn-denials': withdrawnDenials,
  '0003-origin-required': originRequired,
  '0004-user-verification': userVerification,
  '0005-decision-in-receipt': decisionInReceipt,
  '0006-cheaper-events': cheaperEvents,
  '0007-counted-events': countedEvents,
  '0008-realms': realms,
  '0009-quiet-requests': quietRequests,
  '0010-features': features,
  '0011-shown-endpoints': shownEndpoints,
  '0012-retention': retention,
  '0013-trust': trust,
  '0014-announcement-channels': announcementChannels,
  '0015-signs': signs,
  '0016-recovery-delay': recoveryDelay,
  '0017-fallbacks-and-recovery': fallbacksAndRecovery,
  '0018-attachments': attachments,
  '0019-parallel-requests': parallelRequests,
  '0020-user-language': userLanguage,
};

/**
 * Brings the database to the newest schema. Safe when several processes start at once: PostgreSQL is locked by the
 * migrator itself, SQLite by the caller's `begin immediate`.
 * @param last for tests: the last migration to apply, which makes a database of an earlier release
 */
export async function migrate<T>(db: Kysely<T>, kind: 'sqlite' | 'postgres', last?: string): Promise<void> {
  if ((await newestApplied(db)) === Object.keys(MIGRATIONS).at(-1)) return;
  const migrations: Record<string, Migration> = {};
  for (const [name, statements] of Object.entries(MIGRATIONS)) {
    if (last !== undefined && name > last) break;
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

/** With this one look the usual start is done; the migrator would read the whole catalogue first. */
async function newestApplied<T>(db: Kysely<T>): Promise<string | undefined> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(
      db,
    );
    return rows[0]?.name;
  } catch {
    // There is no such table: a new database. The migrator will meet and report any other trouble.
    return undefined;
  }
}

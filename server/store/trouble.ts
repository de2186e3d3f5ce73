import pg from 'pg';

/**
 * The database can't be used at this moment: it can't be reached, doesn't answer in time, or has ended the connection.
 * `cause` is what the driver said.
 */
export class DatabaseUnavailable extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/**
 * SQLSTATEs of a server that can't serve now (https://www.postgresql.org/docs/current/errcodes-appendix.html): connection
 * exceptions, refused credentials, no resources (a full disk, too many connections), an operator's shutdown or a time
 * limit, system errors; a standby that takes no writes, an idle transaction that was ended, no such database, a lock that
 * wasn't to be had.
 */
const POSTGRES_OUTAGE = /^(?:08|28|53|57|58)|^(?:25006|25P03|3D000|55P03)$/;
/** Codes of https://www.sqlite.org/rescode.html: a lock of another process, a full, read-only or broken disk. */
const SQLITE_OUTAGE = /^SQLITE_(?:BUSY|FULL|READONLY|IOERR|CANTOPEN|PROTOCOL)/;

/** Whether this is the database's or the disk's trouble, which passes, and no fault of the server or the request. */
export function isOutage(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  if (error instanceof pg.DatabaseError) return POSTGRES_OUTAGE.test(error.code ?? '');
  return SQLITE_OUTAGE.test(codeOf(error));
}

/** Whether a unique index has refused a row: somebody else was first. */
export function isTaken(error: unknown): boolean {
  const code = codeOf(error);
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

/** Start-up parameters that Nod sets (postgres-connections.ts), for the pooler that passes none on. */
const POOLER_CURE =
  'Best let NOD_DATABASE_URL name PostgreSQL itself. Otherwise set ignore_startup_parameters = lock_timeout, statement_timeout, idle_in_transaction_session_timeout in pgbouncer.ini (docs/operations.md).';

/** Codes of the system and the databases that have a plain meaning and remedy. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database of NOD_DATABASE_URL does not answer: is PostgreSQL running at that address?',
  ENOTFOUND: 'The host of NOD_DATABASE_URL is not known.',
  '28P01': 'PostgreSQL refused the user name or password of NOD_DATABASE_URL.',
  '28000': 'PostgreSQL refused the user of NOD_DATABASE_URL (see pg_hba.conf).',
  '3D000': 'The database of NOD_DATABASE_URL does not exist: create it with createdb.',
  '42501': 'The user of NOD_DATABASE_URL may not create tables: make it the owner of the database.',
  '25006': 'The database of NOD_DATABASE_URL takes no writes: is it a standby?',
  '53100': 'The disk of PostgreSQL is full: make room there.',
  '53300': 'PostgreSQL has no connection left: raise max_connections, or let other programs use fewer.',
  '57P03': 'PostgreSQL is starting or stopping at this moment. Try again.',
  SQLITE_CANTOPEN: 'The database file in NOD_DATA_DIR can not be opened: may this user write to that directory?',
  SQLITE_READONLY: 'The database file in NOD_DATA_DIR is not writable for this user.',
  SQLITE_BUSY: 'The database is locked by another process for too long. Try again.',
  SQLITE_FULL: 'The disk of the data directory (NOD_DATA_DIR) is full: make room, then start again.',
  SQLITE_IOERR: 'The disk of the data directory (NOD_DATA_DIR) can not be read or written: is it full, or read-only?',
  SQLITE_NOTADB: 'The database file in NOD_DATA_DIR is damaged or not a database. Restore it from a backup.',
  SQLITE_CORRUPT: 'The database file in NOD_DATA_DIR is damaged. Restore it from a backup.',
  EACCES: 'This user may not read or write the data directory (NOD_DATA_DIR).',
  EROFS: 'The data directory (NOD_DATA_DIR) is on a read-only file system.',
  ENOSPC: 'The disk of the data directory (NOD_DATA_DIR) is full: make room, then start again.',
};

/** @returns what is wrong with the database or its disk, with a next step, for a person at a terminal; and its code */
export function explainTrouble(error: unknown): { code: string; words: string } | undefined {
  const cause = error instanceof DatabaseUnavailable ? error.cause : error;
  const code = codeOf(cause);
  // pgbouncer: "unsupported startup parameter: lock_timeout", with a code for everything that breaks its protocol.
  const parameter = /unsupported startup parameter(?: in options)?:? *"?(\w+)/.exec(
    cause instanceof Error ? cause.message : '',
  )?.[1];
  if (parameter !== undefined) {
    return {
      code,
      words: `The pooler of NOD_DATABASE_URL refuses the start-up parameter ${parameter}. ${POOLER_CURE}`,
    };
  }
  const words = WORDS[code] ?? WORDS[/^SQLITE_[A-Z]+/.exec(code)?.[0] ?? ''];
  if (words !== undefined) return { code, words };
  if (error instanceof DatabaseUnavailable) return { code: code || 'unavailable', words: error.message };
  return undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

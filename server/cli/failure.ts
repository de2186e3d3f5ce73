import { KeyFileError } from '../crypto/key-files.ts';
import { NodError, type NodErrorCode } from '../diagnostics/errors.ts';
import { ConfigError } from '../settings/config.ts';

/** Exit codes that scripts may rely on. `nod --help` lists them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3, config: 4, exists: 5 } as const;

/** Ends a command: one sentence for the person at the terminal, and where it helps, another with the next step. */
export class CommandFailure extends Error {
  readonly exitCode: number;
  readonly code: string;

  constructor(exitCode: number, code: string, message: string) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.code = code;
  }
}

export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(EXIT.usage, 'usage', message);
}

const EXIT_BY_CODE: Partial<Record<NodErrorCode, number>> = {
  request_malformed: EXIT.usage,
  realm_required: EXIT.usage,
  application_unknown: EXIT.notFound,
  realm_unknown: EXIT.notFound,
  user_unknown: EXIT.notFound,
  device_unknown: EXIT.notFound,
  username_taken: EXIT.exists,
  name_taken: EXIT.exists,
};

/** Codes of the system and the databases that have a plain meaning and remedy. */
const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database of NOD_DATABASE_URL does not answer: is PostgreSQL running at that address?',
  ENOTFOUND: 'The host of NOD_DATABASE_URL is not known.',
  '28P01': 'PostgreSQL refused the user name or password of NOD_DATABASE_URL.',
  '28000': 'PostgreSQL refused the user of NOD_DATABASE_URL (see pg_hba.conf).',
  '3D000': 'The database of NOD_DATABASE_URL does not exist: create it with createdb.',
  '42501': 'The user of NOD_DATABASE_URL may not create tables: make it the owner of the database.',
  SQLITE_CANTOPEN: 'The database file in NOD_DATA_DIR can not be opened: may this user write to that directory?',
  SQLITE_READONLY: 'The database file in NOD_DATA_DIR is not writable for this user.',
  SQLITE_BUSY: 'The database is locked by another process for too long. Try again.',
  SQLITE_NOTADB: 'The database file in NOD_DATA_DIR is damaged or not a database. Restore it from a backup.',
  SQLITE_CORRUPT: 'The database file in NOD_DATA_DIR is damaged. Restore it from a backup.',
  EACCES: 'This user may not read or write the data directory (NOD_DATA_DIR).',
  EROFS: 'The data directory (NOD_DATA_DIR) is on a read-only file system.',
  ENOSPC: 'The disk is full.',
};

/** Turns any error into what terminal and scripts get. Of an unexpected error only the first line is shown. */
export function toCommandFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof NodError) {
    return new CommandFailure(EXIT_BY_CODE[error.code] ?? EXIT.failed, error.code, error.message);
  }
  if (error instanceof ConfigError) return new CommandFailure(EXIT.config, 'config', error.message);
  if (error instanceof KeyFileError) return new CommandFailure(EXIT.config, `key_file_${error.code}`, error.message);
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = SYSTEM_WORDS[systemCode];
  if (words !== undefined) return new CommandFailure(EXIT.failed, systemCode, words);
  const line = error instanceof Error ? error.message.split('\n', 1)[0] : 'unknown error';
  return new CommandFailure(EXIT.failed, 'failed', `It did not work: ${line}`);
}

import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/**
 * Secret files: mode 0600 in a directory of mode 0700, written whole or not at all, and created by exactly one process.
 */
export type KeyFileErrorCode = 'permissions' | 'unreadable' | 'malformed' | 'busy';

/** The message names the file and what to do; it never shows what the file holds. */
export class KeyFileError extends Error {
  readonly code: KeyFileErrorCode;

  constructor(code: KeyFileErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'KeyFileError';
    this.code = code;
  }
}

const GROUP_OR_WORLD = 0o077;
const GROUP_OR_WORLD_WRITE = 0o022;

/** Windows has no such modes: Node shows every file as 0666 there. */
const hasModes = process.platform !== 'win32';

/** Creates the directory if it is missing. @throws KeyFileError permissions when others may write to it; unreadable */
export function openKeyDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new KeyFileError('unreadable', `The key directory ${directory} can't be created: ${reason(error)}.`, error);
  }
  const mode = statSync(directory).mode & 0o777;
  if (hasModes && (mode & GROUP_OR_WORLD_WRITE) !== 0) {
    throw new KeyFileError(
      'permissions',
      `The key directory ${directory} is writable by others (mode ${octal(mode)}), who could replace the server's keys. Run: chmod 700 ${directory}`,
    );
  }
}

/**
 * Reads a secret file, or creates it with what `make` gives. When several processes start at once, one of them creates
 * the file and all get the same content.
 * @throws KeyFileError permissions, unreadable
 */
export function readOrCreateKeyFile(file: string, make: () => Uint8Array): Buffer {
  const existing = readKeyFile(file);
  if (existing !== undefined) {
    return existing;
  }
  const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}.new`;
  try {
    writeDurably(draft, make());
    // A hard link fails when the name exists, and a rename doesn't: the first process wins, and its file is complete.
    linkSync(draft, file);
    syncDirectory(path.dirname(file));
  } catch (error) {
    if (!isCode(error, 'EEXIST')) {
      throw new KeyFileError('unreadable', `The key file ${file} can't be created: ${reason(error)}.`, error);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const created = readKeyFile(file);
  if (created === undefined) {
    throw new KeyFileError('unreadable', `The key file ${file} vanished while the server started. Start it again.`);
  }
  return created;
}

/**
 * Changes a key file: all of it or none of it, and never two processes at once.
 * @param change gets what the file holds and gives what it is to hold
 * @throws KeyFileError permissions, unreadable, busy; what `change` throws, which leaves the file as it was
 */
export async function changeKeyFile(file: string, change: (content: Buffer) => Promise<Uint8Array>): Promise<void> {
  const lock = `${file}.lock`;
  try {
    closeSync(openSync(lock, 'wx', 0o600));
  } catch (error) {
    if (!isCode(error, 'EEXIST')) {
      throw new KeyFileError('unreadable', `The key file ${file} can't be changed: ${reason(error)}.`, error);
    }
    throw new KeyFileError(
      'busy',
      `The key file ${file} is being changed by another command. If none is running, one was stopped in the middle, which did no harm: remove ${lock}`,
    );
  }
  try {
    const content = readKeyFile(file);
    if (content === undefined)
      throw new KeyFileError('unreadable', `There is no key file ${file}. Start the server once.`);
    const changed = await change(content);
    const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}.new`;
    try {
      writeDurably(draft, changed);
      renameSync(draft, file);
      syncDirectory(path.dirname(file));
    } catch (error) {
      throw new KeyFileError('unreadable', `The key file ${file} can't be changed: ${reason(error)}.`, error);
    } finally {
      rmSync(draft, { force: true });
    }
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @returns undefined where there is no such file. @throws KeyFileError permissions, unreadable */
export function readKeyFile(file: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return undefined;
    }
    throw new KeyFileError('unreadable', `The key file ${file} can't be read: ${reason(error)}.`, error);
  }
  closeSync(descriptor);
  const mode = statSync(file).mode & 0o777;
  if (hasModes && (mode & GROUP_OR_WORLD) !== 0) {
    throw new KeyFileError(
      'permissions',
      `The key file ${file} is open to other users of this machine (mode ${octal(mode)}). If nobody can have read it, run: chmod 600 ${file}`,
    );
  }
  return readFileSync(file);
}

function writeDurably(file: string, content: Uint8Array): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  chmodSync(file, 0o600);
}

/** Otherwise a power cut may take the new name away, and with it the keys that the first devices pinned. */
function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

function octal(mode: number): string {
  return mode.toString(8).padStart(3, '0');
}

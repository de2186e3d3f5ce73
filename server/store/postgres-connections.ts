import { TLSSocket } from 'node:tls';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Log } from '../diagnostics/log.ts';
import { DatabaseUnavailable } from './trouble.ts';

const POOL_SIZE = 16;
/** For a connection to be made, and for one of the pool to become free. */
const CONNECT_TIMEOUT_MS = 5_000;
/** A statement that waits longer than this for another transaction fails, and the request with it. */
const LOCK_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 8_000;
/** Longer than what PostgreSQL itself allows: this one is for a server or a network that says nothing at all. */
const ANSWER_TIMEOUT_MS = 10_000;
/** A transaction that a stuck process leaves open holds row locks; after this time PostgreSQL ends it. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/** The driver gives int8 as text, since it may exceed 2^53. Times in ms, counters and ids of events don't. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
  },
};

/** What all connections have in common; the one that listens, and the one that migrates, have no time limits. */
export function connectionSettings(databaseUrl: string): pg.PoolConfig {
  return {
    connectionString: databaseUrl,
    application_name: 'nod',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types,
  };
}

/** What connections for statements have; a pooler has to let these start-up parameters pass (trouble.ts). */
export function poolSettings(databaseUrl: string): pg.PoolConfig {
  return {
    ...connectionSettings(databaseUrl),
    max: POOL_SIZE,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
  };
}

/**
 * The pool for Kysely. What fails on the way to PostgreSQL, rather than there, is a DatabaseUnavailable. A connection that
 * has failed once is never used again: the answer that didn't come in time may still come, to another question.
 */
export function createPool(databaseUrl: string, log: Pick<Log, 'warn'>): PostgresPool {
  const pool = new pg.Pool(poolSettings(databaseUrl));
  // Without listeners an error would end the process. The pool listens to connections that are idle; the one below listens
  // to all of them, from their first moment to their last: PostgreSQL may end one in the middle of a transaction.
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const guarded = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw unavailable('The database can not be reached.', error);
      });
      // Kysely knows a connection by its client, so this is the same one each time.
      const known = guarded.get(client) ?? guard(client);
      guarded.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

function guard(client: pg.PoolClient): PostgresPoolClient {
  let broken: unknown;
  return {
    async query(text: unknown, values?: unknown) {
      if (broken !== undefined) throw unavailable('The connection to the database was lost.', broken);
      try {
        return await client.query(text as string, values as unknown[]);
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) broken = error;
        throw unavailable('The database does not answer.', error);
      }
    },
    release(discard?: boolean) {
      if (broken !== undefined) destroySocket(client);
      client.release(discard === true || broken !== undefined);
    },
    // Kysely's type also has cursors, which nobody here uses.
  } as unknown as PostgresPoolClient;
}

/** An error that PostgreSQL itself has answered with stays what it is: its code says more. */
function unavailable(message: string, error: unknown): unknown {
  return error instanceof pg.DatabaseError ? error : new DatabaseUnavailable(message, error);
}

/** Not in the driver's types. */
function socketOf(client: pg.ClientBase): { remoteAddress?: string; destroy(): void } | undefined {
  return (client as { connection?: { stream?: { remoteAddress?: string; destroy(): void } } }).connection?.stream;
}

/** To end a connection in order needs an answer, which a server that hangs doesn't give. */
export function destroySocket(client: pg.ClientBase): void {
  socketOf(client)?.destroy();
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/** @returns the server's address, where what is read and written there travels a network unencrypted */
export function unencryptedPeer(client: pg.ClientBase): string | undefined {
  const socket = socketOf(client);
  // A Unix socket has no address.
  const { remoteAddress } = socket ?? {};
  if (remoteAddress === undefined || LOOPBACK.test(remoteAddress) || socket instanceof TLSSocket) return undefined;
  return remoteAddress;
}

export const UNENCRYPTED_CURE =
  'Whoever can read along on that network reads and changes what is stored. Add ?sslmode=verify-full to NOD_DATABASE_URL.';

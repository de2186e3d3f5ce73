import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { PublicJwk } from '../../protocol/keys.ts';
import type { Account, Pairing } from '../account.ts';
import { AuthenticatorError } from '../errors.ts';
import type { First, HistoryItem, InboxItem, OutboxEntry } from '../inbox-item.ts';

/** A device key at rest. CryptoKeys are not extractable: they can be used here and read nowhere. */
export interface StoredKey {
  thumbprint: string;
  privateKey: CryptoKey;
  /** The second key, where it was made. In the same record, since it goes with the first. */
  offline?: { privateKey: CryptoKey; publicJwk: PublicJwk };
}

type RequestKey = [deviceId: string, challengeId: string];

export interface NodSchema extends DBSchema {
  accounts: { key: string; value: Account };
  keys: { key: string; value: StoredKey };
  pairings: { key: string; value: Pairing };
  clocks: { key: string; value: number };
  inbox: { key: RequestKey; value: InboxItem; indexes: { challengeId: string } };
  outbox: { key: RequestKey; value: OutboxEntry };
  history: { key: RequestKey; value: HistoryItem; indexes: { finalAtMs: number } };
  familiar: {
    key: [deviceId: string, kind: First, value: string];
    value: { deviceId: string; kind: First; value: string; atMs: number };
  };
  /** What a person chose on this device, whatever the account: `language`, a code of shared/languages. */
  settings: { key: 'language'; value: string };
}

type Upgrade = (
  db: IDBPDatabase<NodSchema>,
  tx: IDBPTransaction<NodSchema, StoreNames<NodSchema>[], 'versionchange'>,
) => void;

/** Row n takes a database from version n to n + 1. Rows are only ever added: people's keys live here. */
const upgrades: readonly Upgrade[] = [
  (db) => {
    db.createObjectStore('accounts', { keyPath: 'deviceId' });
    db.createObjectStore('keys', { keyPath: 'thumbprint' });
    db.createObjectStore('pairings', { keyPath: 'enrollmentId' });
    db.createObjectStore('clocks');
    db.createObjectStore('inbox', { keyPath: ['deviceId', 'challengeId'] }).createIndex('challengeId', 'challengeId');
    db.createObjectStore('outbox', { keyPath: ['deviceId', 'challengeId'] });
    db.createObjectStore('history', { keyPath: ['deviceId', 'challengeId'] }).createIndex('finalAtMs', 'finalAtMs');
    db.createObjectStore('familiar', { keyPath: ['deviceId', 'kind', 'value'] });
  },
  (db) => {
    db.createObjectStore('settings');
  },
];

export interface Database {
  /** Runs `work` on an open connection. @throws AuthenticatorError storage_refused when the browser lets nothing be kept */
  use<T>(work: (db: IDBPDatabase<NodSchema>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the authenticator's database when it is first used, and again whenever the connection was lost: a newer version
 * of the app wants to upgrade it, or iOS has cut it while the app was in the background (WebKit bug 197050).
 */
export function openDatabase(name = 'nod'): Database {
  let connection: Promise<IDBPDatabase<NodSchema>> | undefined;

  const connect = () => {
    connection ??= openDB<NodSchema>(name, upgrades.length, {
      upgrade: (db, oldVersion, _newVersion, tx) => {
        for (const upgrade of upgrades.slice(oldVersion)) upgrade(db, tx);
      },
      blocking: (_current, _blocked, event) => {
        connection = undefined;
        (event.target as IDBDatabase | null)?.close();
      },
      terminated: () => {
        connection = undefined;
      },
    }).catch((cause: unknown) => {
      connection = undefined;
      throw new AuthenticatorError('storage_refused', 'the database could not be opened', { cause });
    });
    return connection;
  };

  const attempt = async <T>(work: (db: IDBPDatabase<NodSchema>) => Promise<T>) => work(await connect());

  return {
    use: async (work) => {
      try {
        return await attempt(work);
      } catch (error) {
        if (isLostConnection(error)) {
          connection = undefined;
          return await attempt(work);
        }
        if (error instanceof DOMException && REFUSALS.has(error.name)) {
          throw new AuthenticatorError('storage_refused', `the browser keeps nothing: ${error.name}`, { cause: error });
        }
        throw error;
      }
    },
    close: async () => {
      const open = connection;
      connection = undefined;
      (await open)?.close();
    },
  };
}

/** No room is left; or the browser stores no keys, as in some private windows (DataCloneError). */
const REFUSALS: ReadonlySet<string> = new Set(['QuotaExceededError', 'DataCloneError']);

function isLostConnection(error: unknown): boolean {
  if (!(error instanceof DOMException)) return false;
  // InvalidStateError: transaction() on a closed connection. UnknownError: WebKit's "connection to the server lost".
  return error.name === 'InvalidStateError' || error.name === 'UnknownError';
}

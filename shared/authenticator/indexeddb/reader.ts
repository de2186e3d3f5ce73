import type { KeyReads, Reader } from '../ports.ts';
import type { Database } from './database.ts';
import { createInbox } from './inbox.ts';

/** @param now this device's clock, ms since the epoch */
export function createReader(database: Database, now: () => number): Reader {
  return { keys: createKeyReads(database), inbox: createInbox(database), now };
}

/** The reading part of the keys port. Apart from keys.ts, since a bundle with this has nothing that makes or uses a key. */
export function createKeyReads(database: Database): KeyReads {
  return {
    accounts: async () => {
      const accounts = await database.use((db) => db.getAll('accounts'));
      return accounts.sort((a, b) => a.addedAtMs - b.addedAtMs);
    },

    account: (deviceId) => database.use((db) => db.get('accounts', deviceId)),

    // Read rather than counted: a key that is listed but can't be read back is as good as deleted.
    hasKey: (thumbprint) =>
      database
        .use((db) => db.get('keys', thumbprint))
        .then(
          (stored) => stored !== undefined,
          () => false,
        ),

    pairings: () => database.use((db) => db.getAll('pairings')),

    clockOffsetMs: async (issuer) => (await database.use((db) => db.get('clocks', issuer))) ?? 0,
  };
}

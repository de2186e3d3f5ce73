import { generateDeviceKey, generateOfflineKey } from '../../protocol/keys.ts';
import { AuthenticatorError } from '../errors.ts';
import type { Keys } from '../ports.ts';
import type { Database } from './database.ts';
import { createKeyReads } from './reader.ts';

/** The keys port on IndexedDB. */
export function createKeys(database: Database): Keys {
  return {
    ...createKeyReads(database),

    generate: async () => {
      const { privateKey, publicJwk, kid } = await generateDeviceKey();
      await database.use((db) => db.put('keys', { thumbprint: kid, privateKey }));
      return { signingKey: { kid, privateKey }, publicJwk };
    },

    tryOut: async () => {
      try {
        const { privateKey, kid } = await generateDeviceKey();
        await database.use((db) => db.put('keys', { thumbprint: kid, privateKey }));
        const kept = await database.use((db) => db.get('keys', kid));
        await database.use((db) => db.delete('keys', kid));
        await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, kept?.privateKey as CryptoKey, new Uint8Array(1));
      } catch (cause) {
        if (cause instanceof AuthenticatorError) throw cause;
        throw new AuthenticatorError('storage_refused', 'a key could not be kept and used again', { cause });
      }
    },

    signingKey: async (thumbprint) => {
      const stored = await database.use((db) => db.get('keys', thumbprint));
      if (!stored) throw keyMissing();
      return { kid: thumbprint, privateKey: stored.privateKey };
    },

    ensureOfflineKey: async (thumbprint) => {
      const made = await generateOfflineKey();
      return database.use(async (db) => {
        const tx = db.transaction('keys', 'readwrite');
        const stored = await tx.store.get(thumbprint);
        const offline = stored?.offline ?? made;
        if (stored && !stored.offline) await tx.store.put({ ...stored, offline });
        await tx.done;
        if (!stored) throw keyMissing();
        return offline.publicJwk;
      });
    },

    offlineKey: (thumbprint) =>
      database.use((db) => db.get('keys', thumbprint)).then((stored) => stored?.offline?.privateKey),

    addAccount: (account) =>
      database.use(async (db) => {
        const tx = db.transaction(['accounts', 'pairings'], 'readwrite');
        const accounts = tx.objectStore('accounts');
        const existing = await accounts.get(account.deviceId);
        if (!existing) await accounts.put(account);
        for (const pairing of await tx.objectStore('pairings').getAll()) {
          if (pairing.thumbprint === account.thumbprint) await tx.objectStore('pairings').delete(pairing.enrollmentId);
        }
        await tx.done;
        return existing ?? account;
      }),

    changeAccount: (deviceId, change) =>
      database.use(async (db) => {
        const tx = db.transaction('accounts', 'readwrite');
        const account = await tx.store.get(deviceId);
        const changed = account && change(account);
        if (changed) await tx.store.put(changed);
        await tx.done;
        return changed;
      }),

    removeAccount: (deviceId) =>
      database.use(async (db) => {
        const tx = db.transaction(['accounts', 'keys'], 'readwrite');
        const account = await tx.objectStore('accounts').get(deviceId);
        if (account) {
          await tx.objectStore('keys').delete(account.thumbprint);
          await tx.objectStore('accounts').delete(deviceId);
        }
        await tx.done;
      }),

    keepPairing: async (pairing) => {
      await database.use((db) => db.put('pairings', pairing));
    },

    endPairing: (enrollmentId) =>
      database.use(async (db) => {
        const tx = db.transaction(['accounts', 'keys', 'pairings'], 'readwrite');
        const pairing = await tx.objectStore('pairings').get(enrollmentId);
        if (pairing) {
          const accounts = await tx.objectStore('accounts').getAll();
          if (!accounts.some((account) => account.thumbprint === pairing.thumbprint)) {
            await tx.objectStore('keys').delete(pairing.thumbprint);
          }
          await tx.objectStore('pairings').delete(enrollmentId);
        }
        await tx.done;
      }),

    changeClockOffset: (issuer, change) =>
      database.use(async (db) => {
        const tx = db.transaction('clocks', 'readwrite');
        await tx.store.put(change((await tx.store.get(issuer)) ?? 0), issuer);
        await tx.done;
      }),
  };
}

function keyMissing(): AuthenticatorError {
  return new AuthenticatorError('key_missing', 'the key of this account is gone');
}

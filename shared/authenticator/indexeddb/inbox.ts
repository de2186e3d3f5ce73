import type { HistoryItem, RequestId } from '../inbox-item.ts';
import type { Inbox } from '../ports.ts';
import type { Database } from './database.ts';

const keyOf = ({ deviceId, challengeId }: RequestId): [string, string] => [deviceId, challengeId];
/** All keys that begin with this device's id: in IndexedDB's order an array comes after every string. */
const allOf = (deviceId: string) => IDBKeyRange.bound([deviceId], [deviceId, []]);

/** The inbox port on IndexedDB. */
export function createInbox(database: Database): Inbox {
  return {
    add: (item) =>
      database.use(async (db) => {
        const tx = db.transaction('inbox', 'readwrite');
        const existing = await tx.store.get(keyOf(item));
        if (!existing) await tx.store.put(item);
        await tx.done;
        return existing ? { item: existing, added: false } : { item, added: true };
      }),

    get: (id) => database.use((db) => db.get('inbox', keyOf(id))),

    find: (challengeId) => database.use((db) => db.getAllFromIndex('inbox', 'challengeId', challengeId)),

    waiting: async () => {
      const items = await database.use((db) => db.getAll('inbox'));
      return items.filter((item) => !item.ended).sort((a, b) => b.claims.iat - a.claims.iat);
    },

    change: (id, change) =>
      database.use(async (db) => {
        const tx = db.transaction('inbox', 'readwrite');
        const item = await tx.store.get(keyOf(id));
        const changed = item && change(item);
        if (changed) await tx.store.put(changed);
        await tx.done;
        return changed;
      }),

    hold: (entry, mayReplace) =>
      database.use(async (db) => {
        const tx = db.transaction('outbox', 'readwrite');
        const existing = await tx.store.get(keyOf(entry));
        const held = !existing || mayReplace(existing);
        if (held) await tx.store.put(entry);
        await tx.done;
        return held ? { held } : { held, existing };
      }),

    changeOutbox: (id, change) =>
      database.use(async (db) => {
        const tx = db.transaction('outbox', 'readwrite');
        const entry = await tx.store.get(keyOf(id));
        const changed = entry && change(entry);
        if (changed) await tx.store.put(changed);
        else if (entry) await tx.store.delete(keyOf(id));
        await tx.done;
      }),

    outbox: () => database.use((db) => db.getAll('outbox')),

    keepHistory: (items) =>
      database.use(async (db) => {
        const tx = db.transaction('history', 'readwrite');
        // What the server alone knows of a line stays when this device writes down its own end of it.
        const keep = async (item: HistoryItem) => {
          const before = await tx.store.get([item.deviceId, item.challengeId]);
          await tx.store.put({ ...before, ...item });
        };
        await Promise.all(items.map(keep));
        await tx.done;
      }),

    history: ({ limit, deviceId }) =>
      database.use(async (db) => {
        const found = [];
        let cursor = await db.transaction('history').store.index('finalAtMs').openCursor(null, 'prev');
        while (cursor && found.length < limit) {
          if (deviceId === undefined || cursor.value.deviceId === deviceId) found.push(cursor.value);
          cursor = await cursor.continue();
        }
        return found;
      }),

    familiar: async (deviceId) => {
      const known = await database.use((db) => db.getAll('familiar', allOf(deviceId)));
      return known.map(({ kind, value }) => ({ kind, value }));
    },

    learn: (deviceId, what, atMs) =>
      database.use(async (db) => {
        const tx = db.transaction('familiar', 'readwrite');
        await Promise.all(what.map(({ kind, value }) => tx.store.put({ deviceId, kind, value, atMs })));
        await tx.done;
      }),

    tidy: ({ beforeMs, historyLimit }) =>
      database.use(async (db) => {
        const tx = db.transaction(['inbox', 'outbox', 'history'], 'readwrite');
        const inbox = tx.objectStore('inbox');
        for (const item of await inbox.getAll()) {
          if (Math.max(item.expiresAtMs, item.ended?.atMs ?? 0) < beforeMs) await inbox.delete(keyOf(item));
        }
        const outbox = tx.objectStore('outbox');
        for (const entry of await outbox.getAll()) {
          if (entry.expiresAtMs < beforeMs) await outbox.delete(keyOf(entry));
        }
        let kept = 0;
        let cursor = await tx.objectStore('history').index('finalAtMs').openCursor(null, 'prev');
        while (cursor) {
          kept += 1;
          if (kept > historyLimit) await cursor.delete();
          cursor = await cursor.continue();
        }
        await tx.done;
      }),

    forgetDevice: (deviceId) =>
      database.use(async (db) => {
        const tx = db.transaction(['inbox', 'outbox', 'history', 'familiar'], 'readwrite');
        await Promise.all([
          tx.objectStore('inbox').delete(allOf(deviceId)),
          tx.objectStore('outbox').delete(allOf(deviceId)),
          tx.objectStore('history').delete(allOf(deviceId)),
          tx.objectStore('familiar').delete(allOf(deviceId)),
        ]);
        await tx.done;
      }),
  };
}

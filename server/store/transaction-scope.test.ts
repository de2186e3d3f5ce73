import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Store } from './store.ts';
import { onBothStores, userRow } from './testing.ts';

const usersOf = (store: Store) => store.db.selectFrom('users').select('id').orderBy('id').execute();

onBothStores('inside a transaction', (fresh) => {
  test.each(['transaction', 'relaxed'] as const)(
    'store.db throws at once, for reads and writes, and the store goes on (%s)',
    async (kind) => {
      const store = await fresh();
      const refused = /store\.db was used inside a transaction/;
      await store[kind](async (trx) => {
        await trx.insertInto('users').values(userRow('usr_1')).execute();
        const startedMs = performance.now();
        await expect(usersOf(store)).rejects.toThrow(refused);
        await expect(store.db.insertInto('users').values(userRow('usr_2')).execute()).rejects.toThrow(refused);
        await expect(sql`select 1`.execute(store.db)).rejects.toThrow(refused);
        // Neither the statement nor the transaction waits for the other.
        expect(performance.now() - startedMs).toBeLessThan(1000);
      });
      expect(await usersOf(store)).toEqual([{ id: 'usr_1' }]);
    },
  );

  test('no transaction is opened inside another', async () => {
    const store = await fresh();
    const refused = /a transaction was opened inside a transaction/;
    await store.transaction(async () => {
      await expect(store.transaction(async () => 1)).rejects.toThrow(refused);
      await expect(store.relaxed(async () => 1)).rejects.toThrow(refused);
    });
    expect(await store.transaction(async () => 2)).toBe(2);
  });

  test('store.db has no way to open a transaction past the store', async () => {
    const store = await fresh();
    for (const way of ['transaction', 'startTransaction', 'connection', 'destroy', 'withoutPlugins']) {
      expect(way in store.db, way).toBe(false);
    }
  });

  test('a query that was built outside a transaction also throws when it runs inside', async () => {
    const store = await fresh();
    const built = store.db.selectFrom('users').select('id');
    await store.transaction(async () => {
      await expect(built.execute()).rejects.toThrow(/inside a transaction/);
    });
    expect(await built.execute()).toEqual([]);
  });

  test('a compiled query throws too, though the compiler no longer sees it', async () => {
    const store = await fresh();
    const compiled = store.db.selectFrom('users').select('id').compile();
    await store.transaction(async () => {
      await expect(store.db.executeQuery(compiled)).rejects.toThrow(/inside a transaction/);
    });
    expect((await store.db.executeQuery(compiled)).rows).toEqual([]);
  });

  test('requests beside a transaction read and write, and don’t see what it hasn’t committed', async () => {
    const store = await fresh();
    const inside = Promise.withResolvers<void>();
    const beside = inside.promise.then(() => usersOf(store));
    const failing = store.transaction(async (trx) => {
      await trx.insertInto('users').values(userRow('usr_1')).execute();
      inside.resolve();
      await sleep(20);
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await beside).toEqual([]);
  });

  test('work that a transaction started and left behind may read once it has ended', async () => {
    const store = await fresh();
    let leftBehind: Promise<unknown> | undefined;
    await store.transaction(async (trx) => {
      await trx.insertInto('users').values(userRow('usr_1')).execute();
      leftBehind = sleep(20).then(() => usersOf(store));
    });
    expect(await leftBehind).toEqual([{ id: 'usr_1' }]);
  });
});

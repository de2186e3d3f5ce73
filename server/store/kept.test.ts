import { expect, test } from 'vitest';
import type { Store } from './store.ts';
import { onBothStores, openAgain } from './testing.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

async function addKey({ db }: Store, id: string): Promise<void> {
  await db
    .insertInto('applications')
    .values({
      id: `app_${id}`,
      name: 'Wiki',
      origins: '[]',
      match: 'code',
      origin_required: 0,
      digits: 6,
      ttl_seconds: 60,
      reveal_denial: 1,
      webhook_url: null,
      webhook_username: null,
      webhook_password_sealed: null,
      created_at_ms: 0,
    })
    .execute();
  await db
    .insertInto('api_keys')
    .values({
      id,
      application_id: `app_${id}`,
      secret_hash: 'h',
      scopes: 'first',
      created_at_ms: 0,
      expires_at_ms: null,
    })
    .execute();
}

const setScopes = (db: Store['db'], scopes: string) => db.updateTable('api_keys').set({ scopes }).execute();

/** Reads a key's scopes, and counts how often the database was asked. */
function reader(store: Store) {
  const asked: string[] = [];
  const scopesOf = store.kept(async (id) => {
    asked.push(id);
    const row = await store.db.selectFrom('api_keys').select('scopes').where('id', '=', id).executeTakeFirst();
    return row?.scopes;
  });
  return { asked, scopesOf };
}

onBothStores('kept reads', (fresh) => {
  test('what is written here is seen by the next read, and so is what a transaction has written', async () => {
    const store = await fresh();
    await addKey(store, 'k1');
    const { scopesOf } = reader(store);
    expect(await scopesOf('k1')).toBe('first');
    await setScopes(store.db, 'second');
    expect(await scopesOf('k1')).toBe('second');
    await store.transaction((trx) => setScopes(trx, 'third'));
    expect(await scopesOf('k1')).toBe('third');
    await store.db.deleteFrom('applications').execute();
    expect(await scopesOf('k1')).toBeUndefined();
  });

  test('what another process has written is seen in the next turn', async () => {
    const store = await fresh();
    await addKey(store, 'k1');
    const { scopesOf } = reader(store);
    expect(await scopesOf('k1')).toBe('first');
    const other = await openAgain(store);
    await setScopes(other.db, 'elsewhere');
    await nextTurn();
    expect(await scopesOf('k1')).toBe('elsewhere');
    await other.close();
  });

  test('nobody sees what isn’t committed, nor keeps what was rolled back', async () => {
    const store = await fresh();
    await addKey(store, 'k1');
    const { scopesOf } = reader(store);
    expect(await scopesOf('k1')).toBe('first');
    let during: Promise<string | undefined> | undefined;
    const undone = store.transaction(async (trx) => {
      await setScopes(trx, 'never');
      during = scopesOf('k1');
      await nextTurn();
      throw new Error('changed its mind');
    });
    await expect(undone).rejects.toThrow('changed its mind');
    expect(await during).toBe('first');
    expect(await scopesOf('k1')).toBe('first');
  });

  test('a read that runs while somebody writes is not kept', async () => {
    const store = await fresh();
    await addKey(store, 'k1');
    const scopesOf = store.kept(async (id) => {
      const row = await store.db.selectFrom('api_keys').select('scopes').where('id', '=', id).executeTakeFirst();
      if (row?.scopes === 'first') await setScopes(store.db, 'second');
      return row?.scopes;
    });
    expect(await scopesOf('k1')).toBe('first');
    expect(await scopesOf('k1')).toBe('second');
  });

  test('what isn’t there is looked for each time', async () => {
    const store = await fresh();
    const { asked, scopesOf } = reader(store);
    expect(await scopesOf('k1')).toBeUndefined();
    expect(await scopesOf('k1')).toBeUndefined();
    expect(asked).toEqual(['k1', 'k1']);
  });

  test('SQLite isn’t asked again while only other tables are written to', async () => {
    const store = await fresh();
    await addKey(store, 'k1');
    const { asked, scopesOf } = reader(store);
    for (const id of ['p1', 'p2', 'p3']) {
      expect(await scopesOf('k1')).toBe('first');
      await store.transaction((trx) => trx.insertInto('used_proofs').values({ id, expires_at_ms: 1 }).execute());
      await nextTurn();
    }
    expect(asked).toHaveLength(store.kind === 'sqlite' ? 1 : 3);
  });
});

import { Kysely, PostgresDialect, sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from './migrations.ts';
import { createPool } from './postgres-connections.ts';
import type { Store } from './store.ts';
import { locationOf, onBothStores, openAgain } from './testing.ts';

onBothStores('migrations', (fresh) => {
  test('a database of a newer version is refused, not used and not changed', async () => {
    const store = await fresh();
    const row = { name: '9999-from-the-future', timestamp: '2030-01-01T00:00:00.000Z' };
    await sql`insert into kysely_migration (name, timestamp) values (${row.name}, ${row.timestamp})`.execute(store.db);
    try {
      await expect(openAgain(store)).rejects.toThrow(/9999-from-the-future/);
    } finally {
      // The test database will be used again.
      await sql`delete from kysely_migration where name = ${row.name}`.execute(store.db);
    }
  });

  test('a second opening migrates nothing and keeps the rows', async () => {
    const store = await fresh();
    await store.db.insertInto('used_proofs').values({ id: 'kept', expires_at_ms: 1 }).execute();
    const other = await openAgain(store);
    const migrations = await sql`select name from kysely_migration`.execute(other.db);
    expect(migrations.rows).toHaveLength((await sql`select name from kysely_migration`.execute(store.db)).rows.length);
    expect(await other.db.selectFrom('used_proofs').select('id').execute()).toEqual([{ id: 'kept' }]);
    await other.close();
  });

  test('several processes that start on an empty database all get the tables', async () => {
    const store = await fresh();
    // Three processes with an empty SQLite file: scripts/nod.test.ts.
    if (store.kind === 'sqlite') return;
    await sql.raw('drop schema public cascade').execute(store.db);
    await sql.raw('create schema public').execute(store.db);
    const others = await Promise.all([openAgain(store), openAgain(store), openAgain(store)]);
    for (const other of others) {
      expect(await other.db.selectFrom('users').selectAll().execute()).toEqual([]);
      await other.close();
    }
  });

  test('how long logins are kept: a new database limits it, one in use is left as it was', async () => {
    const store = await fresh();
    const kept = (of: Pick<Store, 'db'>) =>
      of.db.selectFrom('server_state').select('retention_days').executeTakeFirstOrThrow();
    expect(await kept(store)).toEqual({ retention_days: 365 });
    // Of SQLite: upgrade.test.ts.
    const { databaseUrl } = locationOf(store);
    if (databaseUrl === undefined) return;
    await sql.raw('drop schema public cascade; create schema public').execute(store.db);
    const db = new Kysely({
      dialect: new PostgresDialect({ pool: createPool(databaseUrl, { warn: () => undefined }) }),
    });
    await migrate(db, 'postgres', '0007-counted-events');
    await sql`insert into users (id, username, display_name, consecutive_failures, blocked_until_ms, last_success_ms, created_at_ms)
      values ('usr_1', 'alice', 'Alice', 0, 0, 0, 1)`.execute(db);
    await db.destroy();
    const other = await openAgain(store);
    expect(await kept(other)).toEqual({ retention_days: 0 });
    await other.close();
  });
});

import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { ChallengesTable } from './schema.ts';
import type { Store } from './store.ts';
import { onBothStores, openAgain } from './testing.ts';

const user = (id: string, username = id) => ({
  id,
  username,
  display_name: 'A',
  consecutive_failures: 0,
  blocked_until_ms: 0,
  last_success_ms: 0,
  created_at_ms: 1_785_000_000_123,
});

async function insertChallenge(store: Store): Promise<ChallengesTable> {
  const challenge: ChallengesTable = {
    id: 'chl_1',
    user_id: 'usr_1',
    application_id: 'app_1',
    state: 'pending',
    jws: 'a.b.c',
    match: 'none',
    digits: 0,
    code_mac: null,
    attempts: 0,
    door: null,
    source_ip: '',
    created_at_ms: 1,
    expires_at_ms: 2,
    final_at_ms: null,
    decided_by: null,
    decision_jws: null,
    receipt_jws: null,
  };
  await store.db.insertInto('users').values(user('usr_1')).execute();
  await store.db
    .insertInto('applications')
    .values({
      id: 'app_1',
      name: 'A',
      origins: '[]',
      match: 'code',
      digits: 6,
      ttl_seconds: 120,
      reveal_denial: 1,
      webhook_url: null,
      webhook_username: null,
      webhook_password_sealed: null,
      created_at_ms: 1,
    })
    .execute();
  await store.db.insertInto('challenges').values(challenge).execute();
  return challenge;
}

onBothStores('store', (fresh) => {
  test('a fresh store answers and is empty', async () => {
    const store = await fresh();
    await store.ping();
    expect(await store.db.selectFrom('users').selectAll().execute()).toEqual([]);
  });

  test('rows come back as they were written: times and counters are numbers, null is null', async () => {
    const store = await fresh();
    const challenge = await insertChallenge(store);
    expect(await store.db.selectFrom('challenges').selectAll().executeTakeFirst()).toEqual(challenge);
    expect(await store.db.selectFrom('users').selectAll().executeTakeFirst()).toEqual(user('usr_1'));
    const count = await store.db
      .selectFrom('challenges')
      .select((is) => is.fn.countAll<number>().as('n'))
      .executeTakeFirst();
    expect(count).toEqual({ n: 1 });
  });

  test('of many conditional updates at once exactly one changes the row', async () => {
    const store = await fresh();
    // Two connections of one process can't wait for each other in SQLite; there, one is what a server has.
    const other = store.kind === 'sqlite' ? store : await openAgain(store);
    await insertChallenge(store);
    try {
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? store : other).db
            .transaction()
            .execute((trx) =>
              trx
                .updateTable('challenges')
                .set({ state: 'approved', final_at_ms: index })
                .where('id', '=', 'chl_1')
                .where('state', '=', 'pending')
                .executeTakeFirst(),
            ),
        ),
      );
      expect(results.filter((result) => result.numUpdatedRows === 1n)).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  test('transactions of two processes that read first and then write both succeed', async () => {
    const store = await fresh();
    const other = await openAgain(store);
    await store.db.insertInto('users').values(user('usr_1')).execute();
    const raise = (at: Store) =>
      at.db.transaction().execute(async (trx) => {
        await trx.selectFrom('users').select('id').execute();
        await trx
          .updateTable('users')
          .set((row) => ({ consecutive_failures: row('consecutive_failures', '+', 1) }))
          .where('id', '=', 'usr_1')
          .execute();
      });
    try {
      // One after the other from each, since a synchronous driver can't wait for another connection of its own process.
      for (let round = 0; round < 5; round += 1) {
        await raise(store);
        await raise(other);
      }
      const row = await other.db.selectFrom('users').select('consecutive_failures').executeTakeFirst();
      expect(row?.consecutive_failures).toBe(10);
    } finally {
      await other.close();
    }
  });

  test('a failed transaction leaves nothing, and the next one works', async () => {
    const store = await fresh();
    const failing = store.db.transaction().execute(async (trx) => {
      await trx.insertInto('users').values(user('usr_1')).execute();
      await trx.insertInto('users').values(user('usr_2', 'usr_1')).execute();
    });
    await expect(failing).rejects.toThrow();
    expect(await store.db.selectFrom('users').selectAll().execute()).toEqual([]);
    await store.db.transaction().execute((trx) => trx.insertInto('users').values(user('usr_3')).execute());
    expect(await store.db.selectFrom('users').select('id').execute()).toEqual([{ id: 'usr_3' }]);
  });

  test('what belongs to nobody is refused', async () => {
    const store = await fresh();
    const orphan = store.db
      .insertInto('quarantines')
      .values({ user_id: 'usr_none', application_id: 'app_none', strikes: 1, until_ms: 1 })
      .execute();
    await expect(orphan).rejects.toThrow(/foreign key/i);
  });

  test('names sort by code point, whatever the locale of the database', async () => {
    const store = await fresh();
    const names = ['Z', 'a', 'B', 'ä', '_', '-'];
    for (const name of names)
      await store.db
        .insertInto('users')
        .values(user(`usr_${name}`, name))
        .execute();
    const rows = await store.db.selectFrom('users').select('username').orderBy('username').execute();
    expect(rows.map((row) => row.username)).toEqual([...names].sort());
  });

  test('a second process opens the same database while the first runs, and sees its rows', async () => {
    const store = await fresh();
    const others = await Promise.all([openAgain(store), openAgain(store), openAgain(store)]);
    await store.db.insertInto('users').values(user('usr_1')).execute();
    for (const other of others) {
      expect(await other.db.selectFrom('users').select('id').execute()).toEqual([{ id: 'usr_1' }]);
      await other.close();
    }
  });

  test('closing twice is closing once', async () => {
    const store = await fresh();
    await Promise.all([store.close(), store.close()]);
    await store.close();
    await expect(store.ping()).rejects.toThrow();
  });

  describe('queries of a login use an index', () => {
    const queries = {
      'devices of a user': `select * from devices where user_id = 'u' and state = 'active'`,
      'device by thumbprint': `select * from devices where thumbprint = 't'`,
      'pending of a pair': `select id from challenges where user_id = 'u' and application_id = 'a' and state = 'pending'`,
      'pushes of late': `select count(*) from challenges where user_id = 'u' and created_at_ms > 5`,
      'to expire': `select id from challenges where state = 'pending' and expires_at_ms <= 5`,
      'deliveries due': 'select * from deliveries where next_attempt_ms <= 5',
      'deliveries of a challenge': `select * from deliveries where challenge_id = 'c'`,
      'ticket by code': `select * from enrollments where lookup = 'ABCD' and state = 'open'`,
      'ticket by token': `select * from enrollments where token_hash = 't'`,
      'events of a user': `select * from events where user_id = 'u' order by id desc limit 50`,
      'proofs to forget': 'select id from used_proofs where expires_at_ms < 5',
    };
    test.each(Object.entries(queries))('%s', async (_name, query) => {
      const store = await fresh();
      if (store.kind === 'sqlite') {
        const plan = await sql<{ detail: string }>`explain query plan ${sql.raw(query)}`.execute(store.db);
        for (const { detail } of plan.rows) expect(detail).toMatch(/^SEARCH .* USING .*(INDEX|PRIMARY KEY)/);
      } else {
        await store.db.connection().execute(async (connection) => {
          // On an empty table reading all of it is cheapest; forbidden, it tells whether there is another way.
          await sql`set enable_seqscan = off`.execute(connection);
          const plan = await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(query)}`.execute(connection);
          const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
          expect(text).toMatch(/Index/);
          expect(text).not.toMatch(/Seq Scan/);
        });
      }
    });
  });
});

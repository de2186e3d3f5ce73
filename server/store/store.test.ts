import { type Compilable, CompiledQuery, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { ChallengeRow, Db } from './schema.ts';
import type { Store } from './store.ts';
import { onBothStores, openAgain, TEST_REALM, userRow } from './testing.ts';

async function insertChallenge(store: Store): Promise<ChallengeRow> {
  const challenge: ChallengeRow = {
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
    receipt_jws: null,
    withdrawn_at_ms: null,
    quiet: 0,
    parallel: 0,
    rings: 1,
    kept: 1,
    wrong_answers: '',
    cancel_reason: null,
    vouches_for: null,
    fallback: null,
    disowned_at_ms: null,
    disowned_by: null,
  };
  await store.db.insertInto('users').values(userRow('usr_1')).execute();
  await store.db
    .insertInto('applications')
    .values({
      id: 'app_1',
      realm_id: TEST_REALM.id,
      name: 'A',
      origins: '[]',
      match: 'code',
      origin_required: 0,
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
    await store.checkWrites();
    expect(await store.db.selectFrom('users').selectAll().execute()).toEqual([]);
  });

  test('rows are read as they were written: times and counters are numbers, null is null', async () => {
    const store = await fresh();
    const challenge = await insertChallenge(store);
    expect(await store.db.selectFrom('challenges').selectAll().executeTakeFirst()).toEqual(challenge);
    expect(await store.db.selectFrom('users').selectAll().executeTakeFirst()).toEqual(userRow('usr_1'));
    const count = await store.db
      .selectFrom('challenges')
      .select((is) => is.fn.countAll<number>().as('n'))
      .executeTakeFirst();
    expect(count).toEqual({ n: 1 });
  });

  test('of many simultaneous conditional updates exactly one changes the row', async () => {
    const store = await fresh();
    // In SQLite two connections of one process can't wait for each other; a server has only one there.
    const other = store.kind === 'sqlite' ? store : await openAgain(store);
    await insertChallenge(store);
    try {
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? store : other).transaction((trx) =>
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
    await store.db.insertInto('users').values(userRow('usr_1')).execute();
    const raise = (at: Store) =>
      at.transaction(async (trx) => {
        await trx.selectFrom('users').select('id').execute();
        await trx
          .updateTable('users')
          .set((row) => ({ consecutive_failures: row('consecutive_failures', '+', 1) }))
          .where('id', '=', 'usr_1')
          .execute();
      });
    try {
      // In turns, since a synchronous driver can't wait for another connection of its own process.
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

  test('a transaction that swallowed an error is never believed to be committed when it was not', async () => {
    const store = await fresh();
    const outcome = await store
      .transaction(async (trx) => {
        await trx.insertInto('users').values(userRow('usr_1')).execute();
        await trx
          .insertInto('users')
          .values(userRow('usr_1'))
          .execute()
          .catch(() => undefined);
        return 'done';
      })
      .catch(() => 'refused');
    const rows = await store.db.selectFrom('users').select('id').execute();
    expect(rows).toHaveLength(outcome === 'done' ? 1 : 0);
  });

  test('a failed transaction leaves nothing, and the next one works', async () => {
    const store = await fresh();
    const failing = store.transaction(async (trx) => {
      await trx.insertInto('users').values(userRow('usr_1')).execute();
      await trx.insertInto('users').values(userRow('usr_2', 'usr_1')).execute();
    });
    await expect(failing).rejects.toThrow();
    expect(await store.db.selectFrom('users').selectAll().execute()).toEqual([]);
    await store.transaction((trx) => trx.insertInto('users').values(userRow('usr_3')).execute());
    expect(await store.db.selectFrom('users').select('id').execute()).toEqual([{ id: 'usr_3' }]);
  });

  test('a row without an owner is refused', async () => {
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
        .values(userRow(`usr_${name}`, name))
        .execute();
    const rows = await store.db.selectFrom('users').select('username').orderBy('username').execute();
    expect(rows.map((row) => row.username)).toEqual([...names].sort());
  });

  test('a second process opens the same database while the first runs, and sees its rows', async () => {
    const store = await fresh();
    const others = await Promise.all([openAgain(store), openAgain(store), openAgain(store)]);
    await store.db.insertInto('users').values(userRow('usr_1')).execute();
    for (const other of others) {
      expect(await other.db.selectFrom('users').select('id').execute()).toEqual([{ id: 'usr_1' }]);
      await other.close();
    }
  });

  test('closing twice is closing once', async () => {
    const store = await fresh();
    await Promise.all([store.close(), store.close()]);
    await store.close();
    await expect(store.checkWrites()).rejects.toThrow();
  });

  describe('queries of a login use an index', () => {
    // With bound values, as the server runs them; a partial index needs its condition as a literal.
    const pending = sql.lit('pending' as const);
    const queries: Record<string, (db: Db) => Compilable> = {
      'devices of a user': (db) =>
        db.selectFrom('devices').selectAll().where('user_id', '=', 'u').where('state', '=', 'active'),
      'device by thumbprint': (db) => db.selectFrom('devices').selectAll().where('thumbprint', '=', 't'),
      'user by name': (db) =>
        db.selectFrom('users').selectAll().where('realm_id', '=', 'r').where('username', '=', 'u'),
      'key with its application': (db) =>
        db
          .selectFrom('api_keys')
          .innerJoin('applications', 'applications.id', 'api_keys.application_id')
          .select('name')
          .where('api_keys.id', '=', 'k'),
      'pending of a pair': (db) =>
        db
          .selectFrom('challenges')
          .select('id')
          .where('user_id', '=', 'u')
          .where('application_id', '=', 'a')
          .where('state', '=', pending)
          .where('quiet', '=', sql.lit(0))
          .where('parallel', '=', sql.lit(0)),
      'pushes of late': (db) =>
        db
          .selectFrom('challenges')
          .select('id')
          .where('user_id', '=', 'u')
          .where('kept', '=', sql.lit(1))
          .where('created_at_ms', '>', 5)
          .orderBy('created_at_ms', 'desc'),
      'quiet ones of a pair': (db) =>
        db
          .selectFrom('challenges')
          .select('id')
          .where('user_id', '=', 'u')
          .where('application_id', '=', 'a')
          .where('state', '=', pending)
          .where('quiet', '=', sql.lit(1)),
      'quiet ones to forget': (db) =>
        db.selectFrom('challenges').select('id').where('kept', '=', sql.lit(0)).where('final_at_ms', '<=', 5),
      'challenges to expire': (db) =>
        db
          .selectFrom('challenges')
          .select('id')
          .where('state', '=', pending)
          .where('expires_at_ms', '<=', 5)
          .orderBy('expires_at_ms'),
      'deliveries due': (db) =>
        db.selectFrom('deliveries').selectAll().where('next_attempt_ms', '<=', 5).orderBy('next_attempt_ms'),
      'deliveries of a challenge': (db) => db.selectFrom('deliveries').selectAll().where('challenge_id', '=', 'c'),
      'ticket by code': (db) =>
        db.selectFrom('enrollments').selectAll().where('lookup', '=', 'ABCD').where('state', '=', 'open'),
      'ticket by token': (db) => db.selectFrom('enrollments').selectAll().where('token_hash', '=', 't'),
      'proofs to forget': (db) => db.deleteFrom('used_proofs').where('expires_at_ms', '<', 5),
      'answers to forget': (db) => db.deleteFrom('idempotency_keys').where('created_at_ms', '<', 5),
    };

    test('every one of them, without sorting', async () => {
      const store = await fresh();
      for (const [name, build] of Object.entries(queries)) {
        const { sql: text, parameters } = build(store.db).compile();
        if (store.kind === 'sqlite') {
          const plan = await store.db.executeQuery<{ detail: string }>(
            CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
          );
          for (const { detail } of plan.rows) {
            expect(detail, name).toMatch(/^SEARCH .* USING .*(INDEX|PRIMARY KEY)/);
          }
          continue;
        }
        await store.transaction(async (trx) => {
          // On an empty table a full scan is cheapest. With scans forbidden the plan shows whether an index would do.
          await sql`set local enable_seqscan = off`.execute(trx);
          await sql`set local enable_bitmapscan = off`.execute(trx);
          const plan = await trx.executeQuery<{ 'QUERY PLAN': string }>(
            CompiledQuery.raw(`explain ${text}`, [...parameters]),
          );
          const lines = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
          expect(lines, name).toMatch(/Index/);
          expect(lines, name).not.toMatch(/Seq Scan|Sort Key/);
        });
      }
    });
  });
});

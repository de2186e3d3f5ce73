import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { finishRemovals } from '../devices/removal.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn } from './testing-engine.ts';

const BY = { reason: 'her laptop was stolen', madeBy: 'olga' };

async function world(store: Store) {
  const engine = await engineOn(store);
  const device = await engine.addDevice();
  const ask = () => engine.challenges.create({ application: engine.application, username: 'alice' });
  const told = async () =>
    (await store.db.selectFrom('announcements').select('what').orderBy('at_ms').orderBy('id').execute()).map(
      ({ what }) => what,
    );
  return { ...engine, device, ask, told };
}

onBothStores('lock, unlock and delete', (fresh) => {
  test('N16: locking ends what waits, and what is asked from then on is refused; unlocking lets in again', async () => {
    const { challenges, alice, application, ask, decide, device, told, events, time } = await world(await fresh());
    const waiting = await ask();
    expect(await challenges.lockUser(alice.id, BY)).toBe(true);
    expect(await challenges.get(application, waiting.id)).toMatchObject({ state: 'canceled' });
    await expect(decide(device, waiting.id, { code: waiting.code ?? '' })).rejects.toMatchObject({
      code: 'challenge_final',
    });
    await expect(ask()).rejects.toMatchObject({ code: 'user_locked' });
    time.nowMs += 1000;
    expect(await challenges.lockUser(alice.id, { ...BY, reason: 'another' })).toBe(false);
    expect(await challenges.unlockUser(alice.id, BY)).toBe(true);
    expect(await challenges.unlockUser(alice.id, BY)).toBe(false);
    const again = await ask();
    expect(await decide(device, again.id, { code: again.code ?? '' })).toMatchObject({ state: 'approved' });
    expect(await told()).toEqual(['user.locked', 'user.unlocked']);
    const log = (await events())
      .filter(({ type }) => type.startsWith('user.'))
      .map(({ type, detail }) => [type, detail]);
    expect(log.slice(1)).toEqual([
      ['user.locked', JSON.stringify(BY)],
      ['user.unlocked', JSON.stringify({ madeBy: 'olga' })],
    ]);
  });

  test('N16: of a lock and an answer at the same moment one is first, and nothing is approved after the lock', async () => {
    const { challenges, alice, ask, decide, device, store } = await world(await fresh());
    const waiting = await ask();
    const [, answered] = await Promise.allSettled([
      challenges.lockUser(alice.id, BY),
      decide(device, waiting.id, { code: waiting.code ?? '' }),
    ]);
    const { state } = await store.db.selectFrom('challenges').select('state').executeTakeFirstOrThrow();
    expect(state).toBe(answered.status === 'fulfilled' ? 'approved' : 'canceled');
    await expect(ask()).rejects.toMatchObject({ code: 'user_locked' });
  });

  test('a reason that can’t be read, and a user that isn’t there, change nothing', async () => {
    const { challenges, alice, ask, decide, device } = await world(await fresh());
    for (const reason of ['', 'two\nlines', 'x'.repeat(201)]) {
      await expect(challenges.lockUser(alice.id, { ...BY, reason })).rejects.toMatchObject({
        code: 'request_malformed',
      });
    }
    const nobody = `usr_${'n'.repeat(22)}`;
    for (const work of [challenges.lockUser, challenges.unlockUser, challenges.deleteUser]) {
      await expect(work(nobody, BY)).rejects.toMatchObject({ code: 'user_unknown' });
    }
    const { id, code = '' } = await ask();
    expect(await decide(device, id, { code })).toMatchObject({ state: 'approved' });
  });

  test('N16: locking ends tickets, visits to the account page and unused codes of the operator’s', async () => {
    const { challenges, alice, store, time } = await world(await fresh());
    await fillTables(store, { user_id: alice.id }, ['enrollments', 'account_sessions', 'bypass_codes']);
    await store.db.updateTable('enrollments').set({ state: 'claimed' }).execute();
    await store.db
      .updateTable('bypass_codes')
      .set({ expires_at_ms: time.nowMs + 1000, used_at_ms: null })
      .execute();
    await challenges.lockUser(alice.id, BY);
    expect(await store.db.selectFrom('enrollments').select('state').execute()).toEqual([{ state: 'closed' }]);
    expect(await store.db.selectFrom('account_sessions').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('bypass_codes').selectAll().execute()).toEqual([]);
  });

  test('N16: locking ends a removal that a device has ordered: the other one stays suspended, also after unlocking', async () => {
    const { challenges, alice, addDevice, accounts, device, store, core, time } = await world(await fresh());
    const removal = {
      state: 'suspended',
      suspension: 'removal',
      suspended_by: device.row.id,
      activated_at_ms: 1,
    } as const;
    const due = { ...removal, suspended_at_ms: time.nowMs, removal_at_ms: time.nowMs + 1 };
    const mine = await addDevice('alice', due);
    await accounts.createUser({ username: 'bob' });
    const bobs = await addDevice('bob', due);
    const states = async () =>
      Promise.all(
        [mine, bobs].map(async ({ row: { id } }) => {
          const { state, removal_at_ms: at } = await store.db
            .selectFrom('devices')
            .select(['state', 'removal_at_ms'])
            .where('id', '=', id)
            .executeTakeFirstOrThrow();
          return [state, at];
        }),
      );
    await challenges.lockUser(alice.id, BY);
    time.nowMs += 1;
    await finishRemovals(core);
    await challenges.unlockUser(alice.id, BY);
    await finishRemovals(core);
    // Another user's goes on.
    expect(await states()).toEqual([
      ['suspended', null],
      ['revoked', null],
    ]);
  });

  test('a deleted user is gone from every table, and the log keeps ids alone', async () => {
    const { challenges, alice, application, addDevice, accounts, ask, decide, device, store } = await world(
      await fresh(),
    );
    const bob = await accounts.createUser({ username: 'bob' });
    await addDevice('bob');
    const { id, code = '' } = await ask();
    await decide(device, id, { code });
    const pending = await ask();
    const announcementId = `ann_${'x'.repeat(22)}`;
    const ids = {
      user_id: alice.id,
      device_id: device.row.id,
      challenge_id: id,
      announcement_id: announcementId,
      application_id: application.id,
    };
    await store.db
      .insertInto('announcements')
      .values({
        id: announcementId,
        user_id: alice.id,
        what: 'device.added',
        by_whom: 'operator',
        at_ms: 1,
        detail: '{}',
      })
      .execute();
    // A table that a later migration adds is filled here, and looked through below, like any other.
    const filled = await fillTables(store, ids);
    expect(filled).toContain('recovery_codes');
    expect(filled).toContain('vouches');
    const wanted = [alice.id, 'alice', device.row.id, device.row.thumbprint, id, pending.id, announcementId];
    expect((await tracesOf(store, wanted)).map(({ table }) => table)).toEqual(expect.arrayContaining(filled));

    await challenges.deleteUser(alice.id, BY);
    const left = await tracesOf(store, wanted);
    expect(left.filter(({ table }) => table !== 'events')).toEqual([]);
    for (const { row } of left)
      expect([row.detail, row.source_ip, row.device_ip]).toEqual([expect.any(String), null, null]);
    const details = left.map(({ row }) => row.detail);
    expect(new Set(details)).toEqual(new Set(['{}', '{"madeBy":"olga"}']));
    expect(JSON.stringify(left)).not.toContain('"alice"');
    await expect(challenges.get(application, id)).rejects.toMatchObject({ code: 'challenge_unknown' });
    await expect(ask()).rejects.toMatchObject({ code: 'user_unknown' });
    expect((await store.db.selectFrom('devices').select('user_id').execute()).map((row) => row.user_id)).toEqual([
      bob.id,
    ]);
  });

  test('a name that was freed means the next person of that name, who has nothing of the one before', async () => {
    const { challenges, accounts, alice, application, ask, decide, device, store } = await world(await fresh());
    const { id, code = '' } = await ask();
    await accounts.renameUser(alice.id, 'alice.b', { madeBy: 'olga' });
    // What was asked before goes on, since it was asked of the person and not of the name.
    expect(await decide(device, id, { code })).toMatchObject({ state: 'approved' });
    await expect(ask()).rejects.toMatchObject({ code: 'user_unknown' });
    const next = await accounts.createUser({ username: 'alice' });
    expect(next.id).not.toBe(alice.id);
    await expect(ask()).rejects.toMatchObject({ code: 'no_active_device' });
    const again = await challenges.create({ application, username: 'alice.b' });
    expect(await decide(device, again.id, { code: again.code ?? '' })).toMatchObject({ state: 'approved' });
    await expect(accounts.renameUser(next.id, 'ALICE.B', { madeBy: 'olga' })).rejects.toMatchObject({
      code: 'username_taken',
    });
    const subjects = await store.db.selectFrom('challenges').select('user_id').distinct().execute();
    expect(subjects).toEqual([{ user_id: alice.id }]);
  });
});

type Ids = Readonly<Record<string, string>>;

const tablesOf = (store: Store) => store.transaction((trx) => trx.introspection.getTables());

const isText = (dataType: string) => /text|char/i.test(dataType);

/**
 * Gives every table that tells of a user, a device, a request or a notice a row of these, unless it has one.
 * @returns the tables that have one
 */
async function fillTables(store: Store, ids: Ids, only?: readonly string[]): Promise<string[]> {
  const { db } = store;
  const tables = await tablesOf(store);
  const filled: string[] = [];
  for (const { name, columns } of tables) {
    const named = columns.filter((column) => column.name in ids && column.name !== 'application_id');
    if (named.length === 0 || (only && !only.includes(name)) || name === 'events') continue;
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(db);
    filled.push(name);
    if (Number(rows[0]?.n) > 0) continue;
    const values = columns.flatMap(({ name: column, isNullable, dataType }) => {
      const value = ids[column] ?? (isNullable ? undefined : isText(dataType) ? 'x' : 1);
      return value === undefined ? [] : [[column, value] as const];
    });
    await sql`insert into ${sql.table(name)} (${sql.join(values.map(([column]) => sql.ref(column)))})
      values (${sql.join(values.map(([, value]) => value))})`.execute(db);
  }
  return filled;
}

/** The rows of all tables in which one of these stands. */
async function tracesOf(store: Store, wanted: readonly string[]) {
  const { db } = store;
  const found: { table: string; row: Record<string, unknown> }[] = [];
  for (const { name } of await tablesOf(store)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    for (const row of rows) {
      const text = Object.values(row).filter((value) => typeof value === 'string');
      if (text.some((value) => wanted.some((one) => value === one || (one.length > 20 && value.includes(one))))) {
        found.push({ table: name, row });
      }
    }
  }
  return found;
}

import { expect, test, vi } from 'vitest';
import { prepared, preparedUpdate } from './prepared.ts';
import { onBothStores } from './testing.ts';

const byNames = prepared<{ username: string; failures: number }>()((db, value) =>
  db
    .selectFrom('users as u')
    .leftJoin('quarantines as q', (join) => join.onRef('q.user_id', '=', 'u.id').on('q.strikes', '>', 3))
    .select(['u.id', 'q.strikes'])
    .where('u.username', '=', value('username'))
    .where('u.consecutive_failures', '<', value('failures'))
    .where('u.display_name', 'in', ["O'Hara", 'Jo\\', '?', "'); --"])
    .where('u.id', '!=', 'nobody')
    .limit(5),
);

const userBy = prepared<{ id: string }>()((db, value) =>
  db.selectFrom('users').select(['id', 'consecutive_failures']).where('id', '=', value('id')),
);
const countFailure = preparedUpdate<{ id: string }>()((db, value) =>
  db
    .updateTable('users')
    .set((is) => ({ consecutive_failures: is('consecutive_failures', '+', 1) }))
    .where('id', '=', value('id')),
);
const fresher = (id: string) => ({
  id,
  username: id,
  display_name: id,
  consecutive_failures: 0,
  blocked_until_ms: 0,
  last_success_ms: 0,
  created_at_ms: 0,
});

onBothStores('prepared queries', (fresh) => {
  test('outside a transaction nobody sees what it hasn’t committed, nor adds to it', async () => {
    const { db, transaction } = await fresh();
    await db.insertInto('users').values(fresher('usr_1')).execute();
    let halfDone = () => {};
    const untilHalfDone = new Promise<void>((resolve) => {
      halfDone = resolve;
    });
    const failing = transaction(async (trx) => {
      expect(await countFailure(trx, { id: 'usr_1' })).toBe(1);
      expect(await userBy(trx, { id: 'usr_1' })).toEqual([{ id: 'usr_1', consecutive_failures: 1 }]);
      halfDone();
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('changed its mind');
    });
    await untilHalfDone;
    const read = userBy(db, { id: 'usr_1' });
    const refused = expect(failing).rejects.toThrow('changed its mind');
    expect(await read).toEqual([{ id: 'usr_1', consecutive_failures: 0 }]);
    expect(await countFailure(db, { id: 'usr_1' })).toBe(1);
    await refused;
    expect(await userBy(db, { id: 'usr_1' })).toEqual([{ id: 'usr_1', consecutive_failures: 1 }]);
    expect(await countFailure(db, { id: 'nobody' })).toBe(0);
  });

  test('what the database refuses rejects, inside and outside, and leaves no transaction open', async () => {
    const { db, transaction } = await fresh();
    const add = preparedUpdate<{ id: string }>()((held, value) =>
      held.insertInto('users').values({ ...fresher('x'), id: value('id'), username: value('id') }),
    );
    await add(db, { id: 'usr_1' });
    await expect(add(db, { id: 'usr_1' })).rejects.toThrow(/unique/i);
    await expect(transaction((trx) => add(trx, { id: 'usr_1' }))).rejects.toThrow(/unique/i);
    await transaction((trx) => add(trx, { id: 'usr_2' }));
    expect(await userBy(db, { id: 'usr_2' })).toHaveLength(1);
  });

  test('what the code fixes stands in the text, what changes is bound, whatever either holds', async () => {
    const { db } = await fresh();
    const names = ["O'Hara", 'Jo\\', '?', "'); --", 'somebody else'];
    for (const name of names) {
      const rest = { consecutive_failures: 0, blocked_until_ms: 0, last_success_ms: 0, created_at_ms: 0 };
      await db
        .insertInto('users')
        .values({ id: name, username: name, display_name: name, ...rest })
        .execute();
    }
    for (const username of names) {
      const expected = username === 'somebody else' ? [] : [{ id: username, strikes: null }];
      expect(await byNames(db, { username, failures: 1 })).toEqual(expected);
      expect(await byNames(db, { username, failures: 0 })).toEqual([]);
    }
  });

  test('SQLite is shown no bare value that could change its plan', async () => {
    const { db, kind } = await fresh();
    const compiled = vi.spyOn(Object.getPrototypeOf(db.getExecutor()), 'compileQuery');
    const once = prepared<{ id: string; most: number }>()((held, value) =>
      held
        .selectFrom('challenges')
        .select('id')
        .where('state', '=', 'pending')
        .where('id', '=', value('id'))
        .limit(value('most')),
    );
    await once(db, { id: 'chl_1', most: 3 });
    const sql = compiled.mock.results.at(-1)?.value.sql;
    compiled.mockRestore();
    expect(sql).toContain(`"state" = 'pending'`);
    expect(sql).toContain(kind === 'sqlite' ? `"id" = likely(?)` : `"id" = $1`);
    expect(sql).toContain(kind === 'sqlite' ? 'limit likely(?)' : 'limit $2');
  });
});

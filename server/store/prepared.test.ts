import { expect, test, vi } from 'vitest';
import { prepared } from './prepared.ts';
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

onBothStores('prepared queries', (fresh) => {
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
    const once = prepared<{ id: string }>()((held, value) =>
      held.selectFrom('challenges').select('id').where('state', '=', 'pending').where('id', '=', value('id')),
    );
    await once(db, { id: 'chl_1' });
    const sql = compiled.mock.results.at(-1)?.value.sql;
    compiled.mockRestore();
    expect(sql).toContain(`"state" = 'pending'`);
    expect(sql).toContain(kind === 'sqlite' ? `"id" = likely(?)` : `"id" = $1`);
  });
});

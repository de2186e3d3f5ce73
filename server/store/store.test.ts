import { expect, test } from 'vitest';
import { onBothStores } from './testing.ts';

onBothStores('store', (fresh) => {
  test('a fresh store answers and is empty', async () => {
    const store = await fresh();
    await store.ping();
    expect(await store.db.selectFrom('users').selectAll().execute()).toEqual([]);
  });
});

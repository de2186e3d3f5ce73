import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { type Attempt, recordHealth, subscriptionOf } from './deliveries.ts';
import { pushWorld } from './testing-world.ts';

onBothStores('what pushes say about devices', (fresh) => {
  it('two challenges of the same devices are recorded at once, whatever order their answers came in', async () => {
    const store = await fresh();
    const world = await pushWorld(store);
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push((await world.addDevice()).id);
    const rows = await Promise.all(ids.map((id) => world.deviceRow(id)));
    const attempts = (state: (index: number) => Attempt['state']): Attempt[] =>
      rows.map((row, index) => ({
        target: {
          deviceId: row.id,
          state: 'queued',
          attempts: 0,
          subscription: subscriptionOf(row),
          pushHealth: '',
          pushHealthAtMs: 0,
        },
        state: state(index),
        statusCode: 0,
        tried: true,
        nextAttemptMs: null,
      }));
    const one = attempts((index) => (index % 2 === 0 ? 'sent' : 'failed'));
    const other = attempts((index) => (index % 2 === 0 ? 'failed' : 'sent')).reverse();
    for (let round = 0; round < 20; round++) {
      await Promise.all([one, other].map((all) => store.relaxed((trx) => recordHealth(trx, all, round))));
    }
    const last = attempts((index) => (index === 0 ? 'gone' : 'sent'));
    await store.relaxed((trx) => recordHealth(trx, last, 99));
    const after = await Promise.all(ids.map((id) => world.deviceRow(id)));
    expect(after.map((row) => row.push_health)).toEqual(['gone', ...Array(7).fill('sent')]);
    expect(after.map((row) => row.endpoint === null)).toEqual([true, ...Array(7).fill(false)]);
  });
});

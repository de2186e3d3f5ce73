import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import type { Store } from './store.ts';
import { onBothStores, openAgain } from './testing.ts';

/** Resolves at the next wake of a topic. */
function nextWake(store: Store, topic: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.bus.subscribe(topic, () => {
      stop();
      resolve();
    });
  });
}

onBothStores('bus', (fresh) => {
  test('publishing wakes the subscribers of that topic and no others', async () => {
    const { bus } = await fresh();
    const [one, two, other] = [vi.fn(), vi.fn(), vi.fn()];
    bus.subscribe('challenge:1', one);
    bus.subscribe('challenge:1', two);
    bus.subscribe('challenge:2', other);
    await bus.publish('challenge:1');
    expect(one).toHaveBeenCalled();
    expect(two).toHaveBeenCalled();
    expect(other).not.toHaveBeenCalled();
  });

  test('an ended subscription is not woken, even when it ends within a wake', async () => {
    const { bus } = await fresh();
    const calls: string[] = [];
    const stopFirst = bus.subscribe('t', () => {
      calls.push('first');
      stopFirst();
      stopFirst();
    });
    const wake = () => calls.push('same function');
    const stopOne = bus.subscribe('t', wake);
    bus.subscribe('t', wake);
    stopOne();
    await bus.publish('t');
    await bus.publish('t');
    expect(calls.filter((call) => call === 'first')).toHaveLength(1);
    expect(calls.filter((call) => call === 'same function').length).toBeGreaterThanOrEqual(2);
  });

  test('a subscriber that throws does not keep others asleep, nor fail the publisher', async () => {
    const { bus } = await fresh();
    const after = vi.fn();
    bus.subscribe('t', () => {
      throw new Error('in a subscriber');
    });
    bus.subscribe('t', after);
    await bus.publish('t');
    expect(after).toHaveBeenCalled();
  });

  test('a change by another process wakes waiters here', async () => {
    const store = await fresh();
    const other = await openAgain(store);
    try {
      const woken = nextWake(store, 'challenge:1');
      await other.db.insertInto('used_proofs').values({ id: 'a', expires_at_ms: 1 }).execute();
      await other.bus.publish('challenge:1');
      await woken;
    } finally {
      await other.close();
    }
  });

  test('topics are data: they arrive with quotes, with unicode, and when they are long', async () => {
    const store = await fresh();
    const other = await openAgain(store);
    try {
      for (const topic of [`user:'; drop table users; --`, 'user:"ä\\', `user:${'x'.repeat(4000)}`]) {
        const woken = nextWake(store, topic);
        await other.db.insertInto('used_proofs').values({ id: topic, expires_at_ms: 1 }).execute();
        await other.bus.publish(topic);
        await woken;
      }
    } finally {
      await other.close();
    }
  });

  test('a lost listening connection comes back, and wakes all subscribers since they may have missed a wake', async () => {
    const store = await fresh();
    if (store.kind === 'sqlite') return;
    const woken = nextWake(store, 'challenge:1');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen %'`.execute(store.db);
    await woken;
    const other = await openAgain(store);
    try {
      const again = nextWake(store, 'challenge:1');
      await other.bus.publish('challenge:1');
      await again;
    } finally {
      await other.close();
    }
  });
});

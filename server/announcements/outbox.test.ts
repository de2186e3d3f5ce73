import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { locationOf, onBothStores, openAgain } from '../store/testing.ts';
import { claimNext, finish, forgetDone, LEASE_MS, RETRY_AFTER_MS } from './outbox.ts';
import { announcementsWorld } from './testing-world.ts';
import { createChannelWorker } from './worker.ts';

onBothStores('the outbox', (fresh) => {
  test('N14: what a push service does not take is tried again, for a day, then given up and still seen', async () => {
    const world = await announcementsWorld(await fresh());
    const phone = await world.addDevice();
    world.outcomes.set(phone.id, 'failed');
    await world.announce({ what: 'device.removed' });
    await world.announcements.sendDue();
    await world.announcements.sendDue();
    expect(world.told).toHaveLength(1);
    for (const waitMs of RETRY_AFTER_MS) {
      world.time.nowMs += waitMs * 1.2 + 1;
      await world.announcements.sendDue();
    }
    expect(world.told).toHaveLength(1 + RETRY_AFTER_MS.length);
    expect(await world.outbox()).toMatchObject([{ state: 'failed', answer: 'push failed', next_attempt_ms: null }]);
    expect(RETRY_AFTER_MS.reduce((sum, ms) => sum + ms, 0) / 3_600_000).toBeCloseTo(24, -1);
    // It is forgotten with the month.
    await forgetDone(world.store.db, world.time.nowMs + 29 * 86_400_000);
    expect(await world.outbox()).toHaveLength(1);
    await forgetDone(world.store.db, world.time.nowMs + 31 * 86_400_000);
    expect(await world.outbox()).toEqual([]);
  });

  test('N14: a try that ended with its process is made again by the next', async () => {
    const world = await announcementsWorld(await fresh());
    await world.addDevice();
    await world.announce({ what: 'device.removed' });
    // Taken by a process that dies.
    expect(await claimNext(world.store, 'device', [], world.time.nowMs)).toBeDefined();
    await world.announcements.sendDue();
    expect(world.told).toEqual([]);
    world.time.nowMs += LEASE_MS;
    await world.announcements.sendDue();
    expect(world.told).toHaveLength(1);
    expect(await world.outbox()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  test('one row is taken at a time, whatever plan the database makes', async () => {
    const store = await fresh();
    const world = await announcementsWorld(store);
    for (let at = 0; at < 5; at++) await world.addDevice();
    await world.announce({ what: 'device.removed' });
    if (locationOf(store).databaseUrl !== undefined) {
      const named = await sql<{ name: string }>`select current_database() as name`.execute(store.db);
      const name = sql.id(named.rows[0]?.name ?? '');
      // So it plans by itself where its statistics say that the table is small.
      for (const way of ['hashjoin', 'mergejoin', 'material', 'hashagg', 'sort', 'bitmapscan', 'indexscan']) {
        await sql`alter database ${name} set ${sql.raw(`enable_${way}`)} = off`.execute(store.db);
      }
    }
    const other = await openAgain(store);
    try {
      expect(await claimNext(other, 'device', [], world.time.nowMs)).toBeDefined();
    } finally {
      await other.close();
    }
    const due = (await world.outbox()).filter(({ next_attempt_ms: at }) => at !== null && at <= world.time.nowMs);
    expect(due).toHaveLength(4);
  });

  test('two processes send each row once', async () => {
    const world = await announcementsWorld(await fresh());
    for (let at = 0; at < 5; at++) await world.addDevice();
    for (let at = 0; at < 5; at++) await world.announce({ what: 'device.removed' });
    const other = world.open();
    await Promise.all([world.announcements.sendDue(), other.sendDue()]);
    expect(world.told).toHaveLength(25);
    await other.stop();
  });

  test('a process that was slower than its lease writes nothing over what the next one wrote', async () => {
    const world = await announcementsWorld(await fresh());
    await world.addDevice();
    await world.announce({ what: 'device.removed' });
    const late = await claimNext(world.store, 'device', [], world.time.nowMs);
    world.time.nowMs += LEASE_MS;
    await world.announcements.sendDue();
    if (late === undefined) throw new Error('nothing was due');
    await finish(world.store.db, late, { state: 'failed', answer: 'late' }, world.time.nowMs, 0);
    expect(await world.outbox()).toMatchObject([{ state: 'sent', answer: '' }]);
  });

  test('a target that hangs holds up nobody else, and gets one thing at a time', async () => {
    const world = await announcementsWorld(await fresh());
    const hanging = await world.addDevice();
    const others = [await world.addDevice(), await world.addDevice()];
    for (let at = 0; at < 3; at++) await world.announce({ what: 'device.removed' });
    let waiting = 0;
    const sent: string[] = [];
    const held = Promise.withResolvers<void>();
    const worker = createChannelWorker(world.core, 'device', async ({ target }, signal) => {
      if (target === hanging.id) {
        waiting++;
        signal.addEventListener('abort', () => held.resolve());
        await held.promise;
        return { state: 'retry', answer: 'ended' };
      }
      sent.push(target);
      return { state: 'sent' };
    });
    const done = worker.sendDue();
    await expect.poll(() => sent.length).toBe(6);
    expect(new Set(sent)).toEqual(new Set(others.map(({ id }) => id)));
    expect(waiting).toBe(1);
    // A stop ends what hangs; it is due again after the next start.
    await worker.stop();
    await done;
    const rows = await world.outbox();
    expect(rows.filter(({ target, next_attempt_ms: at }) => target === hanging.id && at !== null)).toHaveLength(3);
  });

  test('it sends by itself once it was started', async () => {
    const world = await announcementsWorld(await fresh());
    await world.addDevice();
    world.announcements.start();
    await world.announce({ what: 'device.removed' });
    await expect.poll(() => world.told.length, { timeout: 5_000 }).toBe(1);
  });
});

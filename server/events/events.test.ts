import { expect, test } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { listEvents } from './list.ts';
import { countEvent, type NewEvent, recordEvent } from './record.ts';

onBothStores('events', (fresh) => {
  test('M1: an event keeps where the login came from and where the answer came from', async () => {
    const { db } = await fresh();
    const event: NewEvent = {
      type: 'challenge.reported',
      atMs: 1_785_000_000_000,
      userId: 'usr_1',
      applicationId: 'app_1',
      challengeId: 'chl_1',
      deviceId: 'dev_1',
      sourceIp: '203.0.113.9',
      deviceIp: '2001:db8::1',
      detail: { title: `Sign in '); drop table events; --`, nested: { 'a\0b': [1, null, 'ä'] } },
    };
    await recordEvent(db, event);
    const { items } = await listEvents(db, { limit: 5 });
    expect(items).toEqual([{ ...event, id: items[0]?.id, count: 1, lastAtMs: null }]);
  });

  test('pages go back in time without gap or repetition while new events arrive', async () => {
    const { db } = await fresh();
    const record = (index: number) => recordEvent(db, { type: 'user.created', atMs: index, userId: 'usr_1' });
    for (let index = 0; index < 7; index += 1) await record(index);
    await recordEvent(db, { type: 'user.created', atMs: 100, userId: 'usr_2' });
    const seen: number[] = [];
    let beforeId: number | undefined;
    do {
      const page = await listEvents(db, { userId: 'usr_1', beforeId, limit: 3 });
      seen.push(...page.items.map((event) => event.atMs));
      beforeId = page.nextBeforeId ?? undefined;
      await record(50);
    } while (beforeId !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
  });

  test('M2: a time narrows, also where the log is long; what happened again since then is there', async () => {
    const { db } = await fresh();
    const hour = 3_600_000;
    const counted: NewEvent = { type: 'application.burst', atMs: 10 * hour, applicationId: 'app_1' };
    for (let index = 0; index < 40; index += 1) {
      if (index === 10) await countEvent(db, counted, 'one');
      else await recordEvent(db, { type: 'user.created', atMs: index * hour, userId: 'usr_1' });
    }
    await countEvent(db, { ...counted, atMs: 10.9 * hour }, 'one');
    const since = async (sinceMs: number) =>
      (await listEvents(db, { sinceMs, limit: 100 })).items.map(({ atMs }) => atMs / hour);
    expect(await since(38 * hour)).toEqual([39, 38]);
    expect(await since(38 * hour + 1)).toEqual([39]);
    expect(await since(40 * hour)).toEqual([]);
    expect(await since(-1)).toHaveLength(40);
    expect((await since(10.5 * hour)).at(-1)).toBe(10);
    expect(await since(10.95 * hour)).not.toContain(10);
  });

  test('filters narrow, and an empty list of types finds nothing', async () => {
    const { db } = await fresh();
    await recordEvent(db, { type: 'user.created', atMs: 1, userId: 'usr_1' });
    await recordEvent(db, { type: 'device.revoked', atMs: 2, userId: 'usr_1', applicationId: 'app_1' });
    const types = async (filter: object) =>
      (await listEvents(db, { limit: 9, ...filter })).items.map((event) => event.type);
    expect(await types({ types: ['device.revoked'] })).toEqual(['device.revoked']);
    expect(await types({ applicationId: 'app_1' })).toEqual(['device.revoked']);
    expect(await types({ userId: 'usr_2' })).toEqual([]);
    expect(await types({ types: [] })).toEqual([]);
  });

  test('M1: what strangers can cause at will is one entry per hour and origin, with a count', async () => {
    const { db } = await fresh();
    const hour = 3_600_000;
    const refusedAt = (atMs: number, same: string, userId = 'usr_1') =>
      countEvent(db, { type: 'enrollment.refused', atMs, userId, sourceIp: '203.0.113.9' }, same);
    await Promise.all(Array.from({ length: 20 }, () => refusedAt(hour + 5, '203.0.113.9')));
    await refusedAt(hour + 9, '203.0.113.9');
    await refusedAt(hour + 9, '198.51.100.1');
    await refusedAt(hour + 9, '203.0.113.9', 'usr_2');
    await refusedAt(2 * hour, '203.0.113.9');
    const { items } = await listEvents(db, { limit: 9 });
    expect(items.map(({ userId, count, atMs, lastAtMs }) => ({ userId, count, atMs, lastAtMs })).reverse()).toEqual([
      { userId: 'usr_1', count: 21, atMs: hour + 5, lastAtMs: hour + 9 },
      { userId: 'usr_1', count: 1, atMs: hour + 9, lastAtMs: null },
      { userId: 'usr_2', count: 1, atMs: hour + 9, lastAtMs: null },
      { userId: 'usr_1', count: 1, atMs: 2 * hour, lastAtMs: null },
    ]);
  });

  test('an event of a transaction that fails isn’t kept', async () => {
    const { db, transaction } = await fresh();
    const failing = transaction(async (trx) => {
      await recordEvent(trx, { type: 'user.created', atMs: 1 });
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    expect((await listEvents(db, { limit: 9 })).items).toEqual([]);
  });
});

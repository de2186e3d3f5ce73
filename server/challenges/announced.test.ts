import { expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { engineOn, otherCode } from './testing-engine.ts';

const announced = (store: Store) =>
  store.db.selectFrom('announcements').selectAll().orderBy('at_ms').orderBy('id').execute();

async function ask(engine: Awaited<ReturnType<typeof engineOn>>) {
  const { id, code } = await engine.challenges.create({
    application: engine.application,
    username: 'alice',
    action: { title: 'Sign in', details: [] },
    context: { ip: '198.51.100.7', location: 'Lisbon' },
  });
  return { id, code: code ?? '' };
}

onBothStores('what challenges announce', (fresh) => {
  test('A6.3.5: wrong codes that ended a login are told, with its place, to the devices that did not type them', async () => {
    const engine = await engineOn(await fresh());
    const features = '["announcements"]';
    const phone = await engine.addDevice('alice', { features });
    const other = await engine.addDevice('alice', { features });
    const { id, code } = await ask(engine);
    for (let step = 1; step <= 2; step++) {
      await expect(engine.decide(phone, id, { code: otherCode(code, step) })).rejects.toMatchObject({
        code: 'wrong_code',
      });
    }
    expect(await announced(engine.store)).toEqual([]);
    await expect(engine.decide(phone, id, { code: otherCode(code, 3) })).rejects.toMatchObject({ code: 'wrong_code' });
    const rows = await announced(engine.store);
    expect(rows).toMatchObject([
      {
        what: 'login.failed',
        by_device_id: phone.row.id,
        application_id: engine.application.id,
        ip: '198.51.100.7',
        detail: '{"location":"Lisbon"}',
      },
    ]);
    const due = await engine.store.db.selectFrom('outbox').select(['channel', 'target']).execute();
    expect(due).toEqual([{ channel: 'device', target: other.row.id }]);
  });

  test('A6.3.5: of guesses that come at once, one announcement', async () => {
    const engine = await engineOn(await fresh());
    const phone = await engine.addDevice();
    const { id, code } = await ask(engine);
    const guesses = Array.from({ length: 8 }, (_, step) =>
      engine.decide(phone, id, { code: otherCode(code, step + 1) }),
    );
    await Promise.allSettled(guesses);
    expect((await announced(engine.store)).map(({ what, count }) => ({ what, count }))).toEqual([
      { what: 'login.failed', count: 1 },
    ]);
  });

  test('A6.3.5: a report is told, and a denial is not', async () => {
    const engine = await engineOn(await fresh());
    const phone = await engine.addDevice();
    await engine.decide(phone, (await ask(engine)).id, { decision: 'deny' });
    expect(await announced(engine.store)).toEqual([]);
    engine.time.nowMs += 3_600_000;
    await engine.decide(phone, (await ask(engine)).id, { decision: 'report' });
    expect(await announced(engine.store)).toMatchObject([
      { what: 'application.quarantined', by_device_id: phone.row.id, application_id: engine.application.id },
    ]);
  });

  test('N4: that all devices are suspended after too many wrong codes is told, of each', async () => {
    const engine = await engineOn(await fresh());
    const phone = await engine.addDevice();
    const tablet = await engine.addDevice();
    const { id, code } = await ask(engine);
    await engine.store.db
      .updateTable('users')
      .set({ consecutive_failures: DEFAULT_LIMITS.failuresUntilSuspended - 1 })
      .execute();
    await expect(engine.decide(phone, id, { code: otherCode(code) })).rejects.toMatchObject({ code: 'wrong_code' });
    const rows = await announced(engine.store);
    expect(rows.map(({ device_id: deviceId }) => deviceId).sort()).toEqual([phone.row.id, tablet.row.id].sort());
    expect(rows).toMatchObject([
      { what: 'device.suspended', by_whom: 'server', detail: '{"why":"wrong_codes"}' },
      { what: 'device.suspended' },
    ]);
  });
});

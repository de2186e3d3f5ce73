import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { anyProof, engineOn, type TestDevice } from './testing-engine.ts';

onBothStores('an accidental report', (fresh) => {
  async function setUp() {
    const engine = await engineOn(await fresh());
    const phone = await engine.addDevice();
    const { application } = engine;
    const ask = (from = application) => engine.challenges.create({ application: from, username: 'alice' });
    async function report(device: TestDevice = phone): Promise<string> {
      const { id } = await ask();
      await engine.decide(device, id, { decision: 'report' });
      return id;
    }
    const takeBack = (challengeId: string, device = phone) =>
      engine.challenges
        .takeReportBack(device.row, { challengeId, deviceIp: '198.51.100.9', proof: anyProof() })
        .then(() => 'done')
        .catch((error: { code?: string }) => error.code);
    const standing = async () => {
      const rows = await engine.store.db.selectFrom('quarantines').select(['strikes', 'until_ms']).execute();
      return rows.map(({ strikes, until_ms: untilMs }) => [strikes, Math.max(0, untilMs - engine.time.nowMs)]);
    };
    return { ...engine, phone, ask, report, takeBack, standing };
  }

  it('N5: it is taken back within a minute by the device that made it, once; receipt and event stay', async () => {
    const { report, takeBack, addDevice, standing, ask, time, challenges, application, events } = await setUp();
    const other = await addDevice();
    const id = await report();
    expect(await standing()).toEqual([[1, expect.any(Number)]]);
    expect(await ask()).toMatchObject({ quiet: true });
    expect(await takeBack(id, other)).toBe('report_final');
    time.nowMs += 60_000;
    expect(await takeBack(id)).toBe('done');
    expect(await takeBack(id)).toBe('report_final');
    expect(await standing()).toEqual([[0, 0]]);
    expect((await ask()).quiet).not.toBe(true);
    expect(await challenges.receipt(application, id)).toEqual(expect.any(String));
    expect((await challenges.get(application, id)).state).toBe('reported');
    const types = (await events()).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['challenge.reported', 'report.taken_back']));
    expect(types.filter((type) => type === 'report.taken_back')).toHaveLength(1);
  });

  it('N5: not after a minute, not a denial, not another user’s, not by a suspended device', async () => {
    const { report, takeBack, ask, decide, phone, time, addDevice, accounts, store, standing } = await setUp();
    const late = await report();
    time.nowMs += 60_001;
    expect(await takeBack(late)).toBe('report_final');
    const before = await standing();
    const denied = await ask();
    await decide(phone, denied.id, { decision: 'deny' });
    expect(await takeBack(denied.id)).toBe('report_final');
    expect(await takeBack(`chl_${'A'.repeat(22)}`)).toBe('challenge_unknown');
    await accounts.createUser({ username: 'bob' });
    expect(await takeBack(late, await addDevice('bob'))).toBe('challenge_unknown');
    expect((await standing())[0]?.[0]).toBe(before[0]?.[0]);
    const soon = await report();
    await store.db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', phone.row.id).execute();
    expect(await takeBack(soon)).toBe('report_final');
  });

  it('A6.3.5: whoever was told of the quarantine is told of its end, once, and of no refused try', async () => {
    const { report, takeBack, addDevice, store, application, phone, time } = await setUp();
    const other = await addDevice('alice', { features: '["announcements"]' });
    const id = await report();
    time.nowMs += 1_000;
    await takeBack(id, other);
    expect(await takeBack(id)).toBe('done');
    await takeBack(id);
    const told = await store.db.selectFrom('announcements').selectAll().orderBy('at_ms').execute();
    const about = { application_id: application.id, by_device_id: phone.row.id, count: 1 };
    expect(told).toMatchObject([
      { what: 'application.quarantined', ...about },
      { what: 'report.taken_back', ...about, by_whom: 'device', ip: '198.51.100.9', at_ms: time.nowMs },
    ]);
    const due = await store.db.selectFrom('outbox').select(['channel', 'target', 'announcement_id']).execute();
    expect(due.map((row) => row.announcement_id).sort()).toEqual(told.map((row) => row.id).sort());
    expect(new Set(due.map(({ target }) => target))).toEqual(new Set([other.row.id]));
  });

  it('N5: of two reports of an application only the last is taken back, and the pause before it goes on', async () => {
    const { report, takeBack, standing, time } = await setUp();
    const first = await report();
    const [[, pauseMs] = []] = await standing();
    time.nowMs += 1_000;
    const second = await report();
    expect((await standing())[0]?.[0]).toBe(2);
    expect(await takeBack(first)).toBe('report_final');
    expect(await takeBack(second)).toBe('done');
    expect(await standing()).toEqual([[1, Number(pauseMs) - 1_000]]);
    expect(await takeBack(first)).toBe('report_final');
  });
});

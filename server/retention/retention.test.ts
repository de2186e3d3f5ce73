import { expect, it, onTestFinished } from 'vitest';
import { refusalOf } from '../devices/may-add-device.ts';
import { createWorld, type World } from '../devices/testing-world.ts';
import { createLog } from '../diagnostics/log.ts';
import { recordEvent } from '../events/record.ts';
import type { ChallengeRow, DeviceRow, EnrollmentRow } from '../store/schema.ts';
import { deviceRow, onBothStores } from '../store/testing.ts';
import { createRetention } from './retention.ts';
import { DAY_MS, sweep } from './sweep.ts';

const HOUR_MS = 3_600_000;
const goesOn = new AbortController().signal;

/** Rows of a given age, in days. */
function rowsOf(world: World) {
  const { store, clock, alice, applicationId } = world;
  const at = (days: number) => clock.nowMs - days * DAY_MS;
  return {
    async challenge(id: string, days: number, more: Partial<ChallengeRow> = {}) {
      const row: ChallengeRow = {
        id,
        user_id: alice.id,
        application_id: applicationId,
        state: 'approved',
        jws: 'a.b.c',
        match: 'none',
        digits: 0,
        code_mac: null,
        attempts: 0,
        door: null,
        source_ip: '',
        created_at_ms: at(days),
        expires_at_ms: at(days) + 1,
        final_at_ms: at(days) + 1,
        decided_by: null,
        receipt_jws: 'the receipt',
        withdrawn_at_ms: null,
        quiet: 0,
        rings: 1,
        kept: 1,
        cancel_reason: null,
        wrong_answers: '',
        vouches_for: null,
        fallback: null,
        disowned_at_ms: null,
        disowned_by: null,
        parallel: 0,
        ...more,
      };
      await store.db.insertInto('challenges').values(row).execute();
    },
    async device(id: string, days: number, more: Partial<DeviceRow> = {}) {
      const ages = { created_at_ms: at(days), activated_at_ms: at(days), last_seen_ms: at(days) };
      const row = deviceRow(id, alice.id, { name: id, ...ages, ...more });
      await store.db.insertInto('devices').values(row).execute();
    },
    async enrollment(id: string, days: number, state: EnrollmentRow['state']) {
      const row: EnrollmentRow = {
        id,
        user_id: alice.id,
        application_id: applicationId,
        lookup: 'ABCD',
        code_mac: '',
        token_hash: id,
        state,
        tries_left: 5,
        nonce_hash: null,
        created_at_ms: at(days),
        expires_at_ms: at(days) + 1,
        lets_in: 'vouching',
        reason: null,
        made_by: null,
        moves_device_id: null,
        move_id: null,
      };
      await store.db.insertInto('enrollments').values(row).execute();
    },
    delivery: (challengeId: string, deviceId: string) =>
      store.db
        .insertInto('deliveries')
        .values({
          challenge_id: challengeId,
          device_id: deviceId,
          state: 'sent',
          attempts: 1,
          status_code: 201,
          next_attempt_ms: null,
          updated_at_ms: 0,
        })
        .execute(),
    event: (days: number) => recordEvent(store.db, { type: 'challenge.created', atMs: at(days), userId: alice.id }),
  };
}

async function ids({ store }: World, table: 'announcements' | 'challenges' | 'devices' | 'enrollments') {
  const rows = await store.db.selectFrom(table).select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

onBothStores('retention', (fresh) => {
  it('removes challenges with receipts and deliveries, and events, that are older than the days say, and no others', async () => {
    const world = await createWorld(await fresh());
    const rows = rowsOf(world);
    await rows.device('dev_1', 40);
    for (const [id, days] of [
      ['chl_old', 31],
      ['chl_new', 29],
    ] as const) {
      await rows.challenge(id, days);
      await rows.delivery(id, 'dev_1');
      await rows.event(days);
    }
    // Its time is over, but nobody has ended it yet: that comes first.
    await rows.challenge('chl_pending', 31, { state: 'pending', receipt_jws: null, final_at_ms: null });
    const before = await world.store.db.selectFrom('events').select('id').execute();
    const swept = await sweep(world.core, 30, goesOn);
    expect(swept).toMatchObject({ challenges: 1, events: 1 });
    expect(await ids(world, 'challenges')).toEqual(['chl_new', 'chl_pending']);
    const left = await world.store.db.selectFrom('deliveries').select('challenge_id').execute();
    expect(left).toEqual([{ challenge_id: 'chl_new' }]);
    const events = await world.store.db.selectFrom('events').select('id').execute();
    expect(events).toHaveLength(before.length - 1);
  });

  it('removes announcements that are older, with what was due of them and the links that undo them', async () => {
    const world = await createWorld(await fresh());
    const { store, clock, alice } = world;
    for (const [id, days] of [
      ['ann_old', 31],
      ['ann_new', 29],
    ] as const) {
      const about = { announcement_id: id, user_id: alice.id, created_at_ms: 1, updated_at_ms: 1 };
      await store.db
        .insertInto('announcements')
        .values({
          id,
          user_id: alice.id,
          what: 'device.added',
          at_ms: clock.nowMs - days * DAY_MS,
          by_whom: 'server',
          detail: '{}',
        })
        .execute();
      await store.db
        .insertInto('outbox')
        .values({
          ...about,
          id: `out_${id}`,
          channel: 'device',
          target: 'dev_1',
          always: 1,
          state: 'sent',
          attempts: 1,
        })
        .execute();
      await store.db
        .insertInto('undo_links')
        .values({ token_hash: id, announcement_id: id, expires_at_ms: 1 })
        .execute();
    }
    expect(await sweep(world.core, 0, goesOn)).toMatchObject({ announcements: 0 });
    expect(await sweep(world.core, 30, goesOn)).toMatchObject({ announcements: 1 });
    for (const table of ['outbox', 'undo_links'] as const) {
      const left = await store.db.selectFrom(table).select('announcement_id').execute();
      expect(left).toEqual([{ announcement_id: 'ann_new' }]);
    }
  });

  it('with 0 days keeps all of them', async () => {
    const world = await createWorld(await fresh());
    const rows = rowsOf(world);
    await rows.challenge('chl_old', 4_000);
    await rows.event(4_000);
    await rows.event(0);
    expect(await sweep(world.core, 0, goesOn)).toMatchObject({ challenges: 0, events: 0 });
    expect(await ids(world, 'challenges')).toEqual(['chl_old']);
  });

  it('goes through more rows than one batch has', async () => {
    const world = await createWorld(await fresh());
    const rows = rowsOf(world);
    const names = Array.from({ length: 1_100 }, (_, number) => `chl_${number}`);
    await world.store.transaction(async (trx) => {
      for (const name of names) {
        await trx
          .insertInto('events')
          .values({ at_ms: 1, type: 'challenge.created', detail: '{}', challenge_id: name })
          .execute();
      }
    });
    for (const name of names.slice(0, 20)) await rows.challenge(name, 31);
    await rows.event(0);
    expect(await sweep(world.core, 30, goesOn)).toMatchObject({ challenges: 20, events: 1_100 });
  });

  it('never removes the newest event: its id would be given out again', async () => {
    const world = await createWorld(await fresh());
    const { store } = world;
    await store.db.deleteFrom('events').execute();
    for (const days of [50, 40]) await rowsOf(world).event(days);
    const newest = await store.db.selectFrom('events').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
    await sweep(world.core, 30, goesOn);
    await rowsOf(world).event(0);
    const left = await store.db.selectFrom('events').select('id').orderBy('id').execute();
    expect(left).toEqual([{ id: newest.id }, { id: newest.id + 1 }]);
  });

  it('A6.3.7: a device that waits to be let in, its ticket and its notice stay, however few days are kept', async () => {
    const world = await createWorld(await fresh());
    const { store, clock, alice } = world;
    const rows = rowsOf(world);
    const waits = { state: 'unvouched', activated_at_ms: null, wait_asked_at_ms: clock.nowMs - 5 * DAY_MS } as const;
    await rows.device('dev_waits', 5, waits);
    await rows.enrollment('enr_of_dev_waits', 5, 'completed');
    const notice = {
      user_id: alice.id,
      what: 'device.waits',
      at_ms: clock.nowMs - 5 * DAY_MS,
      by_device_id: null,
      by_whom: 'application',
      application_id: null,
      ip: null,
      detail: '{}',
    } as const;
    await store.db
      .insertInto('announcements')
      .values([
        { ...notice, id: 'ann_waits', device_id: 'dev_waits' },
        { ...notice, id: 'ann_other', device_id: null },
      ])
      .execute();
    expect(await sweep(world.core, 1, goesOn)).toMatchObject({ devices: 0, enrollments: 0, announcements: 1 });
    expect(await ids(world, 'devices')).toEqual(['dev_waits']);
    expect(await ids(world, 'announcements')).toEqual(['ann_waits']);
  });

  it('removes devices that were never activated and pairings that led to nothing, a day later', async () => {
    const world = await createWorld(await fresh());
    const rows = rowsOf(world);
    const never = { state: 'pending', activated_at_ms: null } as const;
    await rows.device('dev_abandoned', 2, never);
    await rows.device('dev_lapsed', 2, { ...never, state: 'revoked', revoked_at_ms: 1 });
    await rows.device('dev_pairing', 0.5, never);
    await rows.device('dev_active', 400);
    await rows.device('dev_removed', 400, { state: 'revoked', revoked_at_ms: 1 });
    for (const id of ['dev_abandoned', 'dev_pairing', 'dev_active', 'dev_removed']) {
      await rows.enrollment(`enr_of_${id}`, id === 'dev_pairing' ? 0.5 : 400, 'completed');
    }
    await rows.enrollment('enr_open', 2, 'open');
    await rows.enrollment('enr_now', 0.5, 'open');
    // Whatever the days of challenges and events are.
    expect(await sweep(world.core, 0, goesOn)).toMatchObject({ devices: 2, enrollments: 2 });
    expect(await ids(world, 'devices')).toEqual(['dev_active', 'dev_pairing', 'dev_removed']);
    expect(await ids(world, 'enrollments')).toEqual([
      'enr_now',
      'enr_of_dev_active',
      'enr_of_dev_pairing',
      'enr_of_dev_removed',
    ]);
  });

  it('whether a user ever had a device, and through whom, outlives everything: no second “first device” for free', async () => {
    const world = await createWorld(await fresh());
    const rows = rowsOf(world);
    await rows.device('dev_gone', 4_000, { state: 'revoked', revoked_at_ms: 1 });
    await rows.enrollment('enr_of_dev_gone', 4_000, 'completed');
    await rows.challenge('chl_old', 4_000);
    await sweep(world.core, 1, goesOn);
    const { db } = world.store;
    const own = await db
      .selectFrom('applications')
      .selectAll()
      .where('id', '=', world.applicationId)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('applications')
      .values({ ...own, id: 'app_other', name: 'Other' })
      .execute();
    const ticket = { userId: world.alice.id, letsIn: 'vouching' } as const;
    const may = async (applicationId: string) =>
      (await refusalOf(db, { ...ticket, applicationId }, 'off')) === undefined;
    expect(await may('app_other')).toBe(false);
    expect(await may(world.applicationId)).toBe(true);
  });

  it('who let a device in outlives the request that shows it, and so does the receipt', async () => {
    const world = await createWorld(await fresh());
    const rows = rowsOf(world);
    await rows.device('dev_new', 4_000);
    await rows.enrollment('enr_of_dev_new', 4_000, 'completed');
    await rows.challenge('chl_vouching', 4_000);
    const { db } = world.store;
    await db.updateTable('challenges').set({ vouches_for: 'dev_new' }).execute();
    const by = { by_device_id: 'dev_old', challenge_id: 'chl_vouching', receipt_jws: 'a.b.c' };
    const vouch = { device_id: 'dev_new', how: 'device', ...by, reason: null, made_by: null, at_ms: 1 } as const;
    await db.insertInto('vouches').values(vouch).execute();
    await sweep(world.core, 1, goesOn);
    expect(await db.selectFrom('challenges').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('vouches').selectAll().execute()).toEqual([vouch]);
    expect(await db.selectFrom('enrollments').select('id').execute()).toEqual([{ id: 'enr_of_dev_new' }]);
  });

  it('runs once a day, of several processes in one, and a clock that ran ahead does not put it off', async () => {
    const world = await createWorld(await fresh());
    const rows = rowsOf(world);
    const log = createLog({ level: 'silent' });
    const one = createRetention({ ...world.core, log }, { days: 30 });
    const other = createRetention({ ...world.core, log }, { days: 30 });
    onTestFinished(async () => {
      await one.stop();
    });
    const left = async () => (await ids(world, 'challenges')).length;
    await rows.challenge('chl_1', 31);
    await Promise.all([one.sweepIfDue(), other.sweepIfDue()]);
    expect(await left()).toBe(0);
    await rows.challenge('chl_2', 31);
    world.clock.nowMs += 23 * HOUR_MS;
    await one.sweepIfDue();
    expect(await left()).toBe(1);
    world.clock.nowMs += 2 * HOUR_MS;
    await other.sweepIfDue();
    expect(await left()).toBe(0);
    await rows.challenge('chl_3', 31);
    world.clock.nowMs -= 12 * HOUR_MS;
    await one.sweepIfDue();
    expect(await left()).toBe(0);
  });

  it('a new database keeps a year; NOD_RETENTION_DAYS wins', async () => {
    const world = await createWorld(await fresh());
    const rows = rowsOf(world);
    await rows.challenge('chl_366', 366);
    await rows.challenge('chl_364', 364);
    await createRetention(world.core, { days: undefined }).sweepIfDue();
    expect(await ids(world, 'challenges')).toEqual(['chl_364']);
    world.clock.nowMs += DAY_MS;
    await createRetention(world.core, { days: 10 }).sweepIfDue();
    expect(await ids(world, 'challenges')).toEqual([]);
  });
});

import { announce } from '../announcements/announce.ts';
import { recordEvent } from '../events/record.ts';
import type { Trx } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';
import { suspendDevice } from './suspension.ts';

const DAY_MS = 86_400_000;
/** Between the two notices, and from the second to the suspension. */
const NOTICE_DAYS = 7;
const NOTICES = 2;
/** Rows that one pass looks at; what is done with one takes it out of the next pass only when it is suspended. */
const BATCH_ROWS = 500;

/**
 * Suspends devices that were not used for NOD_DEVICE_IDLE_DAYS, after two notices, a week each. Each use of the device begins
 * anew, and so does its being resumed by another one. Never the one that was used last: an account that nobody needed for long keeps its way in.
 * @param idleDays 0: never
 */
export async function suspendIdle(core: DevicesCore, idleDays: number): Promise<void> {
  if (idleDays === 0) return;
  const { store, clock } = core;
  for (let after = ''; ; ) {
    const idle = await store.db
      .selectFrom('devices')
      .select(['id', 'user_id'])
      .where('id', '>', after)
      .where('state', '=', 'active')
      .where('last_seen_ms', '<=', clock() - idleDays * DAY_MS)
      .orderBy('id')
      .limit(BATCH_ROWS)
      .execute();
    for (const { id, user_id: userId } of idle) {
      await store.transaction(async (trx) => {
        await store.takeTurn(trx, userId);
        await stepOne(core, trx, { id, userId, idleDays });
      });
    }
    const last = idle.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function stepOne(
  core: DevicesCore,
  trx: Trx,
  { id, userId, idleDays }: { id: string; userId: string; idleDays: number },
): Promise<void> {
  const atMs = core.clock();
  const active = await trx
    .selectFrom('devices')
    .selectAll()
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .execute();
  const device = active.find((one) => one.id === id);
  if (!device || device.last_seen_ms > atMs - idleDays * DAY_MS) return;
  // The one that was used last stays, so that there is always one.
  if (!active.some((one) => one.id !== id && one.last_seen_ms >= device.last_seen_ms)) return;
  const happened = await trx
    .selectFrom('announcements')
    .select(['what', 'at_ms', 'last_at_ms', 'count'])
    .where('user_id', '=', userId)
    .where('what', 'in', ['device.idle', 'device.resumed'])
    .where('device_id', '=', id)
    .where('at_ms', '>', device.last_seen_ms)
    .execute();
  const resumedMs = Math.max(0, ...happened.filter(({ what }) => what === 'device.resumed').map((one) => one.at_ms));
  const told = happened.filter((one) => one.what === 'device.idle' && one.at_ms >= resumedMs);
  const notices = told.reduce((sum, { count }) => sum + count, 0);
  const lastMs = Math.max(0, ...told.map((one) => one.last_at_ms ?? one.at_ms));
  if (atMs < lastMs + NOTICE_DAYS * DAY_MS) return;
  const about = { userId, deviceId: id, by: 'server' } as const;
  const days = Math.floor((atMs - device.last_seen_ms) / DAY_MS);
  if (notices < NOTICES) {
    await announce(core, trx, { ...about, what: 'device.idle', detail: { name: device.name, days } });
    return;
  }
  const suspend = { ...about, why: 'idle', byDeviceId: null, confirmed: false, removalAtMs: null, atMs } as const;
  if (!(await suspendDevice(trx, suspend))) return;
  const detail = { why: 'idle', name: device.name, days };
  await recordEvent(trx, { userId, deviceId: id, type: 'device.suspended', atMs, detail: { by: 'server', ...detail } });
  await announce(core, trx, { ...about, what: 'device.suspended', detail });
}

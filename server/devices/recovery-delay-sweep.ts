import { announce } from '../announcements/announce.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import { noteAdmission } from './admit.ts';
import type { DevicesCore } from './devices.ts';
import { refusalOf } from './may-add-device.ts';
import { ticketOf, waitDetail } from './recovery-delay.ts';
import { endUnvouched } from './turn-away.ts';
import { letInAtMs, mayWait, NO_WAIT, REMINDER_MS, WAIT_LAPSES_MS, type WaitColumns } from './wait.ts';

/** Rows that one pass looks at: at most one device of each user waits. */
const BATCH_ROWS = 500;

/**
 * What is due for devices that wait to be let in (recovery-delay.ts): the reminder, the end, and lapsing. It may run on every
 * process. With the setting off none is let in; those that wait lapse a week after their time. While a user is locked nothing
 * becomes due, since nobody could say no.
 */
export async function tendWaits(core: DevicesCore): Promise<void> {
  const { store, clock, settings } = core;
  const isOn = (settings.recoveryDelayMs ?? 0) > 0;
  for (let after = ''; ; ) {
    const waiting = await store.db
      .selectFrom('devices')
      .selectAll()
      .where('id', '>', after)
      .where('state', '=', 'unvouched')
      .where('wait_asked_at_ms', 'is not', null)
      .orderBy('id')
      .limit(BATCH_ROWS)
      .execute();
    for (const { id, user_id: userId, ...row } of waiting) {
      if (dueStep(row, clock(), isOn) === null) continue;
      await store.transaction(async (trx) => {
        await store.takeTurn(trx, userId);
        const device = await trx
          .selectFrom('devices')
          .innerJoin('users', 'users.id', 'devices.user_id')
          .selectAll('devices')
          .where('devices.id', '=', id)
          .where('locked_at_ms', 'is', null)
          .executeTakeFirst();
        if (device?.state !== 'unvouched') return;
        const atMs = clock();
        const step = dueStep(device, atMs, isOn);
        if (step !== null) await STEPS[step](core, trx, device, atMs);
      });
      await store.bus.publish(`user:${userId}`);
    }
    const last = waiting.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

function dueStep(wait: WaitColumns, nowMs: number, isOn: boolean): 'remind' | 'letIn' | 'lapse' | null {
  const endMs = letInAtMs(wait);
  if (wait.wait_asked_at_ms === null) return null;
  if (nowMs >= (endMs ?? wait.wait_asked_at_ms) + WAIT_LAPSES_MS) return 'lapse';
  if (endMs === null || !isOn) return null;
  if (wait.wait_reminded_at_ms === null) return nowMs >= endMs - REMINDER_MS ? 'remind' : null;
  return nowMs >= endMs ? 'letIn' : null;
}

const STEPS = { remind, letIn, lapse } as const;

/** A day before the end everybody is told once more; where the server was stopped meanwhile, the end is a day after this. */
async function remind(core: DevicesCore, trx: Trx, device: DeviceRow, atMs: number): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('devices')
    .set({ wait_reminded_at_ms: atMs })
    .where('id', '=', device.id)
    .where('state', '=', 'unvouched')
    .where('wait_seen_at_ms', 'is not', null)
    .where('wait_reminded_at_ms', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return;
  const ticket = await ticketOf(trx, device);
  const endMs = letInAtMs({ ...device, wait_reminded_at_ms: atMs }) ?? 0;
  await announce(core, trx, {
    userId: device.user_id,
    what: 'device.waits',
    deviceId: device.id,
    by: 'server',
    applicationId: ticket?.application_id ?? undefined,
    detail: waitDetail(device, 'soon', { letInAtMs: endMs }),
  });
}

async function letIn(core: DevicesCore, trx: Trx, device: DeviceRow, atMs: number): Promise<void> {
  const userId = device.user_id;
  const ticket = await ticketOf(trx, device);
  const { wait_delay_ms: delayMs } = device;
  if (delayMs === null || !mayWait(core.settings.recoveryDelayMs ?? 0, ticket)) return;
  const { application_id: applicationId, lets_in: letsIn } = ticket;
  // Asked once more where it counts: none of the user's devices is left that could have said no, or the application is no
  // longer theirs. Then it waits on, and lapses.
  if (await refusalOf(trx, { userId, applicationId, letsIn }, 'required')) return;
  const { numUpdatedRows } = await trx
    .updateTable('devices')
    .set({ state: 'active', activated_at_ms: atMs, ...NO_WAIT })
    .where('id', '=', device.id)
    .where('state', '=', 'unvouched')
    .where('wait_seen_at_ms', '<=', atMs - delayMs)
    .where('wait_reminded_at_ms', '<=', atMs - REMINDER_MS)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return;
  await noteAdmission(core, trx, { device, ticket, how: 'waited', atMs, deviceIp: undefined, by: 'waiting' });
}

async function lapse(core: DevicesCore, trx: Trx, device: DeviceRow, atMs: number): Promise<void> {
  if (!(await endUnvouched(trx, device.id, atMs))) return;
  const { user_id: userId, id: deviceId, name, kind, platform } = device;
  await recordEvent(trx, { type: 'device.revoked', atMs, userId, deviceId, detail: { by: 'lapsed', name } });
  const detail = { name, kind, platform, why: 'lapsed' };
  await announce(core, trx, { userId, what: 'device.refused', deviceId, by: 'server', detail });
}

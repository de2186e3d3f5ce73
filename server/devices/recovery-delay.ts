import type { Self } from '../../shared/protocol/device-api.ts';
import { announce } from '../announcements/announce.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { AnnouncementRow, DeviceRow, Trx } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireActive, requireUnlapsed } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { refusalOf } from './may-add-device.ts';
import { requireLink } from './undo-link.ts';
import { describeSelf } from './views.ts';
import { barWaiting, letInAtMs, mayWait, WAIT_LAPSES_MS } from './wait.ts';

/**
 * NOD_RECOVERY_DELAY: a user whose other devices are out of reach may have a new one let in by waiting. All that is asked of
 * that device is that an application brought it, where its user is signed in; a thief of a session, or of the application's key,
 * can ask for as much. Therefore each step is told on every channel, the wait begins only when somebody has seen that, and one
 * no ends it.
 *
 * One device of a user waits at a time. It stays `unvouched`, so a yes lets it in at once all the while.
 */

const HOUR_MS = 3_600_000;
/** Two are begun at least this far apart: each one is told on every channel. */
const BETWEEN_MS = HOUR_MS;

/**
 * An unvouched device wants to wait. Its user is told, and until somebody has seen that (`seeWait`) no time passes. Asked
 * again, nothing changes.
 * @throws NodError waiting_refused, activation_invalid (lapsed), device_pending, device_suspended, device_revoked
 */
export async function askToWait(
  core: DevicesCore,
  { id, user_id: userId }: Pick<DeviceRow, 'id' | 'user_id'>,
  source: CallSource,
): Promise<Self> {
  const { store, clock, settings } = core;
  await store.transaction(async (trx) => {
    await store.takeTurn(trx, userId);
    await source.proof?.spend(trx);
    const atMs = clock();
    const device = await trx.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst();
    if (device?.state !== 'unvouched') {
      requireActive(device ?? { state: 'revoked' });
      throw refused('This device has been let in already: there is nothing to wait for.');
    }
    if (device.wait_asked_at_ms !== null) return;
    requireUnlapsed(device, atMs);
    const delayMs = settings.recoveryDelayMs ?? 0;
    const applicationId = await requireMayWait(trx, device, { delayMs, atMs });
    await trx
      .updateTable('devices')
      .set({ wait_asked_at_ms: atMs, wait_delay_ms: delayMs, wait_seen_at_ms: null, wait_reminded_at_ms: null })
      .where('id', '=', id)
      .execute();
    await barWaiting(trx, userId, atMs + BETWEEN_MS);
    const about = { userId, applicationId, deviceId: id };
    await recordEvent(trx, {
      ...about,
      type: 'device.wait_asked',
      atMs,
      deviceIp: source.ip,
      detail: { name: device.name, delayMs },
    });
    await announce(core, trx, {
      ...about,
      what: 'device.waits',
      by: 'application',
      ip: source.ip,
      detail: waitDetail(device, 'asked', { delayMs }),
    });
  });
  await store.bus.publish(`user:${userId}`);
  return describeSelf(core, id);
}

/** @returns the application that brought it. @throws NodError waiting_refused */
async function requireMayWait(
  trx: Trx,
  device: DeviceRow,
  { delayMs, atMs }: { delayMs: number; atMs: number },
): Promise<string> {
  const userId = device.user_id;
  const ticket = await ticketOf(trx, device);
  if (!mayWait(delayMs, ticket)) throw refused('This server lets nobody in by waiting, or not with such a code.');
  // Somebody has to be there who could say no: whose devices are all removed or suspended needs the operator.
  const refusal = await refusalOf(
    trx,
    { userId, applicationId: ticket.application_id, letsIn: ticket.lets_in },
    'required',
  );
  if (refusal) throw refused('This account has no device left that could say no.');
  const another = await trx
    .selectFrom('devices')
    .select('id')
    .where('user_id', '=', userId)
    .where('id', '!=', device.id)
    .where('state', '=', 'unvouched')
    .where('wait_asked_at_ms', 'is not', null)
    .executeTakeFirst();
  if (another) throw refused('Another new device of this account waits already.');
  const { no_wait_until_ms: untilMs } = await trx
    .selectFrom('users')
    .select('no_wait_until_ms')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  if (atMs < untilMs) throw refused('Somebody said no to a new device, or one has asked to wait just before.', untilMs);
  return ticket.application_id;
}

/** @returns undefined for a device whose ticket is gone */
export function ticketOf(trx: Trx, device: Pick<DeviceRow, 'enrollment_id'>) {
  return trx
    .selectFrom('enrollments')
    .select(['application_id', 'lets_in', 'moves_device_id', 'reason', 'made_by'])
    .where('id', '=', device.enrollment_id)
    .executeTakeFirst();
}

/** Somebody has seen the notice: one of the user's devices shows it, or the button behind an e-mail's link was pressed. */
type Seer = { readonly whom: 'device'; readonly device: DeviceRow } | { readonly whom: 'email' };

/**
 * An active device has a notice on its screen. With that of a device that waits, the wait begins; with any other, and the
 * second time, nothing does.
 * @throws NodError announcement_unknown, and those of requireActive
 */
export async function seeWaitByDevice(
  core: DevicesCore,
  seer: DeviceRow,
  announcementId: string,
  source: CallSource,
): Promise<void> {
  const { store } = core;
  await store.transaction(async (trx) => {
    await store.takeTurn(trx, seer.user_id);
    const device = await trx.selectFrom('devices').selectAll().where('id', '=', seer.id).executeTakeFirst();
    if (device?.state !== 'active') return requireActive(device ?? { state: 'revoked' });
    const announcement = await trx
      .selectFrom('announcements')
      .selectAll()
      .where('id', '=', announcementId)
      .where('user_id', '=', seer.user_id)
      .executeTakeFirst();
    if (!announcement) throw new NodError('announcement_unknown', 'This notice is gone. Look at your devices instead.');
    await beginWait(core, trx, announcement, { by: { whom: 'device', device }, ip: source.ip });
    await source.proof?.spend(trx);
  });
  await store.bus.publish(`user:${seer.user_id}`);
}

/**
 * The same by the link in an e-mail, which stays good: it can say no later on.
 * @throws NodError link_invalid, link_used, user_locked, waiting_refused (nothing waits there any more, or this server lets nobody wait)
 */
export async function seeWaitByLink(
  core: DevicesCore,
  token: string,
  { ip }: CallSource,
): Promise<{ letInAtMs: number }> {
  const { store } = core;
  const { announcement } = await requireLink(core, token);
  const seen = await store.transaction(async (trx) => {
    await store.takeTurn(trx, announcement.user_id);
    await beginWait(core, trx, announcement, { by: { whom: 'email' }, ip });
    const device = await trx
      .selectFrom('devices')
      .selectAll()
      .where('id', '=', announcement.device_id)
      .where('state', '=', 'unvouched')
      .executeTakeFirst();
    const endMs = device && letInAtMs(device);
    if (endMs == null) throw refused('This device doesn’t wait to be let in.');
    return { letInAtMs: endMs };
  });
  await store.bus.publish(`user:${announcement.user_id}`);
  return seen;
}

/** Begins the wait of the device that this is about, where there is one that hasn't begun. */
async function beginWait(
  core: DevicesCore,
  trx: Trx,
  announcement: AnnouncementRow,
  { by, ip }: { by: Seer; ip: string | undefined },
): Promise<void> {
  const { what, device_id: deviceId, user_id: userId } = announcement;
  // Where the operator has turned it off meanwhile, nothing begins.
  if (what !== 'device.waits' || deviceId === null || !core.settings.recoveryDelayMs) return;
  const atMs = core.clock();
  const device = await trx
    .updateTable('devices')
    .set({ wait_seen_at_ms: atMs })
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where('state', '=', 'unvouched')
    .where('wait_asked_at_ms', '>', atMs - WAIT_LAPSES_MS)
    .where('wait_seen_at_ms', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!device) return;
  const endMs = atMs + (device.wait_delay_ms ?? 0);
  const byDeviceId = by.whom === 'device' ? by.device.id : undefined;
  const detail = { name: device.name, by: byDeviceId ?? by.whom, letInAtMs: endMs };
  await recordEvent(trx, { type: 'device.wait_begun', atMs, userId, deviceId, deviceIp: ip, detail });
  await announce(core, trx, {
    userId,
    what: 'device.waits',
    deviceId,
    by: by.whom,
    byDeviceId,
    applicationId: announcement.application_id ?? undefined,
    ip,
    detail: waitDetail(device, 'begun', { letInAtMs: endMs }),
  });
}

/** What every notice of a wait has: which device, how far it is, and when it is let in (`delayMs`: after that was seen). */
export function waitDetail(
  { name, kind, platform }: Pick<DeviceRow, 'name' | 'kind' | 'platform'>,
  step: 'asked' | 'begun' | 'soon',
  when: { readonly delayMs: number } | { readonly letInAtMs: number },
) {
  return { name, kind, platform, step, ...when };
}

const NEXT_STEP = 'Ask the operator to let this one in, or approve it on another of your devices.';

function refused(why: string, untilMs?: number): NodError {
  return new NodError(
    'waiting_refused',
    `${why} ${NEXT_STEP}`,
    untilMs === undefined ? undefined : { params: { untilMs } },
  );
}

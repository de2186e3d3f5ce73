import { requireUnlockedUser } from '../accounts/users.ts';
import { undoSubjectOf, undoTargets } from '../announcements/undo-rule.ts';
import { readVouchGraph } from '../announcements/vouch-graph.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { AnnouncementRow, DeviceRow, Trx } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { type Suspended, suspendUndone } from './suspend-undone.ts';
import { turnAway } from './turn-away.ts';
import { linkUsed, requireLink } from './undo-link.ts';

/**
 * "This wasn't me" in what the user is told: the device in question is suspended, with all that it has vouched for, down the
 * graph. At once, in one transaction, reversibly; it never removes what was let in. A device that still waits to be let in
 * (recovery-delay.ts) is turned away.
 */

/**
 * The step in an announcement, pressed on a device. Pressed again it changes nothing.
 * @returns what was suspended
 * @throws NodError announcement_unknown, undo_impossible, and those of requireActive
 */
export async function undoByDevice(
  core: DevicesCore,
  device: DeviceRow,
  announcementId: string,
  source: CallSource,
): Promise<Suspended[]> {
  const { store } = core;
  const suspended = await store.transaction(async (trx) => {
    await store.takeTurn(trx, device.user_id);
    const presser = await trx.selectFrom('devices').selectAll().where('id', '=', device.id).executeTakeFirst();
    requireActive(presser ?? { state: 'revoked' });
    await requireUnlockedUser(trx, device.user_id);
    const announcement = await trx
      .selectFrom('announcements')
      .selectAll()
      .where('id', '=', announcementId)
      .where('user_id', '=', device.user_id)
      .executeTakeFirst();
    if (!announcement) throw new NodError('announcement_unknown', 'This notice is gone. Look at your devices instead.');
    const done = announcement.undone_at_ms === null ? await undo(core, trx, announcement, presser, source.ip) : [];
    await source.proof?.spend(trx);
    return done;
  });
  await store.bus.publish(`user:${device.user_id}`);
  return suspended;
}

/**
 * The same by the link in an e-mail, which knows no device: good once, for seven days. A link with which nothing can be undone
 * at the moment stays good.
 * @throws NodError link_invalid (unknown, or too old), link_used, user_locked, undo_impossible
 */
export async function undoByLink(core: DevicesCore, token: string, { ip }: CallSource): Promise<Suspended[]> {
  const { store, clock } = core;
  const { tokenHash, announcement } = await requireLink(core, token);
  const userId = announcement.user_id;
  const suspended = await store.transaction(async (trx) => {
    await store.takeTurn(trx, userId);
    const nowMs = clock();
    const { numUpdatedRows } = await trx
      .updateTable('undo_links')
      .set({ used_at_ms: nowMs })
      .where('token_hash', '=', tokenHash)
      .where('used_at_ms', 'is', null)
      .where('expires_at_ms', '>', nowMs)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw linkUsed();
    const current = await trx
      .selectFrom('announcements')
      .selectAll()
      .where('id', '=', announcement.id)
      .executeTakeFirstOrThrow();
    return undo(core, trx, current, undefined, ip);
  });
  await store.bus.publish(`user:${userId}`);
  return suspended;
}

/** @param presser undefined for the link. @throws NodError undo_impossible */
async function undo(
  core: DevicesCore,
  trx: Trx,
  announcement: AnnouncementRow,
  presser: DeviceRow | undefined,
  ip: string | undefined,
): Promise<Suspended[]> {
  const atMs = core.clock();
  const userId = announcement.user_id;
  const devices = await trx.selectFrom('devices').selectAll().where('user_id', '=', userId).execute();
  const subjectId = undoSubjectOf(announcement);
  const subject = devices.find(({ id }) => id === subjectId);
  const branch = (await readVouchGraph(trx, [userId]))(subjectId);
  const targets = new Set(undoTargets(announcement, presser ?? 'email', branch));
  const { numUpdatedRows } = await trx
    .updateTable('announcements')
    .set({ undone_at_ms: atMs, undone_by: presser?.id ?? null })
    .where('id', '=', announcement.id)
    .where('undone_at_ms', 'is', null)
    .executeTakeFirst();
  if (targets.size === 0 || numUpdatedRows !== 1n) {
    throw new NodError('undo_impossible', 'There is nothing to undo here from this device. Look at your devices.');
  }
  // A device that waits to be let in without a yes: this is the no.
  if (subject?.state === 'unvouched') {
    await turnAway(core, trx, {
      device: subject,
      applicationId: announcement.application_id,
      by: presser === undefined ? { whom: 'email' } : { whom: 'device', id: presser.id },
      atMs,
      event: 'device.wait_denied',
      deviceIp: ip,
    });
    return [];
  }
  const suspended = await suspendUndone(core, trx, {
    userId,
    devices: devices.filter(({ id }) => targets.has(id)),
    presser,
    atMs,
    ip,
    about: { announcementId: announcement.id },
  });
  const ids = suspended.map(({ id }) => id);
  await recordEvent(trx, {
    type: 'announcement.undone',
    atMs,
    userId,
    deviceId: presser?.id,
    deviceIp: ip,
    detail: { announcementId: announcement.id, what: announcement.what, suspended: ids },
  });
  return suspended;
}

import { type AnnounceCore, announce } from '../announcements/announce.ts';
import type { Core } from '../core/core.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import { actOn, requireOldEnough, tell } from './acting.ts';
import type { CallSource } from './authenticate-proof.ts';
import { confirmAction } from './confirmation.ts';
import { requireActive, revokeDevice, revokedColumns } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { type OwnAction, requireNoElder } from './own-devices.ts';
import { isLeftToDevices, REMOVAL_MS, suspendDevice } from './suspension.ts';
import { barWaiting, NO_WAIT_MS } from './wait.ts';

/**
 * Removes a device of the same user. Itself at once and for good. Another one is suspended, and removed for good a day later
 * (finishRemovals): until then it may object, and every other device may resume it. One that is suspended already is removed a
 * day later too, and objects to the one that ordered this. One that never was active is removed at once.
 * @throws NodError device_unknown, device_too_young, last_device (itself), verifier_invalid, operator_needed, and for
 *   another device those of requireActive
 */
export async function removeOwn(
  core: DevicesCore,
  actor: DeviceRow,
  { targetId, verification, evenIfLast = false }: OwnAction,
  source: CallSource,
): Promise<void> {
  const remove = {
    by: actor.id as `dev_${string}`,
    userId: actor.user_id,
    evenIfLast,
    ip: source.ip,
    proof: source.proof,
  };
  if (targetId === actor.id) return revokeDevice(core, targetId, remove);
  requireActive(actor);
  const { confirmed, note } = await confirmAction(core, actor, { verification, target: targetId, action: 'remove' });
  const on = { userId: actor.user_id, targetId, by: { whom: 'device', device: actor }, source } as const;
  await actOn(core, on, async (acting) => {
    const { trx, target, atMs } = acting;
    requireOldEnough(acting);
    await note(trx);
    if (target.state === 'revoked' || target.removal_at_ms !== null) return;
    if (target.state === 'pending' || target.state === 'unvouched') {
      await trx.updateTable('devices').set(revokedColumns(atMs)).where('id', '=', target.id).execute();
      await trx.deleteFrom('verifiers').where('device_id', '=', target.id).execute();
      if (target.wait_asked_at_ms !== null) await barWaiting(trx, target.user_id, atMs + NO_WAIT_MS);
      return tell(core, acting, { event: 'device.revoked', what: 'device.removed' });
    }
    const removalAtMs = atMs + REMOVAL_MS;
    if (target.state === 'active') {
      const about = { deviceId: target.id, userId: target.user_id, byDeviceId: actor.id };
      await suspendDevice(trx, { ...about, why: 'removal', confirmed, removalAtMs, atMs });
    } else {
      // Devices may not take a judgement out of the operator's hands.
      if (target.suspension === 'objection' || target.suspension === 'operator') {
        throw new NodError('operator_needed', 'Only the operator of this server can remove this device. Ask there.');
      }
      await requireNoElder(acting);
      // The device that orders it becomes the one to object to, as if the other had been active until now: also where a third
      // device, or disuse, had suspended it. The time of the suspension stays: its age as of then counts.
      const takesOver = isLeftToDevices(target) && target.suspended_by !== actor.id;
      await trx
        .updateTable('devices')
        .set({
          removal_at_ms: removalAtMs,
          ...(takesOver ? { suspension: 'removal', suspended_by: actor.id } : {}),
          // What was confirmed stays so.
          ...(confirmed ? { suspension_confirmed: 1 } : {}),
        })
        .where('id', '=', target.id)
        .where('state', '=', 'suspended')
        .execute();
    }
    const detail = { why: 'removal', confirmed, removalAtMs };
    await tell(core, acting, { event: 'device.suspended', what: 'device.suspended', detail });
  });
}

/** Rows that one pass of the sweep finishes at most; the rest is the next pass's. */
const BATCH_ROWS = 100;

/** Removes for good what was suspended for removal, and nobody has resumed in a day. It may run on every process. */
export async function finishRemovals(core: AnnounceCore & Pick<Core, 'store'>): Promise<void> {
  const { store, clock } = core;
  const due = await store.db
    .selectFrom('devices')
    .select(['id', 'user_id', 'name'])
    .where('removal_at_ms', '<=', clock())
    .where('state', '=', 'suspended')
    .orderBy('removal_at_ms')
    .limit(BATCH_ROWS)
    .execute();
  for (const { id, user_id: userId, name } of due) {
    await store.transaction(async (trx) => {
      await store.takeTurn(trx, userId);
      const atMs = clock();
      const { numUpdatedRows } = await trx
        .updateTable('devices')
        .set(revokedColumns(atMs))
        .where('id', '=', id)
        .where('state', '=', 'suspended')
        .where('removal_at_ms', '<=', atMs)
        .executeTakeFirst();
      // Resumed meanwhile, or removed by another process.
      if (numUpdatedRows !== 1n) return;
      await trx.deleteFrom('verifiers').where('device_id', '=', id).execute();
      const detail = { by: 'server', why: 'removal', name };
      await recordEvent(trx, { type: 'device.revoked', atMs, userId, deviceId: id, detail });
      await announce(core, trx, { userId, what: 'device.removed', deviceId: id, by: 'server', detail: { name } });
    });
  }
}

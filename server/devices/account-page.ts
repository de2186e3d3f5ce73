import type { Trx } from '../store/schema.ts';
import { actOn, tell, unknownDevice } from './acting.ts';
import { revokedColumns } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { suspendDevice } from './suspension.ts';
import { barWaiting, NO_WAIT_MS } from './wait.ts';

/** What somebody on the account page does, and from where. */
export interface FromAccountPage {
  readonly userId: string;
  readonly ip: string;
  /** Throws where the page's session is over, in the transaction of what is done. */
  readonly requireOpen: (trx: Trx) => Promise<void>;
}

/**
 * Suspends a device, at once, also the last one: a code stands behind it, so the device can't object, and none is too old for
 * it. One that was not let in yet is turned away for good. One that is suspended already, or gone, stays as it is.
 * @throws NodError device_unknown, and what `requireOpen` throws
 */
export async function suspendFromAccountPage(
  core: DevicesCore,
  deviceId: string,
  { userId, ip, requireOpen }: FromAccountPage,
): Promise<void> {
  await actOn(core, { userId, targetId: deviceId, by: { whom: 'recovery' }, source: { ip } }, async (acting) => {
    const { trx, target, atMs } = acting;
    await requireOpen(trx);
    if (target.state === 'suspended' || target.state === 'revoked') return;
    if (target.state !== 'active') {
      const { numUpdatedRows } = await trx
        .updateTable('devices')
        .set(revokedColumns(atMs))
        .where('id', '=', target.id)
        .where('state', 'in', ['pending', 'unvouched'])
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw unknownDevice();
      await trx.deleteFrom('verifiers').where('device_id', '=', target.id).execute();
      if (target.wait_asked_at_ms !== null) await barWaiting(trx, userId, atMs + NO_WAIT_MS);
      return tell(core, acting, { event: 'device.revoked', what: 'device.removed' });
    }
    const about = { deviceId: target.id, userId, byDeviceId: null, removalAtMs: null, atMs };
    if (!(await suspendDevice(trx, { ...about, why: 'list', confirmed: true }))) throw unknownDevice();
    const detail = { why: 'list', confirmed: true };
    await tell(core, acting, { event: 'device.suspended', what: 'device.suspended', detail });
  });
}

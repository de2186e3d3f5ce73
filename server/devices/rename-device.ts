import type { Self } from '../../shared/protocol/device-api.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { CallSource, DevicesContext } from './context.ts';
import { requireUsable } from './require-active.ts';
import { describeSelf } from './self.ts';

/** Gives the device another name (deviceNameSchema). @throws NodError device_suspended, device_revoked */
export async function renameDevice(
  context: DevicesContext,
  device: DeviceRow,
  name: string,
  source: CallSource,
): Promise<Self> {
  requireUsable(device);
  await context.store.transaction(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set({ name })
      .where('id', '=', device.id)
      .where('name', '!=', name)
      .executeTakeFirst();
    await source.proof?.spend(trx);
    if (numUpdatedRows !== 1n) return;
    await recordEvent(trx, {
      type: 'device.renamed',
      atMs: context.clock(),
      userId: device.user_id,
      deviceId: device.id,
      ...(source.ip === undefined ? {} : { deviceIp: source.ip }),
      detail: { from: device.name, to: name },
    });
  });
  return describeSelf(context, device.id);
}

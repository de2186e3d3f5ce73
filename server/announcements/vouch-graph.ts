import type { Db, DeviceRow } from '../store/schema.ts';

/** A device in the graph of who vouched for whom. */
export type GraphDevice = Pick<DeviceRow, 'id' | 'user_id' | 'name' | 'state' | 'activated_at_ms'>;

/**
 * Reads the devices of users and who let them in.
 * @returns a function that gives a device and all that it has vouched for, and these for, and so on, also through devices
 *   that are suspended or removed by now. Each is visited once, so that not even a circle, which no rule makes, has no end
 */
export async function readVouchGraph(
  db: Db,
  userIds: readonly string[],
): Promise<(rootId: string | null) => GraphDevice[]> {
  const devices =
    userIds.length === 0
      ? []
      : await db
          .selectFrom('devices')
          .leftJoin('vouches', 'vouches.device_id', 'devices.id')
          .select(['devices.id', 'user_id', 'name', 'state', 'activated_at_ms', 'vouches.by_device_id'])
          .where('user_id', 'in', userIds)
          .execute();
  const byVoucher = Map.groupBy(devices, ({ by_device_id: by }) => by);
  return (rootId) => {
    const branch = new Set(rootId === null ? [] : [rootId]);
    // A set gives what is added during the walk, too.
    for (const id of branch) for (const device of byVoucher.get(id) ?? []) branch.add(device.id);
    return devices.filter(({ id }) => branch.has(id));
  };
}

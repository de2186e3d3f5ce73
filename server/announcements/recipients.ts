import { featuresOf } from '../push/understands.ts';
import type { AnnouncementRow, Channel, Db, DeviceRow } from '../store/schema.ts';
import { addressesOf } from './account-email.ts';
import { webhooksFor } from './webhooks.ts';

/** Who is told of an announcement: one entry per channel and target. */
export interface Recipient {
  readonly channel: Channel;
  readonly target: string;
}

type Told = Pick<AnnouncementRow, 'what' | 'user_id' | 'device_id' | 'by_device_id' | 'application_id'>;

/**
 * Whether this device of the user is told: not the one that did it, nor the one that has just come, which knows. It has to
 * have named the feature, since another one would take the notice for a forgery.
 */
export function isTold(device: Pick<DeviceRow, 'id' | 'features'>, { what, device_id, by_device_id }: Told): boolean {
  if (device.id === by_device_id) return false;
  if (device.id === device_id && (what === 'device.added' || what === 'device.moved')) return false;
  return featuresOf(device).includes('announcements');
}

/** Everybody who is told, as things are now: to be read in the transaction of the change. */
export async function recipientsOf(db: Db, told: Told, nowMs: number): Promise<Recipient[]> {
  const devices = await db
    .selectFrom('devices')
    .select(['id', 'features'])
    .where('user_id', '=', told.user_id)
    .where('state', '=', 'active')
    .execute();
  const addresses = await addressesOf(db, told, nowMs);
  const webhooks = await webhooksFor(db, told);
  return [
    ...devices.filter((device) => isTold(device, told)).map(({ id }) => ({ channel: 'device', target: id }) as const),
    ...addresses.map((address) => ({ channel: 'email', target: address }) as const),
    ...webhooks.map((id) => ({ channel: 'webhook', target: id }) as const),
  ];
}

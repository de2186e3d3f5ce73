import type { Db } from '../store/schema.ts';

/**
 * Whether a ticket of this application may add a device to this account. The first device is trusted to whoever signed
 * the user up. After it the account's own devices have to speak for the application: one of them was paired through it,
 * or has approved a request of it. So the key of one application doesn't open the accounts of another one's users; and a
 * key that may also remove devices gains nothing by doing so first, since a removed device counts. The operator may
 * always: somebody has to help who has lost all.
 *
 * Vouching will ask a device of the user each time. Until then this is what stands between a stolen key and an account.
 *
 * @param db the transaction that makes the device active, where that is done
 * @param ticket `applicationId` null for an operator's
 */
export async function mayAddDevice(db: Db, ticket: { userId: string; applicationId: string | null }): Promise<boolean> {
  const { userId, applicationId } = ticket;
  if (applicationId === null) return true;
  const devices = await db
    .selectFrom('devices')
    .leftJoin('enrollments', 'enrollments.id', 'devices.enrollment_id')
    .select('enrollments.application_id')
    .where('devices.user_id', '=', userId)
    .where('devices.activated_at_ms', 'is not', null)
    .execute();
  if (devices.length === 0 || devices.some((device) => device.application_id === applicationId)) return true;
  const approved = await db
    .selectFrom('challenges')
    .select('id')
    .where('user_id', '=', userId)
    .where('application_id', '=', applicationId)
    .where('state', '=', 'approved')
    .limit(1)
    .executeTakeFirst();
  return approved !== undefined;
}

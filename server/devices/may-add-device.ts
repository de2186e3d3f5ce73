import { announce } from '../announcements/announce.ts';
import { NodError } from '../diagnostics/errors.ts';
import { countEvent, type NewEvent, recordEvent } from '../events/record.ts';
import type { Db, Trx } from '../store/schema.ts';
import { PENDING_LIFETIME_MS, revokedColumns } from './device-life.ts';
import type { DevicesCore } from './devices.ts';

/** Devices a user may have at once, pending and suspended ones included (N13 wants several, not endlessly many). */
export const DEVICES_PER_USER = 20;

/**
 * Whether a ticket of this application may add a device to this account. Never to one of another realm. In its own the
 * first device is trusted to the application that signs the user up; after it, only to one through which a device of
 * this user was paired. That the user has approved a request of it is not enough: an approved login lets in, and
 * doesn't hand over the account. So the key of one application doesn't open the accounts of another one's users; and a key
 * that may also remove devices gains nothing by removing them first, since a removed device counts. The operator may
 * always, and so can help a person who has lost all devices; whom only the operator has paired, only the operator may.
 *
 * Vouching will ask a device of the user each time. Until then this is what stands between a stolen key and an account.
 *
 * @param db the transaction that makes the device active, where that is done
 * @param ticket `applicationId` is null for an operator's ticket
 */
export async function mayAddDevice(db: Db, ticket: { userId: string; applicationId: string | null }): Promise<boolean> {
  const { userId, applicationId } = ticket;
  if (applicationId === null) return true;
  if (!(await isUserOf(db, applicationId, userId))) return false;
  const devices = await db
    .selectFrom('devices')
    .leftJoin('enrollments', 'enrollments.id', 'devices.enrollment_id')
    .select('enrollments.application_id')
    .where('devices.user_id', '=', userId)
    .where('devices.activated_at_ms', 'is not', null)
    .execute();
  return devices.length === 0 || devices.some((device) => device.application_id === applicationId);
}

/** An application that was moved into another realm has left the users of the old one behind, its tickets included. */
async function isUserOf(db: Db, applicationId: string, userId: string): Promise<boolean> {
  const together = await db
    .selectFrom('applications')
    .innerJoin('users', 'users.realm_id', 'applications.realm_id')
    .select('users.id')
    .where('applications.id', '=', applicationId)
    .where('users.id', '=', userId)
    .executeTakeFirst();
  return together !== undefined;
}

/**
 * Refuses a device that may not be added, and records that. To be called after the transaction that found it out, so
 * that nothing undoes the record.
 * @throws NodError enrollment_refused
 */
export async function refuseUnknownApplication(
  core: DevicesCore,
  { detail, ...about }: Omit<NewEvent, 'type' | 'atMs'>,
): Promise<never> {
  const event = {
    ...about,
    type: 'enrollment.refused',
    atMs: core.clock(),
    detail: { reason: 'unknown application', ...detail },
  } as const;
  // A key, or a device that is being paired, may ask for it without end.
  await core.store.transaction(async (trx) => {
    await countEvent(trx, event, `unknown application ${about.deviceId ?? ''}`);
    if (about.userId === undefined) return;
    await announce(core, trx, {
      userId: about.userId,
      what: 'enrollment.refused',
      by: 'application',
      applicationId: about.applicationId,
      ip: about.sourceIp ?? about.deviceIp,
      detail: { reason: 'unknown application' },
    });
  });
  throw new NodError(
    'enrollment_refused',
    'This account has devices, and none of them was paired through this application. Pair the device where the others were paired, or ask the operator for a code.',
  );
}

/**
 * N13: lets a user have DEVICES_PER_USER devices. Those that are still being paired don't count here, since they give way
 * (makeRoomForDevice): abandoned attempts must not lock a person out.
 * @throws NodError enrollment_refused, params `limit`
 */
export async function requireRoomForDevice(trx: Trx, userId: string): Promise<void> {
  const { count } = await trx
    .selectFrom('devices')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('user_id', '=', userId)
    .where('state', 'in', ['active', 'suspended'])
    .executeTakeFirstOrThrow();
  if (Number(count) >= DEVICES_PER_USER) {
    throw new NodError(
      'enrollment_refused',
      `This account has ${DEVICES_PER_USER} devices, which is the most it can have. Remove one that is no longer used, then pair again.`,
      { params: { limit: DEVICES_PER_USER } },
    );
  }
}

/**
 * Makes room for one more device. Those whose pairing took too long are dropped. If the account is still full, the oldest
 * that is being paired gives way, among those of the application that has most of them: so one application that begins
 * pairings without end ends its own ones, and not the one that a person has just begun elsewhere.
 * @throws NodError enrollment_refused, params `limit`
 */
export async function makeRoomForDevice(trx: Trx, userId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('devices')
    .set(revokedColumns(atMs))
    .where('user_id', '=', userId)
    .where('state', '=', 'pending')
    .where('created_at_ms', '<', atMs - PENDING_LIFETIME_MS)
    .execute();
  await requireRoomForDevice(trx, userId);
  const devices = await trx
    .selectFrom('devices')
    .leftJoin('enrollments', 'enrollments.id', 'devices.enrollment_id')
    .select(['devices.id', 'devices.name', 'devices.state', 'enrollments.application_id'])
    .where('devices.user_id', '=', userId)
    .where('devices.state', '!=', 'revoked')
    .orderBy('devices.created_at_ms')
    .orderBy('devices.id')
    .execute();
  if (devices.length < DEVICES_PER_USER) return;
  const pending = devices.filter(({ state }) => state === 'pending');
  const byApplication = [...Map.groupBy(pending, (device) => device.application_id).values()];
  const [oldest] = byApplication.reduce((most, some) => (some.length > most.length ? some : most));
  if (!oldest) return;
  await trx.updateTable('devices').set(revokedColumns(atMs)).where('id', '=', oldest.id).execute();
  await recordEvent(trx, {
    type: 'device.revoked',
    atMs,
    userId,
    applicationId: oldest.application_id ?? undefined,
    deviceId: oldest.id,
    detail: { by: 'room', name: oldest.name },
  });
}

import { requireUnlockedUser } from '../accounts/users.ts';
import { announce } from '../announcements/announce.ts';
import { NodError } from '../diagnostics/errors.ts';
import { countEvent, type NewEvent, recordEvent } from '../events/record.ts';
import type { Db, LetsIn, Trx } from '../store/schema.ts';
import { PENDING_LIFETIME_MS, revokedColumns } from './device-life.ts';
import type { DevicesCore, Vouch } from './devices.ts';

/** Devices a user may have at once, those that are being paired and suspended ones included (N13 wants several, not endlessly many). */
export const DEVICES_PER_USER = 20;

/** Why a device may not join an account. */
export type Refusal = 'unknown application' | 'no voucher' | 'not the first' | 'turned off';

/**
 * Whether this ticket may add a device to this account. Never one of another realm's application. In its own realm the first
 * device is trusted to the application that signs the user up. After it one of the user's devices has to say yes each time
 * (challenges/vouching.ts), so any application of the realm may bring a further one, and its stolen key gains nothing. Whose
 * devices are all removed or suspended has none that could: otherwise a key that may also remove devices would make its own
 * one "first" by removing the others. A ticket by the application's webhook is for a first device alone. The operator is taken at any time, with a reason, whatever the devices say.
 *
 * Where the server asks for no vouching, what stands between a stolen key and an account is this alone: only an application
 * through which a device of this user was paired may add another, and the operator. That the user has approved a request of
 * it is not enough: an approved login lets in, and doesn't hand over the account.
 *
 * @param db the transaction that makes the device active, where that is done
 * @param ticket `applicationId` is null for a ticket of the operator's, or of a device's (a move)
 * @returns undefined where it may
 */
export async function refusalOf(
  db: Db,
  ticket: { userId: string; applicationId: string | null; letsIn: LetsIn },
  vouch: Vouch,
): Promise<Refusal | undefined> {
  const { userId, applicationId } = ticket;
  if (applicationId !== null && !(await isUserOf(db, applicationId, userId))) return 'unknown application';
  if (ticket.letsIn === 'operator' || ticket.letsIn === 'recovery') return undefined;
  if (ticket.letsIn === 'webhook' && !(await registersPeople(db, applicationId))) return 'turned off';
  const devices = await db
    .selectFrom('devices')
    .leftJoin('enrollments', 'enrollments.id', 'devices.enrollment_id')
    .select(['devices.state', 'enrollments.application_id'])
    .where('devices.user_id', '=', userId)
    .where('devices.activated_at_ms', 'is not', null)
    .execute();
  if (devices.length === 0) return undefined;
  if (ticket.letsIn === 'webhook') return 'not the first';
  if (vouch === 'required') return devices.some(({ state }) => state === 'active') ? undefined : 'no voucher';
  const isKnown = applicationId === null || devices.some((device) => device.application_id === applicationId);
  return isKnown ? undefined : 'unknown application';
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

async function registersPeople(db: Db, applicationId: string | null): Promise<boolean> {
  const application = await db
    .selectFrom('applications')
    .select('pairing')
    .where('id', '=', applicationId ?? '')
    .executeTakeFirst();
  return application?.pairing === 'webhook';
}

const REFUSALS: Record<Refusal, string> = {
  'unknown application':
    'This account has devices, and none of them was paired through this application. Pair the device where the others were paired, or ask the operator for a code.',
  'no voucher':
    'This account has no active device left that could say yes to a new one. Ask the operator, who can let it in: nod enroll USER --without-vouching',
  'turned off': 'The application registers nobody by a text any more. Ask there for a pairing code.',
  'not the first':
    'This account has, or had, a device, and this way is for the first one only. Pair another one where you signed up, or open Nod on the device that you have.',
};

/**
 * Refuses a device that may not be added, records that, and tells the user. To be called after the transaction that found it
 * out, so that nothing undoes the record.
 * @throws NodError enrollment_refused
 */
export async function refuseDevice(
  core: DevicesCore,
  why: Refusal,
  { detail, userId, ...about }: Omit<NewEvent, 'type' | 'atMs'> & { userId: string },
): Promise<never> {
  const event = {
    ...about,
    userId,
    type: 'enrollment.refused',
    atMs: core.clock(),
    detail: { reason: why, ...detail },
  } as const;
  await core.store.transaction(async (trx) => {
    // A key, or a device that is being paired, may ask for it without end.
    await countEvent(trx, event, `${why} ${about.deviceId ?? ''}`);
    await announce(core, trx, {
      userId,
      what: 'enrollment.refused',
      by: about.applicationId === undefined ? 'server' : 'application',
      applicationId: about.applicationId,
      ip: about.deviceIp ?? about.sourceIp,
      detail: { reason: why },
    });
  });
  throw new NodError('enrollment_refused', REFUSALS[why]);
}

/**
 * N13: lets a user have DEVICES_PER_USER devices. Those that are still being paired don't count here, since they give way
 * (makeRoomForDevice): abandoned attempts must not lock a person out. A locked user gets none at all: one who was locked while
 * the call was on its way included.
 * @throws NodError enrollment_refused, params `limit`; user_locked
 */
export async function requireRoomForDevice(trx: Trx, userId: string): Promise<void> {
  await requireUnlockedUser(trx, userId);
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
 * @throws NodError enrollment_refused, params `limit`; user_locked
 */
export async function makeRoomForDevice(trx: Trx, userId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('devices')
    .set(revokedColumns(atMs))
    .where('user_id', '=', userId)
    .where('state', 'in', ['pending', 'unvouched'])
    .where('wait_asked_at_ms', 'is', null)
    .where('created_at_ms', '<', atMs - PENDING_LIFETIME_MS)
    // One whose last request still waits isn't over.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('challenges')
            .select('challenges.id')
            .whereRef('challenges.vouches_for', '=', 'devices.id')
            .where('challenges.state', '=', 'pending')
            .where('challenges.expires_at_ms', '>', atMs),
        ),
      ),
    )
    .execute();
  await requireRoomForDevice(trx, userId);
  const devices = await trx
    .selectFrom('devices')
    .leftJoin('enrollments', 'enrollments.id', 'devices.enrollment_id')
    .select(['devices.id', 'devices.name', 'devices.state', 'devices.wait_asked_at_ms'])
    .select(['enrollments.application_id', 'enrollments.lets_in'])
    .where('devices.user_id', '=', userId)
    .where('devices.state', '!=', 'revoked')
    .orderBy('devices.created_at_ms')
    .orderBy('devices.id')
    .execute();
  if (devices.length < DEVICES_PER_USER) return;
  // What the operator or a recovery code lets in, or what waits for days, is for somebody who has nothing left: it gives way to nobody.
  const pending = devices.filter(
    ({ state, lets_in: letsIn, wait_asked_at_ms: waits }) =>
      (state === 'pending' || state === 'unvouched') &&
      letsIn !== 'operator' &&
      letsIn !== 'recovery' &&
      waits === null,
  );
  if (pending.length === 0) return;
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

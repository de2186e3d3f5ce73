import { formatPairingCode, pairingUrl } from '../../shared/protocol/pairing-code.ts';
import { newId } from '../crypto/ids.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Trx, UserRow } from '../store/schema.ts';
import type { DevicesContext } from './context.ts';
import { requireRoomForDevice } from './device-limit.ts';
import { codeMac, randomCodeSecret, randomLookup, randomToken } from './enrollment-secrets.ts';
import { ENROLLMENT_LIFETIME_MS, ENROLLMENT_TRIES } from './limits.ts';
import { mayAddDevice } from './may-add-device.ts';

/**
 * A ticket that led to nothing is forgotten after a day; what happened to it is in the audit log. A completed one stays: it
 * says through which application its device was paired.
 */
const FORGET_AFTER_MS = 24 * 3_600_000;
const LOOKUP_ATTEMPTS = 32;

export interface NewEnrollment {
  user: UserRow;
  /** The application whose user this is; null when an operator makes the ticket. */
  applicationId: string | null;
  /** Where the person asked for it, as the application says. */
  sourceIp?: string | undefined;
  /** What the door writes in the very transaction that creates. */
  remember?: ((trx: Trx, ticket: EnrollmentTicket) => Promise<void>) | undefined;
}

export interface EnrollmentTicket {
  id: string;
  /** `ABCD-EFGH-JKMN`, to be typed. Shown once: the server keeps no copy. */
  code: string;
  /** The same for a QR or a tap; its secret rides behind the `#`. */
  url: string;
  expiresAtMs: number;
}

/**
 * Makes the ticket by which a user adds a device. One at a time: it closes the user's older open ones of the same
 * application, so that a code left on a screen is dead as soon as there is a newer one.
 * @throws NodError enrollment_refused when the user has as many devices as a user may have, or has devices that don't know
 *   the application (may-add-device.ts)
 */
export async function createEnrollment(context: DevicesContext, input: NewEnrollment): Promise<EnrollmentTicket> {
  const { store, keys, clock, randomBytes, settings } = context;
  const { user, applicationId } = input;
  const atMs = clock();
  if (!(await mayAddDevice(store.db, { userId: user.id, applicationId }))) {
    await recordEvent(store.db, {
      type: 'enrollment.refused',
      atMs,
      userId: user.id,
      ...(applicationId === null ? {} : { applicationId }),
      ...(input.sourceIp === undefined ? {} : { sourceIp: input.sourceIp }),
      detail: { reason: 'unknown application' },
    });
    throw unknownApplication();
  }
  const id = newId('enr_', randomBytes);
  const token = randomToken(randomBytes);
  const codeSecret = randomCodeSecret(randomBytes);
  const expiresAtMs = atMs + ENROLLMENT_LIFETIME_MS;

  return store.transaction(async (trx) => {
    await requireRoomForDevice(trx, user.id, atMs);
    await trx
      .updateTable('enrollments')
      .set({ state: 'closed' })
      .where('user_id', '=', user.id)
      .where('application_id', applicationId === null ? 'is' : '=', applicationId)
      .where('state', '=', 'open')
      .execute();
    await trx
      .deleteFrom('enrollments')
      .where('user_id', '=', user.id)
      .where('state', '!=', 'completed')
      .where('created_at_ms', '<', atMs - FORGET_AFTER_MS)
      .execute();
    const free = await findFreeLookup(trx, context, atMs);
    await trx
      .insertInto('enrollments')
      .values({
        id,
        user_id: user.id,
        application_id: applicationId,
        lookup: free,
        code_mac: codeMac(keys.secret, id, codeSecret),
        token_hash: sha256(token),
        state: 'open',
        tries_left: ENROLLMENT_TRIES,
        nonce_hash: null,
        created_at_ms: atMs,
        expires_at_ms: expiresAtMs,
      })
      .execute();
    await recordEvent(trx, {
      type: 'enrollment.created',
      atMs,
      userId: user.id,
      ...(applicationId === null ? {} : { applicationId }),
      ...(input.sourceIp === undefined ? {} : { sourceIp: input.sourceIp }),
      detail: { enrollmentId: id },
    });
    const code = formatPairingCode(free + codeSecret);
    const ticket: EnrollmentTicket = { id, code, url: pairingUrl(settings.origin, token), expiresAtMs };
    await input.remember?.(trx, ticket);
    return ticket;
  });
}

export function unknownApplication(): NodError {
  return new NodError(
    'enrollment_refused',
    'This account has devices, and none of them was paired through this application or has approved a request of it. Pair the device where the others were paired, or ask the operator for a code.',
  );
}

/**
 * Two open tickets under one look-up would share their tries. Two creations at the same instant may still pick the same
 * one of a million; the claim copes with that.
 */
async function findFreeLookup(trx: Trx, { randomBytes }: DevicesContext, atMs: number): Promise<string> {
  for (let attempt = 0; attempt < LOOKUP_ATTEMPTS; attempt++) {
    const lookup = randomLookup(randomBytes);
    const taken = await trx
      .selectFrom('enrollments')
      .select('id')
      .where('lookup', '=', lookup)
      .where('state', '=', 'open')
      .where('expires_at_ms', '>', atMs)
      .executeTakeFirst();
    if (!taken) return lookup;
  }
  throw new NodError('unavailable', 'Too many pairings are open at this moment. Try again in a few minutes.');
}

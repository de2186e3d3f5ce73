import * as v from 'valibot';
import { formatPairingCode, pairingUrl } from '../../shared/protocol/pairing-code.ts';
import { line } from '../../shared/protocol/text.ts';
import { parseInput } from '../accounts/names.ts';
import { requireUnlocked } from '../accounts/users.ts';
import { newId, randomCrockford, randomToken } from '../crypto/ids.ts';
import { mac, sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Trx, UserRow } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';
import { refusalOf, refuseDevice, requireRoomForDevice } from './may-add-device.ts';

/** A ticket lives 10 minutes (NIST SP 800-63B-4 sections 3.1.3.1 and 4.1.2.1 allow no more). */
const LIFETIME_MS = 10 * 60_000;
/** A move's QR is on the screen of the old phone, beside the new one. */
const MOVE_LIFETIME_MS = 2 * 60_000;
/** Claims per ticket, the right one included. */
const TRIES = 5;
/**
 * A ticket that led to nothing is forgotten after a day; its history is in the audit log. A completed one stays, since
 * it says through which application its device was paired.
 */
const FORGET_AFTER_MS = 24 * 3_600_000;

/**
 * A ticket is opened (N12, A6.5) by a typed code of 12 Crockford characters, of which 4 look it up and 8 are a 40-bit
 * secret, or by a link's token of 128 bits. The table holds an HMAC of the secret, under the server's own and bound to
 * its ticket, and a hash of the token.
 */
const LOOKUP_CHARACTERS = 4;
const SECRET_CHARACTERS = 8;
const LOOKUP_ATTEMPTS = 32;

export interface NewEnrollment {
  user: UserRow;
  /** The application whose user this is; null when an operator or a device makes the ticket. */
  applicationId: string | null;
  /**
   * The operator lets the device in, whatever the user's devices say: why, and the name of the operator's account on the
   * machine. Both are on file as long as the device.
   */
  withoutVouching?: { reason: string; madeBy: string } | undefined;
  /**
   * A recovery code lets the device in, whatever the user's devices say: spends it, before anything else is looked at, in the
   * transaction that creates the ticket.
   */
  spendRecovery?: ((trx: Trx) => Promise<void>) | undefined;
  /** The application's webhook has said yes to the user's name and a text: it isn't asked again at the claim. */
  askedWebhook?: boolean | undefined;
  /** The new device is to take this one's place; `moveId` is what the tickets of one move have in common. */
  moves?: { deviceId: string; moveId: string } | undefined;
  /** Where the person asked for it, as the application says. */
  sourceIp?: string | undefined;
  /** What the door writes in the very transaction that creates the ticket. */
  remember?: ((trx: Trx, ticket: EnrollmentTicket) => Promise<void>) | undefined;
}

export interface EnrollmentTicket {
  id: string;
  /** `ABCD-EFGH-JKMN`, to be typed. Shown once: the server keeps no copy. */
  code: string;
  /** The same ticket for a QR or a tap; its secret rides behind the `#`. */
  url: string;
  /** That secret alone. */
  token: string;
  expiresAtMs: number;
}

const withoutVouchingSchema = v.strictObject({ reason: line(200), madeBy: line(60) });

/**
 * Makes the ticket by which a user adds a device. There is one per user and application, and one per device that moves:
 * older open ones are closed, so that a code left on a screen is dead as soon as there is a newer one.
 * @throws NodError enrollment_refused when the user has as many devices as a user may have, or the device would be refused
 *   (may-add-device.ts); request_malformed for a reason that can't be read; user_locked; unavailable
 */
export async function createEnrollment(core: DevicesCore, input: NewEnrollment): Promise<EnrollmentTicket> {
  const { store, keys, clock, randomBytes, origin, settings } = core;
  const { user, applicationId, sourceIp, moves } = input;
  requireUnlocked(user);
  const about = { userId: user.id, applicationId: applicationId ?? undefined, sourceIp };
  const operator = input.withoutVouching && parseInput(withoutVouchingSchema, input.withoutVouching);
  const letsIn = operator ? 'operator' : input.spendRecovery ? 'recovery' : input.askedWebhook ? 'webhook' : 'vouching';
  const refusal = await refusalOf(store.db, { userId: user.id, applicationId, letsIn }, settings.vouch);
  if (refusal) return refuseDevice(core, refusal, about);
  const atMs = clock();
  const id = newId('enr_', randomBytes);
  const token = randomToken(randomBytes);
  const codeSecret = randomCrockford(SECRET_CHARACTERS, randomBytes);
  const expiresAtMs = atMs + (moves ? MOVE_LIFETIME_MS : LIFETIME_MS);

  return store.transaction(async (trx) => {
    await input.spendRecovery?.(trx);
    await requireRoomForDevice(trx, user.id);
    await trx
      .updateTable('enrollments')
      .set({ state: 'closed' })
      .where('user_id', '=', user.id)
      .where('application_id', applicationId === null ? 'is' : '=', applicationId)
      .where('moves_device_id', moves ? '=' : 'is', moves?.deviceId ?? null)
      .where('state', '=', 'open')
      .execute();
    await trx
      .deleteFrom('enrollments')
      .where('user_id', '=', user.id)
      .where('state', '!=', 'completed')
      .where('created_at_ms', '<', atMs - FORGET_AFTER_MS)
      .execute();
    const lookup = await findFreeLookup(trx, core, atMs);
    await trx
      .insertInto('enrollments')
      .values({
        id,
        user_id: user.id,
        application_id: applicationId,
        lookup,
        code_mac: codeMac(keys.secret, id, codeSecret),
        token_hash: sha256(token),
        state: 'open',
        tries_left: TRIES,
        nonce_hash: null,
        created_at_ms: atMs,
        expires_at_ms: expiresAtMs,
        lets_in: letsIn,
        reason: operator?.reason ?? null,
        made_by: operator?.madeBy ?? null,
        moves_device_id: moves?.deviceId ?? null,
        move_id: moves?.moveId ?? null,
      })
      .execute();
    const detail = { enrollmentId: id, ...(letsIn === 'vouching' ? {} : { letsIn }), ...operator };
    await recordEvent(trx, { type: 'enrollment.created', atMs, ...about, deviceId: moves?.deviceId, detail });
    const code = formatPairingCode(lookup + codeSecret);
    const ticket: EnrollmentTicket = { id, code, url: pairingUrl(origin, token), token, expiresAtMs };
    await input.remember?.(trx, ticket);
    return ticket;
  });
}

/** @param secret the server's. A MAC copied to another row opens nothing there. */
export function codeMac(secret: Uint8Array, enrollmentId: string, codeSecret: string): string {
  return mac(secret, 'enrollment code', enrollmentId, codeSecret);
}

/**
 * Two open tickets under one look-up would share their tries. Two creations at the same instant may still pick the same
 * one of a million; the claim copes with that.
 */
async function findFreeLookup(trx: Trx, { randomBytes }: DevicesCore, atMs: number): Promise<string> {
  for (let attempt = 0; attempt < LOOKUP_ATTEMPTS; attempt++) {
    const lookup = randomCrockford(LOOKUP_CHARACTERS, randomBytes);
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

import type { Self } from '../../shared/protocol/device-api.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import type { Registration, Verifier } from '../../shared/protocol/user-verification.ts';
import { checkVerifierPlace, verifyRegistration } from '../../shared/protocol/verify-registration.ts';
import { announce } from '../announcements/announce.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { ChallengeRow, Db, DeviceRow, Trx } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { describeSelf } from './views.ts';

/** How long after it became active a device is still being paired: the question for the verifier is the last step of that. */
const PAIRING_MS = 10 * 60_000;
/** Any later verifier counts after this long: time for the person to hear of it, and to stop it. */
const WAIT_MS = 24 * 3_600_000;

/**
 * Gives a device its verifier, the WebAuthn credential that asks its person each time (N10). There is only one, so that
 * a stranger at an unlocked device can't put their own in its place: taking the first away needs a confirmation by it
 * (removeVerifier), and the other way is to pair anew. The same one again changes nothing.
 *
 * One that is registered within the pairing counts for requests that come from then on, any other a day later: otherwise
 * whoever holds an unlocked device could confirm a request by a finger of their own.
 * @throws NodError device_pending, device_suspended, device_revoked, verifier_invalid, verifier_exists
 */
export async function registerVerifier(
  core: DevicesCore,
  device: DeviceRow,
  registration: Registration,
  source: CallSource,
): Promise<Self> {
  requireActive(device);
  const { verifier, signCount, backupEligible, backedUp } = await readRegistration(core, device, registration);
  const nowMs = core.clock();
  const countsFromMs = isBeingPaired(device, nowMs) ? nowMs : nowMs + WAIT_MS;
  await core.store.transaction(async (trx) => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('verifiers')
      .values({
        device_id: device.id,
        credential_id: verifier.credentialId,
        jwk: JSON.stringify(verifier.jwk),
        rp_id_hash: verifier.rpIdHash,
        origin: verifier.origin,
        sign_count: signCount,
        created_at_ms: nowMs,
        counts_from_ms: countsFromMs,
        backup_eligible: backupEligible ? 1 : 0,
        backed_up: backedUp ? 1 : 0,
      })
      .onConflict((conflict) => conflict.column('device_id').doNothing())
      .executeTakeFirst();
    await source.proof?.spend(trx);
    if (numInsertedOrUpdatedRows !== 1n) {
      const known = await verifierOf(trx, device.id);
      if (known && isSame(known, verifier)) return;
      throw new NodError(
        'verifier_exists',
        'Confirming is set up on this device. Turn it off first, by the same finger, face or PIN, or pair the device again.',
      );
    }
    await recordEvent(trx, {
      ...about(core, device, source),
      type: 'device.verifier_added',
      detail: { origin: verifier.origin, countsFromMs, backupEligible },
    });
    await tellOfVerifier(core, trx, device, source, 'verifier.added', { countsFromMs });
  });
  return describeSelf(core, device.id);
}

function isBeingPaired({ activated_at_ms }: DeviceRow, nowMs: number): boolean {
  return activated_at_ms !== null && nowMs - activated_at_ms <= PAIRING_MS;
}

/** A device's verifier, with what decides whether it counts, and what receipts say of it. */
export interface KnownVerifier extends Verifier {
  readonly registeredAtMs: number;
  readonly countsFromMs: number;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
}

/**
 * N10: whether what it signs confirms somebody in this request: it counted, and was there, before the request came.
 */
export function countsFor(
  { registeredAtMs, countsFromMs }: KnownVerifier,
  { created_at_ms }: Pick<ChallengeRow, 'created_at_ms'>,
): boolean {
  return registeredAtMs <= created_at_ms && countsFromMs <= created_at_ms;
}

/** The verifier of a device, or undefined where it has none. */
export async function verifierOf(db: Db | Trx, deviceId: string): Promise<KnownVerifier | undefined> {
  const row = await db.selectFrom('verifiers').selectAll().where('device_id', '=', deviceId).executeTakeFirst();
  return (
    row && {
      credentialId: row.credential_id,
      jwk: JSON.parse(row.jwk) as PublicJwk,
      rpIdHash: row.rp_id_hash,
      origin: row.origin,
      registeredAtMs: row.created_at_ms,
      countsFromMs: row.counts_from_ms,
      backupEligible: row.backup_eligible === 1,
      backedUp: row.backed_up === 1,
    }
  );
}

/**
 * Records the authenticator's counter, in the transaction of what it has confirmed. A counter that doesn't go up is that of a
 * copy (WebAuthn section 6.1.1); many authenticators keep none and always say 0.
 * @returns false where it went back, or the verifier is no longer the device's
 */
export async function raiseCounter(
  trx: Trx,
  deviceId: string,
  { verifier: { credentialId }, signCount }: { verifier: Pick<Verifier, 'credentialId'>; signCount: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('verifiers')
    .set({ sign_count: signCount })
    .where('device_id', '=', deviceId)
    .where('credential_id', '=', credentialId)
    .where((is) => (signCount === 0 ? is('sign_count', '=', 0) : is('sign_count', '<', signCount)))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** In all its parts: one with a known id and another key is another one. */
function isSame(a: Verifier, b: Verifier): boolean {
  const partsOf = ({ credentialId, jwk: { kty, crv, x, y }, rpIdHash, origin }: Verifier) =>
    JSON.stringify([credentialId, kty, crv, x, y, rpIdHash, origin]);
  return partsOf(a) === partsOf(b);
}

async function readRegistration(
  { origin }: DevicesCore,
  { thumbprint, kind }: DeviceRow,
  registration: Registration,
): ReturnType<typeof verifyRegistration> {
  try {
    const read = await verifyRegistration(registration, { server: origin, device: thumbprint });
    await checkVerifierPlace(read.verifier, { kind, server: origin });
    return read;
  } catch (error) {
    throw error instanceof ProtocolError ? invalid(`${error.code}: ${error.message}`) : error;
  }
}

function invalid(logDetail: string): NodError {
  return new NodError('verifier_invalid', 'This does not confirm who you are. Try again on this device.', {
    logDetail,
  });
}

/** N14: whoever can confirm on a device is news to all the user's others. */
export async function tellOfVerifier(
  core: DevicesCore,
  trx: Trx,
  device: DeviceRow,
  { ip }: CallSource,
  what: 'verifier.added' | 'verifier.removed',
  detail: { countsFromMs?: number },
): Promise<void> {
  await announce(core, trx, {
    userId: device.user_id,
    what,
    deviceId: device.id,
    by: 'device',
    byDeviceId: device.id,
    ip,
    detail: { name: device.name, ...detail },
  });
}

function about({ clock }: DevicesCore, device: DeviceRow, { ip }: CallSource) {
  return { atMs: clock(), userId: device.user_id, deviceId: device.id, deviceIp: ip };
}

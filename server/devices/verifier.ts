import type { Self } from '../../shared/protocol/device-api.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import {
  type Assertion,
  type Registration,
  removalChallenge,
  type Verifier,
} from '../../shared/protocol/user-verification.ts';
import { verifyAssertion } from '../../shared/protocol/verify-assertion.ts';
import { verifyRegistration } from '../../shared/protocol/verify-registration.ts';
import { announce } from '../announcements/announce.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Db, DeviceRow, Trx } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { describeSelf } from './views.ts';

/**
 * Gives a device its verifier, the WebAuthn credential that asks its person each time (N10). There is only one, so that
 * a stranger at an unlocked device can't put their own in its place: taking the first away needs a confirmation by it
 * (removeVerifier), and the other way is to pair anew. The same one again changes nothing.
 * @throws NodError device_pending, device_suspended, device_revoked, verifier_invalid, verifier_exists
 */
export async function registerVerifier(
  core: DevicesCore,
  device: DeviceRow,
  registration: Registration,
  source: CallSource,
): Promise<Self> {
  requireActive(device);
  const { verifier, signCount } = await readRegistration(core, device, registration);
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
        created_at_ms: core.clock(),
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
      detail: { origin: verifier.origin },
    });
    await tell(core, trx, device, source, 'verifier.added');
  });
  return describeSelf(core, device.id);
}

/**
 * Takes the verifier away, by an assertion that it made; where there is none nothing changes.
 * @throws NodError device_pending, device_suspended, device_revoked, verifier_invalid
 */
export async function removeVerifier(
  core: DevicesCore,
  device: DeviceRow,
  assertion: Assertion,
  source: CallSource,
): Promise<Self> {
  requireActive(device);
  const verifier = await verifierOf(core.store.db, device.id);
  if (!verifier) return describeSelf(core, device.id);
  const { signCount } = await readRemoval(core, device, verifier, assertion);
  await core.store.transaction(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('verifiers')
      .where('device_id', '=', device.id)
      .where('credential_id', '=', verifier.credentialId)
      .where((is) => (signCount === 0 ? is('sign_count', '=', 0) : is('sign_count', '<', signCount)))
      .executeTakeFirst();
    await source.proof?.spend(trx);
    if (numDeletedRows !== 1n) throw invalid('the counter went back, or it was removed meanwhile');
    await recordEvent(trx, { ...about(core, device, source), type: 'device.verifier_removed' });
    await tell(core, trx, device, source, 'verifier.removed');
  });
  return describeSelf(core, device.id);
}

/** The verifier of a device, or undefined where it has none. */
export async function verifierOf(db: Db | Trx, deviceId: string): Promise<Verifier | undefined> {
  const row = await db.selectFrom('verifiers').selectAll().where('device_id', '=', deviceId).executeTakeFirst();
  return (
    row && {
      credentialId: row.credential_id,
      jwk: JSON.parse(row.jwk) as PublicJwk,
      rpIdHash: row.rp_id_hash,
      origin: row.origin,
    }
  );
}

/** In all its parts: one with a known id and another key is another one. */
function isSame(a: Verifier, b: Verifier): boolean {
  const partsOf = ({ credentialId, jwk: { kty, crv, x, y }, rpIdHash, origin }: Verifier) =>
    JSON.stringify([credentialId, kty, crv, x, y, rpIdHash, origin]);
  return partsOf(a) === partsOf(b);
}

async function readRegistration({ origin }: DevicesCore, { thumbprint }: DeviceRow, registration: Registration) {
  try {
    return await verifyRegistration(registration, { server: origin, device: thumbprint });
  } catch (error) {
    throw error instanceof ProtocolError ? invalid(`${error.code}: ${error.message}`) : error;
  }
}

async function readRemoval(
  { origin }: DevicesCore,
  { thumbprint }: DeviceRow,
  verifier: Verifier,
  assertion: Assertion,
) {
  const { credentialId } = verifier;
  const challenge = await removalChallenge({ server: origin, device: thumbprint, credentialId });
  try {
    return verifyAssertion(assertion, { verifier, challenge });
  } catch (error) {
    throw error instanceof ProtocolError ? invalid(`${error.code}: ${error.message}`) : error;
  }
}

function invalid(logDetail: string): NodError {
  return new NodError('verifier_invalid', 'This does not confirm who you are. Try again on this device.', {
    logDetail,
  });
}

/** A6.3.7: what confirms a person has changed. */
async function tell(
  core: DevicesCore,
  trx: Trx,
  device: DeviceRow,
  { ip }: CallSource,
  what: 'verifier.added' | 'verifier.removed',
): Promise<void> {
  await announce(core, trx, {
    userId: device.user_id,
    what,
    deviceId: device.id,
    by: 'device',
    byDeviceId: device.id,
    ip,
  });
}

function about({ clock }: DevicesCore, device: DeviceRow, { ip }: CallSource) {
  return { atMs: clock(), userId: device.user_id, deviceId: device.id, deviceIp: ip };
}

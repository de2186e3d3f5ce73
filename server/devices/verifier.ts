import type { Self } from '../../shared/protocol/device-api.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import type { Registration, Verifier } from '../../shared/protocol/user-verification.ts';
import { verifyRegistration } from '../../shared/protocol/verify-registration.ts';
import { NodError } from '../errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Db, DeviceRow, Trx } from '../store/schema.ts';
import type { CallSource, DevicesContext } from './context.ts';
import { requireActive } from './require-active.ts';
import { describeSelf } from './self.ts';

/**
 * Gives a device its verifier, the WebAuthn credential that asks its person each time (N10). Another one takes the place
 * of the first, so a person who lost it needs nobody's help; the log says so (A6.3.7).
 * @throws NodError device_pending, device_suspended, device_revoked, verifier_invalid
 */
export async function registerVerifier(
  context: DevicesContext,
  device: DeviceRow,
  registration: Registration,
  source: CallSource,
): Promise<Self> {
  requireActive(device);
  const { verifier, signCount } = await read(context, device, registration);
  const row = {
    credential_id: verifier.credentialId,
    jwk: JSON.stringify(verifier.jwk),
    rp_id_hash: verifier.rpIdHash,
    origin: verifier.origin,
    sign_count: signCount,
    created_at_ms: context.clock(),
  };
  await context.store.transaction(async (trx) => {
    await trx
      .insertInto('verifiers')
      .values({ device_id: device.id, ...row })
      .onConflict((conflict) => conflict.column('device_id').doUpdateSet(row))
      .execute();
    await recordEvent(trx, {
      ...about(context, device, source),
      type: 'device.verifier_added',
      detail: { origin: verifier.origin },
    });
  });
  return describeSelf(context, device.id);
}

/** Takes it away; where there is none nothing changes. @throws NodError device_pending, device_suspended, device_revoked */
export async function removeVerifier(context: DevicesContext, device: DeviceRow, source: CallSource): Promise<Self> {
  requireActive(device);
  await context.store.transaction(async (trx) => {
    if (!(await dropVerifier(trx, device.id))) return;
    await recordEvent(trx, { ...about(context, device, source), type: 'device.verifier_removed' });
  });
  return describeSelf(context, device.id);
}

/** In a transaction of the caller's. @returns whether there was one */
export async function dropVerifier(trx: Trx, deviceId: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('verifiers').where('device_id', '=', deviceId).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** The verifier of a device, or undefined where it has none. */
export async function verifierOf(db: Db, deviceId: string): Promise<Verifier | undefined> {
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

async function read({ settings }: DevicesContext, { thumbprint }: DeviceRow, registration: Registration) {
  try {
    return await verifyRegistration(registration, { server: settings.origin, device: thumbprint });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new NodError('verifier_invalid', 'This can not confirm who you are. Turn it on again on this device.', {
      logDetail: `${error.code}: ${error.message}`,
    });
  }
}

function about({ clock }: DevicesContext, device: DeviceRow, { ip }: CallSource) {
  return {
    atMs: clock(),
    userId: device.user_id,
    deviceId: device.id,
    ...(ip === undefined ? {} : { deviceIp: ip }),
  };
}

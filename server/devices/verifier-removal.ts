import type { Self } from '../../shared/protocol/device-api.ts';
import type { Confirmation } from '../../shared/protocol/user-verification.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { confirmAction } from './confirmation.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { tellOfVerifier, verifierOf } from './verifier.ts';
import { describeSelf } from './views.ts';

/**
 * Takes the verifier away, confirmed by it, whether it counts already or not: another person at the same computer can't put
 * their own in its place. Where there is none nothing changes.
 * @throws NodError device_pending, device_suspended, device_revoked, verifier_invalid
 */
export async function removeVerifier(
  core: DevicesCore,
  device: DeviceRow,
  verification: Confirmation,
  source: CallSource,
): Promise<Self> {
  requireActive(device);
  const { store, clock } = core;
  const verifier = await verifierOf(store.db, device.id);
  if (!verifier) return describeSelf(core, device.id);
  const target = verifier.credentialId;
  const { note } = await confirmAction(core, device, { verification, target, action: 'verifier-removal' });
  await store.transaction(async (trx) => {
    // Throws where it was removed meanwhile.
    await note(trx);
    await trx
      .deleteFrom('verifiers')
      .where('device_id', '=', device.id)
      .where('credential_id', '=', verifier.credentialId)
      .execute();
    await source.proof?.spend(trx);
    await recordEvent(trx, {
      type: 'device.verifier_removed',
      atMs: clock(),
      userId: device.user_id,
      deviceId: device.id,
      deviceIp: source.ip,
    });
    await tellOfVerifier(core, trx, device, source, 'verifier.removed', {});
  });
  return describeSelf(core, device.id);
}

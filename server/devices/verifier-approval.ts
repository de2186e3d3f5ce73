import type { VerifierApproval, WaitingVerifier } from '../../shared/protocol/device-api.ts';
import { otherVerifier } from '../../shared/protocol/user-verification.ts';
import { announce } from '../announcements/announce.ts';
import { isYoung } from '../announcements/rule-of-age.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { confirmAction } from './confirmation.ts';
import { requireActive } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { verifierOf } from './verifier.ts';

/**
 * A verifier that was registered later than at the pairing counts a day later, or as soon as another of the user's devices
 * says that it is theirs: then somebody has had both in the hand.
 */

/** The verifiers of the user's other active devices that don't count yet. @throws NodError those of requireActive */
export async function waitingVerifiers(core: DevicesCore, device: DeviceRow): Promise<WaitingVerifier[]> {
  requireActive(device);
  const rows = await core.store.db
    .selectFrom('verifiers')
    .innerJoin('devices', 'devices.id', 'verifiers.device_id')
    .select(['devices.id', 'devices.name', 'credential_id', 'counts_from_ms', 'verifiers.created_at_ms'])
    .where('devices.user_id', '=', device.user_id)
    .where('devices.id', '!=', device.id)
    .where('devices.state', '=', 'active')
    .where('counts_from_ms', '>', core.clock())
    .orderBy('devices.id')
    .execute();
  return rows.map((row) => ({
    deviceId: row.id,
    name: row.name,
    credentialId: row.credential_id,
    registeredAtMs: row.created_at_ms,
    countsFromMs: row.counts_from_ms,
  }));
}

/**
 * Has a verifier of another device of the user count from now on: for requests that come from now on, as always. It names
 * the credential that the person was shown, so that another one, put there meanwhile, isn't meant. A device whose own verifier
 * counts confirms it by that. One that counts already stays as it is.
 * @throws NodError device_pending, device_suspended, device_revoked, device_too_young, device_unknown (no other active device
 *   of this user, or another verifier), verifier_invalid
 */
export async function approveVerifier(
  core: DevicesCore,
  device: DeviceRow,
  targetId: string,
  { credentialId, verification }: VerifierApproval,
  source: CallSource,
): Promise<void> {
  requireActive(device);
  const { store, clock } = core;
  const nowMs = clock();
  // One that a thief has just brought in says nothing for another of theirs.
  if (isYoung(device, nowMs)) {
    throw new NodError(
      'device_too_young',
      'This device is too new to say that for another one. Use an older device, or wait until it counts by itself.',
    );
  }
  const target = otherVerifier({ deviceId: targetId, credentialId });
  const { note } = await confirmAction(core, device, { verification, target, action: 'verifier-approval' });
  await store.transaction(async (trx) => {
    const both = await trx
      .selectFrom('devices')
      .select(['id', 'name'])
      .where('id', 'in', [device.id, targetId])
      .where('user_id', '=', device.user_id)
      .where('state', '=', 'active')
      .execute();
    // With itself there is one; so there is where this device was suspended meanwhile.
    const other = both.length === 2 ? both.find(({ id }) => id === targetId) : undefined;
    const verifier = other && (await verifierOf(trx, targetId));
    if (!verifier || verifier.credentialId !== credentialId) {
      throw new NodError('device_unknown', 'No other device of yours has this. Look at the list again.');
    }
    await note(trx);
    const { numUpdatedRows } = await trx
      .updateTable('verifiers')
      .set({ counts_from_ms: nowMs })
      .where('device_id', '=', targetId)
      .where('credential_id', '=', credentialId)
      .where('counts_from_ms', '>', nowMs)
      .executeTakeFirst();
    await source.proof?.spend(trx);
    if (numUpdatedRows !== 1n) return;
    const detail = { name: other.name, countsFromMs: nowMs, approvedBy: device.id, approvedByName: device.name };
    await recordEvent(trx, {
      type: 'device.verifier_approved',
      atMs: nowMs,
      userId: device.user_id,
      deviceId: targetId,
      deviceIp: source.ip,
      detail,
    });
    await announce(core, trx, {
      userId: device.user_id,
      what: 'verifier.added',
      deviceId: targetId,
      by: 'device',
      byDeviceId: device.id,
      ip: source.ip,
      detail,
    });
  });
}

import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Trx } from '../store/schema.ts';
import type { Proof } from './authenticate-proof.ts';
import type { DevicesContext } from './context.ts';
import { dropVerifier } from './verifier.ts';

export interface Revocation {
  /** Who did it, for the audit log: `operator`, `application`, `device` or a device's id. */
  by: string;
  ip?: string | undefined;
  applicationId?: string | undefined;
  /** When given, only a device of this user is revoked; any other is unknown. */
  userId?: string | undefined;
  /** The calling device's, spent in the same transaction. */
  proof?: Proof | undefined;
}

/**
 * Removes a device at once and for good (N16): it is asked nothing any more, its answers are refused, its subscription is
 * forgotten, and its key, which stays for the sake of old receipts, can never be enrolled again. A second call changes
 * nothing.
 * @throws NodError device_unknown
 */
export async function revokeDevice(context: DevicesContext, deviceId: string, revocation: Revocation): Promise<void> {
  const { store, clock } = context;
  const { by, ip, applicationId, userId, proof } = revocation;
  const atMs = clock();
  const revoked = await store.transaction(async (trx) => {
    const update = trx
      .updateTable('devices')
      .set({
        state: 'revoked',
        revoked_at_ms: atMs,
        endpoint: null,
        p256dh: null,
        auth: null,
        vapid_key_id: null,
        test_nonce_hash: null,
      })
      .where('id', '=', deviceId)
      .where('state', '!=', 'revoked');
    const row = await (userId === undefined ? update : update.where('user_id', '=', userId))
      .returning(['user_id', 'name'])
      .executeTakeFirst();
    if (!row) {
      await proof?.spend(trx);
      return undefined;
    }
    await dropVerifier(trx, deviceId);
    await dropDeliveries(trx, deviceId, row.user_id, atMs);
    await recordEvent(trx, {
      type: 'device.revoked',
      atMs,
      userId: row.user_id,
      deviceId,
      ...(applicationId === undefined ? {} : { applicationId }),
      ...(ip === undefined ? {} : { sourceIp: ip }),
      detail: { by, name: row.name },
    });
    await proof?.spend(trx);
    return row;
  });
  // Wakes the device's open stream, which then finds that it may not go on.
  if (revoked) return store.bus.publish(`user:${revoked.user_id}`);
  const query = store.db.selectFrom('devices').select('id').where('id', '=', deviceId);
  const known = await (userId === undefined ? query : query.where('user_id', '=', userId)).executeTakeFirst();
  if (!known) throw new NodError('device_unknown', 'There is no such device.');
}

/** Requests that wait are no longer on their way to this device: no retries, and applications see that. */
async function dropDeliveries(trx: Trx, deviceId: string, userId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'gone', next_attempt_ms: null, updated_at_ms: atMs })
    .where('device_id', '=', deviceId)
    .where('challenge_id', 'in', (query) =>
      query.selectFrom('challenges').select('id').where('user_id', '=', userId).where('state', '=', 'pending'),
    )
    .execute();
}

import { NodError } from '../diagnostics/errors.ts';
import type { Trx } from '../store/schema.ts';
import { DEVICES_PER_USER, PENDING_LIFETIME_MS } from './limits.ts';

/**
 * N13: a user may have several devices, and not endlessly many. Devices that never finished pairing are dropped first,
 * so that abandoned attempts don't use up the room.
 * @throws NodError enrollment_refused, params `limit`
 */
export async function requireRoomForDevice(trx: Trx, userId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('devices')
    .set({
      state: 'revoked',
      revoked_at_ms: atMs,
      endpoint: null,
      p256dh: null,
      auth: null,
      test_nonce_hash: null,
    })
    .where('user_id', '=', userId)
    .where('state', '=', 'pending')
    .where('created_at_ms', '<', atMs - PENDING_LIFETIME_MS)
    .execute();
  const { count } = await trx
    .selectFrom('devices')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('user_id', '=', userId)
    .where('state', '!=', 'revoked')
    .executeTakeFirstOrThrow();
  if (Number(count) >= DEVICES_PER_USER) {
    throw new NodError(
      'enrollment_refused',
      `This account has ${DEVICES_PER_USER} devices, which is the most it can have. Remove one that is no longer used, then pair again.`,
      { params: { limit: DEVICES_PER_USER } },
    );
  }
}

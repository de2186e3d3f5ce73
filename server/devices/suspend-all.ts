import type { Trx } from '../store/schema.ts';

/**
 * N4: after too many consecutive failures every device of the user is disabled until re-binding. Devices that are just
 * being paired are too, so that a pairing begun before the failures doesn't undo them. Runs inside the caller's
 * transaction; the caller records why.
 * @returns ids of the devices that were suspended
 */
export async function suspendAll(trx: Trx, userId: string): Promise<string[]> {
  const rows = await trx
    .updateTable('devices')
    .set({ state: 'suspended', test_nonce_hash: null })
    .where('user_id', '=', userId)
    .where('state', 'in', ['active', 'pending'])
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

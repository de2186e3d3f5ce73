import type { Trx } from './schema.ts';

/** Changes a counter that nobody reads: only a write shows that the disk has room, and that the database takes writes. */
export async function writeCheck(trx: Trx): Promise<void> {
  await trx
    .updateTable('server_state')
    .set((row) => ({ write_checks: row('write_checks', '+', 1) }))
    .execute();
}

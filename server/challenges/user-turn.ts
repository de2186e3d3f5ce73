import { sql } from 'kysely';
import type { Trx } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/**
 * Lets the transactions that make or end several challenges of one user take turns; to be called before anything else in
 * them. An advisory lock, since the row's own is taken by decisions after that of their challenge. SQLite's transactions
 * take turns by themselves.
 */
export async function takeTurn({ kind }: Store, trx: Trx, userId: string): Promise<void> {
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`.execute(trx);
}

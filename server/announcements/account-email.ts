import type { EmailResponse } from '../../shared/protocol/trust-api.ts';
import type { AnnouncementRow, Db } from '../store/schema.ts';

/**
 * The address that a user's announcements go to. It is a way to be told and never one to sign in (N9). What a change does, and
 * who may make one, is in change-email.ts.
 */

interface Kept {
  readonly address: string | null;
  readonly countsFromMs: number;
  readonly old: string | null;
}

/** @returns undefined where none was ever set */
export async function keptOf(db: Db, userId: string): Promise<Kept | undefined> {
  const row = await db.selectFrom('email_addresses').selectAll().where('user_id', '=', userId).executeTakeFirst();
  return row && { address: row.address, countsFromMs: row.counts_from_ms, old: row.old_address };
}

/** What counts at this moment. */
export function counting(kept: Kept | undefined, nowMs: number): string | null {
  if (kept === undefined) return null;
  return kept.countsFromMs <= nowMs ? kept.address : kept.old;
}

/** The one address that counts at this moment: never one that was set within the day. */
export async function countingEmail(db: Db, userId: string, nowMs: number): Promise<string | null> {
  return counting(await keptOf(db, userId), nowMs);
}

/** Where an announcement goes by e-mail. Of a change of the address both are told, the old one and the new one. */
export async function addressesOf(
  db: Db,
  { what, user_id: userId }: Pick<AnnouncementRow, 'what' | 'user_id'>,
  nowMs: number,
): Promise<string[]> {
  const kept = await keptOf(db, userId);
  const all = [counting(kept, nowMs), ...(what === 'email.changed' ? [kept?.address ?? null] : [])];
  return [...new Set(all.filter((address) => address !== null))];
}

/** The address as the user set it last. @param available whether this server sends e-mail */
export async function accountEmail(db: Db, userId: string, nowMs: number, available: boolean): Promise<EmailResponse> {
  const kept = await keptOf(db, userId);
  const isWaiting = kept !== undefined && kept.countsFromMs > nowMs;
  return { email: kept?.address ?? null, countsFromMs: isWaiting ? kept.countsFromMs : null, available };
}

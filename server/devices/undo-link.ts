import { requireUnlocked } from '../accounts/users.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { AnnouncementRow } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';

/**
 * What the link in an e-mail is about. Nothing is changed by that.
 * @throws NodError link_invalid (unknown, or too old), link_used, user_locked
 */
export async function requireLink(
  { store, clock }: Pick<DevicesCore, 'store' | 'clock'>,
  token: string,
): Promise<{ tokenHash: string; announcement: AnnouncementRow }> {
  const tokenHash = sha256(token);
  const found = await store.db
    .selectFrom('undo_links')
    .innerJoin('announcements', 'announcements.id', 'undo_links.announcement_id')
    .innerJoin('users', 'users.id', 'announcements.user_id')
    .selectAll('announcements')
    .select(['used_at_ms', 'locked_at_ms'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at_ms', '>', clock())
    .executeTakeFirst();
  if (!found) throw new NodError('link_invalid', 'This link is not good, or too old. Open Nod on a device.');
  const { used_at_ms: usedAtMs, locked_at_ms: lockedAtMs, ...announcement } = found;
  requireUnlocked({ locked_at_ms: lockedAtMs });
  if (usedAtMs !== null) throw linkUsed();
  return { tokenHash, announcement };
}

export function linkUsed(): NodError {
  return new NodError('link_used', 'This link was used before. Open Nod on a device to see what happened.');
}

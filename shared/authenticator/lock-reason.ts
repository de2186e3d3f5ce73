import type { AnnouncementView } from '../protocol/trust-api.ts';
import type { Account } from './account.ts';

/** Why the operator has locked the account, in their own words, as it was told; null where it is something else, or wasn't told. */
export function lockReasonOf({ what, detail: { reason } }: Pick<AnnouncementView, 'what' | 'detail'>): string | null {
  return what === 'user.locked' && typeof reason === 'string' ? reason : null;
}

/** The reason of the lock that lasts, as far as this device was told of it. Never on a notification: that is read by others (N7). */
export function lockReason({ happened = [] }: Pick<Account, 'happened'>): string | null {
  const newest = happened.find(({ what }) => what === 'user.locked' || what === 'user.unlocked');
  return newest === undefined ? null : lockReasonOf(newest);
}

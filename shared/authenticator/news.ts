import type { AnnouncementView } from '../protocol/trust-api.ts';
import type { Account } from './account.ts';

/** What changes nobody's way in, and is told without a line of its own on the first screen. */
const MINOR: ReadonlySet<string> = new Set([
  'device.renamed',
  'device.idle',
  'login.failed',
  'application.quarantined',
  'enrollment.refused',
]);

/** What happened since a person last looked, of what may change who answers for the account; not what was done here. */
export function newsOf({ deviceId, happened = [], happenedSeenMs, addedAtMs }: Account): AnnouncementView[] {
  return happened.filter(
    (one) =>
      !MINOR.has(one.what) &&
      lastTime(one) > (happenedSeenMs ?? addedAtMs) &&
      one.by.deviceId !== deviceId &&
      !(one.what === 'device.added' && one.device?.id === deviceId),
  );
}

/** When it happened, or for the last time. */
export function lastTime({ atMs, lastAtMs }: Pick<AnnouncementView, 'atMs' | 'lastAtMs'>): number {
  return lastAtMs ?? atMs;
}

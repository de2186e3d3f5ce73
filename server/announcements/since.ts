import type { Core } from '../core/core.ts';
import { featuresOf } from '../push/understands.ts';
import type { DeviceRow } from '../store/schema.ts';
import { signAnnouncementNotice } from './device-channel.ts';
import { isTold } from './recipients.ts';
import { withNames } from './view.ts';

/** A device reads the rest by GET /device/v1/announcements. */
const MOST = 20;

/**
 * For an open authenticator: what happened since a moment, each once, oldest first. One that was merged into an earlier one
 * isn't told again here.
 * @returns looks again at each call
 */
export function announcementsSince(core: Core, device: DeviceRow, sinceMs: number): () => Promise<string[]> {
  // Nearly every look of a stream is for something else: a device that is told nothing pays for no query.
  if (!featuresOf(device).includes('announcements')) return async () => [];
  const told = new Set<string>();
  return async () => {
    const rows = await core.store.db
      .selectFrom('announcements')
      .selectAll()
      .where('user_id', '=', device.user_id)
      .where('at_ms', '>=', sinceMs)
      .orderBy('at_ms', 'desc')
      .limit(MOST)
      .execute();
    const fresh = rows.filter((row) => !told.has(row.id) && isTold(device, row)).reverse();
    for (const { id } of fresh) told.add(id);
    return Promise.all(
      (await withNames(core.store.db, fresh)).map((full) => signAnnouncementNotice(core, device, full)),
    );
  };
}

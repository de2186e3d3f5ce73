import { MESSAGE_TYPES } from '../../shared/protocol/jws.ts';
import { signNotice } from '../../shared/protocol/notice.ts';
import { jsonBytes } from '../../shared/protocol/text.ts';
import type { AnnouncementView } from '../../shared/protocol/trust-api.ts';
import type { Core } from '../core/core.ts';
import type { NoticeOutcome, PushSender } from '../push/sender.ts';
import { featuresOf } from '../push/understands.ts';
import type { OutboxRow } from '../store/schema.ts';
import { wordsFor } from '../words/all.ts';
import type { Attempt } from './outbox.ts';
import { sentenceFor } from './sentence.ts';
import { announcementById, type FullAnnouncement, type Viewer, viewFor } from './view.ts';

/** A device that was away for longer reads it under "What happened". */
const NOTICE_LIFE_SECONDS = 3 * 86_400;

/** Longer words among the details are names, of which the notice has the most important elsewhere. */
const WORD_MAX_BYTES = 24;

/**
 * Signs the notice by which one device learns of an announcement, by push or by its event stream. Devices refuse one that is
 * too long: an intruder's long name must not silence it, so then the names among the details are left out.
 */
export async function signAnnouncementNotice(
  { keys, clock, origin }: Pick<Core, 'keys' | 'clock' | 'origin'>,
  viewer: Viewer,
  full: FullAnnouncement,
): Promise<string> {
  const announcement = viewFor(viewer, full);
  const nowSeconds = Math.floor(clock() / 1000);
  const sign = (shown: AnnouncementView) =>
    signNotice(
      {
        iss: origin,
        aud: 'nod-device',
        sub: viewer.id,
        jti: `announced-${full.row.id}-${full.row.count}`,
        iat: nowSeconds,
        exp: nowSeconds + NOTICE_LIFE_SECONDS,
        notice: 'announcement',
        announcement: shown,
      },
      keys.signing,
    );
  const notice = await sign(announcement);
  if (notice.length <= MESSAGE_TYPES.notice.maxBytes) return notice;
  const short = Object.entries(announcement.detail).filter(([, value]) => jsonBytes(value) <= WORD_MAX_BYTES);
  return sign({ ...announcement, detail: Object.fromEntries(short) });
}

const ATTEMPTS: Readonly<Record<NoticeOutcome, Attempt>> = {
  sent: { state: 'sent' },
  // It finds it under "What happened", or by its event stream.
  pull: { state: 'skipped', answer: 'no push' },
  gone: { state: 'skipped', answer: 'gone' },
  failed: { state: 'retry', answer: 'push failed' },
};

/** Tells one device: a quiet notification, and a wake for its event stream where it is open. */
export function createDeviceChannel(core: Core, push: Pick<PushSender, 'sendNotice'>) {
  const { store, origin } = core;
  return async ({ announcement_id: announcementId, target }: OutboxRow): Promise<Attempt> => {
    const full = await announcementById(store.db, announcementId);
    const device = await store.db
      .selectFrom('devices')
      .innerJoin('users', 'users.id', 'devices.user_id')
      .selectAll('devices')
      .select('users.language')
      .where('devices.id', '=', target)
      .executeTakeFirst();
    if (full === undefined || device?.state !== 'active' || !featuresOf(device).includes('announcements')) {
      return { state: 'skipped', answer: 'not active' };
    }
    void store.bus.publish(`user:${device.user_id}`);
    const words = wordsFor(device.language, core.language);
    const outcome = await push.sendNotice(device.id, {
      notice: await signAnnouncementNotice(core, device, full),
      notification: {
        title: 'Nod',
        body: words.notification(sentenceFor(words, full.row.what)),
        navigate: `${origin}/#/history`,
        tag: full.row.id,
        silent: true,
      },
    });
    return ATTEMPTS[outcome];
  };
}

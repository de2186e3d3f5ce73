import type { AnnouncementRow, DeviceRow } from '../store/schema.ts';
import { isOlder } from './rule-of-age.ts';

/** What came to the account, and can be suspended. */
const ADDED: ReadonlySet<string> = new Set(['device.added', 'device.moved', 'device.resumed', 'device.waits']);

/**
 * The device on which "This wasn't me" acts: what was added; of anything else the device that did it. Null where no device
 * had a part in it.
 */
export function undoSubjectOf(
  announcement: Pick<AnnouncementRow, 'what' | 'device_id' | 'by_device_id'>,
): string | null {
  const { what, device_id: added, by_device_id: by } = announcement;
  return ADDED.has(what) ? added : by;
}

/**
 * Whether "This wasn't me" can be pressed, and on which device it then acts. Never on the one that presses, and never on one
 * that was active before it: otherwise a new device would turn each notice about the owner's doings against the owner. A
 * mailbox has no age, so the link in an e-mail acts on what was added alone: whoever reads somebody's mail can't suspend the
 * devices that are used every day. Who waits to be let in is nobody's elder: any device of the user's may say no, and the link.
 * @param by the device that presses, or the link in an e-mail
 * @param subject the row of undoSubjectOf
 * @returns the id of the device to suspend, or to turn away where it was never let in; undefined where there is nothing to undo
 */
export function undoTarget(
  announcement: Pick<AnnouncementRow, 'what' | 'undone_at_ms'>,
  by: Pick<DeviceRow, 'id' | 'activated_at_ms'> | 'email',
  subject: Pick<DeviceRow, 'id' | 'state' | 'activated_at_ms'> | undefined,
): string | undefined {
  if (announcement.undone_at_ms !== null) return undefined;
  if (subject?.state === 'unvouched') return announcement.what === 'device.waits' ? subject.id : undefined;
  if (subject?.state !== 'active') return undefined;
  if (by === 'email') return ADDED.has(announcement.what) ? subject.id : undefined;
  // Fail closed: one whose age isn't known is left alone.
  const isSpared = subject.activated_at_ms === null || isOlder(subject, by);
  return subject.id === by.id || isSpared ? undefined : subject.id;
}

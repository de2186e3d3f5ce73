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

type Subject = Pick<DeviceRow, 'id' | 'state' | 'activated_at_ms'>;

/**
 * The devices on which "This wasn't me" acts: the subject and all that it has vouched for, down the graph, of these the
 * active ones. So the step is there also when the subject itself is gone by now, and what it let in lives on.
 *
 * Never the device that presses, and none that was active before it: otherwise a new device would turn each notice about the
 * owner's doings against the owner. A mailbox has no age, so the link in an e-mail acts on what was added alone, and on what
 * this has let in since: whoever reads somebody's mail can't suspend the devices that are used every day. Who waits to be let
 * in is nobody's elder: any device of the user's may say no, and the link.
 * @param by the device that presses, or the link in an e-mail
 * @param subject the row of undoSubjectOf
 * @param branch the subject and all below it (vouch-graph.ts)
 * @returns the ids of the devices to suspend, or of the one to turn away where it was never let in; none where there is
 *   nothing to undo
 */
export function undoTargets(
  announcement: Pick<AnnouncementRow, 'what' | 'at_ms' | 'undone_at_ms'>,
  by: Pick<DeviceRow, 'id' | 'activated_at_ms'> | 'email',
  subject: Subject | undefined,
  branch: readonly Subject[],
): string[] {
  if (announcement.undone_at_ms !== null || subject === undefined) return [];
  if (subject.state === 'unvouched') return announcement.what === 'device.waits' ? [subject.id] : [];
  const isAdded = ADDED.has(announcement.what);
  if (by === 'email' ? !isAdded : subject.id === by.id || isOlder(subject, by)) return [];
  const mayActOn = ({ id, activated_at_ms: activatedAtMs }: Subject) => {
    // Fail closed: one whose age isn't known is left alone.
    if (activatedAtMs === null) return false;
    // A device that is resumed has vouched for others long before: the link leaves these alone.
    if (by === 'email') return id === subject.id || activatedAtMs >= announcement.at_ms;
    return id !== by.id && !isOlder({ activated_at_ms: activatedAtMs }, by);
  };
  return branch.filter((device) => device.state === 'active' && mayActOn(device)).map(({ id }) => id);
}

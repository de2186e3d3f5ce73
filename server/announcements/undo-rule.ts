import type { AnnouncementView } from '../../shared/protocol/trust-api.ts';
import type { AnnouncementRow, DeviceRow } from '../store/schema.ts';

/**
 * "This wasn't me" (N14, N16): what the one step of an announcement suspends, and who may press it.
 *
 * An attacker reads the same announcements on a device of their own. So the step acts on no device that is older than the
 * one that presses it: a new device can't throw out those that were there before, whatever they have done.
 */

/** What came to the account is what is suspended; of all else that a device did, the device that did it. */
const ADDED: ReadonlySet<string> = new Set(['device.added', 'device.moved', 'device.resumed']);

type Told = Pick<AnnouncementRow, 'what' | 'device_id' | 'by_device_id' | 'user_id' | 'undone_at_ms'>;

/** The device that the step would suspend; null where there is nothing to suspend. */
export function undoSubject({ what, device_id: deviceId, by_device_id: byDeviceId }: Told): string | null {
  return ADDED.has(what) ? deviceId : byDeviceId;
}

type Subject = Pick<DeviceRow, 'id' | 'user_id' | 'state' | 'activated_at_ms'>;

/**
 * Whether the step can be pressed on this device.
 * @param subject the row that `undoSubject` names, where there is one
 */
export function undoOn(
  viewer: Pick<DeviceRow, 'id' | 'user_id' | 'activated_at_ms'>,
  told: Told,
  subject: Subject | undefined,
): AnnouncementView['undo'] {
  if (told.undone_at_ms !== null) return 'done';
  if (told.user_id !== viewer.user_id || !isThere(told, subject)) return 'impossible';
  if (subject.id === viewer.id || viewer.activated_at_ms === null || subject.activated_at_ms === null)
    return 'impossible';
  return subject.activated_at_ms < viewer.activated_at_ms ? 'impossible' : 'possible';
}

/**
 * The same for the link in an e-mail. A mailbox has no age, so its step acts on nothing but what came to the account:
 * whoever reads somebody's mail can't suspend the devices that are used every day.
 */
export function undoByEmail(told: Told, subject: Subject | undefined): AnnouncementView['undo'] {
  if (told.undone_at_ms !== null) return 'done';
  return ADDED.has(told.what) && isThere(told, subject) ? 'possible' : 'impossible';
}

function isThere(told: Told, subject: Subject | undefined): subject is Subject {
  return (
    subject !== undefined &&
    subject.id === undoSubject(told) &&
    subject.user_id === told.user_id &&
    subject.state === 'active'
  );
}

import type { WaitView } from '../../shared/protocol/trust-api.ts';
import type { DeviceRow, EnrollmentRow, Trx } from '../store/schema.ts';

/** What there is to know of a device that waits to be let in (recovery-delay.ts): who may, until when, and what it is told. */

const DAY_MS = 86_400_000;
/** A device whose notice nobody has seen by then lapses, and so does one that wasn't let in by so long after its time. */
export const WAIT_LAPSES_MS = 7 * DAY_MS;
/** For so long after a no, none of the user's new devices may begin to wait. */
export const NO_WAIT_MS = 7 * DAY_MS;
/** All are reminded so long before the end, and however late that reminder is, it is so long before the end. */
export const REMINDER_MS = DAY_MS;

/** Of a device that doesn't wait, or doesn't any more. */
export const NO_WAIT = {
  wait_asked_at_ms: null,
  wait_delay_ms: null,
  wait_seen_at_ms: null,
  wait_reminded_at_ms: null,
} as const;

/** Until then none of the user's new devices may begin to wait. Nothing shortens it: of two times the later one counts. */
export async function barWaiting(trx: Trx, userId: string, untilMs: number): Promise<void> {
  await trx
    .updateTable('users')
    .set({ no_wait_until_ms: untilMs })
    .where('id', '=', userId)
    .where('no_wait_until_ms', '<', untilMs)
    .execute();
}

export const WAIT_COLUMNS = [
  'wait_asked_at_ms',
  'wait_delay_ms',
  'wait_seen_at_ms',
  'wait_reminded_at_ms',
] as const satisfies (keyof DeviceRow)[];
export type WaitColumns = Pick<DeviceRow, (typeof WAIT_COLUMNS)[number]>;

type Ticket = Pick<EnrollmentRow, 'application_id' | 'lets_in' | 'moves_device_id'>;

/** Whether a device with this ticket may wait: an application made it, where its user is signed in. A move has an old phone, and the operator's ticket lets in by itself. */
export function mayWait<T extends Ticket>(
  delayMs: number,
  ticket: T | undefined,
): ticket is T & { application_id: string } {
  return (
    delayMs > 0 &&
    ticket !== undefined &&
    ticket.application_id !== null &&
    ticket.lets_in === 'vouching' &&
    ticket.moves_device_id === null
  );
}

/** When a device that waits is let in, unless somebody says no; null where nobody has seen that it waits. */
export function letInAtMs({ wait_delay_ms: delayMs, wait_seen_at_ms: seenAtMs, ...wait }: WaitColumns): number | null {
  if (seenAtMs === null || delayMs === null) return null;
  return Math.max(seenAtMs + delayMs, (wait.wait_reminded_at_ms ?? 0) + REMINDER_MS);
}

/** For the new device itself; null where it doesn't wait, and is not offered to. @param delayMs of the server, 0: never */
export function waitView(
  wait: WaitColumns,
  { delayMs, offered }: { delayMs: number; offered: boolean },
): WaitView | null {
  const { wait_asked_at_ms: askedAtMs, wait_delay_ms: ownDelayMs, wait_seen_at_ms: seenAtMs } = wait;
  if (askedAtMs === null) {
    return offered ? { on: true, delayMs, askedAtMs: null, letInAtMs: null, lapsesAtMs: null } : null;
  }
  return {
    on: delayMs > 0,
    delayMs: ownDelayMs ?? 0,
    askedAtMs,
    letInAtMs: letInAtMs(wait),
    lapsesAtMs: seenAtMs === null ? askedAtMs + WAIT_LAPSES_MS : null,
  };
}

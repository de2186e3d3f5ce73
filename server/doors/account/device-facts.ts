import type { VouchView } from '../../../shared/protocol/trust-api.ts';
import type { DeviceSummary } from '../../devices/views.ts';
import type { AccountPageWords } from './account-words.ts';

/** How one of the devices came to be there. @param nameOf the name of another device; undefined for one that is gone */
export function letInWords(
  words: AccountPageWords,
  { how, byDeviceId }: VouchView,
  nameOf: (id: string) => string | undefined,
): string {
  return words.letIn[how](byDeviceId === null ? null : (nameOf(byDeviceId) ?? null));
}

export function stateWords(
  { state: says }: AccountPageWords,
  { state, suspension }: Pick<DeviceSummary, 'state' | 'suspension'>,
): string {
  if (state === 'revoked') return says.removed;
  if (state === 'suspended') return suspension?.why === 'operator' ? says.pausedByOperator : says.paused;
  return state === 'active' ? says.active : says.notYet;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How long ago something was. Where the reader is, and with that their day, isn't known here. */
export function agoWords({ ago, locale }: AccountPageWords, atMs: number, nowMs: number): string {
  const minutes = Math.round((nowMs - atMs) / MINUTE_MS);
  if (minutes < 1) return ago.justNow;
  if (minutes < 60) return ago.minutes(minutes);
  const hours = Math.round(minutes / 60);
  if (hours < 48) return ago.hours(hours);
  const days = Math.round((nowMs - atMs) / DAY_MS);
  if (days < 60) return ago.days(days);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    atMs,
  );
}

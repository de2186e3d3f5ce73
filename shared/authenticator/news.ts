import type { AnnouncementView } from '../protocol/trust-api.ts';
import type { Account } from './account.ts';
import type { Core } from './ports.ts';

/** So much is kept of what happened to each account, and asked for at once. */
export const KEPT_NEWS = 20;

/** Keeps what a notice has told. The newest stays first, whatever the order of arrival. */
export async function keepHappened(core: Core, deviceId: string, told: AnnouncementView): Promise<void> {
  await core.keys.changeAccount(deviceId, (current) => {
    const others = (current.happened ?? []).filter(({ id }) => id !== told.id);
    const happened = [told, ...others].sort((a, b) => lastTime(b) - lastTime(a)).slice(0, KEPT_NEWS);
    return { ...current, happened };
  });
}

/** What changes nobody's way in, and is told without a line of its own on the first screen. */
const MINOR: ReadonlySet<string> = new Set([
  'device.renamed',
  'device.idle',
  'login.failed',
  'application.quarantined',
  'report.taken_back',
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

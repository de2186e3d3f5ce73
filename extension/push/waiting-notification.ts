import { bestLanguage } from '../../shared/languages/languages.ts';
import type { FurtherEvent } from '../messages.ts';
import { within } from '../within.ts';
import { WAITING } from './waiting-words.ts';

/** How long to wait for the background worker; with the offscreen document there, it takes a fifth of a second. */
const TAKEN_WITHIN_MS = 2_000;
/** A browser that has just started may need longer: a push taken by then takes the notification away again. */
const LATE_WITHIN_MS = 30_000;

/** One notification for all pushes that nothing took. */
const TAG = 'nod-waits';

type Registration = Pick<ServiceWorkerRegistration, 'showNotification' | 'getNotifications'>;

/**
 * Hands a push over. When nothing takes it, a notification shows all the same: without a look at the push's content, since a
 * further worker can't verify anything.
 */
export async function handOverOrShow(
  handOver: (what: FurtherEvent) => Promise<void>,
  registration: Registration,
  text: string | null,
): Promise<void> {
  const taken = handOver({ event: 'push', text }).then(() => true);
  if (await within(taken, TAKEN_WITHIN_MS)) return;
  await registration.showNotification('Nod', {
    body: WAITING[bestLanguage(navigator.languages)],
    icon: '/icons/icon-128.png',
    tag: TAG,
  });
  if (await within(taken, LATE_WITHIN_MS)) await closeWaiting(registration);
}

/** Takes that notification away, since Nod is about to ask the servers itself. */
export async function closeWaiting(registration: Pick<Registration, 'getNotifications'>): Promise<void> {
  for (const notification of await registration.getNotifications({ tag: TAG })) notification.close();
}

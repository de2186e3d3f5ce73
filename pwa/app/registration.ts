import { Workbox } from 'workbox-window';
import type { Registrations } from '../../shared/authenticator/web-push-subscriptions.ts';
import { trustedWorker } from '../../shared/ui/trusted-worker.ts';

export interface Registration extends Registrations {
  /** Lets the waiting version take over; every open page then reloads. */
  readonly update: () => void;
}

/**
 * Registers the service worker. A new version waits until the person agrees, since it reloads the page.
 * @param options.onUpdateReady a new version is installed and waits
 */
export function registerWorker(options: { onUpdateReady: () => void }): Registration {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) {
    const none = () => Promise.reject(new Error('no service workers here'));
    return { current: async () => undefined, ready: none, update: () => undefined };
  }
  const workbox = new Workbox(trustedWorker('/sw.js'), { updateViaCache: 'none' });
  workbox.addEventListener('waiting', options.onUpdateReady);
  // Also when another page of the app agreed: an old page must not go on talking to a new worker.
  workbox.addEventListener('controlling', (event) => {
    if (event.isUpdate) window.location.reload();
  });
  workbox.register().catch((error: unknown) => console.error('the service worker could not be registered', error));
  const lookForUpdate = () => {
    // Offline, or the server can't be reached: the next time is soon enough.
    if (document.visibilityState === 'visible') workbox.update().catch(() => undefined);
  };
  document.addEventListener('visibilitychange', lookForUpdate);
  return {
    current: () => container.getRegistration(),
    ready: () => container.ready,
    update: () => workbox.messageSkipWaiting(),
  };
}

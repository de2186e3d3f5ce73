/// <reference lib="webworker" />

import { handleNotificationClick } from '../../shared/authenticator/background/notification-click.ts';
import { speakInWorker } from '../../shared/authenticator/background/speak.ts';
import type { BackgroundContext } from '../../shared/authenticator/background/worker-events.ts';
import {
  handlePush,
  handleSubscriptionChange,
  handleWake,
} from '../../shared/authenticator/background/worker-events.ts';
import { createBrowserCore } from '../../shared/authenticator/browser-core.ts';
import { openChannel } from '../../shared/authenticator/channel.ts';
import { openDatabase } from '../../shared/authenticator/indexeddb/database.ts';
import { languageHere } from '../../shared/authenticator/language.ts';
import { createWebPushSubscriptions } from '../../shared/authenticator/web-push-subscriptions.ts';
import { setAppBadge } from '../app-badge.ts';
import { createNotifier } from '../notifier.ts';
import { pushText } from './push-text.ts';
import { createShellCache, type Shell } from './shell-cache.ts';
import { createWindows } from './windows.ts';

/**
 * The service worker: listeners, registered at once and at the top level, and the wiring of the real things. The browser
 * may stop it between any two awaits, so state that has to survive is in IndexedDB.
 */
declare const self: ServiceWorkerGlobalScope;
/** Put in by the build (vite.config.ts). */
declare const __SHELL__: Shell;

const channel = openChannel();
const registration = async () => self.registration;
const context: BackgroundContext = {
  core: createBrowserCore(createNotifier(registration), { scans: true }),
  subscriptions: createWebPushSubscriptions({ current: registration, ready: registration }),
  channel,
  windows: createWindows(self.clients, self.location.origin),
  badge: (count) => setAppBadge(navigator, count),
  wakeWhenOnline: async () => {
    const { sync } = self.registration as { sync?: { register(tag: string): Promise<void> } };
    await sync?.register('outbox').catch(() => undefined);
  },
};
const settings = openDatabase();
const speak = () => speakInWorker(settings, navigator.languages);
const wake = () => speak().then(() => handleWake(context));
const shell = createShellCache({
  caches: self.caches,
  fetch: (input, init) => fetch(input, init),
  origin: self.location.origin,
  shell: __SHELL__,
  language: () => languageHere(settings, navigator.languages),
});

self.addEventListener('install', (event) => event.waitUntil(shell.install()));

self.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([shell.removeOthers(), self.clients.claim(), wake()])),
);

self.addEventListener('fetch', (event) => {
  const response = shell.respond(event.request);
  if (response) event.respondWith(response);
});

self.addEventListener('push', (event) => {
  const text = pushText(event);
  event.waitUntil(speak().then(() => handlePush(context, text)));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  // At the same time: a window may only be opened at once, and what has to be said of an answer is said after a call to the server.
  const clicked = handleNotificationClick(context, { action: event.action, data: event.notification.data });
  event.waitUntil(Promise.all([speak(), clicked]));
});

self.addEventListener('notificationclose', (event) => event.waitUntil(wake()));

self.addEventListener('pushsubscriptionchange', (event) =>
  (event as ExtendableEvent).waitUntil(handleSubscriptionChange(context)),
);

// Background Sync: the network is back.
self.addEventListener('sync', (event) => (event as unknown as ExtendableEvent).waitUntil(wake()));

self.addEventListener('message', (event) => {
  const { origin } = new URL((event.source as Client | null)?.url ?? 'about:blank');
  if (origin !== self.location.origin) return;
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
});

/// <reference lib="webworker" />

import { createHandOver, openHandOverChannel } from './hand-over.ts';
import type { SubscribeAnswer, SubscribeMessage } from './registrations.ts';
import { handOverOrShow } from './waiting-notification.ts';

/**
 * The worker of each further registration: the pushes of one more server come here. It has no core and none of the
 * extension's APIs; it hands over each push, and says that a request waits when nothing takes it.
 */
declare const self: ServiceWorkerGlobalScope;

const handOver = createHandOver(openHandOverChannel());

// A new version takes over at once: this worker has no work that it could interrupt.
self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('push', (event) =>
  event.waitUntil(handOverOrShow(handOver, self.registration, event.data?.text() ?? null)),
);

// Nothing shows when this isn't taken: the next start compares all subscriptions.
self.addEventListener('pushsubscriptionchange', () => void handOver({ event: 'subscription_change' }));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  // The page asks all servers as it opens.
  event.waitUntil(self.clients.openWindow('/options.html#/'));
});

self.addEventListener('message', (event) => {
  const { origin } = new URL((event.source as Client | null)?.url ?? 'about:blank');
  const message = event.data as SubscribeMessage;
  if (origin !== self.location.origin || message?.type !== 'subscribe') return;
  event.waitUntil(subscribe(message).then((answer) => event.ports[0]?.postMessage(answer)));
});

async function subscribe({ vapidPublicKey }: SubscribeMessage): Promise<SubscribeAnswer> {
  try {
    const options = { userVisibleOnly: false, applicationServerKey: vapidPublicKey };
    return { output: (await self.registration.pushManager.subscribe(options)).toJSON() };
  } catch (error) {
    return { error: String(error) };
  }
}

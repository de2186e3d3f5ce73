import { handleNotificationClick } from '../../shared/authenticator/background/notification-click.ts';
import { speakInWorker } from '../../shared/authenticator/background/speak.ts';
import { handlePush, handleSubscriptionChange } from '../../shared/authenticator/background/worker-events.ts';
import { openDatabase } from '../../shared/authenticator/indexeddb/database.ts';
import { OPEN_PAGE_PORT } from '../messages.ts';
import { isOwnPage, ownExtension } from '../own-pages.ts';
import { handleHandedOver, parseHandedOver } from './handed-over.ts';
import { readPress } from './notifier.ts';
import { parseActionRequest, runAction } from './serve-actions.ts';
import { createBackground } from './wiring.ts';

/**
 * The background worker: listeners, registered at once and at the top level. The browser may stop it between any two
 * awaits; what has to survive is in IndexedDB, what has to happen later in alarms.
 */
const background = createBackground();
const { context, actions, openPages } = background;
const own = ownExtension();

const settings = openDatabase();
const speak = () => speakInWorker(settings, navigator.languages);

/** Every event begins with the language that is chosen now, and leaves badge and alarms as they should be, also when something in it failed. */
const handle = (work: () => Promise<unknown>) => speak().then(work).finally(background.settle);

// Installed, updated, or the browser has started: there is no badge yet, and the work that was left is finished.
chrome.runtime.onInstalled.addListener(() => void handle(() => background.wake()));
chrome.runtime.onStartup.addListener(() => void handle(() => background.wake()));
chrome.alarms.onAlarm.addListener(() => void handle(() => background.round()));
// A permission that was given or taken back changes which tabs can be looked into.
chrome.permissions.onAdded.addListener(() => context.channel.announce({ type: 'changed' }));
chrome.permissions.onRemoved.addListener(() => context.channel.announce({ type: 'changed' }));

chrome.notifications.onButtonClicked.addListener((id, index) => press(id, index));
chrome.notifications.onClicked.addListener((id) => press(id));

function press(id: string, index?: number): void {
  const pressed = readPress(id, index);
  // Unlike a page's notification, it stays until it is cleared.
  void chrome.notifications.clear(id);
  if (pressed) void handle(() => handleNotificationClick(context, pressed));
}

chrome.runtime.onConnect.addListener((port) => {
  if (isOwnPage(port.sender, own) && port.name === OPEN_PAGE_PORT) openPages.add(port);
  else port.disconnect();
});

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const handedOver = parseHandedOver(message, sender, own);
  if (handedOver) {
    // At once: a further worker waits for this answer, and shows a notification of its own when it takes long.
    respond(true);
    void handle(() => handleHandedOver(context, handedOver));
    return undefined;
  }
  const request = parseActionRequest(actions, message, sender, own);
  if (!request) return undefined;
  void handle(() => runAction(actions, request).then(respond));
  // The answer comes later: Chrome keeps the channel open only for the literal value true.
  return true;
});

// Firefox's event page has no registration and neither event: there, accounts are pulled.
if ('registration' in self) {
  const worker = self as unknown as ServiceWorkerEvents;
  worker.addEventListener('push', (event) =>
    event.waitUntil(handle(() => handlePush(context, event.data?.text() ?? null))),
  );
  worker.addEventListener('pushsubscriptionchange', (event) =>
    event.waitUntil(handle(() => handleSubscriptionChange(context))),
  );
}

/** The two events of a service worker; their types are in a library that excludes the DOM's. */
interface ServiceWorkerEvents {
  addEventListener(type: 'push', listener: (event: PushLikeEvent) => void): void;
  addEventListener(type: 'pushsubscriptionchange', listener: (event: ExtendableLikeEvent) => void): void;
}
interface ExtendableLikeEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface PushLikeEvent extends ExtendableLikeEvent {
  readonly data: { text(): string } | null;
}

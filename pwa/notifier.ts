import type { NotificationData } from '../shared/authenticator/background/notification-click.ts';
import type { Notifier } from '../shared/authenticator/ports.ts';
import { say } from '../shared/authenticator/words/spoken.ts';

/** NotificationOptions as browsers take them; the DOM library only lists what all of them do. */
interface FullOptions extends NotificationOptions {
  readonly actions: readonly { readonly action: string; readonly title: string }[];
  readonly renotify: boolean;
  readonly timestamp: number;
}

/**
 * The notifier port on a service worker registration, which both the page and the worker have.
 * @param registration undefined where there is none (a private window, say): then nothing can be shown
 */
export function createNotifier(registration: () => Promise<ServiceWorkerRegistration | undefined>): Notifier {
  return {
    show: async (content) => {
      const data: NotificationData = { kind: content.kind, request: content.request };
      const options: FullOptions = {
        body: content.body,
        tag: content.tag,
        data,
        icon: '/icons/icon-192.png',
        badge: '/icons/badge-96.png',
        lang: say.locale,
        dir: 'auto',
        silent: content.quiet,
        // A request stays until it is answered or ends; the rest may go by itself.
        requireInteraction: content.kind === 'request' && !content.quiet,
        renotify: !content.quiet,
        timestamp: content.atMs,
        actions: content.actions.map((action) => ({ action, title: say.actions[action] })),
      };
      await (await registration())?.showNotification(content.title, options);
    },
    close: async (tag) => {
      // Firefox ignores the filter for notifications of an earlier run, so the tag is compared here too.
      const shown = (await (await registration())?.getNotifications({ tag })) ?? [];
      for (const notification of shown) if (notification.tag === tag) notification.close();
    },
  };
}

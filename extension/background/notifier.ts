import {
  type NotificationData,
  readNotificationData,
} from '../../shared/authenticator/background/notification-click.ts';
import type { NotificationContent, Notifier } from '../../shared/authenticator/ports.ts';
import { say } from '../../shared/authenticator/words/spoken.ts';
import { isFirefox } from '../platform.ts';

type Action = NotificationContent['actions'][number];

/** What a notification carries so that a press on it is understood: its data, its tag and its buttons. */
interface Carried extends NotificationData {
  readonly tag: string;
  readonly actions: readonly Action[];
}

/**
 * System notifications by chrome.notifications. They have no field for data and outlive the worker, so the data is their id,
 * as JSON. A notification with the same tag takes the place of the one before, whatever data that has.
 */
export function createNotifier(): Notifier {
  return {
    show: async (content) => {
      const { tag, kind, request, actions } = content;
      const id = JSON.stringify({ tag, kind, request, actions } satisfies Carried);
      await clear(tag, id);
      await chrome.notifications.create(id, {
        type: 'basic',
        iconUrl: chrome.runtime.getURL('icons/icon-128.png'),
        title: content.title,
        message: content.body,
        eventTime: content.atMs,
        ...(isFirefox() ? {} : chromiumOptions(content)),
      });
    },
    close: (tag) => clear(tag),
  };
}

/** Firefox throws at each of these options. There a press leads to the request, and the answer is given on its page. */
function chromiumOptions({ kind, quiet, actions }: NotificationContent) {
  return {
    // A request stays until it is answered or ends; the rest may go by itself.
    requireInteraction: kind === 'request' && !quiet,
    silent: quiet,
    buttons: actions.map((action) => ({ title: say.actions[action] })),
  };
}

/** @returns what a press means (`action` is '' on the notification itself); undefined for an id that isn't one of ours */
export function readPress(id: string, buttonIndex?: number): { action: string; data: NotificationData } | undefined {
  const carried = readCarried(id);
  if (!carried) return undefined;
  return { action: buttonIndex === undefined ? '' : (carried.actions[buttonIndex] ?? ''), data: carried };
}

async function clear(tag: string, except?: string): Promise<void> {
  const shown = Object.keys(await chrome.notifications.getAll());
  const same = shown.filter((id) => id !== except && readCarried(id)?.tag === tag);
  await Promise.all(same.map((id) => chrome.notifications.clear(id)));
}

function readCarried(id: string): Carried | undefined {
  try {
    const carried: unknown = JSON.parse(id);
    const data = readNotificationData(carried);
    const { tag, actions } = carried as Partial<Carried>;
    if (!data || typeof tag !== 'string' || !Array.isArray(actions)) return undefined;
    return { ...data, tag, actions: actions.filter((action) => action === 'approve' || action === 'deny') };
  } catch {
    return undefined;
  }
}

import type { BackgroundContext } from '../../shared/authenticator/background/worker-events.ts';
import type { ChannelMessage } from '../../shared/authenticator/channel.ts';
import { type Harness, pair, SUBSCRIPTION, startHarness } from '../../shared/authenticator/testing/harness.ts';
import { createNotifier } from '../notifier.ts';

export interface ShownNotification {
  readonly title: string;
  readonly options: NotificationOptions & { actions: { action: string; title: string }[] };
}

/** A worker on a paired authenticator, with the browser's side of it in memory. */
export async function startWorker() {
  const harness: Harness = await startHarness();
  const deviceId = await pair(harness);
  const notifications = new Map<string, ShownNotification>();
  const announced: ChannelMessage[] = [];
  const opened: string[] = [];
  const badges: number[] = [];
  const wakes: string[] = [];
  const registration = {
    showNotification: async (title: string, options: ShownNotification['options']) => {
      notifications.set(options.tag ?? '', { title, options });
    },
    getNotifications: async ({ tag }: { tag: string }) =>
      [...notifications.keys()]
        .filter((shown) => shown === tag)
        .map((shown) => ({ tag: shown, close: () => notifications.delete(shown) })),
  } as unknown as ServiceWorkerRegistration;

  const subscription = { current: SUBSCRIPTION, vapidPublicKey: harness.server.vapidPublicKey };
  const context: BackgroundContext = {
    core: { ...harness.another(), notifier: createNotifier(async () => registration) },
    subscriptions: {
      allowed: () => true,
      giveUp: async () => undefined,
      current: async (asked) => (asked === subscription.vapidPublicKey ? subscription.current : null),
      subscribe: async (vapidPublicKey) => {
        subscription.vapidPublicKey = vapidPublicKey;
        subscription.current = { ...SUBSCRIPTION, endpoint: `${SUBSCRIPTION.endpoint}/${announced.length}` };
        return subscription.current;
      },
    },
    channel: { announce: (message) => announced.push(message), listen: () => () => undefined },
    windows: {
      open: async (hash) => {
        opened.push(hash);
      },
    },
    badge: async (count) => {
      badges.push(count);
    },
    wakeWhenOnline: async () => {
      wakes.push('outbox');
    },
  };
  return { harness, deviceId, context, notifications, announced, opened, badges, wakes, subscription };
}

export type TestWorker = Awaited<ReturnType<typeof startWorker>>;

/** A press on the only notification that is shown, as the browser reports it. */
export function clickOn(worker: TestWorker, action: string) {
  const [shown] = worker.notifications.values();
  if (!shown) throw new Error('no notification is shown');
  worker.notifications.clear();
  return { action, data: structuredClone(shown.options.data) };
}

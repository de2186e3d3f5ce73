import type { Account } from './account.ts';
import type { Core } from './core.ts';
import type { InboxItem } from './inbox-item.ts';
import { watchAccount } from './watch.ts';

export interface WatchHandlers {
  readonly onChange: () => void;
  readonly onRequest: (item: InboxItem) => void;
  readonly onReachable: (reachable: boolean) => void;
}

/** Watches every account that can be answered for, each with its own stream. */
export function createWatching(core: Core, handlers: WatchHandlers) {
  const running = new Map<string, AbortController>();
  const stop = (deviceId: string) => {
    running.get(deviceId)?.abort();
    running.delete(deviceId);
  };
  const start = (deviceId: string) => {
    const aborter = new AbortController();
    running.set(deviceId, aborter);
    const options = { ...handlers, signal: aborter.signal, random: Math.random };
    watchAccount(core, deviceId, options)
      .catch((error: unknown) => console.error('watching stopped', error))
      .finally(() => {
        if (running.get(deviceId) === aborter) running.delete(deviceId);
      });
  };
  return {
    /** Follows the accounts there are now. */
    follow: (accounts: readonly Account[]) => {
      const wanted = new Set(accounts.filter(({ state }) => state === 'active').map(({ deviceId }) => deviceId));
      for (const deviceId of [...running.keys()]) if (!wanted.has(deviceId)) stop(deviceId);
      for (const deviceId of wanted) if (!running.has(deviceId)) start(deviceId);
    },
    /** Asks again at once: the page is back in front, or the network is. */
    restart: () => {
      for (const deviceId of [...running.keys()]) {
        stop(deviceId);
        start(deviceId);
      }
    },
  };
}

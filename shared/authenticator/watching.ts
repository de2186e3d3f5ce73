import type { Account } from './account.ts';
import type { Core } from './core.ts';
import type { InboxItem } from './inbox-item.ts';
import { watchAccount } from './watch.ts';

export interface WatchHandlers {
  readonly onChange: () => void;
  readonly onRequest: (item: InboxItem) => void;
  readonly onReachable: (reachable: boolean) => void;
}

/** Browsers hold six connections to a server that speaks HTTP/1.1, and answers need some of them. */
const STREAMS_PER_SERVER = 3;

/** Watches every account that can be answered for: each with its own stream, beyond some to one server by asking. */
export function createWatching(core: Core, handlers: WatchHandlers) {
  const running = new Map<string, { readonly issuer: string; readonly stream: boolean; stop(): void }>();
  const stop = (deviceId: string) => {
    running.get(deviceId)?.stop();
    running.delete(deviceId);
  };
  const start = ({ deviceId, issuer }: Pick<Account, 'deviceId' | 'issuer'>) => {
    const streams = [...running.values()].filter((other) => other.stream && other.issuer === issuer).length;
    const stream = streams < STREAMS_PER_SERVER;
    const aborter = new AbortController();
    const watch = { issuer, stream, stop: () => aborter.abort() };
    running.set(deviceId, watch);
    watchAccount(core, deviceId, { ...handlers, signal: aborter.signal, stream, random: Math.random })
      .catch((error: unknown) => console.error('watching stopped', error))
      .finally(() => {
        if (running.get(deviceId) === watch) running.delete(deviceId);
      });
  };
  return {
    /** Follows the accounts there are now. */
    follow: (accounts: readonly Account[]) => {
      const wanted = accounts.filter(({ state }) => state === 'active');
      const ids = new Set(wanted.map(({ deviceId }) => deviceId));
      for (const deviceId of [...running.keys()]) if (!ids.has(deviceId)) stop(deviceId);
      for (const account of wanted) if (!running.has(account.deviceId)) start(account);
    },
    /** Asks again at once: the page is back in front, or the network is. */
    restart: () => {
      for (const [deviceId, { issuer }] of [...running]) {
        stop(deviceId);
        start({ deviceId, issuer });
      }
    },
  };
}

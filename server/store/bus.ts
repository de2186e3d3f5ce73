import type { Log } from '../diagnostics/log.ts';

/**
 * Wakes waiters. A wake says only "look again": it carries no data, may come twice, and may come for nothing; the
 * database is the truth. Topics: `challenge:<id>` (what its application sees of its state has changed), `delivery:<challenge id>` (a push of it
 * got further), `user:<id>` (there is something new for the user's devices).
 */
export interface Bus {
  /** To be called after the commit. Never rejects: the change is committed, and waiters look again later anyway. */
  publish(topic: string): Promise<void>;
  /** @returns ends the subscription; safe to call twice. */
  subscribe(topic: string, wake: () => void): () => void;
  /** False while wakes of other processes don't arrive: waiters are then woken at intervals, and are late. */
  hears(): boolean;
}

/** The part of the bus that lives in this process; both stores have one. */
export interface LocalBus {
  wake(topic: string): void;
  wakeAll(): void;
  subscribe: Bus['subscribe'];
}

export function createLocalBus(log: Pick<Log, 'warn'>): LocalBus {
  const topics = new Map<string, Set<() => void>>();

  function wakeThem(wakes: Iterable<() => void>): void {
    // A copy: a subscriber that is woken may end its subscription, or another one's.
    for (const wake of [...wakes]) {
      try {
        wake();
      } catch (error) {
        // One subscriber's fault must not keep the others waiting, nor fail the publisher after its commit.
        log.warn({ err: error }, 'a subscriber failed when it was woken');
      }
    }
  }

  return {
    wake(topic) {
      wakeThem(topics.get(topic) ?? []);
    },
    wakeAll() {
      for (const wakes of [...topics.values()]) wakeThem(wakes);
    },
    subscribe(topic, wake) {
      let wakes = topics.get(topic);
      if (wakes === undefined) {
        wakes = new Set();
        topics.set(topic, wakes);
      }
      // A wrapper: without it a function that subscribes twice would be one entry in the set.
      const entry = () => wake();
      wakes.add(entry);
      return () => {
        wakes.delete(entry);
        if (wakes.size === 0 && topics.get(topic) === wakes) {
          topics.delete(topic);
        }
      };
    },
  };
}

import { isOutage } from '../store/trouble.ts';
import type { Core } from './core.ts';

/** Work that outlives the request that started it: pushes, notices, sweeps. */
export interface Background {
  /** Lets work go on in the background. A failure is logged, since no caller waits for it. */
  run(work: Promise<unknown>): void;
  /** Resolves when everything that runs now has ended, including the work that it starts meanwhile. */
  settled(): Promise<void>;
}

export function createBackground({ log }: Pick<Core, 'log'>): Background {
  const running = new Set<Promise<unknown>>();
  return {
    run(work) {
      const guarded = work
        .catch((error: unknown) =>
          log[isOutage(error) ? 'warn' : 'error']({ err: error }, 'work after a request failed'),
        )
        .finally(() => running.delete(guarded));
      running.add(guarded);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

import type { Clock } from '../crypto/ids.ts';
import type { Store } from '../store/store.ts';
import type { PushLog } from './deliver.ts';
import { abandonDeliveries, claimDue } from './deliveries.ts';
import type { Dispatch } from './dispatch.ts';

/** Half of the shortest wait between two tries. An empty look costs one lookup in a partial index. */
const LOOK_INTERVAL_MS = 500;
/** One look takes at most this many deliveries; while it finds that many, the next follows at once. */
const CLAIM_LIMIT = 100;

export interface RetryLoop {
  start(): void;
  /** Takes no more work; resolves when what was taken is done. */
  stop(): Promise<void>;
  /** One look: takes what is due and tries it. @returns how many deliveries were due */
  runOnce(): Promise<number>;
}

/** Tries again what push services were not able to take. The work list is the table, so it survives a restart. */
export function createRetryLoop(parts: { store: Store; dispatch: Dispatch; clock: Clock; log: PushLog }): RetryLoop {
  const { store, dispatch, clock, log } = parts;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let stopped = true;

  async function tryAgain(challengeId: string, deviceIds: readonly string[]): Promise<void> {
    try {
      const over = await dispatch.again(challengeId, deviceIds);
      await abandonDeliveries(store.db, challengeId, over, clock());
    } catch (error) {
      // The rows are due again when their lease ends.
      log.error({ challengeId, err: error }, 'pushes not retried');
    }
  }

  async function runOnce(): Promise<number> {
    const claimed = await claimDue(store, clock(), CLAIM_LIMIT);
    await Promise.all([...claimed].map(([challengeId, deviceIds]) => tryAgain(challengeId, deviceIds)));
    return [...claimed.values()].reduce((sum, deviceIds) => sum + deviceIds.length, 0);
  }

  async function look(): Promise<void> {
    try {
      while (!stopped && (await runOnce()) === CLAIM_LIMIT);
    } catch (error) {
      log.error({ err: error }, 'push retries not run');
    }
    lookLater();
  }

  function lookLater(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = look();
    }, LOOK_INTERVAL_MS);
    timer.unref();
  }

  return {
    runOnce,
    start() {
      if (!stopped) return;
      stopped = false;
      lookLater();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

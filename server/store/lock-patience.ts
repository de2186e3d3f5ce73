import SqliteDatabase from 'better-sqlite3';

/** After this time a lock of another process counts as an outage; PostgreSQL's lock_timeout is the same. */
const LOCK_LIMIT_MS = 5_000;
const FIRST_DELAY_MS = 5;
const MOST_DELAY_MS = 100;
/** A lock that wasn't met for this long is another one. */
const SAME_LOCK_MS = 2_000;

/** Waits for locks that another process holds on the SQLite file. */
export interface LockPatience {
  /**
   * Attempts work again while the file is locked, with pauses in which everything else goes on: SQLite's own waiting
   * (`busy_timeout`) stops the whole process. A lock that has already lasted LOCK_LIMIT_MS is waited for no more, so that
   * work which comes later fails at once rather than each after a wait of its own.
   * @param options.writes that it succeeds shows that the write lock is free again
   * @throws the error of the last attempt
   */
  wait<T>(attempt: () => Promise<T>, options: { writes: boolean }): Promise<T>;
}

export function createLockPatience(limitMs = LOCK_LIMIT_MS): LockPatience {
  let lock: { sinceMs: number; lastMs: number } | undefined;
  return {
    async wait(attempt, { writes }) {
      for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, MOST_DELAY_MS)) {
        try {
          const value = await attempt();
          if (writes) lock = undefined;
          return value;
        } catch (error) {
          if (!isBusy(error)) throw error;
          const nowMs = performance.now();
          const sinceMs = lock !== undefined && nowMs - lock.lastMs < SAME_LOCK_MS ? lock.sinceMs : nowMs;
          lock = { sinceMs, lastMs: nowMs };
          if (nowMs - sinceMs >= limitMs) throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

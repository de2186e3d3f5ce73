import type { Db } from './database.ts';

export interface TryRule {
  /** What is counted, e.g. `password:alice@203.0.113.7`. */
  key: string;
  limit: number;
  windowMs: number;
}

export type TryLimit = ReturnType<typeof createTryLimit>;

/** Counts tries in windows of fixed length, in the database: a restart forgets nothing. */
export function createTryLimit(options: { db: Db; now: () => number }) {
  const { db, now } = options;
  // One statement both counts and reads: otherwise many tries at once would all see the same count.
  const count = db.prepare(
    `insert into tries (key, count, since_ms) values (:key, 1, :now)
     on conflict (key) do update set
       count = iif(since_ms <= :now - :window, 1, count + 1),
       since_ms = iif(since_ms <= :now - :window, :now, since_ms)
     returning count, since_ms`,
  );
  const forget = db.prepare('delete from tries where key = ?');
  const forgetOld = db.prepare('delete from tries where since_ms <= ?');

  return {
    /** Counts one try under every rule. @returns seconds until the next one is worth it; 0 when this one may go on */
    spend(rules: readonly TryRule[]): number {
      const waits = rules.map(({ key, limit, windowMs }) => {
        const row = count.get({ key, now: now(), window: windowMs }) as { count: number; since_ms: number };
        return row.count > limit ? Math.ceil((row.since_ms + windowMs - now()) / 1000) : 0;
      });
      return Math.max(0, ...waits);
    },
    /** After a success. */
    forgive(key: string): void {
      forget.run(key);
    },
    forgetOlderThan(ageMs: number): void {
      forgetOld.run(now() - ageMs);
    },
  };
}

import type { Core } from '../core/core.ts';
import { isOutage } from '../store/trouble.ts';
import { DAY_MS, sweep } from './sweep.ts';

/** Removes, once a day, what is older than it is to be kept. */
export interface Retention {
  start(): void;
  /** Resolves when the batch that runs has ended; the rest is for the next pass. */
  stop(): Promise<void>;
  /** Looks whether a pass is due, and then runs it: of several processes on one database one does. */
  sweepIfDue(): Promise<void>;
}

/** How often a process looks whether a pass is due; the first time after this as well, when the start is over. */
const LOOK_EVERY_MS = 15 * 60_000;

/** @param settings.days as NOD_RETENTION_DAYS says; undefined leaves it to the database, which knows whether it is new */
export function createRetention(
  core: Pick<Core, 'store' | 'clock' | 'log'>,
  settings: { days: number | undefined },
): Retention {
  const { store, clock, log } = core;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function daysKept(): Promise<number> {
    if (settings.days !== undefined) return settings.days;
    const row = await store.db.selectFrom('server_state').select('retention_days').executeTakeFirst();
    return row?.retention_days ?? 0;
  }

  async function sweepIfDue(): Promise<void> {
    const nowMs = clock();
    const { numUpdatedRows } = await store.db
      .updateTable('server_state')
      .set({ swept_at_ms: nowMs })
      // One in the future is of a clock that ran ahead.
      .where((is) => is.or([is('swept_at_ms', '<=', nowMs - DAY_MS), is('swept_at_ms', '>', nowMs)]))
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return;
    const days = await daysKept();
    const swept = await sweep(core, days, stopping.signal);
    if (Object.values(swept).some((count) => count > 0)) log.info({ days, ...swept }, 'what was old is removed');
  }

  /** A failure is told: the next pass is tomorrow's. */
  function run(work: () => Promise<void>): void {
    running = running.then(work).catch((error: unknown) => {
      log[isOutage(error) ? 'warn' : 'error']({ err: error }, 'removing what is old failed');
    });
  }

  return {
    start() {
      run(async () => {
        const days = await daysKept();
        log.info(
          { days },
          days === 0
            ? 'logins and events are kept for ever (NOD_RETENTION_DAYS)'
            : 'logins and events are kept for a time',
        );
      });
      timer = setInterval(() => run(sweepIfDue), LOOK_EVERY_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
    sweepIfDue,
  };
}

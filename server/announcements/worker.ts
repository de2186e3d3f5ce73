import type { Core } from '../core/core.ts';
import type { Channel, OutboxRow } from '../store/schema.ts';
import { isOutage } from '../store/trouble.ts';
import { type Attempt, claimNext, finish, putOff } from './outbox.ts';

/** How often a channel looks for what is due. Finding nothing costs one lookup in a partial index. */
const LOOK_INTERVAL_MS = 500;
/** So many targets of one channel are served at once. */
const MOST_AT_ONCE = 16;

/** Sends what is due on one channel. */
export interface ChannelWorker {
  start(): void;
  /** Takes no more work, ends what runs, and resolves when that is written down. */
  stop(): Promise<void>;
  /** Sends everything that is due now: what the work that runs by itself does. Resolves when all of it is written down. */
  sendDue(): Promise<void>;
}

/** One try. Its rejection counts as a failure that is tried again. */
export type Send = (row: OutboxRow, signal: AbortSignal) => Promise<Attempt>;

/**
 * Each channel has a worker of its own, and a worker serves each target once at a time: a mail server that hangs, or a webhook
 * that is slow, holds up itself alone.
 */
export function createChannelWorker(core: Core, channel: Channel, send: Send): ChannelWorker {
  const { store, clock, randomBytes, log } = core;
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  /** A look waits for the one that runs. */
  let isWanted = false;

  async function attempt(row: OutboxRow): Promise<void> {
    try {
      if (await putOff(store.db, row, clock())) return;
      const ended = await send(row, stopping.signal).catch((error: unknown): Attempt => {
        log[isOutage(error) ? 'warn' : 'error']({ err: error, channel, outboxId: row.id }, 'announcement not sent');
        return { state: 'retry', answer: 'trouble here' };
      });
      if (ended.state === 'retry')
        log.info({ channel, outboxId: row.id, answer: ended.answer }, 'announcement to be retried');
      await finish(store.db, row, ended, clock(), (randomBytes(1)[0] ?? 0) / 256);
    } catch (error) {
      // The row is due again when its lease ends.
      log[isOutage(error) ? 'warn' : 'error']({ err: error, channel }, 'announcement not written down');
    }
  }

  /** @returns whether there was something to take */
  async function take(): Promise<boolean> {
    if (stopping.signal.aborted || running.size >= MOST_AT_ONCE) return false;
    const row = await claimNext(store, channel, [...running.keys()], clock());
    if (row === undefined) return false;
    const work = attempt(row).finally(() => {
      running.delete(row.target);
      look();
    });
    running.set(row.target, work);
    return true;
  }

  /** Looks are one after the other, so that none takes a target that another is just taking. */
  function look(): void {
    if (isWanted) return;
    isWanted = true;
    looking = looking.then(async () => {
      isWanted = false;
      try {
        while (await take());
      } catch (error) {
        log[isOutage(error) ? 'warn' : 'error']({ err: error, channel }, 'announcements not looked for');
      }
    });
  }

  async function settled(): Promise<void> {
    for (let last: Promise<void> | undefined; last !== looking || running.size > 0; ) {
      last = looking;
      await last;
      await Promise.all(running.values());
    }
  }

  return {
    start() {
      timer ??= setInterval(look, LOOK_INTERVAL_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await settled();
    },
    async sendDue() {
      look();
      await settled();
    },
  };
}

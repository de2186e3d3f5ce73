import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../diagnostics/log.ts';
import { type Bus, createLocalBus } from './bus.ts';

/** All processes on one database talk on this channel; the payload is the topic. */
const CHANNEL = 'nod_bus';
const RECONNECT_FIRST_MS = 100;
const RECONNECT_MOST_MS = 5_000;
/** This check notices a connection that died without an error (a cut cable, a lost NAT entry). */
const CHECK_INTERVAL_MS = 20_000;
const CHECK_TIMEOUT_MS = 10_000;

/**
 * LISTEN/NOTIFY on one connection of its own. Subscribers in this process are woken at once, those of other processes
 * by the notification. The echo of an own notification wakes a second time, which is allowed. After a reconnect all
 * subscribers are woken, since notifications may have been missed.
 */
export async function createPostgresBus<T>(options: {
  db: Kysely<T>;
  settings: pg.ClientConfig;
  log: Pick<Log, 'warn'>;
}): Promise<{ bus: Bus; close(): Promise<void> }> {
  const { db, settings, log } = options;
  const local = createLocalBus(log);
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let delayMs = RECONNECT_FIRST_MS;

  async function listen(): Promise<void> {
    const next = new pg.Client({ ...settings, query_timeout: CHECK_TIMEOUT_MS });
    let lost = false;
    const onLost = (error?: Error) => {
      if (lost) return;
      lost = true;
      if (client === next) client = undefined;
      next.end().catch(() => undefined);
      if (!closed) {
        log.warn({ err: error }, 'the listening database connection was lost');
        reconnectLater();
      }
    };
    next.on('notification', (message) => local.wake(message.payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
    } catch (error) {
      // The rejection has reported the failure; later errors of this connection don't matter.
      next.on('error', () => undefined);
      next.end().catch(() => undefined);
      throw error;
    }
    next.on('error', onLost);
    next.on('end', () => onLost());
    if (closed) {
      await next.end();
      return;
    }
    client = next;
    delayMs = RECONNECT_FIRST_MS;
    const check = setInterval(() => {
      if (lost || closed) clearInterval(check);
      else next.query('select 1').catch(onLost);
    }, CHECK_INTERVAL_MS);
    check.unref();
  }

  function reconnectLater(): void {
    timer = setTimeout(() => {
      listen().then(local.wakeAll, (error) => {
        log.warn({ err: error }, 'the database can not be listened to');
        if (!closed) reconnectLater();
      });
    }, delayMs);
    timer.unref();
    delayMs = Math.min(delayMs * 2, RECONNECT_MOST_MS);
  }

  // A commit with NOTIFY takes a lock of the whole cluster: topics that come during one leave together in the next.
  let waiting = new Set<string>();
  let sending: Promise<void> | undefined;
  async function send(): Promise<void> {
    // Topics that are published in the same turn leave together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.size > 0) {
      const topics = [...waiting];
      waiting = new Set();
      try {
        await sql`select pg_notify(${CHANNEL}, topic) from unnest(${topics}::text[]) as topic`.execute(db);
      } catch (error) {
        log.warn({ err: error }, 'other processes could not be notified');
      }
    }
    // Nothing was awaited since `waiting` was found empty, so no topic is left behind.
    sending = undefined;
  }

  await listen();
  return {
    bus: {
      async publish(topic) {
        local.wake(topic);
        waiting.add(topic);
        sending ??= send();
        await sending;
      },
      subscribe: local.subscribe,
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await sending;
      await client?.end();
    },
  };
}

import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../diagnostics/log.ts';
import { type Bus, createLocalBus } from './bus.ts';
import { CHANNEL, DEAF_CURE, hearsItself } from './listen-echo.ts';
import { destroySocket } from './postgres-connections.ts';

const RECONNECT_FIRST_MS = 100;
const RECONNECT_MOST_MS = 5_000;
/** This check notices a connection that died without an error (a cut cable, a lost NAT entry), and one that hears nothing. */
const CHECK_INTERVAL_MS = 20_000;
const CHECK_TIMEOUT_MS = 10_000;
/** How often waiters look again while wakes of other processes don't arrive. */
const POLL_INTERVAL_MS = 2_000;

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
  let polling: NodeJS.Timeout | undefined;
  let closed = false;
  let delayMs = RECONNECT_FIRST_MS;

  const notify = (topics: string[]) =>
    sql`select pg_notify(${CHANNEL}, topic) from unnest(${topics}::text[]) as topic`.execute(db);

  async function listen(): Promise<void> {
    const next = new pg.Client({ ...settings, query_timeout: CHECK_TIMEOUT_MS });
    let state: 'opening' | 'open' | 'lost' = 'opening';
    const onLost = (error?: Error) => {
      // While it is opened, the rejection reports the failure.
      if (state !== 'open') return;
      state = 'lost';
      if (client === next) client = undefined;
      destroySocket(next);
      if (!closed) {
        log.warn({ err: error }, 'the listening database connection was lost');
        reconnectLater();
      }
    };
    // From the first moment on: an error that nobody listens to would end the process.
    next.on('error', onLost);
    next.on('end', () => onLost());
    next.on('notification', (message) => local.wake(message.payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
    } catch (error) {
      destroySocket(next);
      throw error;
    }
    if (closed) {
      await next.end();
      return;
    }
    state = 'open';
    client = next;
    delayMs = RECONNECT_FIRST_MS;

    /** Unknown, when the database can't be asked: then nothing changes. */
    const check = async () => {
      const echo = () => hearsItself(next, (payload) => notify([payload]));
      // Twice: one may be late where much is going on.
      const heard = await echo()
        .then((once) => once || echo())
        .catch(() => undefined);
      if (heard !== true) await next.query('select 1').catch(onLost);
      if (state !== 'open' || closed) return;
      if (heard !== undefined) setHears(heard);
      setTimeout(check, CHECK_INTERVAL_MS).unref();
    };
    void check();
  }

  function setHears(heard: boolean): void {
    if (heard === (polling === undefined)) return;
    if (heard) {
      clearInterval(polling);
      polling = undefined;
      log.warn({}, 'PostgreSQL’s notifications arrive again');
    } else {
      polling = setInterval(local.wakeAll, POLL_INTERVAL_MS);
      polling.unref();
      log.warn({}, `LISTEN gets no notifications, so logins are up to ${POLL_INTERVAL_MS / 1000} s late. ${DEAF_CURE}`);
    }
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
        await notify(topics);
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
      hears: () => polling === undefined,
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(polling);
      await sending;
      await client?.end();
    },
  };
}

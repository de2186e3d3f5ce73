import type pg from 'pg';

/** All processes on one database talk on this channel; the payload is the topic. */
export const CHANNEL = 'nod_bus';
const ECHO_TIMEOUT_MS = 3_000;

let probes = 0;

/**
 * Whether a connection that listens on CHANNEL gets what is sent there. A pooler in transaction mode says OK to LISTEN and
 * then hands the listening connection to somebody else: nothing is lost but the wakes, without a word.
 * @param notify sends a payload over another connection: over the listening one itself the pooler would bring it back
 */
export async function hearsItself(
  listener: pg.Client,
  notify: (payload: string) => Promise<unknown>,
): Promise<boolean> {
  probes += 1;
  // Distinct among all processes on the database; no waiter has such a topic.
  const payload = `probe:${performance.timeOrigin}:${process.pid}:${probes}`;
  const { promise: heard, resolve } = Promise.withResolvers<boolean>();
  const onNotification = (message: pg.Notification) => {
    if (message.payload === payload) resolve(true);
  };
  listener.on('notification', onNotification);
  let timer: NodeJS.Timeout | undefined;
  try {
    await notify(payload);
    timer = setTimeout(resolve, ECHO_TIMEOUT_MS, false);
    return await heard;
  } finally {
    clearTimeout(timer);
    listener.off('notification', onNotification);
  }
}

export const DEAF_CURE =
  'A pooler in transaction mode (pgbouncer) does that: let NOD_DATABASE_URL name PostgreSQL itself, or use session mode.';

import { type Account, noteRefusal } from './account.ts';
import { errorCode, isTransient } from './errors.ts';
import { noteServerFeatures } from './fetch.ts';
import type { InboxItem } from './inbox-item.ts';
import { resendOutbox } from './outbox.ts';
import type { Core } from './ports.ts';
import { pullPending, takeInPulled } from './pull.ts';
import { takeInNotice } from './take-in.ts';

export interface WatchHandlers {
  /** Something in the inbox or the accounts is different now. */
  readonly onChange: () => void;
  /** A request came that is new here (also of those waiting when the watch begins). */
  readonly onRequest: (item: InboxItem) => void;
  /** Whether the server of this issuer answers at the moment. */
  readonly onReachable: (reachable: boolean, issuer: string) => void;
}

/** Browsers hold six connections to a server that speaks HTTP/1.1, and answers need some of them. */
const STREAMS_PER_SERVER = 3;

/**
 * Watches every account that can be answered for. Each has its own stream, up to a few per server; the accounts beyond
 * those are asked for again and again.
 */
export function createWatching(core: Core, handlers: WatchHandlers) {
  const running = new Map<string, { readonly issuer: string; readonly stream: boolean; stop(): void }>();
  /** Those for which asking again is of no use: each end of a watch is a change, and a change makes the shell follow anew. */
  const over = new Set<string>();
  const stop = (deviceId: string) => {
    running.get(deviceId)?.stop();
    running.delete(deviceId);
  };
  const start = ({ deviceId, issuer }: Pick<Account, 'deviceId' | 'issuer'>) => {
    const streams = [...running.values()].filter((other) => other.stream && other.issuer === issuer).length;
    const stream = streams < STREAMS_PER_SERVER;
    const aborter = new AbortController();
    const watch = { issuer, stream, stop: () => aborter.abort() };
    running.set(deviceId, watch);
    const onReachable = (reachable: boolean) => handlers.onReachable(reachable, issuer);
    watchAccount(core, deviceId, { ...handlers, onReachable, signal: aborter.signal, stream, random: Math.random })
      .then(() => {
        if (!aborter.signal.aborted) over.add(deviceId);
      })
      .catch((error: unknown) => console.error('watching stopped', error))
      .finally(() => {
        if (running.get(deviceId) === watch) running.delete(deviceId);
      });
  };
  return {
    /** Follows the accounts there are now. */
    follow: (accounts: readonly Account[]) => {
      const wanted = accounts.filter(({ state }) => state === 'active');
      const ids = new Set(wanted.map(({ deviceId }) => deviceId));
      for (const deviceId of [...running.keys()]) if (!ids.has(deviceId)) stop(deviceId);
      for (const deviceId of over) if (!ids.has(deviceId)) over.delete(deviceId);
      for (const account of wanted) {
        if (!running.has(account.deviceId) && !over.has(account.deviceId)) start(account);
      }
    },
    /** Asks again at once: the page is back in front, or the network is. */
    restart: () => {
      over.clear();
      for (const [deviceId, { issuer }] of [...running]) {
        stop(deviceId);
        start({ deviceId, issuer });
      }
    },
  };
}

export interface WatchOptions extends Pick<WatchHandlers, 'onChange' | 'onRequest'> {
  readonly onReachable: (reachable: boolean) => void;
  readonly signal: AbortSignal;
  /** false: only asks again and again, without a stream that holds a connection. */
  readonly stream: boolean;
  /** 0 ≤ n < 1, for jitter: devices of a restarted server should not all come back in the same second. */
  readonly random: () => number;
}

const FIRST_DELAY_MS = 1_500;
/** Requests live for a minute or two, so polling may not get much slower than this. */
const LONGEST_DELAY_MS = 10_000;
/** A stream that held for this long was a working one. */
const GOOD_STREAM_MS = 20_000;

/**
 * Keeps an account up to date while a page is open: a list of what waits, then a stream of events; when the stream ends or
 * can't be had, both again, with growing pauses. So where streams don't get through, this polls.
 * Ends when the signal aborts, or when this device may no longer ask.
 */
export async function watchAccount(core: Core, deviceId: string, options: WatchOptions): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  while (!options.signal.aborted) {
    const startedAtMs = core.now();
    try {
      await followOnce(core, deviceId, options);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      // A server that refuses does answer.
      options.onReachable(!isTransient(error));
      const refused = (await noteRefusal(core, deviceId, error)) || errorCode(error) === 'key_missing';
      options.onChange();
      if (refused) return;
    }
    delayMs = core.now() - startedAtMs >= GOOD_STREAM_MS ? FIRST_DELAY_MS : Math.min(delayMs * 2, LONGEST_DELAY_MS);
    await core.wait(delayMs * (0.75 + options.random() / 2), options.signal);
  }
}

async function followOnce(core: Core, deviceId: string, options: WatchOptions): Promise<void> {
  const account = await core.keys.account(deviceId);
  if (!account || options.signal.aborted) return;
  const added = await pullPending(core, account);
  options.onReachable(true);
  options.onChange();
  for (const item of added) options.onRequest(item);
  if ((await resendOutbox(core)).length > 0) options.onChange();
  // What a server can do is no reason not to listen to it.
  if (await noteServerFeatures(core, account).catch(unlessOurs)) options.onChange();
  if (!options.stream) return;

  for await (const event of core.api.events(account, options.signal)) {
    if (event.type === 'challenge') {
      const taken = await takeInPulled(core, event);
      if (taken?.added) options.onRequest(taken.item);
    } else {
      await takeInNotice(core, event.notice).catch((error: unknown) => {
        // A notice that can't be believed changes nothing; the list of the next round tells the truth.
        if (errorCode(error) === undefined) throw error;
      });
    }
    options.onChange();
  }
}

function unlessOurs(error: unknown): false {
  if (errorCode(error) === undefined) throw error;
  return false;
}

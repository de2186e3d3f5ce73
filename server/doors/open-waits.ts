import { NodError } from '../diagnostics/errors.ts';

/** Twice what the bench holds; each costs some kilobytes, and as a stream a look at the database once a minute. */
const MAX_OPEN = 20_000;
/** Streams of one device: an authenticator has one page open, sometimes two. */
export const MAX_PER_DEVICE = 5;
/** Long polls and streams of one challenge: a login page waits once, behind several processes a few times. */
export const MAX_PER_CHALLENGE = 20;
const RETRY_AFTER_SECONDS = 15;

const TICK_MS = 1_000;
/** With the tick that it may come late: a heartbeat at least every 15 seconds, as the protocol promises. */
const TICKS_BETWEEN_HEARTBEATS = 14;

/** One answer that is being held back: a long poll or an event stream. */
export interface OpenWait {
  /** Aborts when the client has gone or the server is about to stop. */
  readonly signal: AbortSignal;
  /** Calls `beat` now and then until `done`. All waits share one timer, and are spread over its ticks. */
  onHeartbeat(beat: () => void): void;
  /** Must be called when the answer is complete; safe to call twice. */
  done(): void;
}

/** What waits are counted by beside the process, and how many of the same may be open. */
export interface WaitLimit {
  readonly of: string;
  readonly most: number;
}

/** All held-back answers of this process: they are limited and counted, and end properly at shutdown. */
export interface OpenWaits {
  readonly count: number;
  /** True once `drain` was called: nothing is held back any more, and /readyz says so. */
  readonly draining: boolean;
  /** @throws NodError rate_limited when the process, or `limit`, has no place left */
  open(request: Request, limit: WaitLimit): OpenWait;
  /** Ends all of them; one that is opened later ends at once. */
  drain(): void;
}

export function createOpenWaits(maxOpen = MAX_OPEN): OpenWaits {
  const open = new Set<AbortController>();
  const openOf = new Map<string, number>();
  const heartbeats = createHeartbeats();
  let draining = false;
  return {
    get count() {
      return open.size;
    },
    get draining() {
      return draining;
    },
    open(request, { of, most }) {
      const others = openOf.get(of) ?? 0;
      if (others >= most) throw tooMany('Too many of these are open already. Close one first.');
      if (open.size >= maxOpen) throw tooMany('The server holds back as many answers as it can. Try again later.');
      const controller = new AbortController();
      const client = request.signal;
      const end = () => controller.abort();
      if (draining || client.aborted) controller.abort();
      client.addEventListener('abort', end, { once: true });
      open.add(controller);
      openOf.set(of, others + 1);
      let endHeartbeat = () => {};
      return {
        signal: controller.signal,
        onHeartbeat(beat) {
          endHeartbeat = heartbeats.add(beat);
        },
        done() {
          if (!open.delete(controller)) return;
          const left = (openOf.get(of) ?? 1) - 1;
          if (left === 0) openOf.delete(of);
          else openOf.set(of, left);
          endHeartbeat();
          client.removeEventListener('abort', end);
        },
      };
    },
    drain() {
      draining = true;
      for (const controller of [...open]) controller.abort();
    },
  };
}

function tooMany(message: string): NodError {
  return new NodError('rate_limited', message, { params: { retryAfterSeconds: RETRY_AFTER_SECONDS } });
}

/** Each beat is due as many ticks after the one before; the map's order is that of their turns. */
function createHeartbeats() {
  const dueAt = new Map<() => void, number>();
  let now = 0;
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    now += 1;
    for (const [beat, due] of dueAt) {
      if (due > now) break;
      dueAt.delete(beat);
      dueAt.set(beat, now + TICKS_BETWEEN_HEARTBEATS);
      beat();
    }
  };
  return {
    /** @returns ends it; safe to call twice */
    add(beat: () => void): () => void {
      dueAt.set(beat, now + TICKS_BETWEEN_HEARTBEATS);
      timer ??= setInterval(tick, TICK_MS).unref();
      return () => {
        dueAt.delete(beat);
        if (dueAt.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

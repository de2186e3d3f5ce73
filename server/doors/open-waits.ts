/** One answer that is being held back: a long poll or an event stream. */
export interface OpenWait {
  /** Aborts when the client has gone or the server is about to stop. */
  readonly signal: AbortSignal;
  /** Must be called when the answer is complete; safe to call twice. */
  done(): void;
}

/** All held-back answers of this process: they are counted, and end properly at shutdown. */
export interface OpenWaits {
  readonly count: number;
  /** True once `drain` was called: nothing is held back any more, and /readyz says so. */
  readonly draining: boolean;
  open(request: Request): OpenWait;
  /** Ends all of them; one that is opened later ends at once. */
  drain(): void;
}

export function createOpenWaits(): OpenWaits {
  const open = new Set<AbortController>();
  let draining = false;
  return {
    get count() {
      return open.size;
    },
    get draining() {
      return draining;
    },
    open(request) {
      const controller = new AbortController();
      const client = request.signal;
      const end = () => controller.abort();
      if (draining || client.aborted) controller.abort();
      client.addEventListener('abort', end, { once: true });
      open.add(controller);
      return {
        signal: controller.signal,
        done() {
          open.delete(controller);
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

import { lookup as dnsLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { AddressRefusedError, refusePrivateAddresses } from '../net/public-address.ts';
import { type Connections, createConnections, type Post } from './connections.ts';
import type { PushEndpoint } from './endpoint-rules.ts';

/** Why there was no answer. `refused`: the host resolves to a private address. `reset`: an idle connection was closed. */
export type TransportFailure = 'timeout' | 'reset' | 'refused' | 'unreachable' | 'closed';

/** What the push service answered; `statusCode` is 0 when it did not, and `failure` then says why. */
export interface PushAnswer {
  readonly statusCode: number;
  readonly retryAfter: string | undefined;
  readonly failure: TransportFailure | undefined;
}

export interface Transport {
  /**
   * Posts one message; resolves as soon as the status is known, never rejects, never follows a redirect.
   *
   * @param headers flat list of names and values
   */
  post(endpoint: PushEndpoint, headers: string[], body: Uint8Array): Promise<PushAnswer>;
  /** Lets running posts finish, at most `limitMs`, then closes all connections. */
  close(limitMs: number): Promise<void>;
}

export interface TransportSettings {
  /**
   * Test only: endpoint host → base URL that pushes for it go to instead; the path is kept. Plain http, loopback
   * addresses and `rewriteCa` are allowed there and only there.
   */
  readonly rewrites?: ReadonlyMap<string, string>;
  /** Certificate authority (PEM) of the rewritten addresses. */
  readonly rewriteCa?: string;
  readonly lookup?: LookupFunction;
  readonly connectTimeoutMs?: number;
  /** From `post` to the end of the answer, waiting for a connection included. */
  readonly answerTimeoutMs?: number;
  readonly connectionsPerOrigin?: number;
  readonly maxOrigins?: number;
}

const CONNECT_TIMEOUT_MS = 3_000;
const ANSWER_TIMEOUT_MS = 5_000;
const CONNECTIONS_PER_ORIGIN = 16;
/** Three services have one host each; Windows and Mozilla some. More would be somebody playing with wildcards. */
const MAX_ORIGINS = 32;
/** A login every half minute shouldn't pay for a TLS handshake each time. */
const KEEP_ALIVE_MS = 30_000;
/** Answers have no body, or an error text of some hundred bytes, which is thrown away. */
const MAX_ANSWER_BYTES = 16 * 1024;
const SWEEP_INTERVAL_MS = 250;
const RESET_CODES = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/**
 * Posts to push services over kept-alive connections; the least recently used origin is closed when there are too many.
 */
export function createTransport(settings: TransportSettings): Transport {
  const answerTimeoutMs = settings.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
  const maxOrigins = settings.maxOrigins ?? MAX_ORIGINS;
  const lookup = refusePrivateAddresses(settings.lookup ?? (dnsLookup as LookupFunction));
  const rewrites = new Map([...(settings.rewrites ?? [])].map(([host, base]) => [host, new URL(base)]));
  const connectionsByOrigin = new Map<string, Connections>();
  /** In the order of their deadlines, since all have the same time. */
  const running = new Set<Exchange>();
  let sweeper: NodeJS.Timeout | undefined;
  let closing = false;
  let onIdle: (() => void) | undefined;

  function connectionsTo(origin: string, isRewritten: boolean): Connections {
    const known = connectionsByOrigin.get(origin);
    if (known !== undefined) {
      if (connectionsByOrigin.size > 1) {
        connectionsByOrigin.delete(origin);
        connectionsByOrigin.set(origin, known);
      }
      return known;
    }
    const opened = createConnections(origin, settings.connectionsPerOrigin ?? CONNECTIONS_PER_ORIGIN, {
      // Measured slower than HTTP/1.1 here, and one more protocol that a hostile service could play with.
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // sweep() does it.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        timeout: settings.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
        ...(isRewritten ? { ca: settings.rewriteCa } : { lookup }),
      },
    });
    connectionsByOrigin.set(origin, opened);
    const oldest = connectionsByOrigin.entries().next().value;
    if (connectionsByOrigin.size > maxOrigins && oldest !== undefined) {
      connectionsByOrigin.delete(oldest[0]);
      oldest[1].close();
    }
    return opened;
  }

  function start(exchange: Exchange): void {
    running.add(exchange);
    sweeper ??= setInterval(sweep, Math.min(SWEEP_INTERVAL_MS, answerTimeoutMs)).unref();
  }

  function end(exchange: Exchange): void {
    if (!running.delete(exchange) || running.size > 0) return;
    clearInterval(sweeper);
    sweeper = undefined;
    onIdle?.();
  }

  // One timer for all: undici's own time limits start anew with each byte, so a service that sends one byte at a time
  // could hold a connection for hours (slow loris).
  function sweep(): void {
    // Time that passes, not the time of day, which may be set.
    const nowMs = performance.now();
    for (const exchange of running) {
      if (exchange.deadlineMs > nowMs) break;
      exchange.abort('timeout');
    }
  }

  return {
    post(endpoint, headers, body) {
      if (closing) return Promise.resolve({ statusCode: 0, retryAfter: undefined, failure: 'closed' });
      const rewrite = rewrites.get(endpoint.host);
      const origin = rewrite?.origin ?? endpoint.origin;
      const path = rewrite === undefined ? endpoint.path : rewrite.pathname.replace(/\/$/, '') + endpoint.path;
      return new Promise((resolve) => {
        const request = { method: 'POST', path, headers, body };
        const exchange = new Exchange(request, performance.now() + answerTimeoutMs, resolve, end);
        start(exchange);
        connectionsTo(origin, rewrite !== undefined).run(exchange);
      });
    },

    async close(limitMs) {
      closing = true;
      if (running.size > 0) {
        await new Promise<void>((resolve) => {
          const limit = setTimeout(resolve, limitMs);
          onIdle = () => {
            clearTimeout(limit);
            resolve();
          };
        });
      }
      for (const exchange of running) exchange.abort('closed');
      const open = [...connectionsByOrigin.values()];
      connectionsByOrigin.clear();
      await Promise.all(open.map((connections) => connections.destroy()));
    },
  };
}

/** One request and its answer, as undici tells about it. */
class Exchange implements Post {
  readonly request: Dispatcher.DispatchOptions;
  readonly deadlineMs: number;
  onFree: (() => void) | undefined;
  readonly #resolve: (answer: PushAnswer) => void;
  readonly #end: (exchange: Exchange) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #aborted: TransportFailure | undefined;
  #bytes = 0;

  constructor(
    request: Dispatcher.DispatchOptions,
    deadlineMs: number,
    resolve: (answer: PushAnswer) => void,
    end: (exchange: Exchange) => void,
  ) {
    this.request = request;
    this.deadlineMs = deadlineMs;
    this.#resolve = resolve;
    this.#end = end;
  }

  get isOver(): boolean {
    return this.#aborted !== undefined;
  }

  /** Ends the exchange now, and its connection. */
  abort(failure: TransportFailure): void {
    this.#aborted = failure;
    this.#finish(failure);
    this.#controller?.abort(new Error(failure));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while the connection was being made.
    if (this.#aborted !== undefined) controller.abort(new Error(this.#aborted));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (statusCode < 200) return;
    const retryAfter = headers['retry-after'];
    this.#resolve({
      statusCode,
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      failure: undefined,
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MAX_ANSWER_BYTES) controller.abort(new Error('The answer is too long'));
  }

  onResponseEnd(): void {
    this.#end(this);
    this.onFree?.();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(failureOf(error));
    this.onFree?.();
  }

  /** Has no effect on an answer that was given already. */
  #finish(failure: TransportFailure): void {
    this.#resolve({ statusCode: 0, retryAfter: undefined, failure });
    this.#end(this);
  }
}

function failureOf(error: Error): TransportFailure {
  if (error instanceof AddressRefusedError) return 'refused';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (TIMEOUT_CODES.has(code)) return 'timeout';
  return RESET_CODES.has(code) ? 'reset' : 'unreachable';
}

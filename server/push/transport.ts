import { lookup as dnsLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type Dispatcher, Pool } from 'undici';
import { AddressRefusedError, connectToPublicAddress } from '../net/public-address.ts';
import type { PushEndpoint } from './endpoint-rules.ts';

/**
 * Why there was no answer. `refused`: the host has an address that is not public. `reset`: the connection was closed before
 * an answer came, as happens to one that was kept open. `closed`: by us, since the server stops.
 */
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
  /** Waits at most `limitMs` for running posts, then closes all connections. */
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
/** Three services have one host each, Windows and Mozilla several. More would be a client that plays with wildcards. */
const MAX_ORIGINS = 32;
/** A login every half minute shouldn't pay for a TLS handshake each time. */
const KEEP_ALIVE_MS = 30_000;
/** Answers have no body, or an error text of some hundred bytes, which is thrown away. */
const MAX_ANSWER_BYTES = 16 * 1024;
const RESET_CODES = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const TIMEOUT_CODES = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/**
 * Posts to push services over kept-alive HTTP/1.1 connections. When there are too many origins, the least recently used one
 * is closed. undici's Agent (8.12.4) would refuse the new one instead, and never forgets a host to which every connection
 * failed while posts waited: a client with made-up hosts below a wildcard could lock everybody out.
 */
export function createTransport(settings: TransportSettings): Transport {
  const {
    lookup = dnsLookup as LookupFunction,
    answerTimeoutMs = ANSWER_TIMEOUT_MS,
    maxOrigins = MAX_ORIGINS,
  } = settings;
  const timeout = settings.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const connectToService = connectToPublicAddress({ lookup, timeout, allowH2: false });
  const rewrites = new Map([...(settings.rewrites ?? [])].map(([host, base]) => [host, new URL(base)]));
  /** By origin, the most recently used last. */
  const pools = new Map<string, Pool>();
  const running = new Set<Exchange>();
  let closing = false;

  function poolOf(origin: string, isRewritten: boolean): Pool {
    const pool =
      pools.get(origin) ??
      new Pool(origin, {
        connections: settings.connectionsPerOrigin ?? CONNECTIONS_PER_ORIGIN,
        connect: isRewritten ? { timeout, ca: settings.rewriteCa } : connectToService,
        keepAliveTimeout: KEEP_ALIVE_MS,
        // Measured slower than HTTP/1.1 here, and one more protocol that a hostile service could play with.
        allowH2: false,
        // They start anew with each byte, so a service that sends one byte at a time could hold a connection for hours
        // (slow loris). The one limit is `answerTimeoutMs`.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    pools.delete(origin);
    pools.set(origin, pool);
    const oldest = pools.entries().next().value;
    if (pools.size > maxOrigins && oldest !== undefined) {
      pools.delete(oldest[0]);
      // Posts that it has taken are still sent.
      oldest[1].close().catch(() => undefined);
    }
    return pool;
  }

  return {
    post(endpoint, headers, body) {
      if (closing) return Promise.resolve(noAnswer('closed'));
      const rewrite = rewrites.get(endpoint.host);
      const pool = poolOf(rewrite?.origin ?? endpoint.origin, rewrite !== undefined);
      const path = rewrite === undefined ? endpoint.path : rewrite.pathname.replace(/\/$/, '') + endpoint.path;
      const exchange = new Exchange(answerTimeoutMs);
      running.add(exchange);
      exchange.ended.then(() => running.delete(exchange));
      pool.dispatch({ method: 'POST', path, headers, body }, exchange);
      return exchange.answered;
    },

    async close(limitMs) {
      closing = true;
      const limit = setTimeout(() => {
        for (const exchange of running) exchange.giveUp('closed');
      }, limitMs);
      await Promise.all([...running].map((exchange) => exchange.ended));
      clearTimeout(limit);
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** One request and its answer, as undici tells about it. Its time begins when it is made. */
class Exchange implements Dispatcher.DispatchHandler {
  /** Settled by the status, or when there will be none. */
  readonly answered: Promise<PushAnswer>;
  /** Settled by the end of the answer's body, or when there will be none. */
  readonly ended: Promise<void>;
  readonly #answer: (answer: PushAnswer) => void;
  readonly #end: () => void;
  readonly #limit: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  #bytes = 0;

  constructor(timeoutMs: number) {
    const answered = Promise.withResolvers<PushAnswer>();
    const ended = Promise.withResolvers<void>();
    this.answered = answered.promise;
    this.ended = ended.promise;
    this.#answer = answered.resolve;
    this.#end = ended.resolve;
    this.#limit = setTimeout(() => this.giveUp('timeout'), timeoutMs);
  }

  /** Ends the exchange now, and its connection. A status that was given already stays. */
  giveUp(failure: TransportFailure): void {
    this.#finish(noAnswer(failure));
    this.#controller?.abort(new Error(failure));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection: it is not sent any more.
    if (this.#isOver) controller.abort(new Error('given up'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // An interim answer (103).
    if (statusCode < 200) return;
    const retryAfter = headers['retry-after'];
    this.#answer({
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
    this.#finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(noAnswer(failureOf(error)));
  }

  #finish(answer?: PushAnswer): void {
    this.#isOver = true;
    clearTimeout(this.#limit);
    if (answer !== undefined) this.#answer(answer);
    this.#end();
  }
}

const noAnswer = (failure: TransportFailure): PushAnswer => ({ statusCode: 0, retryAfter: undefined, failure });

function failureOf(error: Error): TransportFailure {
  if (error instanceof AddressRefusedError) return 'refused';
  const code = 'code' in error ? String(error.code) : '';
  if (TIMEOUT_CODES.has(code)) return 'timeout';
  return RESET_CODES.has(code) ? 'reset' : 'unreachable';
}

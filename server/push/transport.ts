import { lookup as dnsLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Pool } from 'undici';
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
/** Three services have one host each, Windows and Mozilla have some. More would be a client that plays with wildcards. */
const MAX_ORIGINS = 32;
/** A login every half minute shouldn't pay for a TLS handshake each time. */
const KEEP_ALIVE_MS = 30_000;
/** Answers have no body, or an error text of some hundred bytes, which is thrown away. */
const MAX_ANSWER_BYTES = 16 * 1024;
const RESET_CODES = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const TIMEOUT_CODES = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/**
 * Posts to push services over kept-alive HTTP/1.1 connections. The least recently used origin is closed when there are
 * too many. undici's Agent would refuse the new one instead, and counts a host whose connections fail for good, so that a
 * client with hosts of its own below a wildcard could lock everybody out.
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
  const running = new Map<AbortController, Promise<void>>();
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
    async post(endpoint, headers, body) {
      if (closing) return noAnswer('closed');
      const rewrite = rewrites.get(endpoint.host);
      const pool = poolOf(rewrite?.origin ?? endpoint.origin, rewrite !== undefined);
      const path = rewrite === undefined ? endpoint.path : rewrite.pathname.replace(/\/$/, '') + endpoint.path;
      const exchange = new AbortController();
      const { signal } = exchange;
      const limit = setTimeout(() => exchange.abort(new GivenUpError('timeout')), answerTimeoutMs);
      const givenUp = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      const answered = pool.request({ method: 'POST', path, headers, body, signal });
      const ended = Promise.race([answered.then((answer) => answer.body.dump({ limit: MAX_ANSWER_BYTES })), givenUp])
        .catch(() => undefined)
        .finally(() => {
          clearTimeout(limit);
          running.delete(exchange);
        });
      running.set(exchange, ended);
      try {
        // undici tells a request of its signal only once it has a connection, so waiting for one is given up here.
        const answer = await Promise.race([answered, givenUp]);
        const retryAfter = answer.headers['retry-after'];
        return {
          statusCode: answer.statusCode,
          retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
          failure: undefined,
        };
      } catch (error) {
        return noAnswer(failureOf(error));
      }
    },

    async close(limitMs) {
      closing = true;
      const limit = setTimeout(() => {
        for (const exchange of running.keys()) exchange.abort(new GivenUpError('closed'));
      }, limitMs);
      await Promise.all(running.values());
      clearTimeout(limit);
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** Why an exchange was ended from our side. */
class GivenUpError extends Error {
  readonly failure: TransportFailure;

  constructor(failure: TransportFailure) {
    super(`The push was given up: ${failure}`);
    this.name = 'GivenUpError';
    this.failure = failure;
  }
}

const noAnswer = (failure: TransportFailure): PushAnswer => ({ statusCode: 0, retryAfter: undefined, failure });

function failureOf(error: unknown): TransportFailure {
  if (error instanceof GivenUpError) return error.failure;
  if (error instanceof AddressRefusedError) return 'refused';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (TIMEOUT_CODES.has(code)) return 'timeout';
  return RESET_CODES.has(code) ? 'reset' : 'unreachable';
}

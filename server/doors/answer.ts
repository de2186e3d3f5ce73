import type { Context } from 'hono';
import type { Log } from '../diagnostics/log.ts';
import type { Metrics } from '../diagnostics/metrics.ts';
import { type AddressSet, clientAddress, createAddressSet, plainAddress } from '../net/client-address.ts';
import type { OpenWaits } from './open-waits.ts';
import { problemFor } from './problems.ts';
import type { Door } from './route.ts';
import { createSecurityHeaders } from './security-headers.ts';

/** What a route answers with, before the headers that every answer has are added. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
  /** Lower-case names. They win over the headers that all answers have. */
  readonly headers: Readonly<Record<string, string>> | undefined;
}

export function json(value: unknown, status = 200, headers?: Record<string, string>): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(value), headers };
}

export function text(body: string, contentType: string, headers?: Record<string, string>): Answer {
  return { status: 200, contentType, body, headers };
}

export function noContent(headers?: Record<string, string>): Answer {
  return { status: 204, contentType: undefined, body: null, headers };
}

/** One request on its way to one answer: its id, its client, and the headers, log line and count of its answer. */
export interface Exchange {
  readonly requestId: string;
  readonly ip: string;
  readonly peer: { readonly address: string };
  answer(answer: Answer): Response;
  /** The problem document for what was thrown; a fault of the server is logged with the request id. */
  fail(error: unknown, headers?: Readonly<Record<string, string>>): Response;
}

export interface Exchanges {
  /** @param path the pattern, as it is logged and counted: a real path may hold ids */
  forRoute(door: Door | 'page', method: string, path: string): (context: Context) => Exchange;
}

/** The authentication scheme that a 401 has to name (RFC 9110 section 15.5.2), per door. */
const CREDENTIALS: Record<Door | 'page', string> = {
  rest: 'Bearer',
  pushauth: 'ApiKey',
  device: 'Nod-Proof',
  operations: 'Bearer',
  page: 'Bearer',
};

/** The media type of errors, per door. PushAuth's clients parse nothing but `application/json`. */
export const PROBLEM_TYPES: Readonly<Record<Door | 'page', string>> = {
  rest: 'application/problem+json',
  pushauth: 'application/json',
  device: 'application/problem+json',
  operations: 'application/problem+json',
  page: 'application/problem+json',
};

const OUTSIDE_REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

export function createExchanges(options: {
  https: boolean;
  trustedProxies: readonly string[];
  log: Log;
  metrics: Metrics;
  waits: OpenWaits;
  /** Tells the request ids of this process from those of others. */
  processId: string;
}): Exchanges {
  const { log, metrics, waits } = options;
  const securityHeaders = createSecurityHeaders(options.https);
  const proxies: AddressSet | undefined =
    options.trustedProxies.length === 0 ? undefined : createAddressSet(options.trustedProxies);
  let lastRequest = 0;

  return {
    forRoute(door, method, path) {
      const base = securityHeaders[door === 'device' || door === 'page' ? door : 'api'];
      const count = metrics.forRoute(method, path);
      return (context) => {
        const startedAt = performance.now();
        const { headers } = context.req.raw;
        // Absent when a test calls the app in process.
        const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
        const peerAddress = plainAddress(incoming?.socket?.remoteAddress);
        const forwardedFor = headers.get('x-forwarded-for') ?? undefined;
        const behindProxy = proxies?.has(peerAddress) ?? false;
        const ip = behindProxy && proxies ? clientAddress(peerAddress, forwardedFor, proxies) : peerAddress;
        // The id of a trusted proxy is kept, so that its log and this one can be joined; that of any other client is not.
        const outsideId = behindProxy ? headers.get('x-request-id') : null;
        const requestId =
          outsideId !== null && OUTSIDE_REQUEST_ID.test(outsideId)
            ? outsideId
            : `${options.processId}-${(++lastRequest).toString(36)}`;

        const respond = (answer: Answer, problem?: string): Response => {
          count(answer.status);
          if (log.isLevelEnabled('info')) {
            const ms = Math.round((performance.now() - startedAt) * 10) / 10;
            log.info(
              {
                requestId,
                method: context.req.method,
                route: path,
                status: answer.status,
                ms,
                ip,
                ...(problem ? { problem } : {}),
              },
              'request',
            );
          }
          const all: Record<string, string> = { ...base, 'x-request-id': requestId };
          if (answer.contentType !== undefined) all['content-type'] = answer.contentType;
          if (waits.draining) all.connection = 'close';
          if (answer.headers !== undefined) Object.assign(all, answer.headers);
          return new Response(answer.body, { status: answer.status, headers: all });
        };

        return {
          requestId,
          ip,
          peer: { address: peerAddress },
          answer(answer) {
            if (context.req.raw.method !== 'HEAD' || !(answer.body instanceof ReadableStream)) return respond(answer);
            // The stream would never be read, nor ended.
            void answer.body.cancel();
            return respond({ ...answer, body: null });
          },
          fail(error, moreHeaders) {
            const { code, status, body, headers: problemHeaders } = problemFor(error, requestId);
            if (status >= 500) {
              log.error({ requestId, method, route: path, err: error }, 'a request failed');
            } else if (error instanceof Error && 'logDetail' in error && error.logDetail !== undefined) {
              log.info({ requestId, method, route: path, problem: code, detail: error.logDetail }, 'request refused');
            }
            const answerHeaders = {
              ...problemHeaders,
              ...(status === 401 ? { 'www-authenticate': CREDENTIALS[door] } : {}),
              ...moreHeaders,
            };
            return respond(
              { status, contentType: PROBLEM_TYPES[door], body: JSON.stringify(body), headers: answerHeaders },
              code,
            );
          },
        };
      };
    },
  };
}

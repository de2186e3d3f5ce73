import * as v from 'valibot';
import { problemSchema } from '../protocol/device-api.ts';
import { NodClientError, SERVER_ERROR_CODES, type ServerErrorCode } from './errors.ts';

export interface TransportOptions {
  origin: string;
  apiKey: string;
  fetch: typeof fetch;
  /** How long one try may take, without a long poll's own wait. */
  timeoutMs: number;
  /** Pauses before the second, third … try of a call that is safe to repeat. */
  retryDelaysMs: readonly number[];
}

export interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** True for GETs and for POSTs with an idempotency key: after a lost answer the call is sent again. */
  repeatable?: boolean;
  /** How long the server is asked to hold the answer back. */
  waitMs?: number;
}

export interface Transport {
  json<T>(call: Call, schema: v.GenericSchema<unknown, T>): Promise<T>;
  text(call: Call): Promise<string>;
  /** The open response, for streams: only its status has been checked. */
  open(call: Call): Promise<Response>;
}

/** Statuses after which another try may succeed. 429 isn't among them: a limit is an answer. */
const WORTH_REPEATING = new Set([500, 502, 503, 504]);

/**
 * HTTP to the REST door: authorization, time limits, repeats, and problem documents turned into coded errors.
 * @throws NodClientError misconfigured when the origin isn't https (or loopback) or the key hasn't a key's shape
 */
export function createTransport(options: TransportOptions): Transport {
  const origin = checkedOrigin(options.origin);
  if (!/^nod_[A-Za-z0-9]+_[A-Za-z0-9_-]{20,}$/.test(options.apiKey)) {
    throw new NodClientError('misconfigured', 'The API key does not look like one: it begins with nod_.');
  }

  async function once(call: Call): Promise<Response> {
    const limit = AbortSignal.timeout(options.timeoutMs + (call.waitMs ?? 0));
    const response = await options
      .fetch(origin + call.path, {
        method: call.method,
        headers: {
          Authorization: `Bearer ${options.apiKey}`,
          Accept: 'application/json',
          ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...call.headers,
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        // A redirect would carry the API key to another address.
        redirect: 'error',
        signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
      })
      .catch((cause: unknown) => {
        throw failedFetch(cause, call, limit);
      });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  async function send(call: Call): Promise<Response> {
    const delays = call.repeatable || call.method === 'GET' ? options.retryDelaysMs : [];
    for (const delayMs of delays) {
      try {
        return await once(call);
      } catch (error) {
        if (!worthRepeating(error)) throw error;
        await pause(Math.max(delayMs, shortRetryAfterMs(error)), call.signal);
      }
    }
    return once(call);
  }

  async function body(call: Call): Promise<string> {
    const response = await send(call);
    return response.text().catch((cause: unknown) => {
      throw failedFetch(cause, call, undefined);
    });
  }

  return {
    async json(call, schema) {
      const text = await body(call);
      const parsed = v.safeParse(schema, parseJson(text));
      if (!parsed.success) {
        const where = v.getDotPath(parsed.issues[0]) ?? 'the body';
        throw new NodClientError('bad_response', `Nod's answer to ${call.method} ${call.path} is odd at ${where}.`);
      }
      return parsed.output;
    },
    text: body,
    open: once,
  };
}

function checkedOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || url.origin === 'null' || (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))) {
    throw new NodClientError('misconfigured', "Nod's origin must be an https address, or http on localhost.");
  }
  return url.origin;
}

function failedFetch(cause: unknown, call: Call, limit: AbortSignal | undefined): NodClientError {
  if (call.signal?.aborted) return new NodClientError('aborted', 'The call was given up.', { cause });
  if (limit?.aborted) return new NodClientError('timeout', 'Nod did not answer in time.', { cause });
  return new NodClientError('network', 'Nod could not be reached.', { cause });
}

async function problemOf(response: Response): Promise<NodClientError> {
  const parsed = v.safeParse(problemSchema, parseJson(await response.text().catch(() => '')));
  const retryAfterSeconds = retryAfter(response, parsed.success ? parsed.output.params?.retryAfterSeconds : undefined);
  const facts = {
    status: response.status,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  if (!parsed.success) return new NodClientError('unexpected', `Nod answered ${response.status}.`, facts);
  const problem = parsed.output;
  const code = SERVER_ERROR_CODES.find((known): known is ServerErrorCode => known === problem.code) ?? 'unexpected';
  return new NodClientError(code, problem.detail ?? problem.title, { ...facts, problem });
}

function retryAfter(response: Response, param: unknown): number | undefined {
  const seconds = Number(response.headers.get('Retry-After') ?? param);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function worthRepeating(error: unknown): boolean {
  if (!(error instanceof NodClientError)) return false;
  if (WORTH_REPEATING.has(error.status)) return true;
  // The first try of this very call may still be under way at the server although its answer got lost.
  return ['network', 'timeout', 'idempotency_in_progress'].includes(error.code);
}

/** The server's Retry-After is obeyed, as long as it is short enough for a person to wait. */
function shortRetryAfterMs(error: unknown): number {
  const seconds = error instanceof NodClientError ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.min(seconds, 5) * 1000;
}

/** Sleeps. @throws NodClientError aborted */
export function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(new NodClientError('aborted', 'The call was given up.'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    }, delayMs);
    if (signal?.aborted) giveUp();
    else signal?.addEventListener('abort', giveUp, { once: true });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

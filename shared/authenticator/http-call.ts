import { base64url } from 'jose';
import * as v from 'valibot';
import type { Language } from '../languages/languages.ts';
import { problemSchema } from '../protocol/device-api.ts';
import { PROOF_SCHEME, signProof } from '../protocol/proof.ts';
import type { Caller } from './account.ts';
import { AuthenticatorError, type AuthenticatorErrorCode, SERVER_CODES } from './errors.ts';
import type { Keys } from './ports.ts';
import type { ServerClock } from './server-clock.ts';

export interface HttpDeps {
  readonly fetch: typeof fetch;
  readonly keys: Keys;
  readonly clock: ServerClock;
  /** This device's clock, ms. */
  readonly now: () => number;
  readonly isOnline: () => boolean;
  readonly randomBytes: (size: number) => Uint8Array;
  /** What this device speaks: the server writes e-mails in it. Never throws. */
  readonly language?: () => Promise<Language>;
  /** How long one call may take. */
  readonly timeLimitMs?: number;
}

export interface HttpCall {
  readonly origin: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** The device whose key signs the proof; left out where the body is signed itself. */
  readonly caller?: Caller;
  /** What this device speaks. */
  readonly language?: Language | undefined;
}

/** A byte order mark is kept, and then is no JSON. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const TIME_LIMIT_MS = 15_000;
/** The largest honest answer is an attachment (256 KiB) of which each character is written as an escape of six. */
const MAX_ANSWER_CHARACTERS = 1_600 * 1024;

/**
 * One call to the device door, answered in the shape of `schema`. A proof that the server finds off in time is made again
 * once, with the time the server told.
 * @throws AuthenticatorError offline, server_unreachable, answer_malformed, key_missing, or the server's code
 */
export async function call<Schema extends v.GenericSchema>(
  deps: HttpDeps,
  request: HttpCall,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const answer = await withClockRetry(deps, request, async () => {
    const askedAtMs = deps.now();
    const { response, text } = await withTimeLimit(deps, async (signal) => {
      const opened = await open(deps, request, 'application/json', signal);
      return { response: opened, text: decoder.decode(await opened.arrayBuffer()) };
    });
    if (!response.ok) throw problemFrom(response.status, text);
    const value = text === '' ? undefined : readJson(text);
    await learnTime(deps, request.origin, value, askedAtMs);
    return value;
  });
  const parsed = v.safeParse(schema, answer);
  if (!parsed.success) throw new AuthenticatorError('answer_malformed', 'the answer is not one of a Nod server');
  return parsed.output;
}

/**
 * Opens a stream (SSE). The time limit holds until the answer begins; after that the caller's signal ends it.
 * @throws AuthenticatorError as `call`
 */
export function openStream(deps: HttpDeps, request: HttpCall, signal: AbortSignal): Promise<Response> {
  return withClockRetry(deps, request, async () => {
    const aborter = new AbortController();
    const abort = () => aborter.abort();
    signal.addEventListener('abort', abort, { once: true });
    const timer = setTimeout(abort, deps.timeLimitMs ?? TIME_LIMIT_MS);
    try {
      const response = await open(deps, request, 'text/event-stream', aborter.signal);
      if (!response.ok) throw problemFrom(response.status, await response.text());
      return response;
    } catch (error) {
      throw asNetworkError(deps, error);
    } finally {
      clearTimeout(timer);
    }
  });
}

async function open(deps: HttpDeps, request: HttpCall, accept: string, signal: AbortSignal): Promise<Response> {
  const url = request.origin + request.path;
  const body = request.body === undefined ? '' : JSON.stringify(request.body);
  const headers: Record<string, string> = { accept };
  if (request.language !== undefined) headers['accept-language'] = request.language;
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  if (request.caller) {
    const { issuer, thumbprint } = request.caller;
    const proof = await signProof(
      {
        method: request.method,
        url,
        body,
        nowMs: await deps.clock.now(issuer),
        jti: base64url.encode(deps.randomBytes(16)),
      },
      await deps.keys.signingKey(thumbprint),
    );
    headers.authorization = `${PROOF_SCHEME} ${proof}`;
  }
  return deps.fetch(url, {
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body }),
    signal,
    // Only the proof identifies the caller; an answer from a cache or another address would be meant for another caller.
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  });
}

async function withClockRetry<T>(deps: HttpDeps, request: HttpCall, attempt: () => Promise<T>): Promise<T> {
  const askedAtMs = deps.now();
  try {
    return await attempt();
  } catch (error) {
    const serverTimeMs =
      error instanceof AuthenticatorError && error.code === 'clock_skew' && error.params.serverTimeMs;
    if (typeof serverTimeMs !== 'number' || !request.caller) throw error;
    await deps.clock.learn(request.origin, serverTimeMs, { askedAtMs, heardAtMs: deps.now() });
    return attempt();
  }
}

async function withTimeLimit<T>(deps: HttpDeps, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), deps.timeLimitMs ?? TIME_LIMIT_MS);
  try {
    return await work(aborter.signal);
  } catch (error) {
    throw asNetworkError(deps, error);
  } finally {
    clearTimeout(timer);
  }
}

function asNetworkError(deps: HttpDeps, error: unknown): AuthenticatorError {
  if (error instanceof AuthenticatorError) return error;
  return deps.isOnline()
    ? new AuthenticatorError('server_unreachable', 'the server did not answer', { cause: error })
    : new AuthenticatorError('offline', 'there is no network', { cause: error });
}

function readJson(text: string): unknown {
  try {
    if (text.length <= MAX_ANSWER_CHARACTERS) return JSON.parse(text);
  } catch {
    // Reported below: the answer is not a Nod server's.
  }
  throw new AuthenticatorError('answer_malformed', 'the answer is not JSON of this size');
}

const known: ReadonlySet<string> = new Set(SERVER_CODES);

function problemFrom(status: number, text: string): AuthenticatorError {
  let body: unknown;
  try {
    body = JSON.parse(text.slice(0, MAX_ANSWER_CHARACTERS));
  } catch {
    body = undefined;
  }
  const parsed = v.safeParse(problemSchema, body);
  if (!parsed.success) {
    // A gateway in front of the server speaks HTML; so does a captive portal.
    const code = status >= 500 ? 'unavailable' : 'answer_malformed';
    return new AuthenticatorError(code, `status ${status} without a problem document`);
  }
  const { code, params = {} } = parsed.output;
  const fallback: AuthenticatorErrorCode = status >= 500 ? 'internal' : 'request_malformed';
  const mapped = known.has(code) ? (code as AuthenticatorErrorCode) : fallback;
  return new AuthenticatorError(mapped, `the server answered ${status} ${mapped}`, { params });
}

const timed = v.object({ timeMs: v.number() });

async function learnTime(deps: HttpDeps, issuer: string, answer: unknown, askedAtMs: number): Promise<void> {
  const parsed = v.safeParse(timed, answer);
  if (parsed.success) await deps.clock.learn(issuer, parsed.output.timeMs, { askedAtMs, heardAtMs: deps.now() });
}

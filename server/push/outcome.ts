/**
 * What becomes of a push, by the status of the answer (RFC 8030, sections 5 and 8.4, and what the services really send).
 *
 * - `sent`: the service has it.
 * - `gone`: the subscription is dead for good; it is dropped, and the device renews it when it is next open.
 * - `failed`: trying again would give the same answer.
 * - `retry`: the service has trouble; tried again while the challenge lives.
 */
export type Outcome = 'sent' | 'gone' | 'failed' | 'retry';

const OUTCOMES: Readonly<Record<number, Outcome>> = {
  // No connection, or no answer in time.
  0: 'retry',
  404: 'gone',
  408: 'retry',
  410: 'gone',
  // Too large: never retried, payloads don't shrink.
  413: 'failed',
  425: 'retry',
  429: 'retry',
};

/** @param statusCode HTTP status, 0 when there was no answer */
export function outcomeOf(statusCode: number): Outcome {
  const listed = OUTCOMES[statusCode];
  if (listed !== undefined) return listed;
  if (statusCode >= 200 && statusCode < 300) return 'sent';
  if (statusCode >= 500) return 'retry';
  // Redirects (never followed) and the other refusals: a wrong VAPID header, a key that isn't this subscription's.
  return 'failed';
}

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** Whatever a service says, this keeps a broken one from being called in a tight loop. */
const MIN_DELAY_MS = 500;

/**
 * The `Retry-After` header (RFC 9110, section 10.2.3: seconds or an HTTP date) as milliseconds from now, or undefined
 * when it is absent or neither of the two.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse takes many things ("1.5", "-3") for dates; all forms of an HTTP date begin with a day's name.
  const atMs = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

export interface RetryQuestion {
  readonly nowMs: number;
  /** When the challenge ends; nothing is sent after it. */
  readonly expiresAtMs: number;
  /** Tries made so far, at least 1. */
  readonly attempts: number;
  /** What the service asked for, if it did. */
  readonly retryAfterMs: number | undefined;
  /** A random number from 0 to 1, exclusive: jitter, so that a service that comes back isn't hit by all at once. */
  readonly random: number;
}

/** When to try again (ms since the epoch), or null when that would be after the challenge's end. */
export function nextAttemptAt({ nowMs, expiresAtMs, attempts, retryAfterMs, random }: RetryQuestion): number | null {
  const backoffMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts - 1, 10)) * (0.5 + random / 2);
  const atMs = Math.round(nowMs + Math.max(MIN_DELAY_MS, retryAfterMs ?? backoffMs));
  return atMs < expiresAtMs ? atMs : null;
}

import type { Core } from '../core/core.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceSubscription } from './deliveries.ts';
import type { EndpointRules, HostClass } from './endpoint-rules.ts';
import type { PushMessage } from './messages.ts';
import type { Transport } from './transport.ts';
import { EncryptionError, encryptPush, type Vapid } from './web-push.ts';

/**
 * What becomes of a push, by the status of the answer (RFC 8030 sections 5 and 8.4, and what the services really send).
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

/** Of one service alone: WNS says 406 when it takes no more for the time being. */
const OWN_OUTCOMES: Readonly<Partial<Record<HostClass, Readonly<Record<number, Outcome>>>>> = {
  microsoft: { 406: 'retry' },
};

/** @param statusCode HTTP status, 0 when there was no answer */
export function outcomeOf(statusCode: number, hostClass: HostClass = 'other'): Outcome {
  const listed = OWN_OUTCOMES[hostClass]?.[statusCode] ?? OUTCOMES[statusCode];
  if (listed !== undefined) return listed;
  if (statusCode >= 200 && statusCode < 300) return 'sent';
  if (statusCode >= 500) return 'retry';
  // Redirects (never followed) and the other refusals: a wrong VAPID header, a key that isn't this subscription's.
  return 'failed';
}

/**
 * The `Retry-After` header (RFC 9110 section 10.2.3: seconds or an HTTP date) as milliseconds from now, or undefined
 * when it is absent or neither of the two.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000;
  // Date.parse takes many things ("1.5", "-3") for dates; all forms of an HTTP date begin with a day's name.
  const atMs = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

/** The statuses to be retried that say "too many"; any other one says that the service has trouble. */
const TOO_MANY: ReadonlySet<number> = new Set([406, 429]);

/** How one push ended. */
export interface SendResult {
  readonly outcome: Outcome;
  /** Of a push to be retried: the service takes too many at the moment. */
  readonly slowed: boolean;
  /** 0 when there was no answer. */
  readonly statusCode: number;
  readonly retryAfterMs: number | undefined;
}

/** One push to one device: checks the endpoint, encrypts, posts, and says what became of it. Never rejects. */
export type SendPush = (subscription: DeviceSubscription, message: PushMessage) => Promise<SendResult>;

/** Told of each push that was tried: for counters. */
export type OnOutcome = (push: { hostClass: HostClass; outcome: Outcome; durationMs: number }) => void;

const FAILED: SendResult = { outcome: 'failed', slowed: false, statusCode: 0, retryAfterMs: undefined };

export function createSendPush(
  core: Pick<Core, 'clock' | 'randomBytes' | 'log'>,
  parts: { rules: EndpointRules; vapid: Vapid; transport: Transport; onOutcome?: OnOutcome | undefined },
): SendPush {
  const { clock, randomBytes, log } = core;
  const { rules, vapid, transport, onOutcome } = parts;

  /** Undefined, and a line in the log, when this subscription can't be sent to at all. */
  function prepare(subscription: DeviceSubscription, message: PushMessage) {
    const { deviceId, vapidKeyId } = subscription;
    try {
      const endpoint = rules.parse(subscription.endpoint);
      const authorization = vapid.authorization(endpoint.origin, vapidKeyId);
      if (authorization === undefined) {
        log.warn({ deviceId, vapidKeyId }, 'push not sent: the server has no VAPID key of this id any more');
        return undefined;
      }
      const body = encryptPush(message.payload, subscription, randomBytes);
      return { endpoint, body, headers: headersOf(message, authorization) };
    } catch (error) {
      if (error instanceof NodError) log.warn({ deviceId, reason: error.logDetail }, 'push not sent');
      else if (error instanceof EncryptionError) log.warn({ deviceId, reason: error.message }, 'push not sent');
      else log.error({ deviceId, err: error }, 'push not sent');
      return undefined;
    }
  }

  return async (subscription, message) => {
    const prepared = prepare(subscription, message);
    if (prepared === undefined) return FAILED;
    const { endpoint, headers, body } = prepared;
    const startedAtMs = performance.now();
    let answer = await transport.post(endpoint, headers, body);
    // A kept-alive connection that the service closed just now says nothing about the service. Should the message have
    // arrived nevertheless, the topic and the challenge's id keep it from showing twice.
    if (answer.failure === 'reset') answer = await transport.post(endpoint, headers, body);
    const { statusCode, failure, retryAfter } = answer;
    const outcome = failure === 'refused' ? 'failed' : outcomeOf(statusCode, endpoint.hostClass);
    if (statusCode === 401 || statusCode === 403) vapid.forget(endpoint.origin, subscription.vapidKeyId);
    if (outcome !== 'sent') {
      const detail = { deviceId: subscription.deviceId, pushHost: endpoint.host, statusCode, failure };
      if (outcome === 'failed') log.warn(detail, 'push failed');
      else log.info(detail, outcome === 'gone' ? 'push subscription is gone' : 'push service has trouble');
    }
    onOutcome?.({ hostClass: endpoint.hostClass, outcome, durationMs: performance.now() - startedAtMs });
    const slowed = outcome === 'retry' && TOO_MANY.has(statusCode);
    return { outcome, slowed, statusCode, retryAfterMs: parseRetryAfter(retryAfter, clock()) };
  };
}

/** A flat list, as undici takes it: an object would add a fifth to the CPU of a post. */
function headersOf({ ttlSeconds, urgency, topic }: PushMessage, authorization: string): string[] {
  return [
    'TTL',
    String(Math.max(1, ttlSeconds)),
    'Urgency',
    urgency,
    'Content-Encoding',
    'aes128gcm',
    'Content-Type',
    'application/octet-stream',
    'Authorization',
    authorization,
    ...(topic === undefined ? [] : ['Topic', topic]),
  ];
}

import type { BaseLogger } from 'pino';
import type { Clock } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { EncryptionError, type ReceiverKeys } from './encrypt.ts';
import type { EncryptTogether } from './encrypt-together.ts';
import type { EndpointRules, HostClass } from './endpoint-rules.ts';
import { type Outcome, outcomeOf, parseRetryAfter } from './outcome.ts';
import type { Transport } from './transport.ts';
import type { Vapid } from './vapid.ts';

export type PushLog = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>;

/** What a device has on file. The endpoint is a capability and `auth` a secret: neither is ever logged. */
export interface DeviceSubscription extends ReceiverKeys {
  readonly deviceId: string;
  readonly endpoint: string;
  readonly vapidKeyId: string;
}

export interface PushMessage {
  readonly payload: string;
  /** How long the service keeps it for a device that is offline (RFC 8030 section 5.2), at least 1: WNS refuses 0. */
  readonly ttlSeconds: number;
  /** RFC 8030 section 5.3: `high` also wakes a device that saves its battery. */
  readonly urgency: 'high' | 'normal';
  /** RFC 8030 section 5.4, 1 to 32 base64url characters: a waiting message of the same topic gives way to this one. */
  readonly topic: string | undefined;
}

export interface Delivered {
  readonly outcome: Outcome;
  /** 0 when there was no answer. */
  readonly statusCode: number;
  readonly retryAfterMs: number | undefined;
}

/** Told of each push that was tried: for counters. */
export type OnOutcome = (push: { hostClass: HostClass; outcome: Outcome; durationMs: number }) => void;

export type Deliver = (subscription: DeviceSubscription, message: PushMessage) => Promise<Delivered>;

const FAILED: Delivered = { outcome: 'failed', statusCode: 0, retryAfterMs: undefined };

/**
 * One push to one device: checks the endpoint, encrypts, posts, and says what became of it. Never rejects.
 */
export function createDeliver(parts: {
  rules: EndpointRules;
  vapid: Vapid;
  encrypt: EncryptTogether;
  transport: Transport;
  clock: Clock;
  log: PushLog;
  onOutcome?: OnOutcome | undefined;
}): Deliver {
  const { rules, vapid, encrypt, transport, clock, log, onOutcome } = parts;

  /** Undefined, and a line in the log, when this subscription can't be sent to at all. */
  async function prepare(subscription: DeviceSubscription, message: PushMessage) {
    const { deviceId, vapidKeyId } = subscription;
    try {
      const endpoint = rules.parse(subscription.endpoint);
      const authorization = vapid.authorization(endpoint.origin, vapidKeyId);
      if (authorization === undefined) {
        log.warn({ deviceId, vapidKeyId }, 'push not sent: the server has no VAPID key of this id any more');
        return undefined;
      }
      const body = await encrypt(message.payload, subscription);
      return { endpoint, body, headers: headersOf(message, authorization) };
    } catch (error) {
      if (error instanceof NodError) log.warn({ deviceId, reason: error.logDetail }, 'push not sent');
      else if (error instanceof EncryptionError) log.warn({ deviceId, reason: error.message }, 'push not sent');
      else log.error({ deviceId, err: error }, 'push not sent');
      return undefined;
    }
  }

  return async (subscription, message) => {
    const prepared = await prepare(subscription, message);
    if (prepared === undefined) return FAILED;
    const { endpoint, headers, body } = prepared;
    const startedAtMs = performance.now();
    let answer = await transport.post(endpoint, headers, body);
    // A kept-alive connection that the service closed just now says nothing about the service. Should the message have
    // arrived nevertheless, the topic and the challenge's id keep it from showing twice.
    if (answer.failure === 'reset') answer = await transport.post(endpoint, headers, body);
    const { statusCode, failure, retryAfter } = answer;
    const outcome = failure === 'refused' ? 'failed' : outcomeOf(statusCode);
    if (statusCode === 401 || statusCode === 403) vapid.forget(endpoint.origin, subscription.vapidKeyId);
    if (outcome !== 'sent') {
      const detail = { deviceId: subscription.deviceId, pushHost: endpoint.host, statusCode, failure };
      if (outcome === 'failed') log.warn(detail, 'push failed');
      else log.info(detail, outcome === 'gone' ? 'push subscription is gone' : 'push service has trouble');
    }
    onOutcome?.({ hostClass: endpoint.hostClass, outcome, durationMs: performance.now() - startedAtMs });
    return {
      outcome,
      statusCode,
      retryAfterMs: retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, clock()),
    };
  };
}

/** A flat list: undici takes it as it is, an object costs it a fifth of a post. */
function headersOf({ ttlSeconds, urgency, topic }: PushMessage, authorization: string): string[] {
  const headers = [
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
  ];
  if (topic !== undefined) headers.push('Topic', topic);
  return headers;
}

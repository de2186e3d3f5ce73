import { p256 } from '@noble/curves/nist.js';
import type { Subscription } from '../../shared/protocol/device-api.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { DevicesContext } from './context.ts';

type SubscriptionColumns = Pick<
  DeviceRow,
  'delivery' | 'endpoint' | 'p256dh' | 'auth' | 'vapid_key_id' | 'push_health' | 'push_health_at_ms' | 'test_nonce_hash'
>;

/**
 * Checks a subscription and gives the columns that hold it. Null is pull mode: no endpoint is kept then, so nothing is
 * ever sent to one that the person gave up. What was known of the last endpoint, its health and its test, goes with it:
 * an echo proves the endpoint that it was sent to and no other.
 *
 * @throws NodError pull_not_allowed; endpoint_not_allowed (push.validateEndpoint); request_malformed for keys that no
 *   message could be encrypted to
 */
export function subscriptionColumns(
  { push, keys, settings, clock }: DevicesContext,
  subscription: Subscription | null,
): SubscriptionColumns {
  const fresh = { push_health: '', push_health_at_ms: clock(), test_nonce_hash: null };
  if (subscription === null) {
    if (!settings.pullAllowed) {
      throw new NodError(
        'pull_not_allowed',
        'This server needs notifications on each device. Turn them on for Nod, then try again.',
      );
    }
    return { ...fresh, delivery: 'pull', endpoint: null, p256dh: null, auth: null, vapid_key_id: null };
  }
  const { endpoint, keys: secrets } = subscription;
  // PostgreSQL refuses NUL in text, and an endpoint that has spaces or non-ASCII was not made by a push service.
  if (!/^[\x21-\x7e]+$/.test(endpoint)) throw malformed('the endpoint is not a plain URL');
  push.validateEndpoint(endpoint);
  checkPoint(secrets.p256dh);
  if (Buffer.from(secrets.auth, 'base64url').length !== 16) throw malformed('auth must be 16 bytes');
  return {
    ...fresh,
    delivery: 'push',
    endpoint,
    p256dh: secrets.p256dh,
    auth: secrets.auth,
    vapid_key_id: keys.vapid.keyId,
  };
}

/** RFC 8291 section 2.1: an uncompressed point of P-256. Checked here, or every later push to it would fail. */
function checkPoint(p256dh: string): void {
  const bytes = Buffer.from(p256dh, 'base64url');
  try {
    if (bytes.length !== 65 || bytes[0] !== 4) throw new Error('not 65 bytes');
    p256.Point.fromBytes(bytes).assertValidity();
  } catch {
    throw malformed('p256dh must be an uncompressed point of P-256');
  }
}

function malformed(what: string): NodError {
  return new NodError('request_malformed', `The push subscription can't be used: ${what}. Subscribe again.`);
}

import { p256 } from '@noble/curves/nist.js';
import { sql } from 'kysely';
import type { Self, Subscription } from '../../shared/protocol/device-api.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireUsable } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { startTestPush } from './test-push.ts';
import { describeSelf, endpointHash } from './views.ts';

type SubscriptionColumns = Pick<
  DeviceRow,
  'delivery' | 'endpoint' | 'p256dh' | 'auth' | 'vapid_key_id' | 'push_health' | 'push_health_at_ms' | 'test_nonce_hash'
>;

/**
 * Checks a subscription and gives the columns that hold it. Null is pull mode: no endpoint is kept then, so that
 * nothing is ever sent to one that the person gave up. What was known of the last endpoint, its health and its test,
 * goes with it: an echo proves the endpoint that the test was sent to, and no other.
 *
 * @throws NodError pull_not_allowed; endpoint_not_allowed (push.validateEndpoint); request_malformed for keys that no
 *   message could be encrypted to
 */
export function subscriptionColumns(
  { push, keys, settings, clock }: DevicesCore,
  subscription: Subscription | null,
): SubscriptionColumns {
  const fresh = { push_health: '', push_health_at_ms: clock(), test_nonce_hash: null } as const;
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
  // PostgreSQL refuses NUL in text, and no push service makes an endpoint with spaces or non-ASCII characters.
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

/**
 * Replaces the device's push subscription, or drops it (null: pull mode). Browsers change subscriptions at any time and
 * don't tell reliably, so devices reconcile on every open and every push: the same subscription again is no change.
 *
 * A new endpoint gets a test push at once, since the last one showed another endpoint. An active device is in pull mode
 * until it has echoed it: otherwise any device could have pushes sent to anybody's endpoint, and `push` would claim what
 * nothing has shown. Devices that share an endpoint (accounts of one browser do) each have to show it.
 *
 * @throws NodError device_suspended, device_revoked, endpoint_not_allowed, pull_not_allowed, request_malformed
 */
export async function renewSubscription(
  core: DevicesCore,
  device: DeviceRow,
  subscription: Subscription | null,
  source: CallSource,
): Promise<Self> {
  const { store, clock } = core;
  requireUsable(device);
  const columns = subscriptionColumns(core, subscription);
  const isOff = subscription === null && device.delivery === 'pull' && device.push_health === '';
  if ((subscription !== null || isOff) && sameSubscription(columns, device)) return describeSelf(core, device.id);
  const atMs = clock();
  const changed = await store.transaction(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set({
        ...columns,
        // By the state as it is now: a device that is being activated meanwhile must not keep an endpoint as shown.
        ...(subscription === null
          ? {}
          : { delivery: sql<DeviceRow['delivery']>`case when state = 'pending' then 'push' else 'pull' end` }),
      })
      .where('id', '=', device.id)
      .where('state', 'in', ['pending', 'unvouched', 'active'])
      .executeTakeFirst();
    await source.proof?.spend(trx);
    if (numUpdatedRows !== 1n) return false;
    await recordEvent(trx, {
      type: 'device.renewed',
      atMs,
      userId: device.user_id,
      deviceId: device.id,
      deviceIp: source.ip,
      detail: {
        delivery: device.state === 'pending' ? columns.delivery : 'pull',
        ...(columns.endpoint === null ? {} : { endpointHash: endpointHash(columns.endpoint) }),
      },
    });
    return true;
  });
  if (changed && columns.endpoint !== null) {
    // Where the device has used up its tests, it asks for one later.
    await startTestPush(core, device.id, 'subscribed').catch((error: unknown) => {
      if (!(error instanceof NodError)) throw error;
    });
  }
  return describeSelf(core, device.id);
}

type Parts = Pick<DeviceRow, 'endpoint' | 'p256dh' | 'auth'>;
const sameSubscription = (a: Parts, b: Parts) =>
  a.endpoint === b.endpoint && a.p256dh === b.p256dh && a.auth === b.auth;

/** RFC 8291 section 2.1: an uncompressed point of P-256. Otherwise every later push to it would fail. */
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

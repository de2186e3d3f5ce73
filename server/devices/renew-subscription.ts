import type { Self, Subscription } from '../../shared/protocol/device-api.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { CallSource, DevicesContext } from './context.ts';
import { requireUsable } from './require-active.ts';
import { describeSelf, endpointHash } from './self.ts';
import { subscriptionColumns } from './subscription.ts';
import { startTestPush } from './test-push.ts';

/**
 * Replaces the device's push subscription, or drops it (null: pull mode). Browsers change subscriptions when they like
 * and tell nobody reliably, so devices reconcile on every open and every push: the same subscription again is no change.
 * A device that is still pending gets a new test, since the old one proved the old endpoint.
 *
 * @throws NodError device_suspended, device_revoked, endpoint_not_allowed, pull_not_allowed, request_malformed
 */
export async function renewSubscription(
  context: DevicesContext,
  device: DeviceRow,
  subscription: Subscription | null,
  source: CallSource,
): Promise<Self> {
  const { store, clock } = context;
  requireUsable(device);
  const columns = subscriptionColumns(context, subscription);
  if (columns.delivery === device.delivery && sameSubscription(columns, device))
    return describeSelf(context, device.id);
  const atMs = clock();
  const changed = await store.transaction(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('devices')
      .set(columns)
      .where('id', '=', device.id)
      .where('state', 'in', ['pending', 'active'])
      .executeTakeFirst();
    await source.proof?.spend(trx);
    if (numUpdatedRows !== 1n) return false;
    await recordEvent(trx, {
      type: 'device.renewed',
      atMs,
      userId: device.user_id,
      deviceId: device.id,
      ...(source.ip === undefined ? {} : { deviceIp: source.ip }),
      detail: {
        delivery: columns.delivery,
        ...(columns.endpoint === null ? {} : { endpointHash: endpointHash(columns.endpoint) }),
      },
    });
    return true;
  });
  if (changed && device.state === 'pending' && columns.delivery === 'push') {
    // Within ten seconds of the first test this one is refused; the device asks for one itself then.
    await startTestPush(context, { ...device, ...columns }).catch(() => undefined);
  }
  return describeSelf(context, device.id);
}

type Parts = Pick<DeviceRow, 'endpoint' | 'p256dh' | 'auth'>;
const sameSubscription = (a: Parts, b: Parts) =>
  a.endpoint === b.endpoint && a.p256dh === b.p256dh && a.auth === b.auth;

import { sql } from 'kysely';
import type { Db, DeliveryRow, DeviceRow, Trx } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { DeviceSubscription } from './deliver.ts';

/**
 * The rows of `deliveries`: one a challenge and device. `next_attempt_ms` is the work list: whoever takes a row moves it
 * into the future first (a lease), so that another process tries again only if this one has died meanwhile.
 */

/** Longer than a push can take (transport.ts: 5 s, twice). */
export const LEASE_MS = 15_000;

/** States of a delivery whose push the push service has taken: the device shows the request, or will. */
export const PUSHED: ReadonlySet<string> = new Set<DeliveryRow['state']>(['sent', 'received', 'displayed']);

/** The row a new challenge has for each device, to be inserted together with it: then a crash loses no push. */
export function newDelivery(
  challengeId: string,
  device: Pick<DeviceRow, 'id' | 'delivery'>,
  nowMs: number,
): DeliveryRow {
  const isPush = device.delivery === 'push';
  return {
    challenge_id: challengeId,
    device_id: device.id,
    state: isPush ? 'queued' : 'pull',
    attempts: 0,
    status_code: 0,
    next_attempt_ms: isPush ? nowMs + LEASE_MS : null,
    updated_at_ms: nowMs,
  };
}

/** One device that a challenge goes to. */
export interface Target {
  readonly deviceId: string;
  /** The delivery's state; null when there is no row yet. */
  readonly state: DeliveryRow['state'] | null;
  readonly attempts: number;
  /** Null for pull mode, and where the push service has said that the subscription is gone. */
  readonly subscription: DeviceSubscription | null;
  readonly pushHealth: string;
  readonly pushHealthAtMs: number;
}

export interface PendingChallenge {
  readonly challengeId: string;
  readonly jws: string;
  readonly expiresAtMs: number;
  readonly targets: readonly Target[];
}

/** A pending challenge with the user's active devices, in one query; undefined when it is over or has nobody to go to. */
export async function loadPending(db: Db, challengeId: string, nowMs: number): Promise<PendingChallenge | undefined> {
  const rows = await db
    .selectFrom('challenges as c')
    .innerJoin('devices as d', 'd.user_id', 'c.user_id')
    .leftJoin('deliveries as y', (join) => join.onRef('y.challenge_id', '=', 'c.id').onRef('y.device_id', '=', 'd.id'))
    .where('c.id', '=', challengeId)
    .where('c.state', '=', 'pending')
    .where('c.expires_at_ms', '>', nowMs)
    .where('d.state', '=', 'active')
    .select(['c.jws', 'c.expires_at_ms', 'd.id', 'd.delivery', 'd.endpoint', 'd.p256dh', 'd.auth', 'd.vapid_key_id'])
    .select(['d.push_health', 'd.push_health_at_ms', 'y.state', 'y.attempts'])
    .execute();
  const first = rows[0];
  if (first === undefined) return undefined;
  return {
    challengeId,
    jws: first.jws,
    expiresAtMs: first.expires_at_ms,
    targets: rows.map((row) => ({
      deviceId: row.id,
      state: row.state,
      attempts: row.attempts ?? 0,
      subscription: subscriptionOf(row),
      pushHealth: row.push_health,
      pushHealthAtMs: row.push_health_at_ms,
    })),
  };
}

type SubscriptionColumns = Pick<DeviceRow, 'id' | 'delivery' | 'endpoint' | 'p256dh' | 'auth' | 'vapid_key_id'>;

/** What a device has on file to push to, or null. */
export function subscriptionOf(row: SubscriptionColumns): DeviceSubscription | null {
  const { id, delivery, endpoint, p256dh, auth, vapid_key_id: vapidKeyId } = row;
  if (delivery !== 'push' || endpoint === null || p256dh === null || auth === null || vapidKeyId === null) return null;
  return { deviceId: id, endpoint, p256dh, auth, vapidKeyId };
}

/** Inserts rows that don't exist yet. */
export async function insertDeliveries(db: Db | Trx, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('deliveries')
    .values([...rows])
    .onConflict((conflict) => conflict.columns(['challenge_id', 'device_id']).doNothing())
    .execute();
}

/**
 * Takes deliveries that are due, so that no other process takes them: PostgreSQL skips rows that another one is just
 * taking; SQLite runs one writing statement at a time.
 *
 * @returns device ids by challenge id
 */
export async function claimDue(store: Store, nowMs: number, limit: number): Promise<Map<string, string[]>> {
  const rows = await store.db
    .updateTable('deliveries')
    .set({ next_attempt_ms: nowMs + LEASE_MS })
    .where(({ eb, refTuple, selectFrom }) => {
      const due = selectFrom('deliveries as due')
        .select(['due.challenge_id', 'due.device_id'])
        .where('due.next_attempt_ms', '<=', nowMs)
        .orderBy('due.next_attempt_ms')
        .limit(limit);
      return eb(
        refTuple('challenge_id', 'device_id'),
        'in',
        store.skipTaken(due).$asTuple('challenge_id', 'device_id'),
      );
    })
    .where('next_attempt_ms', '<=', nowMs)
    .returning(['challenge_id', 'device_id'])
    .execute();
  const claimed = new Map<string, string[]>();
  for (const { challenge_id: challengeId, device_id: deviceId } of rows) {
    const devices = claimed.get(challengeId);
    if (devices === undefined) claimed.set(challengeId, [deviceId]);
    else devices.push(deviceId);
  }
  return claimed;
}

/** Ends tries that are due no more: the challenge is over, or the device is not active any longer. */
export async function abandonDeliveries(
  db: Db,
  challengeId: string,
  deviceIds: readonly string[],
  nowMs: number,
): Promise<void> {
  if (deviceIds.length === 0) return;
  await db
    .updateTable('deliveries')
    .set({
      state: sql<DeliveryRow['state']>`case when state = 'queued' then 'failed' else state end`,
      next_attempt_ms: null,
      updated_at_ms: nowMs,
    })
    .where('challenge_id', '=', challengeId)
    .where('device_id', 'in', [...deviceIds])
    .execute();
}

import { sql } from 'kysely';
import type { Db, DeliveryRow, DeviceRow, PushHealth } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { ReceiverKeys } from './web-push.ts';

/**
 * The rows of `deliveries`, one per challenge and device, and what they say about the devices' subscriptions.
 *
 * `next_attempt_ms` is the work list. A process that takes a row moves this time into the future first (a lease), so that
 * another process tries again only if the first one has died meanwhile.
 */

/** Longer than a push can take (transport.ts: 5 s, twice). */
export const LEASE_MS = 15_000;

/** Deliveries that the push service has accepted: the device shows the request, or will. */
export const PUSHED: ReadonlySet<string> = new Set<DeliveryRow['state']>(['sent', 'received', 'displayed']);

/** The row that a new challenge has for each device, to be inserted together with it: then a crash loses no push. */
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

/** Inserts rows that don't exist yet. */
export async function insertDeliveries(db: Db, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['challenge_id', 'device_id']).doNothing())
    .execute();
}

/** What a device has on file. The endpoint is a capability and `auth` a secret: neither is ever logged. */
export interface DeviceSubscription extends ReceiverKeys {
  readonly deviceId: string;
  readonly endpoint: string;
  readonly vapidKeyId: string;
}

type SubscriptionColumns = Pick<DeviceRow, 'id' | 'delivery' | 'endpoint' | 'p256dh' | 'auth' | 'vapid_key_id'>;

/**
 * What a device has on file to push to; null in pull mode, where the push service has called it gone, and where the
 * device hasn't shown yet that pushes to it arrive.
 */
export function subscriptionOf(row: SubscriptionColumns): DeviceSubscription | null {
  return row.delivery === 'push' ? subscriptionToTest(row) : null;
}

/** The same for a test push, which is how a device shows it. */
export function subscriptionToTest(row: SubscriptionColumns): DeviceSubscription | null {
  const { id, endpoint, p256dh, auth, vapid_key_id: vapidKeyId } = row;
  if (endpoint === null || p256dh === null || auth === null || vapidKeyId === null) return null;
  return { deviceId: id, endpoint, p256dh, auth, vapidKeyId };
}

/** One device that a challenge goes to. */
export interface Target {
  readonly deviceId: string;
  /** The delivery's state; null when there is no row yet. */
  readonly state: DeliveryRow['state'] | null;
  readonly attempts: number;
  readonly features: string;
  readonly kind: DeviceRow['kind'];
  readonly platform: string;
  readonly subscription: DeviceSubscription | null;
  readonly pushHealth: PushHealth;
  readonly pushHealthAtMs: number;
}

export interface PendingChallenge {
  readonly challengeId: string;
  readonly jws: string;
  readonly expiresAtMs: number;
  readonly username: string;
  /** The user's; null where none was said. */
  readonly language: string | null;
  readonly targets: readonly Target[];
}

/** A pending challenge with the user's active devices, in one query; undefined when it is over or there is no device. */
export async function loadPending(db: Db, challengeId: string, nowMs: number): Promise<PendingChallenge | undefined> {
  const rows = await db
    .selectFrom('challenges as c')
    .innerJoin('devices as d', 'd.user_id', 'c.user_id')
    .innerJoin('users as u', 'u.id', 'c.user_id')
    .leftJoin('deliveries as y', (join) => join.onRef('y.challenge_id', '=', 'c.id').onRef('y.device_id', '=', 'd.id'))
    .where('c.id', '=', challengeId)
    .where('c.state', '=', sql.lit('pending'))
    .where('c.expires_at_ms', '>', nowMs)
    .where('d.state', '=', sql.lit('active'))
    // A request to let a device in is for those alone that it was made for.
    .where((is) => is.or([is('c.vouches_for', 'is', null), is('y.device_id', 'is not', null)]))
    .select(['c.jws', 'c.expires_at_ms', 'd.id', 'd.delivery', 'd.endpoint', 'd.p256dh', 'd.auth', 'd.vapid_key_id'])
    .select(['d.push_health', 'd.push_health_at_ms', 'd.features', 'd.kind', 'd.platform', 'y.state', 'y.attempts'])
    .select(['u.username', 'u.language'])
    .execute();
  const first = rows[0];
  if (first === undefined) return undefined;
  return {
    challengeId,
    jws: first.jws,
    expiresAtMs: first.expires_at_ms,
    username: first.username,
    language: first.language,
    targets: rows.map((row) => ({
      deviceId: row.id,
      state: row.state,
      attempts: row.attempts ?? 0,
      features: row.features,
      kind: row.kind,
      platform: row.platform,
      subscription: subscriptionOf(row),
      pushHealth: row.push_health,
      pushHealthAtMs: row.push_health_at_ms,
    })),
  };
}

/**
 * Takes deliveries that are due, so that no other process takes them.
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
  const byChallenge = Map.groupBy(rows, (row) => row.challenge_id);
  return new Map([...byChallenge].map(([challengeId, taken]) => [challengeId, taken.map((row) => row.device_id)]));
}

/** Gives up deliveries that have become pointless: the challenge is over, or the device is no longer active. */
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
    .where('device_id', 'in', deviceIds)
    .execute();
}

/** How one try ended. */
export interface Attempt {
  readonly target: Target;
  readonly state: 'queued' | 'sent' | 'pull' | 'gone' | 'failed';
  readonly statusCode: number;
  /** Whether something was tried; false for a device that has nothing to push to. */
  readonly tried: boolean;
  /** When to try again; null: not at all. */
  readonly nextAttemptMs: number | null;
  /** What it says about the subscription; null: nothing. */
  readonly health: PushHealth | null;
}

/** Writes how tries ended: one statement for all that ended alike, which usually is all of them. */
export async function recordAttempts(db: Db, challengeId: string, attempts: readonly Attempt[], nowMs: number) {
  const alike = Map.groupBy(attempts, ({ state, statusCode, tried, nextAttemptMs }) =>
    JSON.stringify([state, statusCode, tried, nextAttemptMs]),
  );
  for (const group of alike.values()) {
    const { state, statusCode, tried, nextAttemptMs } = group[0] as Attempt;
    // A worker may have acknowledged the push before the push service answered: that is never undone.
    const isAcknowledged = sql`state in ('received', 'displayed')`;
    await db
      .updateTable('deliveries')
      .set((eb) => ({
        state: sql<DeliveryRow['state']>`case when ${isAcknowledged} then state else ${state} end`,
        next_attempt_ms: sql<
          number | null
        >`case when ${isAcknowledged} then null else cast(${nextAttemptMs} as bigint) end`,
        attempts: eb('attempts', '+', tried ? 1 : 0),
        status_code: statusCode,
        updated_at_ms: nowMs,
      }))
      .where('challenge_id', '=', challengeId)
      .where(
        'device_id',
        'in',
        group.map(({ target }) => target.deviceId),
      )
      .execute();
  }
}

/** What a push said about a subscription. */
export interface Finding {
  readonly target: Pick<Target, 'deviceId' | 'subscription' | 'pushHealth' | 'pushHealthAtMs'>;
  readonly health: PushHealth | null;
  /** The push service's answer; 0 when it wasn't asked or didn't answer. */
  readonly statusCode: number;
}

/** While nothing changes, the health of a subscription is written at most this often. */
const HEALTH_REFRESH_MS = 10 * 60_000;

/**
 * Keeps what is on file about each device's subscription true, with as few writes as possible: `devices.push_health`, and
 * nothing to push to where the push service says that it is gone. What has ended an endpoint is noted for every device
 * that has it: accounts of one browser share one.
 *
 * Always in the order of the ids: another process that records another challenge of the same devices at the same time
 * waits for them in turn, where the two could deadlock otherwise.
 */
export async function recordHealth(db: Db, findings: readonly Finding[], nowMs: number): Promise<void> {
  const changes = new Map<string, { endpoint: string; health: PushHealth }>();
  for (const { health, target, statusCode } of findings) {
    const { deviceId, subscription, pushHealth, pushHealthAtMs } = target;
    if (subscription === null || health === null) continue;
    const { endpoint } = subscription;
    // Without an answer it was this device's own keys that could not be used: the others' may be sound.
    const hasEnded = (health === 'gone' || health === 'failed') && statusCode !== 0;
    if (hasEnded) {
      for (const id of await devicesAt(db, subscription)) changes.set(id, { endpoint, health });
    } else if (pushHealth !== health || pushHealthAtMs < nowMs - HEALTH_REFRESH_MS) {
      changes.set(deviceId, { endpoint, health });
    }
  }
  for (const [deviceId, { endpoint, health }] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const dropped = health === 'gone' ? { endpoint: null, p256dh: null, auth: null, vapid_key_id: null } : {};
    await db
      .updateTable('devices')
      .set({ ...dropped, push_health: health, push_health_at_ms: nowMs })
      .where('id', '=', deviceId)
      // It may have been renewed while the push was under way.
      .where('endpoint', '=', endpoint)
      .execute();
  }
}

/**
 * The devices that have this endpoint, made for the same key: a push service refuses a push under another key than the
 * subscription's, so somebody else's wrong key would speak against it.
 */
async function devicesAt(db: Db, { endpoint, vapidKeyId }: DeviceSubscription): Promise<string[]> {
  const rows = await db
    .selectFrom('devices')
    .select('id')
    .where('endpoint', '=', endpoint)
    .where('vapid_key_id', '=', vapidKeyId)
    .execute();
  return rows.map(({ id }) => id);
}

import { sql } from 'kysely';
import type { Db, DeliveryRow, Trx } from '../store/schema.ts';
import type { DeviceSubscription } from './deliver.ts';
import type { Target } from './deliveries.ts';

/** What became of the pushes of a challenge, and what that says about the devices' subscriptions. */

/** What is known of the last push is written at most this often while nothing changes. */
const HEALTH_REFRESH_MS = 10 * 60_000;

/** How one try ended. */
export interface Attempt {
  readonly target: Target;
  readonly state: 'queued' | 'sent' | 'pull' | 'gone' | 'failed';
  readonly statusCode: number;
  /** Whether something was tried; false for a device that has nothing to push to. */
  readonly tried: boolean;
  /** When to try again; null: not at all. */
  readonly nextAttemptMs: number | null;
}

/** Writes how tries ended: one statement for all that ended alike, which usually is all of them. */
export async function recordAttempts(db: Db, challengeId: string, attempts: readonly Attempt[], nowMs: number) {
  for (const alike of groupAlike(attempts)) {
    const { state, statusCode, tried, nextAttemptMs } = alike[0];
    await db
      .updateTable('deliveries')
      .set({
        // A worker may have acknowledged the push before the push service answered: that is never undone.
        state: sql<DeliveryRow['state']>`case when state in ('received', 'displayed') then state else ${state} end`,
        next_attempt_ms: sql<
          number | null
        >`case when state in ('received', 'displayed') then null else cast(${nextAttemptMs} as bigint) end`,
        attempts: sql<number>`attempts + cast(${tried ? 1 : 0} as bigint)`,
        status_code: statusCode,
        updated_at_ms: nowMs,
      })
      .where('challenge_id', '=', challengeId)
      .where(
        'device_id',
        'in',
        alike.map(({ target }) => target.deviceId),
      )
      .execute();
  }
}

function groupAlike(attempts: readonly Attempt[]): Array<[Attempt, ...Attempt[]]> {
  const groups = new Map<string, [Attempt, ...Attempt[]]>();
  for (const attempt of attempts) {
    const key = `${attempt.state} ${attempt.statusCode} ${attempt.tried} ${attempt.nextAttemptMs}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [attempt]);
    else group.push(attempt);
  }
  return [...groups.values()];
}

/**
 * Keeps what is on file about each device's subscription true, with as few writes as possible: `devices.push_health`, and
 * nothing to push to where the push service says that it is gone. Always in the order of the ids: another process that
 * records another challenge of the same devices at the same time waits for them in turn, where it would lock against this
 * one else.
 */
export async function recordHealth(db: Db | Trx, attempts: readonly Attempt[], nowMs: number): Promise<void> {
  const inOrder = attempts.toSorted((a, b) => (a.target.deviceId < b.target.deviceId ? -1 : 1));
  for (const { state, target } of inOrder) {
    const { subscription, pushHealth, pushHealthAtMs } = target;
    if (subscription === null) continue;
    if (state === 'gone') await dropSubscription(db, subscription, nowMs);
    if (state !== 'sent' && state !== 'failed') continue;
    if (pushHealth === state && pushHealthAtMs >= nowMs - HEALTH_REFRESH_MS) continue;
    await db
      .updateTable('devices')
      .set({ push_health: state, push_health_at_ms: nowMs })
      .where('id', '=', subscription.deviceId)
      .where('endpoint', '=', subscription.endpoint)
      .execute();
  }
}

/**
 * Forgets a subscription that the push service calls gone (404, 410): only while it is still the one on file, since the
 * device may have renewed it while the push was under way.
 *
 * @returns whether it was forgotten
 */
export async function dropSubscription(db: Db, subscription: DeviceSubscription, nowMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('devices')
    .set({
      endpoint: null,
      p256dh: null,
      auth: null,
      vapid_key_id: null,
      push_health: 'gone',
      push_health_at_ms: nowMs,
    })
    .where('id', '=', subscription.deviceId)
    .where('endpoint', '=', subscription.endpoint)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

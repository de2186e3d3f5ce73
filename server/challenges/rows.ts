import { sql } from 'kysely';
import type { ChallengeRow, Db, DeliveryRow, DeviceRow, Trx } from '../store/schema.ts';

// The queries of a login on challenges and the tables beside them. Other queries stand where they are used.

/**
 * How a user stands with an application, in one read: the brakes, and the one pending challenge between the two.
 * Undefined when there is no such user.
 */
export function standingOf(trx: Trx, userId: string, applicationId: string) {
  return (
    trx
      .selectFrom('users')
      .leftJoin('quarantines', (join) =>
        join.onRef('quarantines.user_id', '=', 'users.id').on('quarantines.application_id', '=', applicationId),
      )
      // The state is a literal: SQLite can't match a bound value with the partial index.
      .leftJoin('challenges', (join) =>
        join
          .onRef('challenges.user_id', '=', 'users.id')
          .on('challenges.application_id', '=', applicationId)
          .on('challenges.state', '=', sql.lit('pending')),
      )
      .select(['blocked_until_ms', 'last_success_ms', 'strikes', 'until_ms', 'challenges.id as pending_id'])
      .where('users.id', '=', userId)
      .executeTakeFirst()
  );
}

/** Times of a user's newest challenges since `sinceMs`, newest first, at most `most` of them. */
export async function recentChallengeTimes(trx: Trx, userId: string, sinceMs: number, most: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('challenges')
    .select('created_at_ms')
    .where('user_id', '=', userId)
    .where('created_at_ms', '>', sinceMs)
    .orderBy('created_at_ms', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => row.created_at_ms);
}

export type ActiveDevice = Pick<DeviceRow, 'id' | 'name' | 'kind' | 'delivery' | 'thumbprint' | 'features'>;

/** The user's active devices, in the order of their enrollment. */
export function activeDevicesOf(trx: Db, userId: string): Promise<ActiveDevice[]> {
  return trx
    .selectFrom('devices')
    .select(['id', 'name', 'kind', 'delivery', 'thumbprint', 'features'])
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .orderBy('created_at_ms')
    .execute();
}

export function challengeById(db: Db, id: string): Promise<ChallengeRow | undefined> {
  return db.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirst();
}

/** One device that was asked, and how far the push got. */
export interface AskedDevice {
  id: string;
  name: string;
  kind: DeviceRow['kind'];
  keyThumbprint: string;
  delivery: DeliveryRow['state'];
  updatedAtMs: number;
}

/** A challenge with the name of its user and the devices to which it was sent, in the order of their enrollment. */
export interface WholeChallenge extends ChallengeRow {
  username: string;
  devices: AskedDevice[];
}

export async function wholeChallenge(db: Db, id: string): Promise<WholeChallenge | undefined> {
  const rows = await db
    .selectFrom('challenges')
    .innerJoin('users', 'users.id', 'challenges.user_id')
    .leftJoin('deliveries', 'deliveries.challenge_id', 'challenges.id')
    .leftJoin('devices', 'devices.id', 'deliveries.device_id')
    .selectAll('challenges')
    .select(['users.username', 'devices.id as device_id', 'devices.name as device_name', 'devices.kind as device_kind'])
    .select('devices.thumbprint as device_thumbprint')
    .select(['deliveries.state as delivery', 'deliveries.updated_at_ms as delivery_at_ms'])
    .where('challenges.id', '=', id)
    .orderBy('devices.created_at_ms')
    .execute();
  const [first] = rows;
  if (!first) return undefined;
  const {
    device_id: _id,
    device_name: _name,
    device_kind: _kind,
    device_thumbprint: _thumbprint,
    delivery: _delivery,
    delivery_at_ms: _at,
    ...row
  } = first;
  const devices = rows.flatMap(
    ({ device_id, device_name, device_kind, device_thumbprint, delivery, delivery_at_ms }) =>
      device_id === null ||
      device_name === null ||
      device_kind === null ||
      device_thumbprint === null ||
      delivery === null ||
      delivery_at_ms === null
        ? []
        : {
            id: device_id,
            name: device_name,
            kind: device_kind,
            keyThumbprint: device_thumbprint,
            delivery,
            updatedAtMs: delivery_at_ms,
          },
  );
  return { ...row, devices };
}

/** The device that answers a challenge, and whether others were asked too. */
export type AnsweringDevice = DeviceRow & { others: number };

/** Looked up by key and user: another user's device is as unknown as no device. */
export async function answeringDevice(
  db: Db,
  thumbprint: string,
  challenge: ChallengeRow,
): Promise<AnsweringDevice | undefined> {
  const row = await db
    .selectFrom('devices')
    .selectAll()
    .select((is) =>
      is
        .selectFrom('deliveries')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('deliveries.challenge_id', '=', challenge.id)
        .whereRef('deliveries.device_id', '!=', 'devices.id')
        .as('others'),
    )
    .where('thumbprint', '=', thumbprint)
    .where('user_id', '=', challenge.user_id)
    .executeTakeFirst();
  return row && { ...row, others: row.others ?? 0 };
}

export async function insertChallenge(trx: Trx, row: ChallengeRow): Promise<void> {
  await trx.insertInto('challenges').values(row).execute();
}

/**
 * The rule: a challenge leaves `pending` once. This one conditional UPDATE decides which call was first.
 * @param end.inTime whether it ends within its life (true) or because its time is over (false)
 * @param end.decidedBy the device that answers, which has to be active at this moment (N16); not so when wrong codes end the
 *   challenge, which may have suspended it
 * @param end.belowAttempts for an approval: it counts only while fewer wrong codes than this are on file (N4)
 * @returns whether this call ended it
 */
export async function leavePending(
  trx: Trx,
  end: {
    id: string;
    state: ChallengeRow['state'];
    atMs: number;
    inTime: boolean;
    decidedBy: string | null;
    belowAttempts?: number | undefined;
    receiptJws: string;
  },
): Promise<boolean> {
  let update = trx
    .updateTable('challenges')
    .set({ state: end.state, final_at_ms: end.atMs, decided_by: end.decidedBy, receipt_jws: end.receiptJws })
    .where('id', '=', end.id)
    .where('state', '=', 'pending')
    .where('expires_at_ms', end.inTime ? '>' : '<=', end.atMs);
  if (end.decidedBy !== null && end.state !== 'failed') update = update.where(isActive(end.decidedBy));
  if (end.belowAttempts !== undefined) update = update.where('attempts', '<', end.belowAttempts);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A condition: this device is active now. */
export const isActive = (deviceId: string) =>
  sql<boolean>`exists (select 1 from devices where devices.id = ${deviceId} and devices.state = 'active')`;

/**
 * An approval resets the limit on pushes; an approval by code also resets the count of wrong codes. One without a code says
 * nothing about codes that were guessed, so their count stays (N4).
 */
export async function noteSuccess(trx: Trx, userId: string, atMs: number, byCode: boolean): Promise<void> {
  await trx
    .updateTable('users')
    .set({ last_success_ms: atMs, ...(byCode ? { consecutive_failures: 0, blocked_until_ms: 0 } : {}) })
    .where('id', '=', userId)
    .execute();
}

/** One row per other device that can be pushed to: its id, the state of its delivery, and the application's name. */
export function otherDeliveries(db: Db, challenge: ChallengeRow, exceptDeviceId: string) {
  return db
    .selectFrom('deliveries')
    .innerJoin('devices', 'devices.id', 'deliveries.device_id')
    .innerJoin('applications', (join) => join.on('applications.id', '=', challenge.application_id))
    .select(['devices.id as id', 'deliveries.state as state', 'applications.name as application'])
    .where('deliveries.challenge_id', '=', challenge.id)
    .where('devices.state', '=', 'active')
    .where('devices.delivery', '=', 'push')
    .where('devices.id', '!=', exceptDeviceId)
    .execute();
}

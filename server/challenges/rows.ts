import { type ExpressionBuilder, sql } from 'kysely';
import { MAX_LIFE_SECONDS } from '../../shared/protocol/challenge.ts';
import type {
  CancelReason,
  ChallengeRow,
  Database,
  Db,
  DeliveryRow,
  DeviceRow,
  FallbackWay,
  Trx,
  UserRow,
} from '../store/schema.ts';
import { CLOCK_TOLERANCE_MS, type Limits } from './limits.ts';

// The queries of a login on challenges and the tables beside them. Other queries stand where they are used.

/**
 * How a user stands with an application, in one read: the brakes, and the one pending challenge between the two that was
 * neither made quietly nor in parallel. Undefined when there is no such user.
 */
export function standingOf(trx: Trx, userId: string, applicationId: string) {
  return (
    trx
      .selectFrom('users')
      .leftJoin('quarantines', (join) =>
        join.onRef('quarantines.user_id', '=', 'users.id').on('quarantines.application_id', '=', applicationId),
      )
      // Literals: SQLite can't match a bound value with the partial index.
      .leftJoin('challenges', (join) =>
        join
          .onRef('challenges.user_id', '=', 'users.id')
          .on('challenges.application_id', '=', applicationId)
          .on('challenges.state', '=', sql.lit('pending'))
          .on('challenges.quiet', '=', sql.lit(0))
          .on('challenges.parallel', '=', sql.lit(0)),
      )
      .select(['consecutive_failures', 'blocked_until_ms', 'last_success_ms', 'unblocked_at_ms', 'locked_at_ms'])
      .select(['strikes', 'until_ms', 'challenges.id as pending_id'])
      .where('users.id', '=', userId)
      .executeTakeFirst()
  );
}

/** What counts as pushes of a user (admission.ts), newest first: of one application, and of all. */
export interface Rings {
  own: number[];
  all: number[];
}

/** More than the number from which on pauses no longer grow. */
const MOST_RINGS = 64;
/** Of those in parallel so many that the few of one application are among them, beside those of all others. */
const MOST_PARALLEL_RINGS = 512;
const RINGS_COUNT_MS = 24 * 3_600_000;

/**
 * Times of the requests that rang this user since the last success, of at most a day, by which limits are counted.
 * Those of other applications that are in quarantine are left out: nobody else is stopped by them. Where an application
 * may not learn of a denial, its own requests count as it was told that they were made. Those made in parallel and the others
 * are counted apart, so that the questions of an agent leave a login as it is.
 * @param of.user when a success, or an operator, last began the count anew
 */
export async function recentRings(
  db: Db,
  of: {
    userId: string;
    applicationId: string;
    parallel: number;
    user: Pick<UserRow, 'last_success_ms' | 'unblocked_at_ms'>;
    nowMs: number;
    limits: Pick<Limits, 'reportQuarantine'>;
  },
): Promise<Rings> {
  const { userId, applicationId, parallel, user, nowMs } = of;
  const latestMs = nowMs + CLOCK_TOLERANCE_MS;
  const besideMs = parallel === 1 ? await lastParallelSuccessMs(db, userId, nowMs) : 0;
  const begins = [user.last_success_ms, user.unblocked_at_ms, besideMs].filter((atMs) => atMs <= latestMs);
  const rows = await db
    .selectFrom('challenges as c')
    .leftJoin('quarantines as q', (join) =>
      join
        .onRef('q.user_id', '=', 'c.user_id')
        .onRef('q.application_id', '=', 'c.application_id')
        .on('q.strikes', '>', 0)
        .on('q.until_ms', '>', nowMs)
        .on('q.until_ms', '<=', latestMs + of.limits.reportQuarantine.mostMs),
    )
    .select(['c.created_at_ms', 'c.application_id'])
    .where('c.user_id', '=', userId)
    .where('c.kept', '=', sql.lit(1))
    .where('c.quiet', '=', 0)
    .where('c.parallel', '=', parallel)
    .where('c.created_at_ms', '>', Math.max(nowMs - RINGS_COUNT_MS, ...begins))
    .where('c.created_at_ms', '<=', latestMs)
    .where((is) =>
      is.or([
        is('c.application_id', '=', applicationId),
        is.and([is('c.rings', '=', 1), is('q.until_ms', 'is', null)]),
      ]),
    )
    .orderBy('c.created_at_ms', 'desc')
    .limit(parallel === 1 ? MOST_PARALLEL_RINGS : MOST_RINGS)
    .execute();
  return {
    own: rows.filter((row) => row.application_id === applicationId).map((row) => row.created_at_ms),
    all: rows.map((row) => row.created_at_ms),
  };
}

async function lastParallelSuccessMs(db: Db, userId: string, nowMs: number): Promise<number> {
  const { lastMs } = await db
    .selectFrom('challenges')
    .select(({ fn }) => fn.max('final_at_ms').as('lastMs'))
    .where('user_id', '=', userId)
    .where('parallel', '=', sql.lit(1))
    .where('state', '=', 'approved')
    .where('created_at_ms', '>', nowMs - RINGS_COUNT_MS)
    .where('final_at_ms', '<=', nowMs + CLOCK_TOLERANCE_MS)
    .executeTakeFirstOrThrow();
  return Number(lastMs ?? 0);
}

/** Nothing that still waits was made before this time (ms). Said in a query, it lets an index find the few rows. */
export function pendingSince(nowMs: number): number {
  return nowMs - (MAX_LIFE_SECONDS + 1) * 1000;
}

/** A condition: a person's no has ended it, which its application may have to take for no answer (view.ts). */
export const saidNoTo = (is: ExpressionBuilder<Database, 'challenges'>) =>
  is.or([is('state', 'in', ['denied', 'reported']), is('cancel_reason', '=', 'reported')]);

export type ActiveDevice = Pick<
  DeviceRow,
  'id' | 'name' | 'kind' | 'platform' | 'delivery' | 'thumbprint' | 'features'
>;

/** The user's active devices, in the order of their enrollment. */
export function activeDevicesOf(trx: Db, userId: string): Promise<ActiveDevice[]> {
  return trx
    .selectFrom('devices')
    .select(['id', 'name', 'kind', 'platform', 'delivery', 'thumbprint', 'features'])
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
  /** Whether it has push at all, now. */
  mode: DeviceRow['delivery'];
  /** When it became one of the user's devices; null when it hasn't. */
  activatedAtMs: number | null;
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
    .select(['devices.delivery as device_mode', 'devices.activated_at_ms as device_activated_at_ms'])
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
    device_mode: _mode,
    device_activated_at_ms: _activated,
    delivery: _delivery,
    delivery_at_ms: _at,
    ...row
  } = first;
  const devices = rows.flatMap((one): AskedDevice[] =>
    one.device_id === null ||
    one.device_name === null ||
    one.device_kind === null ||
    one.device_thumbprint === null ||
    one.device_mode === null ||
    one.delivery === null ||
    one.delivery_at_ms === null
      ? []
      : [
          {
            id: one.device_id,
            name: one.device_name,
            kind: one.device_kind,
            keyThumbprint: one.device_thumbprint,
            delivery: one.delivery,
            updatedAtMs: one.delivery_at_ms,
            mode: one.device_mode,
            activatedAtMs: one.device_activated_at_ms,
          },
        ],
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

/**
 * A condition on challenges: a request to let a device in is for those alone that it was made for: in a move the old one, and
 * never one that was let in since. Any other is for all devices of its user.
 */
export const isFor = (deviceId: string) =>
  sql<boolean>`(challenges.vouches_for is null or exists (select 1 from deliveries
    where deliveries.challenge_id = challenges.id and deliveries.device_id = ${deviceId}))`;

/** The same of one challenge that was read before. */
export async function isAskedOf(
  db: Db,
  challenge: Pick<ChallengeRow, 'id' | 'vouches_for'>,
  deviceId: string,
): Promise<boolean> {
  if (challenge.vouches_for === null) return true;
  const delivery = await db
    .selectFrom('deliveries')
    .select('device_id')
    .where('challenge_id', '=', challenge.id)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return delivery !== undefined;
}

/** Of a challenge that was just made: nobody has answered it, and nothing has come of it. */
export const UNANSWERED = {
  state: 'pending',
  attempts: 0,
  wrong_answers: '',
  final_at_ms: null,
  decided_by: null,
  receipt_jws: null,
  withdrawn_at_ms: null,
  cancel_reason: null,
  fallback: null,
  disowned_at_ms: null,
  disowned_by: null,
} as const satisfies Partial<ChallengeRow>;

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
    fallback: FallbackWay | null;
    belowAttempts?: number | undefined;
    receiptJws: string;
    cancelReason: CancelReason | null;
  },
): Promise<boolean> {
  let update = trx
    .updateTable('challenges')
    .set({ state: end.state, final_at_ms: end.atMs, decided_by: end.decidedBy, receipt_jws: end.receiptJws })
    .set({ cancel_reason: end.cancelReason, fallback: end.fallback })
    // What somebody was let in by stays, with its receipt, also where no device has fetched it.
    .$if(end.fallback !== null, (approved) => approved.set({ kept: 1 }))
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
 * nothing about codes that were guessed, so their count stays (N4). One that was asked in parallel resets the limit of its own
 * kind alone (recentRings): people say yes to agents all day, and whoever has a password would ring them on each of these.
 */
export async function noteSuccess(
  trx: Trx,
  { user_id: userId, parallel }: Pick<ChallengeRow, 'user_id' | 'parallel'>,
  atMs: number,
  byCode: boolean,
): Promise<void> {
  const changed = {
    ...(parallel === 1 ? {} : { last_success_ms: atMs }),
    ...(byCode ? { consecutive_failures: 0, blocked_until_ms: 0 } : {}),
  };
  if (Object.keys(changed).length === 0) return;
  await trx.updateTable('users').set(changed).where('id', '=', userId).execute();
}

/** One row per other device that can be pushed to: its id, the state of its delivery, the application's name, and its user's language. */
export function otherDeliveries(db: Db, challenge: ChallengeRow, exceptDeviceId: string) {
  return db
    .selectFrom('deliveries')
    .innerJoin('devices', 'devices.id', 'deliveries.device_id')
    .innerJoin('applications', (join) => join.on('applications.id', '=', challenge.application_id))
    .innerJoin('users', 'users.id', 'devices.user_id')
    .select(['devices.id as id', 'deliveries.state as state', 'applications.name as application', 'users.language'])
    .where('deliveries.challenge_id', '=', challenge.id)
    .where('devices.state', '=', 'active')
    .where('devices.delivery', '=', 'push')
    .where('devices.id', '!=', exceptDeviceId)
    .execute();
}

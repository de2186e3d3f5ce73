import { sql } from 'kysely';
import { prepared, preparedUpdate } from '../store/prepared.ts';
import type { ChallengeRow, DeviceRow } from '../store/schema.ts';

/** The queries that every login runs, compiled once. The others stand where they are used. */

/** What the brakes need to know about a user and an application, in one read. */
export const brakesOf = prepared<{ userId: string; applicationId: string }>()((db, value) =>
  db
    .selectFrom('users')
    .leftJoin('quarantines', (join) =>
      join.onRef('quarantines.user_id', '=', 'users.id').on('quarantines.application_id', '=', value('applicationId')),
    )
    .select(['blocked_until_ms', 'last_success_ms', 'strikes', 'until_ms'])
    .where('users.id', '=', value('userId')),
);

/** Times of the newest challenges of a user since some time, newest first, `most` at most. */
export const recentChallenges = prepared<{ userId: string; sinceMs: number; most: number }>()((db, value) =>
  db
    .selectFrom('challenges')
    .select('created_at_ms')
    .where('user_id', '=', value('userId'))
    .where('created_at_ms', '>', value('sinceMs'))
    .orderBy('created_at_ms', 'desc')
    .limit(value('most')),
);

/** In the order in which they were enrolled. */
export const activeDevicesOf = prepared<{ userId: string }>()((db, value) =>
  db
    .selectFrom('devices')
    .select(['id', 'name', 'kind', 'delivery'])
    .where('user_id', '=', value('userId'))
    .where('state', '=', 'active')
    .orderBy('created_at_ms'),
);

/** The state as a literal: SQLite can't match a bound value with the partial index. */
export const pendingOf = prepared<{ userId: string; applicationId: string }>()((db, value) =>
  db
    .selectFrom('challenges')
    .selectAll()
    .where('user_id', '=', value('userId'))
    .where('application_id', '=', value('applicationId'))
    .where('state', '=', sql.lit('pending')),
);

export const challengeById = prepared<{ id: string }>()((db, value) =>
  db.selectFrom('challenges').selectAll().where('id', '=', value('id')),
);

/** By key and user: a device of somebody else is as unknown as no device. */
export const deviceByKey = prepared<{ thumbprint: string; userId: string }>()((db, value) =>
  db
    .selectFrom('devices')
    .selectAll()
    .where('thumbprint', '=', value('thumbprint'))
    .where('user_id', '=', value('userId')),
);

export const insertChallenge = preparedUpdate<ChallengeRow>()((db, value) =>
  db.insertInto('challenges').values({
    id: value('id'),
    user_id: value('user_id'),
    application_id: value('application_id'),
    state: value('state'),
    jws: value('jws'),
    match: value('match'),
    digits: value('digits'),
    code_mac: value('code_mac'),
    attempts: value('attempts'),
    door: value('door'),
    source_ip: value('source_ip'),
    created_at_ms: value('created_at_ms'),
    expires_at_ms: value('expires_at_ms'),
    final_at_ms: value('final_at_ms'),
    decided_by: value('decided_by'),
    receipt_jws: value('receipt_jws'),
  }),
);

interface FinalValues {
  id: string;
  state: ChallengeRow['state'];
  atMs: number;
  decidedBy: string | null;
  receiptJws: string;
}

const leavePending = (stillOpen: '<=' | '>', by: 'anybody' | 'device' = 'anybody') =>
  preparedUpdate<FinalValues>()((db, value) => {
    const update = db
      .updateTable('challenges')
      .set({
        state: value('state'),
        final_at_ms: value('atMs'),
        decided_by: value('decidedBy'),
        receipt_jws: value('receiptJws'),
      })
      .where('id', '=', value('id'))
      .where('state', '=', 'pending')
      .where('expires_at_ms', stillOpen, value('atMs'));
    if (by === 'anybody') return update;
    return update.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('devices')
          .select('devices.id')
          .where('devices.id', '=', value('decidedBy'))
          .where('devices.state', '=', 'active'),
      ),
    );
  });

/** The one conditional UPDATE, for whatever ends a challenge in time. @returns rows changed: 1 for who was first, else 0 */
export const endInTime = leavePending('>');
/** The same for an answer: only while the device that gives it is active. */
export const endByDevice = leavePending('>', 'device');
/** The same for time running out: only after the challenge's life. */
export const endByExpiry = leavePending('<=');

/** A code that was transferred clears the failures (N4) and the limits that count from a success. */
export const noteSuccess = preparedUpdate<{ userId: string; atMs: number }>()((db, value) =>
  db
    .updateTable('users')
    .set({ consecutive_failures: 0, blocked_until_ms: 0, last_success_ms: value('atMs') })
    .where('id', '=', value('userId')),
);

/** An approval without a code says nothing about the codes that were guessed: their count stays (N4). */
export const noteSuccessWithoutCode = preparedUpdate<{ userId: string; atMs: number }>()((db, value) =>
  db
    .updateTable('users')
    .set({ last_success_ms: value('atMs') })
    .where('id', '=', value('userId')),
);

/** Devices that can be pushed to about the end of a challenge, how far its push to them got, and the application's name. */
export const otherDeliveries = prepared<{ challengeId: string; applicationId: string; exceptId: DeviceRow['id'] }>()(
  (db, value) =>
    db
      .selectFrom('deliveries')
      .innerJoin('devices', 'devices.id', 'deliveries.device_id')
      .innerJoin('applications', (join) => join.on('applications.id', '=', value('applicationId')))
      .select(['devices.id as id', 'deliveries.state as state', 'applications.name as application'])
      .where('deliveries.challenge_id', '=', value('challengeId'))
      .where('devices.state', '=', 'active')
      .where('devices.delivery', '=', 'push')
      .where('devices.id', '!=', value('exceptId')),
);

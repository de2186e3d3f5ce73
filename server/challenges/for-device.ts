import { sql } from 'kysely';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import type { HistoryResponse, WaitingChallenge } from '../../shared/protocol/device-api.ts';
import type { Outcome } from '../../shared/protocol/receipt.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import { NodError } from '../diagnostics/errors.ts';
import { understands } from '../push/understands.ts';
import type { ChallengeRow, Db, DeviceRow } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { mayDisown } from './disown.ts';
import { challengeById, isFor, pendingSince } from './rows.ts';

/** A condition: a request that rang stands on every device that it is for, any other on those that have fetched it. */
export function standsOn(device: Pick<DeviceRow, 'id'>) {
  return sql<boolean>`((challenges.rings = 1 and ${isFor(device.id)}) or exists (select 1 from deliveries
    where deliveries.challenge_id = challenges.id and deliveries.device_id = ${device.id}
      and deliveries.state in ('received', 'displayed')))`;
}

/** All that one application may ask in parallel, and logins beside it. */
const MOST_LISTED = 50;
const MOST_READ = 100;

/** What waits for this device's user: the signed challenges, newest first, after requests to let a device in. */
export async function pendingFor({ store, clock }: Engine, device: DeviceRow): Promise<WaitingChallenge[]> {
  const nowMs = clock();
  const rows = await store.db
    .selectFrom('challenges')
    .select(['jws', 'rings', 'vouches_for'])
    .where('user_id', '=', device.user_id)
    .where('kept', '=', sql.lit(1))
    .where('created_at_ms', '>', pendingSince(nowMs))
    .where('state', '=', 'pending')
    .where('expires_at_ms', '>', nowMs)
    .where(standsOn(device))
    .orderBy('created_at_ms', 'desc')
    .limit(MOST_READ)
    .execute();
  // Logins of many applications at once push no such request off the list.
  return rows
    .toSorted((a, b) => Number(b.vouches_for !== null) - Number(a.vouches_for !== null))
    .slice(0, MOST_LISTED)
    .filter(({ jws }) => understands(device, jws))
    .map(({ jws, rings }) => ({ challenge: jws, ...(rings === 0 ? { fetched: true } : {}) }));
}

/**
 * How earlier challenges of this user ended, newest first.
 * @param page `beforeMs` (exclusive) and `limit` 1 to 100
 */
export async function historyFor(
  { store, clock }: Engine,
  device: DeviceRow,
  page: { beforeMs: number; limit: number },
): Promise<HistoryResponse> {
  const rows = await store.db
    .selectFrom('challenges')
    .leftJoin('devices', 'devices.id', 'challenges.decided_by')
    .select([
      'challenges.id as id',
      'challenges.jws as jws',
      'challenges.state as state',
      'challenges.created_at_ms as createdAtMs',
      'challenges.final_at_ms as finalAtMs',
      'challenges.decided_by as decidedBy',
      'challenges.fallback as fallback',
      'challenges.disowned_at_ms as disownedAtMs',
      'challenges.vouches_for as vouchesFor',
      'devices.name as deviceName',
    ])
    .where('challenges.user_id', '=', device.user_id)
    .where('challenges.kept', '=', sql.lit(1))
    .where('challenges.created_at_ms', '<', page.beforeMs)
    .where(standsOn(device))
    .where('challenges.state', '!=', 'pending')
    .orderBy('challenges.created_at_ms', 'desc')
    .limit(page.limit)
    .execute();
  return {
    items: rows.map((row) => {
      const { app, action, context } = readChallenge(row.jws);
      const { ip, location, browser, os } = context;
      const { attachments } = action;
      return {
        challengeId: row.id,
        applicationName: app.name,
        title: action.title,
        state: row.state as Outcome,
        finalAtMs: row.finalAtMs ?? row.createdAtMs,
        decidedBy: row.decidedBy
          ? { id: row.decidedBy, name: row.deviceName ?? '', thisDevice: row.decidedBy === device.id }
          : null,
        fallback: row.fallback,
        disownedAtMs: row.disownedAtMs,
        mayDisown: mayDisown(row, clock()),
        context: { ip, location, browser, os },
        ...(attachments === undefined ? {} : { attachments }),
      };
    }),
    nextBeforeMs: rows.length === page.limit ? (rows.at(-1)?.createdAtMs ?? null) : null,
  };
}

/** The states of a delivery that each of these comes after. */
export const EARLIER = {
  received: ['queued', 'sent', 'pull', 'failed'],
  displayed: ['queued', 'sent', 'pull', 'failed', 'received'],
} as const;

/** What a worker has done with a push. */
export interface Acknowledgement {
  challengeId: string;
  event: 'received' | 'displayed';
  /** Of the call that says so; spent in the same transaction. */
  proof: Proof;
}

/**
 * The worker says what it has done with a push: "delivered to Pixel 9" is a measured fact. No state goes backwards, and
 * what was said before is said again without effect.
 * @throws NodError challenge_unknown
 */
export async function acknowledge(
  { store, clock }: Engine,
  device: DeviceRow,
  { challengeId, event, proof }: Acknowledgement,
): Promise<void> {
  const { numUpdatedRows } = await store.relaxed(async (trx) => {
    const result = await trx
      .updateTable('deliveries')
      .set({ state: event, next_attempt_ms: null, updated_at_ms: clock() })
      .where('challenge_id', '=', challengeId)
      .where('device_id', '=', device.id)
      .where('state', 'in', [...EARLIER[event]])
      .executeTakeFirst();
    await proof.spend(trx);
    return result;
  });
  if (numUpdatedRows > 0n) return void store.bus.publish(`delivery:${challengeId}`);
  const challenge = await challengeById(store.db, challengeId);
  if (challenge?.user_id !== device.user_id) throw new NodError('challenge_unknown', 'No such request.');
}

/** @returns the error for a device that comes too late: how the challenge has ended, and by whom */
export async function alreadyFinal(
  { limits }: Pick<Engine, 'limits'>,
  db: Db,
  { state, attempts, decided_by: decidedBy }: ChallengeRow,
  deviceId: string,
): Promise<NodError> {
  const decider =
    decidedBy === null
      ? undefined
      : await db.selectFrom('devices').select('name').where('id', '=', decidedBy).executeTakeFirst();
  // Where the end is not written down yet, wrong codes have used up the tries, or its time is over.
  const unwritten = attempts >= limits.triesPerChallenge ? 'failed' : 'expired';
  return new NodError('challenge_final', 'This request has ended already.', {
    params: {
      state: state === 'pending' ? unwritten : state,
      ...(decider ? { decidedBy: decider.name } : {}),
      thisDevice: decidedBy === deviceId,
    },
  });
}

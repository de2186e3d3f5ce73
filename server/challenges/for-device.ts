import { MAX_LIFE_SECONDS, readChallenge } from '../../shared/protocol/challenge.ts';
import type { HistoryResponse } from '../../shared/protocol/device-api.ts';
import type { Outcome } from '../../shared/protocol/receipt.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Engine } from './challenges.ts';
import { understands } from './understands.ts';

/** What waits for this device's user: the signed challenges, newest first. */
export async function pendingFor({ store, clock }: Engine, device: DeviceRow): Promise<string[]> {
  const nowMs = clock();
  const rows = await store.db
    .selectFrom('challenges')
    .select('jws')
    .where('user_id', '=', device.user_id)
    // Nothing pending is older than this; with the condition the index on (user_id, created_at_ms) finds the few rows.
    .where('created_at_ms', '>', nowMs - MAX_LIFE_SECONDS * 1000 - 1000)
    .where('state', '=', 'pending')
    .where('expires_at_ms', '>', nowMs)
    .orderBy('created_at_ms', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => row.jws).filter((jws) => understands(device, jws));
}

/**
 * How earlier challenges of this user ended, newest first.
 * @param page `beforeMs` (exclusive) and `limit` 1 to 100
 */
export async function historyFor(
  { store }: Engine,
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
      'devices.name as deviceName',
    ])
    .where('challenges.user_id', '=', device.user_id)
    .where('challenges.created_at_ms', '<', page.beforeMs)
    .where('challenges.state', '!=', 'pending')
    .orderBy('challenges.created_at_ms', 'desc')
    .limit(page.limit)
    .execute();
  return {
    items: rows.map((row) => {
      const { app, action, context } = readChallenge(row.jws);
      const { ip, location, browser, os } = context;
      return {
        challengeId: row.id,
        applicationName: app.name,
        title: action.title,
        state: row.state as Outcome,
        finalAtMs: row.finalAtMs ?? row.createdAtMs,
        decidedBy: row.decidedBy
          ? { id: row.decidedBy, name: row.deviceName ?? '', thisDevice: row.decidedBy === device.id }
          : null,
        context: { ip, location, browser, os },
      };
    }),
    nextBeforeMs: rows.length === page.limit ? (rows.at(-1)?.createdAtMs ?? null) : null,
  };
}

const EARLIER = {
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

/** The worker says what it has done with a push: "delivered to Pixel 9" is a measured fact. No state goes backwards. */
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
  if (numUpdatedRows > 0n) void store.bus.publish(`delivery:${challengeId}`);
}

import { NodError } from '../diagnostics/errors.ts';
import type {
  ApplicationRow,
  ChallengeRow,
  ChallengeState,
  Db,
  DeliveriesTable,
  DeviceRow,
  Match,
} from '../store/schema.ts';
import { challengeById } from './queries.ts';

/** One device that was asked, and how far the push got. */
export interface AskedDevice {
  id: string;
  name: string;
  kind: DeviceRow['kind'];
  delivery: DeliveriesTable['state'];
  updatedAtMs: number;
}

/** A challenge as its application may see it. Times in ms. */
export interface ChallengeView {
  id: string;
  applicationId: string;
  userId: string;
  username: string;
  state: ChallengeState;
  match: Match;
  /** Of the code that is accepted; 0 where none is. */
  digits: number;
  /** The door's own facts, as JSON text, or null. */
  door: string | null;
  createdAtMs: number;
  expiresAtMs: number;
  finalAtMs: number | null;
  updatedAtMs: number;
  devices: AskedDevice[];
  /** The device that answered, when one did and the application may know. */
  decidedBy: { id: string; name: string } | null;
}

/**
 * Reads a challenge of this application. Somebody else's challenge is answered exactly like one that doesn't exist.
 * @throws NodError challenge_unknown
 */
export async function findChallenge(
  db: Db,
  application: Pick<ApplicationRow, 'id'>,
  challengeId: string,
): Promise<ChallengeRow> {
  const [row] = await challengeById(db, { id: challengeId });
  if (row?.application_id !== application.id)
    throw new NodError('challenge_unknown', 'No such challenge. Check the id that creating it returned.');
  return row;
}

/** Whether the application's policy is `revealDenial: false`. */
export function conceals(application: Pick<ApplicationRow, 'reveal_denial'>): boolean {
  return application.reveal_denial !== 1;
}

/**
 * Where the application's policy is `revealDenial: false`, a denial looks like a time-out: pending until the challenge
 * would have expired, then expired; or canceled, once the application has canceled or replaced it.
 */
export function visibleState(
  row: Pick<ChallengeRow, 'state' | 'expires_at_ms' | 'withdrawn_at_ms'>,
  application: Pick<ApplicationRow, 'reveal_denial'>,
  nowMs: number,
): ChallengeState {
  if (!conceals(application) || (row.state !== 'denied' && row.state !== 'reported')) return row.state;
  if (row.withdrawn_at_ms !== null) return 'canceled';
  return nowMs < row.expires_at_ms ? 'pending' : 'expired';
}

/**
 * Whether the application may have the receipt. A concealed denial has one that says so; therefore what it passes for has
 * none either.
 */
export function mayHaveReceipt(state: ChallengeState, application: Pick<ApplicationRow, 'reveal_denial'>): boolean {
  return state !== 'pending' && !(conceals(application) && (state === 'expired' || state === 'canceled'));
}

/** Puts the view together: the row, its deliveries, its user. */
export async function viewChallenge(
  db: Db,
  row: ChallengeRow,
  application: Pick<ApplicationRow, 'reveal_denial'>,
  nowMs: number,
): Promise<ChallengeView> {
  const user = await db.selectFrom('users').select('username').where('id', '=', row.user_id).executeTakeFirstOrThrow();
  const state = visibleState(row, application, nowMs);
  const asked = await askedDevices(db, row.id);
  const devices = state === 'pending' && conceals(application) ? asked.map((device) => stillTried(device, row)) : asked;
  const decider = state === row.state ? devices.find((device) => device.id === row.decided_by) : undefined;
  const finalAtMs = visibleFinalAt(row, state);
  return {
    id: row.id,
    applicationId: row.application_id,
    userId: row.user_id,
    username: user.username,
    state,
    match: row.match,
    digits: row.digits,
    door: row.door,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    finalAtMs,
    updatedAtMs: Math.max(row.created_at_ms, finalAtMs ?? 0, ...devices.map((device) => device.updatedAtMs)),
    devices,
    decidedBy: decider ? { id: decider.id, name: decider.name } : null,
  };
}

/** An expired challenge ended when its time was over, whenever that was written down. */
function visibleFinalAt(row: ChallengeRow, state: ChallengeState): number | null {
  if (state === 'expired') return row.expires_at_ms;
  if (state === row.state) return row.final_at_ms;
  return state === 'canceled' ? row.withdrawn_at_ms : null;
}

/** With an answer the tries to push end: a delivery that has failed for good would tell of one. */
function stillTried(device: AskedDevice, row: ChallengeRow): AskedDevice {
  return device.delivery === 'failed' ? { ...device, delivery: 'queued', updatedAtMs: row.created_at_ms } : device;
}

/** The devices a challenge was sent to, in the order in which they were enrolled. */
export async function askedDevices(db: Db, challengeId: string): Promise<AskedDevice[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('devices', 'devices.id', 'deliveries.device_id')
    .select([
      'devices.id',
      'devices.name',
      'devices.kind',
      'deliveries.state as delivery',
      'deliveries.updated_at_ms as updatedAtMs',
    ])
    .where('deliveries.challenge_id', '=', challengeId)
    .orderBy('devices.created_at_ms')
    .execute();
  return rows;
}

import type { ApplicationRow, ChallengeRow, ChallengeState, Match } from '../store/schema.ts';
import type { AskedDevice, WholeChallenge } from './rows.ts';

/** A challenge as its application may see it. Times in ms. */
export interface ChallengeView {
  id: string;
  applicationId: string;
  userId: string;
  username: string;
  state: ChallengeState;
  match: Match;
  /** The length of the code that is accepted; 0 where none is. */
  digits: number;
  /** The door's own facts, as JSON text, or null. */
  door: string | null;
  createdAtMs: number;
  expiresAtMs: number;
  finalAtMs: number | null;
  updatedAtMs: number;
  devices: AskedDevice[];
  /** The device that answered, if one did and the application may know. */
  decidedBy: { id: string; name: string } | null;
}

/** Whether the application's policy is `revealDenial: false`. */
export function conceals(application: Pick<ApplicationRow, 'reveal_denial'>): boolean {
  return application.reveal_denial !== 1;
}

/**
 * The state as the application may see it. Where its policy is `revealDenial: false`, a denial looks like a time-out:
 * pending until the challenge would have expired, then expired; or canceled, once the application has canceled or
 * replaced it.
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
 * Whether the application may have the receipt. A concealed denial looks expired or canceled. If only challenges that
 * really ended so had a receipt, its absence would reveal the denial; so neither kind has one.
 */
export function mayHaveReceipt(state: ChallengeState, application: Pick<ApplicationRow, 'reveal_denial'>): boolean {
  return state !== 'pending' && !(conceals(application) && (state === 'expired' || state === 'canceled'));
}

/** Puts the view together. */
export function viewChallenge(
  row: WholeChallenge,
  application: Pick<ApplicationRow, 'reveal_denial'>,
  nowMs: number,
): ChallengeView {
  const state = visibleState(row, application, nowMs);
  const concealed = state === 'pending' && conceals(application);
  const devices = concealed ? row.devices.map((device) => stillTried(device, row)) : row.devices;
  const decider = state === row.state ? devices.find((device) => device.id === row.decided_by) : undefined;
  const finalAtMs = visibleFinalAt(row, state);
  return {
    id: row.id,
    applicationId: row.application_id,
    userId: row.user_id,
    username: row.username,
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

/** An expired challenge ended when its time was over, no matter when that was recorded. */
function visibleFinalAt(row: ChallengeRow, state: ChallengeState): number | null {
  if (state === 'expired') return row.expires_at_ms;
  if (state === row.state) return row.final_at_ms;
  return state === 'canceled' ? row.withdrawn_at_ms : null;
}

/** After an answer the server stops trying to push: a delivery that has failed for good would tell of the answer. */
function stillTried(device: AskedDevice, row: ChallengeRow): AskedDevice {
  return device.delivery === 'failed' ? { ...device, delivery: 'queued', updatedAtMs: row.created_at_ms } : device;
}

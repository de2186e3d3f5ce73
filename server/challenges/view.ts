import { ownChallenge, ownDecision, ownReceipt } from '../crypto/es256.ts';
import { PUSHED } from '../push/deliveries.ts';
import type {
  ApplicationRow,
  CancelReason,
  ChallengeRow,
  ChallengeState,
  FallbackWay,
  Match,
  UserVerification,
} from '../store/schema.ts';
import type { AskedDevice, WholeChallenge } from './rows.ts';

/** A challenge as its application may see it. Times in ms. */
export interface ChallengeView {
  id: string;
  applicationId: string;
  userId: string;
  username: string;
  state: ChallengeState;
  /** Of a canceled one: why. Null where that is not known. */
  reason: CancelReason | null;
  /** Nobody is rung: the person fetches it from the login page. */
  quiet: boolean;
  match: Match;
  /** Whether the person has to be verified (N10). */
  userVerification: UserVerification;
  /** `phone`: only phones are asked. */
  answerBy: 'phone' | undefined;
  /** Of an approved one: what counted in place of a device's answer, if anything did. */
  fallback: FallbackWay | null;
  /** Whether texts belong to it, which only a device can show. */
  hasAttachments: boolean;
  /** Of a denied one, where the application may know: why, in the person's words. */
  denyReason: string | null;
  /** The length of the code that is accepted; 0 where none is. */
  digits: number;
  /** The door's own facts, as JSON text, or null. */
  door: string | null;
  createdAtMs: number;
  expiresAtMs: number;
  finalAtMs: number | null;
  updatedAtMs: number;
  devices: AskedDevice[];
  /** How many devices were notified. Where denials are concealed: how many there were to notify. */
  notified: number;
  /** The device that answered, if one did and the application may know. */
  decidedBy: { id: string; name: string } | null;
  /** Since when one of the user's devices says that this approval wasn't theirs. */
  disownedAtMs: number | null;
}

/** Whether the application's policy is `revealDenial: false`. */
export function conceals(application: Pick<ApplicationRow, 'reveal_denial'>): boolean {
  return application.reveal_denial !== 1;
}

/** A row's part that says how it ended. */
type End = Pick<
  ChallengeRow,
  'state' | 'created_at_ms' | 'expires_at_ms' | 'final_at_ms' | 'withdrawn_at_ms' | 'cancel_reason'
>;

/** A challenge's end, or that it has none yet, as the application may see it. */
interface VisibleEnd {
  state: ChallengeState;
  finalAtMs: number | null;
  reason: CancelReason | null;
}

/** Whether a person's no has ended it: a denial, a report, or a report of another request. */
function saidNo({ state, cancel_reason: reason }: Pick<ChallengeRow, 'state' | 'cancel_reason'>): boolean {
  return state === 'denied' || state === 'reported' || (state === 'canceled' && reason === 'reported');
}

/**
 * How the challenge stands in its application's eyes. Where its policy is `revealDenial: false`, a person's no looks as
 * if nobody had answered: pending until the challenge would have expired, then expired; or canceled, once the application
 * has canceled or replaced it.
 */
function visibleEnd(row: End, application: Pick<ApplicationRow, 'reveal_denial'>, nowMs: number): VisibleEnd {
  const { created_at_ms: createdAtMs, expires_at_ms: expiresAtMs, withdrawn_at_ms: withdrawnAtMs } = row;
  if (conceals(application) && withdrawnAtMs !== null) {
    return { state: 'canceled', finalAtMs: Math.max(createdAtMs, withdrawnAtMs), reason: row.cancel_reason };
  }
  const state = !(conceals(application) && saidNo(row)) ? row.state : nowMs < expiresAtMs ? 'pending' : 'expired';
  if (state === 'pending') return { state, finalAtMs: null, reason: null };
  // An expired challenge ended when its time was over, no matter when that was recorded.
  if (state === 'expired') return { state, finalAtMs: expiresAtMs, reason: null };
  const finalAtMs = row.final_at_ms === null ? null : Math.max(createdAtMs, row.final_at_ms);
  return { state, finalAtMs, reason: state === 'canceled' ? row.cancel_reason : null };
}

/** The state alone, as the application may see it. */
export function visibleState(
  row: End,
  application: Pick<ApplicationRow, 'reveal_denial'>,
  nowMs: number,
): ChallengeState {
  return visibleEnd(row, application, nowMs).state;
}

const FORGOTTEN_AFTER_MS = 3_600_000;

/**
 * A quiet request that nobody has answered is unknown to its application an hour after its end, when its row is deleted
 * if no device had fetched it. Whether one had is not told by its absence.
 */
export function isForgotten(
  row: End & Pick<ChallengeRow, 'quiet'>,
  application: Pick<ApplicationRow, 'reveal_denial'>,
  nowMs: number,
): boolean {
  const { state, finalAtMs } = visibleEnd(row, application, nowMs);
  const unanswered = state === 'expired' || state === 'canceled';
  return row.quiet === 1 && unanswered && finalAtMs !== null && finalAtMs <= forgottenBefore(nowMs);
}

/** Quiet requests that ended before this time (ms) are forgotten. */
export function forgottenBefore(nowMs: number): number {
  return nowMs - FORGOTTEN_AFTER_MS;
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
  const { state, finalAtMs, reason } = visibleEnd(row, application, nowMs);
  const concealed = conceals(application);
  const asked = ownChallenge(row.jws);
  const devices = concealed ? untold(row) : row.devices;
  const decider = state === row.state ? row.devices.find((device) => device.id === row.decided_by) : undefined;
  return {
    id: row.id,
    applicationId: row.application_id,
    userId: row.user_id,
    username: row.username,
    state,
    reason,
    quiet: row.quiet === 1,
    match: row.match,
    userVerification: asked.uv,
    answerBy: asked.answerBy,
    hasAttachments: asked.action.attachments !== undefined,
    denyReason: state === 'denied' ? reasonOf(row) : null,
    fallback: row.fallback,
    disownedAtMs: row.disowned_at_ms,
    digits: row.digits,
    door: row.door,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    finalAtMs,
    updatedAtMs: Math.max(row.created_at_ms, finalAtMs ?? 0, ...devices.map((device) => device.updatedAtMs)),
    devices,
    notified:
      row.quiet === 1
        ? 0
        : devices.filter(({ delivery }) => (concealed ? delivery === 'queued' : PUSHED.has(delivery))).length,
    decidedBy: decider ? { id: decider.id, name: decider.name } : null,
  };
}

/** Only for a denial that its application may know of. */
function reasonOf({ receipt_jws: receipt }: ChallengeRow): string | null {
  const decision = receipt === null ? undefined : ownReceipt(receipt).decision;
  return (decision === undefined ? undefined : ownDecision(decision).reason) ?? null;
}

/**
 * The devices as they were told when the challenge was made. How far a push gets would tell of an answer: after one the
 * server stops trying, and after a denial it doesn't push the next request.
 */
function untold({ devices, created_at_ms: createdAtMs, quiet }: WholeChallenge): AskedDevice[] {
  return devices
    .filter(({ activatedAtMs }) => activatedAtMs !== null && activatedAtMs <= createdAtMs)
    .map((device) => ({
      ...device,
      delivery: quiet === 1 || device.mode === 'pull' ? 'pull' : 'queued',
      updatedAtMs: createdAtMs,
    }));
}

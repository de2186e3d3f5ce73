import { sql } from 'kysely';
import type { Proof } from '../devices/authenticate-proof.ts';
import { requireActive } from '../devices/device-life.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import { understands } from '../push/understands.ts';
import type { ChallengeRow, DeviceRow, Trx } from '../store/schema.ts';
import { refused } from './admission.ts';
import type { Engine } from './challenges.ts';
import { alreadyFinal, EARLIER } from './for-device.ts';
import { countFailure, isMatchingCode } from './matching-code.ts';
import { challengeById, isAskedOf, isFor, pendingSince } from './rows.ts';
import { wrongCodesPauseMs } from './stops.ts';

// How a device gets a request that rang nobody: its person sees the login page, which shows the request's id (as a QR, or
// to the extension) and its digits. From then on it stands in that device's lists, and is answered like any other.

/** One of these calls: who makes it, where from, and the proof that is spent in its transaction. */
export interface FetchCall {
  deviceIp: string;
  proof: Proof;
}

/**
 * Fetches one of the user's own pending requests.
 * @returns the signed challenge. @throws NodError challenge_unknown, challenge_final (`state`, `decidedBy`, `thisDevice`)
 */
export async function fetchChallenge(
  engine: Engine,
  device: DeviceRow,
  { challengeId, ...call }: FetchCall & { challengeId: string },
): Promise<string> {
  const found = await inTurn(engine, device, async (trx) => {
    const challenge = await challengeById(trx, challengeId);
    // Without a code or an origin there is no login page that could show it: it reaches nobody.
    const isSecret = challenge?.rings === 0 && challenge.match === 'none';
    if (!challenge || challenge.user_id !== device.user_id || isSecret) return undefined;
    if (!understands(device, challenge.jws) || !(await isAskedOf(trx, challenge, device.id))) return undefined;
    if (!isOpen(engine, challenge)) throw await alreadyFinal(engine, trx, challenge, device.id);
    return fetched(engine, trx, device, challenge, call);
  });
  if (found !== undefined) return found;
  throw new NodError('challenge_unknown', 'No such request of yours. Start again where you sign in.');
}

/**
 * Finds the user's own pending request that has this code, of 6 to 8 digits. A miss counts as a wrong code (N4), so a
 * stolen device learns no more by trying codes here than by answering.
 * @returns the signed challenge. @throws NodError user_backing_off (`retryAfterSeconds`), code_unknown, code_ambiguous
 */
export async function findChallenge(
  engine: Engine,
  device: DeviceRow,
  { code, ...call }: FetchCall & { code: string },
): Promise<string> {
  const { clock, keys, limits } = engine;
  const challenge = await inTurn(engine, device, async (trx) => {
    const nowMs = clock();
    const user = await trx
      .selectFrom('users')
      .select(['blocked_until_ms', 'consecutive_failures'])
      .where('id', '=', device.user_id)
      .executeTakeFirstOrThrow();
    const waitMs = wrongCodesPauseMs(user, nowMs, limits);
    if (waitMs > 0) throw refused('user_backing_off', 'Too many wrong codes.', waitMs);
    const waiting = await waitingWithDigits(trx, device, code.length, nowMs);
    // All are compared, each in constant time.
    const found = waiting.filter(
      (one) =>
        isOpen(engine, one) &&
        understands(device, one.jws) &&
        isMatchingCode(keys.secret, one.id, code, one.code_mac ?? ''),
    );
    if (found.length > 1) {
      throw new NodError('code_ambiguous', 'Two requests have this code. Start again where you sign in.');
    }
    if (found[0]) return fetched(engine, trx, device, found[0], call);
    // Committed, and only then told.
    await countFailure(engine, trx, {
      atMs: nowMs,
      userId: device.user_id,
      deviceId: device.id,
      deviceIp: call.deviceIp,
    });
    await call.proof.spend(trx);
    return undefined;
  });
  if (challenge !== undefined) return challenge;
  throw new NodError('code_unknown', 'No request of yours waits with this code. Look at the login page again.');
}

/** @param work what is found, in the user's turn; undefined for a miss. @returns the signed challenge, after the commit */
async function inTurn(
  { store }: Engine,
  device: DeviceRow,
  work: (trx: Trx) => Promise<ChallengeRow | undefined>,
): Promise<string | undefined> {
  const challenge = await store.transaction(async (trx) => {
    // No request is crowded out while it is fetched, and guesses at once are counted one after the other.
    await store.takeTurn(trx, device.user_id);
    // N16: it may have been removed or suspended since its call was checked, and while it waited for the turn.
    const now = await trx.selectFrom('devices').select('state').where('id', '=', device.id).executeTakeFirst();
    requireActive(now ?? { state: 'revoked' });
    return work(trx);
  });
  if (!challenge) return undefined;
  void store.bus.publish(`delivery:${challenge.id}`);
  void store.bus.publish(`user:${challenge.user_id}`);
  return challenge.jws;
}

/** Whether it can still be answered. */
function isOpen({ clock, limits }: Engine, { state, attempts, expires_at_ms: expiresAtMs }: ChallengeRow): boolean {
  return state === 'pending' && expiresAtMs > clock() && attempts < limits.triesPerChallenge;
}

/** Those that stand in lists, and those that nobody has fetched: each by its own index. */
async function waitingWithDigits(
  trx: Trx,
  { id: deviceId, user_id: userId }: DeviceRow,
  digits: number,
  nowMs: number,
): Promise<ChallengeRow[]> {
  const waiting = trx
    .selectFrom('challenges')
    .selectAll()
    .where('user_id', '=', userId)
    .where('state', '=', sql.lit('pending'))
    .where('digits', '=', digits)
    .where(isFor(deviceId));
  const listed = waiting.where('kept', '=', sql.lit(1)).where('created_at_ms', '>', pendingSince(nowMs));
  const unfetched = waiting.where('quiet', '=', sql.lit(1)).where('kept', '=', 0);
  return [...(await listed.execute()), ...(await unfetched.execute())];
}

/** Notes that this device has it, in the transaction that found it pending. */
async function fetched(
  { clock }: Engine,
  trx: Trx,
  device: DeviceRow,
  challenge: ChallengeRow,
  { deviceIp, proof }: FetchCall,
): Promise<ChallengeRow> {
  const atMs = clock();
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('deliveries')
    .values({
      challenge_id: challenge.id,
      device_id: device.id,
      state: 'received',
      attempts: 0,
      status_code: 0,
      next_attempt_ms: null,
      updated_at_ms: atMs,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['challenge_id', 'device_id'])
        .doUpdateSet({ state: 'received', next_attempt_ms: null, updated_at_ms: atMs })
        .where('deliveries.state', 'in', [...EARLIER.received]),
    )
    .executeTakeFirst();
  const isNew = (numInsertedOrUpdatedRows ?? 0n) > 0n;
  if (challenge.kept === 0) {
    await trx.updateTable('challenges').set({ kept: 1 }).where('id', '=', challenge.id).execute();
  }
  if (isNew && challenge.rings === 0) {
    await recordEvent(trx, {
      type: 'challenge.fetched',
      atMs,
      userId: challenge.user_id,
      applicationId: challenge.application_id,
      challengeId: challenge.id,
      deviceId: device.id,
      sourceIp: challenge.source_ip,
      deviceIp,
    });
  }
  await proof.spend(trx);
  return challenge;
}

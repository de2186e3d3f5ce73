import { matchingUrl } from '../../shared/protocol/matching-url.ts';
import { readableText, shortenToCharacters } from '../../shared/protocol/text.ts';
import type { VouchingResponse } from '../../shared/protocol/trust-api.ts';
import { trustApplicationOf } from '../accounts/trust-application.ts';
import { requireUnlocked } from '../accounts/users.ts';
import { newChallengeId, randomToken } from '../crypto/ids.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import { requireActive, requireUnlapsed } from '../devices/device-life.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import { insertDeliveries, newDelivery } from '../push/deliveries.ts';
import { understands } from '../push/understands.ts';
import type { ApplicationRow, ChallengeRow, DeviceRow, EnrollmentRow, Trx } from '../store/schema.ts';
import { refused } from './admission.ts';
import type { Engine } from './challenges.ts';
import { shownName } from './create.ts';
import { droppableClaims } from './droppable-claims.ts';
import { announceEnd, type Ending, endChallenge, type Receipts, recordAbout, withReceipts } from './ending.ts';
import { CLOCK_TOLERANCE_MS } from './limits.ts';
import { isMatchingCode, macOfCode, newMatchingCode } from './matching-code.ts';
import { signWithPlace } from './place.ts';
import { type ActiveDevice, activeDevicesOf, insertChallenge, UNANSWERED } from './rows.ts';
import { saidNoPauseMs, wrongCodesPauseMs } from './stops.ts';
import { ASKS, asksOf } from './vouching-end.ts';

export interface VouchingCall {
  /** In a move: the digits that the new device shows already for another of its accounts. */
  code?: string | undefined;
  ip: string;
  proof: Proof;
}

type Ticket = Pick<EnrollmentRow, 'application_id' | 'moves_device_id' | 'move_id'>;
interface Request {
  readonly row: ChallengeRow;
  readonly code: string;
  readonly ticket: Ticket;
}

/**
 * An unvouched device asks its user's active ones to let it in; in a move the old one alone. The request is a challenge of the
 * realm's built-in application, so that no login can supersede it and no API key can ask in its name. It is made quietly and
 * kept, so it takes nobody's place; an earlier one of the same device, whose digits are no longer on its screen, ends.
 *
 * The digits leave the server only in this answer. Where that is lost, the device asks again.
 *
 * @throws NodError vouching_unavailable, user_backing_off (`retryAfterSeconds`), activation_invalid (lapsed, or asked too
 *   often), device_pending, device_suspended, device_revoked
 */
export async function askForVouching(engine: Engine, device: DeviceRow, call: VouchingCall): Promise<VouchingResponse> {
  requireWaiting(device);
  const request = await signRequest(engine, device, call);
  const { row, code } = request;
  const endingOf = (old: ChallengeRow): Ending =>
    old.expires_at_ms <= row.created_at_ms
      ? { state: 'expired', atMs: row.created_at_ms }
      : {
          state: 'canceled',
          atMs: row.created_at_ms,
          cancelReason: 'superseded',
          reason: `the same device asked anew: ${row.id}`,
        };
  const { asked, ended, rings, asksLeft } = await withReceipts(engine, endingOf, (receipts) =>
    engine.store.transaction((trx) => storeRequest(engine, trx, { device, request, call, receipts })),
  );
  for (const { challenge, state } of ended) announceEnd(engine, challenge, state, row.created_at_ms);
  engine.onCreated?.();
  void engine.store.bus.publish(`user:${device.user_id}`);
  if (rings) engine.background.run(engine.push.dispatchChallenge(row.id));
  return {
    challengeId: row.id,
    code,
    qr: matchingUrl(engine.origin, row.id, code),
    quiet: !rings,
    devices: asked.map(({ name, kind }) => ({ name, kind })),
    asksLeft,
    expiresAtMs: row.expires_at_ms,
    timeMs: engine.clock(),
  };
}

/** @throws NodError for a device that doesn't wait to be let in */
function requireWaiting(device: Pick<DeviceRow, 'state'>): void {
  if (device.state === 'unvouched') return;
  requireActive(device);
  throw new NodError('vouching_unavailable', 'This device has been let in already: there is nobody to ask.');
}

/** Signs the request, before the transaction that stores it. */
async function signRequest(engine: Engine, device: DeviceRow, { code: wanted, ip }: VouchingCall): Promise<Request> {
  const { store, keys, clock, randomBytes, origin } = engine;
  const { db } = store;
  const { realm_id: realmId } = await db
    .selectFrom('users')
    .select('realm_id')
    .where('id', '=', device.user_id)
    .executeTakeFirstOrThrow();
  const application = await trustApplicationOf(db, realmId);
  const ticket = await db
    .selectFrom('enrollments')
    .select(['application_id', 'moves_device_id', 'move_id'])
    .where('id', '=', device.enrollment_id)
    .executeTakeFirstOrThrow();
  const nowMs = clock();
  const id = newChallengeId(nowMs, randomBytes);
  const iat = Math.floor(nowMs / 1000);
  const exp = iat + application.ttl_seconds;
  const code =
    (await siblingCode(engine, { device, ticket, ip }, wanted)) ?? newMatchingCode(application.digits, randomBytes);
  const { realm } = await droppableClaims(db, application, device.user_id);
  const moves = ticket.moves_device_id !== null;
  const jws = await signWithPlace(engine, {
    iss: origin,
    sub: device.user_id,
    aud: 'nod-device',
    jti: id,
    iat,
    exp,
    nonce: randomToken(randomBytes),
    app: { id: application.id, name: shownName(application.name), ...(realm === undefined ? {} : { realm }) },
    action: actionOf(device, moves),
    context: { ip },
    match: 'code',
    digits: application.digits,
    uv: application.user_verification,
    vouch: {
      device: device.id,
      name: device.name,
      kind: device.kind,
      platform: device.platform,
      thumbprint: device.thumbprint,
      ...(moves ? { moves } : {}),
    },
  });
  const row: ChallengeRow = {
    ...UNANSWERED,
    id,
    user_id: device.user_id,
    application_id: application.id,
    jws,
    match: 'code',
    digits: application.digits,
    code_mac: macOfCode(keys.secret, id, code),
    door: null,
    source_ip: ip,
    created_at_ms: nowMs,
    expires_at_ms: exp * 1000,
    parallel: 0,
    quiet: 1,
    rings: 0,
    kept: 1,
    vouches_for: device.id,
  };
  return { row, code, ticket };
}

/** For history and receipts; the card itself is made of the claim `vouch`. */
function actionOf({ name, kind, platform, thumbprint }: DeviceRow, moves: boolean) {
  const title = moves
    ? `Move your account to “${readableText(name)}”?`
    : `Add “${readableText(name)}” to your account?`;
  const what = kind === 'extension' ? 'Browser extension' : 'Nod app';
  return {
    title: shortenToCharacters(title, 120),
    details: [
      { label: 'Device', value: platform === '' ? what : `${what}, ${platform}` },
      { label: 'Key', value: thumbprint },
    ],
  };
}

/**
 * The digits of another account of the same move, if the new device has shown that it has them on its screen: so a person
 * types them once. Any others are left aside, and the answer says which ones count.
 *
 * Somebody who has photographed the QR can be first at one of its tickets, and read the digits over a shoulder. So they count
 * only from the browser that shows them: its accounts share an endpoint, which each has shown to be its own. Without push the
 * address stands for it.
 */
async function siblingCode(
  { store, keys, clock }: Engine,
  { device, ticket, ip }: { device: DeviceRow; ticket: Ticket; ip: string },
  wanted: string | undefined,
): Promise<string | undefined> {
  const { move_id: moveId } = ticket;
  if (moveId === null || wanted === undefined) return undefined;
  const siblings = await store.db
    .selectFrom('enrollments')
    .innerJoin('devices', 'devices.enrollment_id', 'enrollments.id')
    .innerJoin('challenges', 'challenges.vouches_for', 'devices.id')
    .select(['challenges.id', 'challenges.code_mac', 'challenges.source_ip', 'devices.endpoint'])
    .where('enrollments.move_id', '=', moveId)
    .where('challenges.state', '=', 'pending')
    .where('challenges.expires_at_ms', '>', clock())
    .execute();
  // All are compared, each in constant time.
  const live = siblings
    .filter(({ id, code_mac: codeMac }) => isMatchingCode(keys.secret, id, wanted, codeMac ?? ''))
    .filter((one) => one.endpoint === device.endpoint && (device.endpoint !== null || one.source_ip === ip));
  return live.length > 0 ? wanted : undefined;
}

/** Checks and inserts in one transaction, in the user's turn. */
async function storeRequest(
  engine: Engine,
  trx: Trx,
  work: { device: DeviceRow; request: Request; call: VouchingCall; receipts: Receipts },
) {
  const { device, request, call, receipts } = work;
  const { ticket } = request;
  await engine.store.takeTurn(trx, device.user_id);
  const nowMs = request.row.created_at_ms;
  const now = await trx.selectFrom('devices').selectAll().where('id', '=', device.id).executeTakeFirst();
  requireWaiting(now ?? { state: 'revoked' });
  requireUnlapsed(device, nowMs);
  const asks = await asksOf(trx, device.id);
  if (asks.length >= ASKS) {
    throw new NodError(
      'activation_invalid',
      `This device has asked ${ASKS} times. Remove it here, then pair it again.`,
    );
  }
  const asked = await whoIsAsked(trx, device, request);
  const rings = await mayRing(engine, trx, { userId: device.user_id, ticket, nowMs });
  const row: ChallengeRow = { ...request.row, rings: rings ? 1 : 0 };
  await insertChallenge(trx, row);
  await insertDeliveries(
    trx,
    asked.map((one) => newDelivery(row.id, rings ? one : { ...one, delivery: 'pull' }, nowMs)),
  );
  const about = {
    atMs: nowMs,
    userId: row.user_id,
    challengeId: row.id,
    sourceIp: row.source_ip,
    detail: rings ? undefined : { quiet: true },
  };
  await recordAbout(trx, row, { ...about, type: 'challenge.created', applicationId: row.application_id });
  await recordEvent(trx, {
    ...about,
    type: 'device.vouching_asked',
    applicationId: ticket.application_id ?? undefined,
    deviceId: device.id,
    deviceIp: call.ip,
  });
  const ended: { challenge: ChallengeRow; state: Ending['state'] }[] = [];
  const earlier = asks.filter(({ state }) => state === 'pending');
  for (const [at, ending] of (await receipts(earlier)).entries()) {
    const challenge = earlier[at];
    if (challenge && (await endChallenge(trx, challenge, ending))) ended.push({ challenge, state: ending.state });
  }
  await call.proof.spend(trx);
  return { asked, ended, rings, asksLeft: ASKS - asks.length - 1 };
}

/** @throws NodError vouching_unavailable */
async function whoIsAsked(trx: Trx, device: DeviceRow, { row, ticket }: Request): Promise<ActiveDevice[]> {
  const active = await activeDevicesOf(trx, device.user_id);
  const old = ticket.moves_device_id;
  const asked = active.filter((one) => (old === null || one.id === old) && understands(one, row.jws));
  if (asked.length > 0) return asked;
  throw new NodError(
    'vouching_unavailable',
    old !== null
      ? 'The old device can’t say yes any more. Start the move again on a device that you still have.'
      : active.length > 0
        ? 'None of your other devices knows how to let this one in yet. Open Nod there, so that it updates itself, and ask again.'
        : 'None of your other devices is active any more. Ask the operator to let this one in.',
  );
}

/**
 * Three rings an hour. Beyond that, and while the application that made the ticket is in quarantine, the request is quiet: the
 * old device fetches it by the QR of the new one.
 * @throws NodError user_locked; user_backing_off: wrong codes stop these requests like any others (N4)
 */
async function mayRing(
  { limits }: Engine,
  trx: Trx,
  { userId, ticket, nowMs }: { userId: string; ticket: Ticket; nowMs: number },
): Promise<boolean> {
  const user = await trx.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow();
  requireUnlocked(user);
  const wrongCodesMs = wrongCodesPauseMs(user, nowMs, limits);
  if (wrongCodesMs > 0) throw refused('user_backing_off', 'Too many wrong codes for this user.', wrongCodesMs);
  if (ticket.application_id !== null && (await hasSaidNo(trx, userId, ticket.application_id, { nowMs, limits }))) {
    return false;
  }
  const { pushes, windowMs } = limits.vouchingRings;
  const latestMs = nowMs + CLOCK_TOLERANCE_MS;
  const since = [nowMs - windowMs, user.unblocked_at_ms].filter((atMs) => atMs <= latestMs);
  const { rung } = await trx
    .selectFrom('challenges')
    .select(({ fn }) => fn.countAll().as('rung'))
    .where('user_id', '=', userId)
    .where('vouches_for', 'is not', null)
    .where('rings', '=', 1)
    .where('created_at_ms', '>', Math.max(...since))
    .where('created_at_ms', '<=', latestMs)
    .executeTakeFirstOrThrow();
  return Number(rung) < pushes;
}

async function hasSaidNo(
  trx: Trx,
  userId: string,
  applicationId: ApplicationRow['id'],
  { nowMs, limits }: { nowMs: number; limits: Engine['limits'] },
): Promise<boolean> {
  const quarantine = await trx
    .selectFrom('quarantines')
    .select(['strikes', 'until_ms'])
    .where('user_id', '=', userId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return quarantine !== undefined && saidNoPauseMs(quarantine, nowMs, limits) > 0;
}

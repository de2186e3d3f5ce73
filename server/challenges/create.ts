import {
  ACTION_LIMITS,
  type Action,
  APPLICATION_NAME_MAX_BYTES,
  type Context,
} from '../../shared/protocol/challenge.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { matchingUrl } from '../../shared/protocol/matching-url.ts';
import { readableText, shortenToBytes, shortenToCharacters } from '../../shared/protocol/text.ts';
import { actionBytesBeside } from '../accounts/policy.ts';
import { newChallengeId, randomToken } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { insertDeliveries, newDelivery } from '../push/deliveries.ts';
import { understands } from '../push/understands.ts';
import type {
  ApplicationRow,
  ChallengeRow,
  DeviceRow,
  Match,
  Trx,
  UserRow,
  UserVerification,
} from '../store/schema.ts';
import { admitChallenge } from './admission.ts';
import { checkSomebodyCanApprove, howAsked } from './asked.ts';
import { type Attachment, describeAttachments, storeAttachments } from './attachments.ts';
import type { Engine } from './challenges.ts';
import { droppableClaims } from './droppable-claims.ts';
import { announceEnd, type Ending, type Receipts, recordAbout, withReceipts } from './ending.ts';
import { makeRoom } from './make-room.ts';
import { macOfCode, newMatchingCode } from './matching-code.ts';
import { signWithPlace } from './place.ts';
import { type ActiveDevice, activeDevicesOf, insertChallenge, UNANSWERED } from './rows.ts';

export interface CreateChallenge {
  application: ApplicationRow;
  username: string;
  /** Default: "Sign in as <username>". */
  action?: Pick<Action, 'title' | 'details'>;
  /** Texts that belong to it, 1 to 4 (attachments.ts). */
  attachments?: readonly Attachment[];
  /** Whether nobody may approve before all of them have been scrolled to their end. */
  readAll?: boolean;
  context?: Context;
  /** Default: the application's own. A weaker one is refused. */
  match?: Match;
  /** Whether the person is verified (N10). Default: the application's own. Less is refused. */
  userVerification?: UserVerification;
  /** `phone`: only devices that say that they are phones are asked, and may answer. */
  answerBy?: 'phone';
  /** 30 to 600 (N3); default: the application's own. */
  ttlSeconds?: number;
  /** The door's own facts, kept beside the challenge as JSON text. */
  door?: string;
  /** Called in the transaction that creates, so that the door can write in it; when it throws, nothing is created. */
  remember?: ((trx: Trx, created: CreatedChallenge) => Promise<void>) | undefined;
}

export interface CreatedChallenge {
  id: string;
  state: 'pending';
  userId: string;
  match: Match;
  /** The length of the code that is accepted; 0 where none is. */
  digits: number;
  /** For the application's login page. The matching code leaves the server only here. */
  code?: string;
  /** The content of the login page's QR. */
  qr?: string;
  createdAtMs: number;
  expiresAtMs: number;
  /** Nobody is rung: the person fetches it with the QR or the digits of the login page. */
  quiet: boolean;
  devices: {
    id: string;
    name: string;
    kind: DeviceRow['kind'];
    keyThumbprint: string;
    delivery: 'queued' | 'pull';
  }[];
}

/**
 * Puts one question to one user: decides policy, signs, commits, and then pushes to every active device without waiting
 * for the push services. There is one pending challenge per user and application that wasn't made quietly: a new one
 * supersedes the old one (the index `challenges_one_pending` enforces it even when two are created at once), unless its
 * application asks in parallel. A quiet one
 * (admission.ts) pushes nothing, and replaces nothing.
 *
 * @throws NodError user_unknown, user_locked, no_active_device, no_phone, action_too_large, attachment_invalid,
 *   attachment_too_large, attachments_full, match_not_allowed, verification_not_allowed,
 *   user_backing_off; with match none also user_quarantined, push_limit
 */
export async function createChallenge(engine: Engine, input: CreateChallenge): Promise<CreatedChallenge> {
  const { store, push, background, clock } = engine;
  const user = await engine.accounts.getUser(input.application.realm_id, input.username);
  const question = await signQuestion(engine, input, user).catch(refusalOf);
  const endingOf = (old: ChallengeRow): Ending => {
    // As of the new one's creation: the same time as where the old one only looks superseded.
    const atMs = question instanceof NodError ? clock() : question.row.created_at_ms;
    if (old.expires_at_ms <= atMs || question instanceof NodError) return { state: 'expired', atMs };
    return { state: 'canceled', atMs, cancelReason: 'superseded', reason: `superseded by ${question.row.id}` };
  };
  const { created, rings, superseded, withdrawn } = await withReceipts(engine, endingOf, (receipts) =>
    store.transaction((trx) => storeQuestion(engine, trx, { input, user, question, receipts })),
  );
  if (superseded) announceEnd(engine, superseded.challenge, superseded.ending.state, superseded.ending.atMs);
  // Whoever watches one of these sees it end now, as they would if it had really waited.
  for (const id of withdrawn) void store.bus.publish(`challenge:${id}`);
  engine.onCreated?.();
  if (rings) {
    void store.bus.publish(`user:${user.id}`);
    background.run(push.dispatchChallenge(created.id));
  }
  return created;
}

/** Keeps what is wrong with the request until the transaction has said whether the user may be asked at all: that is told first. */
function refusalOf(error: unknown): NodError {
  if (error instanceof NodError) return error;
  throw error;
}

/** A challenge that is signed, and not stored yet. */
interface Question {
  row: ChallengeRow;
  code: string | undefined;
}

/**
 * Checks and inserts in one transaction, in the user's turn: what was checked still holds when the challenge is
 * inserted, however many calls come at once (N5), and there is at most one pending challenge to replace.
 */
async function storeQuestion(
  engine: Engine,
  trx: Trx,
  work: { input: CreateChallenge; user: UserRow; question: Question | NodError; receipts: Receipts },
) {
  const { input, user, question, receipts } = work;
  const { application, attachments = [] } = input;
  // Always this one first. It makes the sum of what is kept hold.
  if (attachments.length > 0) await engine.store.takeTurn(trx, application.id);
  await engine.store.takeTurn(trx, user.id);
  const nowMs = engine.clock();
  const { quietFor, rings, pendingId } = await admitChallenge(trx, user.id, application, nowMs, engine.limits);
  // As signed; a request that policy refuses wasn't, and is refused here.
  const asked = howAsked(input);
  // Nothing on the login page could fetch it.
  if (quietFor && asked.match === 'none') throw quietFor;
  const active = await activeDevicesOf(trx, user.id);
  const devices = question instanceof NodError ? active : active.filter((one) => understands(one, question.row.jws));
  await checkSomebodyCanApprove(
    trx,
    { devices: active, asked: devices },
    { ...asked, answerBy: input.answerBy },
    nowMs,
  );
  if (question instanceof NodError) throw question;
  const quiet = quietFor !== undefined;
  const row: ChallengeRow = { ...question.row, quiet: quiet ? 1 : 0, rings: rings ? 1 : 0, kept: quiet ? 0 : 1 };
  const { superseded, withdrawn } = await makeRoom(engine, trx, { row, pendingId, application, receipts });
  await insertChallenge(trx, row);
  if (attachments.length > 0) await storeAttachments(engine, trx, row, attachments);
  await insertDeliveries(
    trx,
    devices.map((device) => newDelivery(row.id, rings ? device : { ...device, delivery: 'pull' }, row.created_at_ms)),
  );
  await recordAbout(trx, row, {
    type: 'challenge.created',
    atMs: row.created_at_ms,
    userId: row.user_id,
    applicationId: row.application_id,
    challengeId: row.id,
    sourceIp: row.source_ip,
    detail: rings ? undefined : { quiet: true },
  });
  const created = describe(engine, { ...question, row }, devices);
  await input.remember?.(trx, created);
  return { created, rings, superseded, withdrawn };
}

function describe({ origin }: Engine, { row, code }: Question, devices: readonly ActiveDevice[]): CreatedChallenge {
  return {
    id: row.id,
    state: 'pending',
    userId: row.user_id,
    match: row.match,
    digits: row.digits,
    ...(code === undefined ? {} : { code, qr: matchingUrl(origin, row.id, code) }),
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    quiet: row.quiet === 1,
    devices: devices.map(({ id, name, kind, thumbprint, delivery }) => ({
      id,
      name,
      kind,
      keyThumbprint: thumbprint,
      delivery: row.quiet === 0 && delivery === 'push' ? 'queued' : 'pull',
    })),
  };
}

/** Signs the challenge, before the transaction that stores it. */
async function signQuestion(engine: Engine, input: CreateChallenge, user: UserRow): Promise<Question> {
  const { store, keys, clock, randomBytes, origin } = engine;
  const { application, attachments = [], readAll = false } = input;
  const { match, withCode, places, uv } = howAsked(input);
  const { origins, paths } = places;
  const nowMs = clock();
  const id = newChallengeId(nowMs, randomBytes);
  // Whole seconds, as in the signed claims, so that both ends have the same expiry.
  const iat = Math.floor(nowMs / 1000);
  const exp = iat + (input.ttlSeconds ?? application.ttl_seconds);
  const code = withCode ? newMatchingCode(application.digits, randomBytes) : undefined;
  const action = input.action ?? { title: signInTitle(user.username), details: [] };
  const { realm, tellsBrowserKnown } = await droppableClaims(store.db, application, user.id);
  const { browserKnown, ...context } = input.context ?? {};
  const jws = await signWithPlace(engine, {
    iss: origin,
    sub: user.id,
    aud: 'nod-device',
    jti: id,
    iat,
    exp,
    nonce: randomToken(randomBytes),
    app: { id: application.id, name: shownName(application.name), ...(realm === undefined ? {} : { realm }) },
    action: {
      title: action.title,
      details: action.details ?? [],
      ...(attachments.length === 0 ? {} : { attachments: describeAttachments(attachments) }),
      ...(readAll && attachments.length > 0 ? { readAll } : {}),
    },
    context: tellsBrowserKnown && browserKnown !== undefined ? { ...context, browserKnown } : context,
    match,
    ...(origins.length === 0 ? {} : { origins }),
    ...(origins.length === 0 || paths.length === 0 ? {} : { paths }),
    ...(withCode ? { digits: application.digits } : {}),
    uv,
    ...(input.answerBy === undefined ? {} : { answerBy: input.answerBy }),
  }).catch((error: unknown) => {
    throw error instanceof ProtocolError ? tooLarge(error, actionBytesBeside(places)) : error;
  });
  const row: ChallengeRow = {
    ...UNANSWERED,
    id,
    user_id: user.id,
    application_id: application.id,
    jws,
    match,
    digits: withCode ? application.digits : 0,
    code_mac: code === undefined ? null : macOfCode(keys.secret, id, code),
    door: input.door ?? null,
    source_ip: input.context?.ip ?? '',
    created_at_ms: nowMs,
    expires_at_ms: exp * 1000,
    parallel: application.parallel,
    quiet: 0,
    rings: 1,
    kept: 1,
    vouches_for: null,
  };
  return { row, code };
}

/** A name as it travels. It may be older than the rule for texts. */
export function shownName(name: string): string {
  return shortenToBytes(readableText(name), APPLICATION_NAME_MAX_BYTES);
}

/** The question where the application gives none. It is shortened, since a username may be longer than a title. */
export function signInTitle(username: string): string {
  return shortenToCharacters(`Sign in as ${readableText(username)}`, ACTION_LIMITS.titleCharacters);
}

function tooLarge(cause: ProtocolError, limitBytes: number): NodError {
  const together = `${limitBytes.toLocaleString('en')} bytes together`;
  return new NodError(
    'action_too_large',
    `The request does not fit into a push: a title of at most 120 characters, at most 12 details, names of attachments; ${together}.`,
    { params: { limitBytes }, logDetail: cause.code },
  );
}

import {
  ACTION_LIMITS,
  type Action,
  APPLICATION_NAME_MAX_BYTES,
  type Context,
  MAX_LIFE_SECONDS,
  signChallenge,
} from '../../shared/protocol/challenge.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { matchingUrl } from '../../shared/protocol/matching-url.ts';
import { shortenToBytes } from '../../shared/protocol/text.ts';
import { actionBytesBeside } from '../accounts/policy.ts';
import { newChallengeId, randomToken } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import { insertDeliveries, newDelivery } from '../push/deliveries.ts';
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
import type { Engine } from './challenges.ts';
import { announceEnd, type Ending, endChallenge, type Receipts, withReceipts } from './ending.ts';
import { macOfCode, newMatchingCode } from './matching-code.ts';
import { type ActiveDevice, activeDevicesOf, challengeById, insertChallenge } from './rows.ts';
import { conceals } from './view.ts';

export interface CreateChallenge {
  application: ApplicationRow;
  username: string;
  /** Default: "Sign in as <username>". */
  action?: Action;
  context?: Context;
  /** Default: the application's own. A weaker one is refused. */
  match?: Match;
  /** Whether the person is verified (N10). Default: the application's own. Less is refused. */
  userVerification?: UserVerification;
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
  devices: { id: string; name: string; kind: DeviceRow['kind']; delivery: 'queued' | 'pull' }[];
}

/**
 * Puts one question to one user: decides policy, signs, commits, and then pushes to every active device without waiting
 * for the push services. There is one pending challenge per user and application: a new one supersedes the old one (the
 * index `challenges_one_pending` enforces it even when two are created at once).
 *
 * @throws NodError user_unknown, no_active_device, action_too_large, match_not_allowed, verification_not_allowed,
 *   user_backing_off, user_quarantined, push_limit
 */
export async function createChallenge(engine: Engine, input: CreateChallenge): Promise<CreatedChallenge> {
  const { store, push, background, clock } = engine;
  const user = await engine.accounts.getUser(input.username);
  const question = await signQuestion(engine, input, user).catch(refusalOf);
  const endingOf = (old: ChallengeRow): Ending => {
    const atMs = clock();
    if (old.expires_at_ms <= atMs || question instanceof NodError) return { state: 'expired', atMs };
    return { state: 'canceled', atMs, reason: `superseded by ${question.row.id}` };
  };
  const { created, superseded } = await withReceipts(engine, endingOf, (receipts) =>
    store.transaction((trx) => storeQuestion(engine, trx, { input, user, question, receipts })),
  );
  if (superseded) announceEnd(engine, superseded.challenge, superseded.ending.state, superseded.ending.atMs);
  void store.bus.publish(`user:${user.id}`);
  engine.onCreated?.();
  background.run(push.dispatchChallenge(created.id));
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
  const { application } = input;
  await engine.store.takeTurn(trx, user.id);
  const { pendingId } = await admitChallenge(trx, user.id, application, engine.clock(), engine.limits);
  // As signed; a request that policy refuses wasn't, and is refused here.
  const asked = howAsked(input);
  const devices = await activeDevicesOf(trx, user.id);
  await checkSomebodyCanApprove(trx, user, devices, asked);
  if (question instanceof NodError) throw question;
  const { row } = question;
  const old = pendingId === null ? undefined : await challengeById(trx, pendingId);
  const [ending] = old ? receipts([old]) : [];
  const isSuperseded = old && ending && (await endChallenge(trx, old, ending));
  if (conceals(application)) await withdrawDenials(trx, row);
  await insertChallenge(trx, row);
  await insertDeliveries(
    trx,
    devices.map((device) => newDelivery(row.id, device, row.created_at_ms)),
  );
  await recordEvent(trx, {
    type: 'challenge.created',
    atMs: row.created_at_ms,
    userId: row.user_id,
    applicationId: row.application_id,
    challengeId: row.id,
    sourceIp: row.source_ip,
  });
  const created = describe(engine, question, devices);
  await input.remember?.(trx, created);
  return { created, superseded: isSuperseded ? { challenge: old, ending } : undefined };
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
    devices: devices.map(({ id, name, kind, delivery }) => ({
      id,
      name,
      kind,
      delivery: delivery === 'push' ? 'queued' : 'pull',
    })),
  };
}

/** A concealed denial still looks pending to the application. So it has to look superseded now. */
function withdrawDenials(trx: Trx, next: ChallengeRow) {
  return trx
    .updateTable('challenges')
    .set({ withdrawn_at_ms: next.created_at_ms })
    .where('user_id', '=', next.user_id)
    .where('application_id', '=', next.application_id)
    .where('created_at_ms', '>', next.created_at_ms - MAX_LIFE_SECONDS * 1000)
    .where('expires_at_ms', '>', next.created_at_ms)
    .where('state', 'in', ['denied', 'reported'])
    .where('withdrawn_at_ms', 'is', null)
    .execute();
}

/** Signs the challenge, before the transaction that stores it. */
async function signQuestion(engine: Engine, input: CreateChallenge, user: UserRow): Promise<Question> {
  const { keys, clock, randomBytes, origin } = engine;
  const { application } = input;
  const { match, withCode, origins, uv } = howAsked(input);
  const nowMs = clock();
  const id = newChallengeId(nowMs, randomBytes);
  // Whole seconds, as in the signed claims, so that both ends have the same expiry.
  const iat = Math.floor(nowMs / 1000);
  const exp = iat + (input.ttlSeconds ?? application.ttl_seconds);
  const code = withCode ? newMatchingCode(application.digits, randomBytes) : undefined;
  const action = input.action ?? { title: signInTitle(user.username), details: [] };
  const jws = await signChallenge(
    {
      iss: origin,
      sub: user.id,
      aud: 'nod-device',
      jti: id,
      iat,
      exp,
      nonce: randomToken(randomBytes),
      app: { id: application.id, name: shortenToBytes(application.name, APPLICATION_NAME_MAX_BYTES) },
      action: { title: action.title, details: action.details ?? [] },
      context: input.context ?? {},
      match,
      ...(origins.length === 0 ? {} : { origins }),
      ...(withCode ? { digits: application.digits } : {}),
      uv,
    },
    keys.signing,
  ).catch((error: unknown) => {
    throw error instanceof ProtocolError ? tooLarge(error, actionBytesBeside(origins)) : error;
  });
  const row: ChallengeRow = {
    id,
    user_id: user.id,
    application_id: application.id,
    state: 'pending',
    jws,
    match,
    digits: withCode ? application.digits : 0,
    code_mac: code === undefined ? null : macOfCode(keys.secret, id, code),
    attempts: 0,
    door: input.door ?? null,
    source_ip: input.context?.ip ?? '',
    created_at_ms: nowMs,
    expires_at_ms: exp * 1000,
    final_at_ms: null,
    decided_by: null,
    receipt_jws: null,
    withdrawn_at_ms: null,
    quiet: 0,
    rings: 1,
    kept: 1,
    wrong_answers: '',
    cancel_reason: null,
  };
  return { row, code };
}

/** The question where the application gives none. It is shortened, since a username may be longer than a title. */
export function signInTitle(username: string): string {
  const title = [...`Sign in as ${username}`];
  const most = ACTION_LIMITS.titleCharacters;
  return title.length <= most ? title.join('') : `${title.slice(0, most - 1).join('')}…`;
}

function tooLarge(cause: ProtocolError, limitBytes: number): NodError {
  const together = `${limitBytes.toLocaleString('en')} bytes together`;
  return new NodError(
    'action_too_large',
    `The request does not fit into a push: a title of at most 120 characters, at most 12 details, ${together}.`,
    { params: { limitBytes }, logDetail: cause.code },
  );
}

import type { ClaimRequest, ClaimResponse } from '../../shared/protocol/device-api.ts';
import { formatPairingCode, parsePairingCode } from '../../shared/protocol/pairing-code.ts';
import { originsOf } from '../accounts/applications.ts';
import { shownRealmName } from '../accounts/realms.ts';
import { announce } from '../announcements/announce.ts';
import { randomToken } from '../crypto/ids.ts';
import { sameSecret, sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { countEvent, recordEvent } from '../events/record.ts';
import { addressBlock } from '../net/client-address.ts';
import type { EnrollmentRow } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import type { DevicesCore } from './devices.ts';
import { askAboutTicket } from './registration-webhook.ts';
import { codeMac } from './ticket.ts';
import { serverInfo } from './views.ts';

/** A move's QR is short-lived; once it is claimed, nothing is left on a screen, and the new phone has time for its questions. */
const MOVE_CLAIMED_MS = 10 * 60_000;

const columns = [
  'id',
  'user_id',
  'application_id',
  'state',
  'tries_left',
  'expires_at_ms',
  'code_mac',
  'moves_device_id',
  'lets_in',
] as const;
type Ticket = Pick<EnrollmentRow, (typeof columns)[number]>;

/**
 * The ticket that a code or a token leads to. Only a caller with the right secret learns that it has expired or was
 * used; any other caller gets `invalid`.
 */
type FoundTicket =
  /** `presented` is the secret as it was given out, for the application's webhook. */
  | { state: 'open'; ticket: Ticket; presented: string }
  | { state: 'expired' | 'used'; ticket: Ticket }
  | { state: 'invalid'; ticket?: undefined };

type Refusal = 'invalid' | 'expired' | 'used' | 'refused';

const refusals: Record<Refusal, () => NodError> = {
  invalid: () => new NodError('enrollment_invalid', 'This code is not known here. Check it, or ask for a new one.'),
  expired: () =>
    new NodError('enrollment_expired', 'This code has expired: it is valid for 10 minutes. Ask for a new one.'),
  used: () =>
    new NodError(
      'enrollment_used',
      'This code was used already, replaced by a newer one, or tried too often. Ask for a new one.',
    ),
  refused: () =>
    new NodError(
      'enrollment_refused',
      'The application did not confirm this pairing. Start again there and ask for a new code.',
    ),
};

/**
 * Takes a ticket for the device that calls, and tells it the account and the server that the ticket is for. The nonce
 * in the answer lets this device, and nobody else, complete the ticket; it replaces the code, which is used up now.
 *
 * A caller without the right secret learns nothing: an unknown look-up and a wrong secret get the same answer for the
 * same work (both write one event).
 *
 * @throws NodError enrollment_invalid, enrollment_expired, enrollment_used, enrollment_refused (by the application),
 *   unavailable (the device would pin keys that the server is about to leave)
 */
export async function claimEnrollment(
  core: DevicesCore,
  request: ClaimRequest,
  source: CallSource,
): Promise<ClaimResponse> {
  if (core.keys.areOutdated()) {
    throw new NodError(
      'unavailable',
      'The server has new keys and has to be restarted before devices can be paired. Tell whoever runs it, then try again.',
    );
  }
  const found = await ('code' in request ? findByCode(core, request.code) : findByToken(core, request.token));
  if (found.state !== 'open') return refuse(core, source, found.state, found.ticket);
  const { presented } = found;
  const moveUntilMs = core.clock() + MOVE_CLAIMED_MS;
  const ticket = found.ticket.moves_device_id === null ? found.ticket : { ...found.ticket, expires_at_ms: moveUntilMs };
  const nonce = randomToken(core.randomBytes);
  const by = 'code' in request ? 'code' : 'link';
  if (!(await takeTicket(core, ticket, nonce, by, source))) return refuse(core, source, 'used', ticket);
  await askApplication(core, ticket, presented, source);
  return describeClaim(core, ticket, nonce);
}

/**
 * Takes one of the ticket's tries *before* it compares, in one conditional UPDATE: otherwise a hundred requests at once
 * would all compare while five tries are left. Only a request that got a try may go on to claim.
 */
async function findByCode({ store, keys, clock }: DevicesCore, text: string): Promise<FoundTicket> {
  let code: ReturnType<typeof parsePairingCode>;
  try {
    code = parsePairingCode(text);
  } catch {
    return { state: 'invalid' };
  }
  const atMs = clock();
  const isRight = (ticket: Ticket) => sameSecret(codeMac(keys.secret, ticket.id, code.secret), ticket.code_mac);
  const tried = await store.db
    .updateTable('enrollments')
    .set((row) => ({ tries_left: row('tries_left', '-', 1) }))
    .where('lookup', '=', code.lookup)
    .where('state', '=', 'open')
    .where('tries_left', '>', 0)
    .where('expires_at_ms', '>', atMs)
    .returning(columns)
    .execute();
  const right = tried.find(isRight);
  if (right) return { state: 'open', ticket: right, presented: formatPairingCode(code.lookup + code.secret) };

  const triedOut = tried.filter((ticket) => ticket.tries_left === 0).map((ticket) => ticket.id);
  if (triedOut.length > 0) {
    await store.db
      .updateTable('enrollments')
      .set({ state: 'closed' })
      .where('id', 'in', triedOut)
      .where('state', '=', 'open')
      .execute();
  }
  const rows = await store.db.selectFrom('enrollments').select(columns).where('lookup', '=', code.lookup).execute();
  const lapsed = rows.find(isRight);
  return lapsed ? { state: lapsedState(lapsed, atMs), ticket: lapsed } : { state: 'invalid' };
}

/** A link's token has 128 bits, so tries needn't be counted. */
async function findByToken({ store, clock }: DevicesCore, token: string): Promise<FoundTicket> {
  const ticket = await store.db
    .selectFrom('enrollments')
    .select(columns)
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst();
  if (!ticket) return { state: 'invalid' };
  const atMs = clock();
  if (ticket.state === 'open' && ticket.expires_at_ms > atMs) return { state: 'open', ticket, presented: token };
  return { state: lapsedState(ticket, atMs), ticket };
}

/** A ticket that was taken or closed is used, however old it is; an open one that is too old has expired. */
function lapsedState(ticket: Ticket, atMs: number): 'expired' | 'used' {
  return ticket.state === 'open' && ticket.expires_at_ms <= atMs ? 'expired' : 'used';
}

/** One UPDATE decides: of two devices with the same code, one gets the ticket (A6.5.1). */
function takeTicket(
  { store, clock }: DevicesCore,
  ticket: Ticket,
  nonce: string,
  by: 'code' | 'link',
  source: CallSource,
): Promise<boolean> {
  const atMs = clock();
  return store.transaction(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('enrollments')
      .set({ state: 'claimed', nonce_hash: sha256(nonce), expires_at_ms: ticket.expires_at_ms })
      .where('id', '=', ticket.id)
      .where('state', '=', 'open')
      .where('expires_at_ms', '>', atMs)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    const detail = { enrollmentId: ticket.id, by };
    await recordEvent(trx, { type: 'enrollment.claimed', atMs, ...about(ticket, source), detail });
    return true;
  });
}

/** A refusal ends the ticket: the application has said that this code and this user don't belong together. */
async function askApplication(core: DevicesCore, ticket: Ticket, presented: string, source: CallSource): Promise<void> {
  const answer = await askAboutTicket(core, ticket, presented);
  if (answer.letIn) return;
  await core.store.db
    .updateTable('enrollments')
    .set({ state: 'closed', nonce_hash: null })
    .where('id', '=', ticket.id)
    .where('state', '=', 'claimed')
    .execute();
  core.log.warn({ enrollmentId: ticket.id, answer: answer.reason }, 'registration webhook let nobody in');
  return refuse(core, source, 'refused', ticket, { webhook: answer.reason });
}

async function refuse(
  core: DevicesCore,
  source: CallSource,
  reason: Refusal,
  ticket?: Ticket,
  detail: Record<string, string> = {},
): Promise<never> {
  const event = {
    type: 'enrollment.refused',
    atMs: core.clock(),
    ...about(ticket, source),
    detail: { reason, ...(ticket ? { enrollmentId: ticket.id } : {}), ...detail },
  } as const;
  // Anybody may try as often as the limits allow. What holds guesses is the five tries of a ticket, not this log.
  await core.store.transaction(async (trx) => {
    await countEvent(trx, event, `${addressBlock(source.ip ?? '')} ${reason}`);
    // What is wrong with a code is for who typed it; that the application says no to one that is right, for its user.
    if (reason !== 'refused' || !ticket) return;
    const applicationId = ticket.application_id ?? undefined;
    const told = { userId: ticket.user_id, applicationId, ip: source.ip };
    await announce(core, trx, { ...told, what: 'enrollment.refused', by: 'application' });
  });
  throw refusals[reason]();
}

function about(ticket: Ticket | undefined, source: CallSource) {
  return { userId: ticket?.user_id, applicationId: ticket?.application_id ?? undefined, deviceIp: source.ip };
}

async function describeClaim(core: DevicesCore, ticket: Ticket, nonce: string): Promise<ClaimResponse> {
  const row = await core.store.db
    .selectFrom('enrollments as e')
    .innerJoin('users as u', 'u.id', 'e.user_id')
    .innerJoin('realms as r', 'r.id', 'u.realm_id')
    .leftJoin('applications as a', 'a.id', 'e.application_id')
    .select(['u.id', 'u.username', 'u.display_name', 'a.name as application_name', 'a.origins as application_origins'])
    .select(['r.id as realm_id', 'r.name as realm_name'])
    .where('e.id', '=', ticket.id)
    .executeTakeFirst();
  if (!row) throw refusals.invalid(); // the user was removed in between
  return {
    enrollmentId: ticket.id,
    nonce,
    user: { id: row.id, username: row.username, displayName: row.display_name },
    realm: { id: row.realm_id, name: shownRealmName({ name: row.realm_name }, core.settings.serverName) },
    application:
      row.application_name === null || row.application_origins === null
        ? null
        : { name: row.application_name, origins: originsOf({ origins: row.application_origins }) },
    server: serverInfo(core),
    expiresAtMs: ticket.expires_at_ms,
  };
}

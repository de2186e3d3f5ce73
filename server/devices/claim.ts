import type { ClaimRequest, ClaimResponse } from '../../shared/protocol/device-api.ts';
import { originsOf } from '../accounts/applications.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import { askRegistrationWebhook } from './ask-webhook.ts';
import type { CallSource, DevicesContext } from './context.ts';
import { randomToken } from './enrollment-secrets.ts';
import { findByCode, findByToken, type OpenTicket, type Ticket } from './find-ticket.ts';
import { serverInfo } from './server-info.ts';

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
 * Takes a ticket for the device that calls and says whose account on which server it is for. The nonce in the answer
 * lets the same device, and nobody else, complete the ticket; it replaces the code, which is used up by this.
 *
 * Who doesn't have the right secret learns nothing: an unknown look-up and a wrong secret give the same answer for the
 * same work (both write one event).
 *
 * @throws NodError enrollment_invalid, enrollment_expired, enrollment_used, enrollment_refused (by the application)
 */
export async function claimEnrollment(
  context: DevicesContext,
  request: ClaimRequest,
  source: CallSource,
): Promise<ClaimResponse> {
  const found = await ('code' in request ? findByCode(context, request.code) : findByToken(context, request.token));
  if (found.state !== 'open') return refuse(context, source, found.state, found.ticket);
  const { ticket } = found;
  const nonce = randomToken(context.randomBytes);
  const by = 'code' in request ? 'code' : 'link';
  if (!(await takeTicket(context, ticket, nonce, by, source))) return refuse(context, source, 'used', ticket);
  await askApplication(context, found, source);
  return describeClaim(context, ticket, nonce);
}

/** One UPDATE decides: of two devices with the same code, one gets the ticket (A6.5.1). */
function takeTicket(
  { store, clock }: DevicesContext,
  ticket: Ticket,
  nonce: string,
  by: 'code' | 'link',
  source: CallSource,
): Promise<boolean> {
  const atMs = clock();
  return store.transaction(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('enrollments')
      .set({ state: 'claimed', nonce_hash: sha256(nonce) })
      .where('id', '=', ticket.id)
      .where('state', '=', 'open')
      .where('expires_at_ms', '>', atMs)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    const detail = { enrollmentId: ticket.id, by };
    await recordEvent(trx, { type: 'enrollment.claimed', atMs, ...namesOf(ticket), ...from(source), detail });
    return true;
  });
}

/** A refusal ends the ticket: the application has said that this code and this user don't belong together. */
async function askApplication(context: DevicesContext, found: OpenTicket, source: CallSource): Promise<void> {
  const { ticket } = found;
  const answer = await askRegistrationWebhook(context, ticket, found.presented);
  if (answer.letIn) return;
  await context.store.db
    .updateTable('enrollments')
    .set({ state: 'closed', nonce_hash: null })
    .where('id', '=', ticket.id)
    .where('state', '=', 'claimed')
    .execute();
  context.log.warn({ enrollmentId: ticket.id, answer: answer.reason }, 'registration webhook let nobody in');
  return refuse(context, source, 'refused', ticket, { webhook: answer.reason });
}

async function refuse(
  { store, clock }: DevicesContext,
  source: CallSource,
  reason: Refusal,
  ticket?: Ticket,
  detail: Record<string, string> = {},
): Promise<never> {
  await recordEvent(store.db, {
    type: 'enrollment.refused',
    atMs: clock(),
    ...(ticket ? namesOf(ticket) : {}),
    ...from(source),
    detail: { reason, ...(ticket ? { enrollmentId: ticket.id } : {}), ...detail },
  });
  throw refusals[reason]();
}

const namesOf = (ticket: Ticket) => ({
  userId: ticket.user_id,
  ...(ticket.application_id === null ? {} : { applicationId: ticket.application_id }),
});
const from = ({ ip }: CallSource) => (ip === undefined ? {} : { deviceIp: ip });

async function describeClaim(context: DevicesContext, ticket: Ticket, nonce: string): Promise<ClaimResponse> {
  const row = await context.store.db
    .selectFrom('enrollments as e')
    .innerJoin('users as u', 'u.id', 'e.user_id')
    .leftJoin('applications as a', 'a.id', 'e.application_id')
    .select(['u.id', 'u.username', 'u.display_name', 'a.name as application_name', 'a.origins as application_origins'])
    .where('e.id', '=', ticket.id)
    .executeTakeFirst();
  if (!row) throw refusals.invalid(); // the user was removed in between
  return {
    enrollmentId: ticket.id,
    nonce,
    user: { id: row.id, username: row.username, displayName: row.display_name },
    application:
      row.application_name === null || row.application_origins === null
        ? null
        : { name: row.application_name, origins: originsOf({ origins: row.application_origins }) },
    server: serverInfo(context),
    expiresAtMs: ticket.expires_at_ms,
  };
}

import { formatPairingCode, parsePairingCode } from '../../shared/protocol/pairing-code.ts';
import { sameSecret, sha256 } from '../crypto/seal.ts';
import type { EnrollmentRow } from '../store/schema.ts';
import type { DevicesContext } from './context.ts';
import { codeMac } from './enrollment-secrets.ts';

export type Ticket = Pick<EnrollmentRow, 'id' | 'user_id' | 'application_id' | 'expires_at_ms'>;
const columns = ['id', 'user_id', 'application_id', 'state', 'tries_left', 'expires_at_ms', 'code_mac'] as const;
type Row = Pick<EnrollmentRow, (typeof columns)[number]>;

/**
 * What a code or a token leads to. Only who gave the right secret learns that a ticket has expired or was used; anything
 * else is `invalid`.
 */
export type FoundTicket =
  | OpenTicket
  | { state: 'expired' | 'used'; ticket: Ticket }
  | { state: 'invalid'; ticket?: undefined };

export interface OpenTicket {
  state: 'open';
  ticket: Ticket;
  /** The secret as it was given out, for the application's webhook. */
  presented: string;
}

/**
 * Takes one of the ticket's tries *before* it compares, in one conditional UPDATE: otherwise a hundred requests at once
 * would all compare while five tries are left. Only who got a try may go on to claim.
 */
export async function findByCode({ store, keys, clock }: DevicesContext, text: string): Promise<FoundTicket> {
  let code: ReturnType<typeof parsePairingCode>;
  try {
    code = parsePairingCode(text);
  } catch {
    return { state: 'invalid' };
  }
  const atMs = clock();
  const isRight = (row: Row) => sameSecret(codeMac(keys.secret, row.id, code.secret), row.code_mac);
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

  await close(
    store,
    tried.filter((row) => row.tries_left === 0).map((row) => row.id),
  );
  const rows = await store.db.selectFrom('enrollments').select(columns).where('lookup', '=', code.lookup).execute();
  const lapsed = rows.find(isRight);
  return lapsed ? { state: lapsedState(lapsed, atMs), ticket: lapsed } : { state: 'invalid' };
}

/** A link's token is 128 bits: it needs no tries. */
export async function findByToken({ store, clock }: DevicesContext, token: string): Promise<FoundTicket> {
  const row = await store.db
    .selectFrom('enrollments')
    .select(columns)
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst();
  if (!row) return { state: 'invalid' };
  const atMs = clock();
  if (row.state === 'open' && row.expires_at_ms > atMs) return { state: 'open', ticket: row, presented: token };
  return { state: lapsedState(row, atMs), ticket: row };
}

/** A ticket that somebody took, or that was closed, is used however old it is; one that nobody took has expired. */
function lapsedState(row: Row, atMs: number): 'expired' | 'used' {
  return row.state === 'open' && row.expires_at_ms <= atMs ? 'expired' : 'used';
}

async function close(store: DevicesContext['store'], ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await store.db
    .updateTable('enrollments')
    .set({ state: 'closed' })
    .where('id', 'in', ids)
    .where('state', '=', 'open')
    .execute();
}

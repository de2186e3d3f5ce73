import { type AnnounceCore, announce } from '../announcements/announce.ts';
import type { Core } from '../core/core.ts';
import { randomToken } from '../crypto/ids.ts';
import { sha256 } from '../crypto/seal.ts';
import { readBypassCode, spendBypass } from '../devices/bypass-codes.ts';
import { NodError } from '../diagnostics/errors.ts';
import { countEvent, recordEvent } from '../events/record.ts';
import { addressBlock } from '../net/client-address.ts';
import type { AccountSessionsTable, Db, Trx } from '../store/schema.ts';
import { spendRecoveryCode } from './recovery-codes.ts';

/**
 * The account page's session, of somebody without a device: opened by a recovery code, or by a code that the operator has
 * made for it. It may suspend any device, pair a new one and make new recovery codes, and nothing else; the rule of age is
 * for devices and doesn't bind it, since the code is there for whoever has none that is old enough.
 */
export const ACCOUNT_SESSION_MS = 15 * 60_000;

export interface AccountSession {
  readonly tokenHash: string;
  readonly userId: string;
  readonly username: string;
  readonly realmName: string;
  readonly byCode: AccountSessionsTable['by_code'];
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export interface OpenSession {
  /** Undefined: nobody of that name (who-recovers.ts), for whom no code is right. */
  readonly userId: string | undefined;
  /** As the person typed it. */
  readonly typed: string;
  readonly ip: string;
}

/**
 * Spends a code and opens a session, in place of one that the user may have had; the user's devices are told. Every failure
 * is the same, for the same work. None is counted against the user, so nobody can close this way for somebody else.
 * @returns the cookie's token of 128 bits; undefined where it was no code of this user's, or was used
 */
export async function openAccountSession(
  core: AnnounceCore & Pick<Core, 'store'>,
  claimed: OpenSession,
): Promise<string | undefined> {
  const { store, clock, randomBytes } = core;
  const { typed, ip } = claimed;
  const token = randomToken(randomBytes);
  const opened = await store.transaction(async (trx) => {
    await store.takeTurn(trx, claimed.userId ?? '');
    const atMs = clock();
    // In the user's turn: whoever locks the user ends what there is, and nothing may come after that.
    const userId = await unlocked(trx, claimed.userId);
    const spent = await spendCode(trx, { userId, typed, atMs });
    if (spent === undefined || userId === undefined) return false;
    await trx
      .deleteFrom('account_sessions')
      .where((is) => is.or([is('user_id', '=', userId), is('expires_at_ms', '<=', atMs)]))
      .execute();
    await trx
      .insertInto('account_sessions')
      .values({
        token_hash: sha256(token),
        user_id: userId,
        by_code: spent.byCode,
        ip,
        created_at_ms: atMs,
        expires_at_ms: atMs + ACCOUNT_SESSION_MS,
      })
      .execute();
    await recordEvent(trx, { type: 'account.session_opened', atMs, userId, deviceIp: ip, detail: spent });
    await announce(core, trx, { userId, what: 'account.session_opened', by: 'recovery', ip, detail: spent });
    return true;
  });
  if (opened) return token;
  const about = { atMs: clock(), userId: claimed.userId, deviceIp: ip, detail: { at: 'account' } };
  await countEvent(store.db, { type: 'recovery.refused', ...about }, addressBlock(ip));
  return undefined;
}

/** The two kinds of codes differ in length, so only what the person typed says which is looked for. */
async function spendCode(
  trx: Trx,
  { userId = '', typed, atMs }: { userId: string | undefined; typed: string; atMs: number },
): Promise<{ byCode: 'recovery'; left: number } | { byCode: 'bypass' } | undefined> {
  const bypass = readBypassCode(typed);
  if (bypass !== undefined) {
    const good = await spendBypass(trx, { userId, applicationId: null, code: bypass, nowMs: atMs });
    return good ? { byCode: 'bypass' } : undefined;
  }
  const left = await spendRecoveryCode(trx, { userId, typed, atMs });
  return left === undefined ? undefined : { byCode: 'recovery', left };
}

async function unlocked(db: Db, userId = ''): Promise<string | undefined> {
  const users = db.selectFrom('users').select('id').where('id', '=', userId).where('locked_at_ms', 'is', null);
  return (await users.executeTakeFirst())?.id;
}

/** @returns the session of a cookie's token; undefined where there is none (any more), and for a locked user */
export async function findAccountSession(
  { store, clock }: Pick<Core, 'store' | 'clock'>,
  token: string,
): Promise<AccountSession | undefined> {
  const row = await openSessions(store.db, clock())
    .innerJoin('realms', 'realms.id', 'users.realm_id')
    .select(['account_sessions.token_hash', 'account_sessions.by_code', 'account_sessions.created_at_ms'])
    .select(['account_sessions.expires_at_ms', 'users.id', 'users.username', 'realms.name'])
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    tokenHash: row.token_hash,
    userId: row.id,
    username: row.username,
    realmName: row.name,
    byCode: row.by_code,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}

/** In the transaction of what the session does: it has to be open still. @throws NodError unauthorized */
export async function requireOpenSession(
  trx: Trx,
  { tokenHash }: Pick<AccountSession, 'tokenHash'>,
  nowMs: number,
): Promise<void> {
  const open = await openSessions(trx, nowMs)
    .select('token_hash')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (open === undefined) throw new NodError('unauthorized', 'The account page was closed. Open it with another code.');
}

export async function endAccountSession(db: Db, { tokenHash }: Pick<AccountSession, 'tokenHash'>): Promise<void> {
  await db.deleteFrom('account_sessions').where('token_hash', '=', tokenHash).execute();
}

function openSessions(db: Db, nowMs: number) {
  return db
    .selectFrom('account_sessions')
    .innerJoin('users', 'users.id', 'account_sessions.user_id')
    .where('expires_at_ms', '>', nowMs)
    .where('locked_at_ms', 'is', null);
}

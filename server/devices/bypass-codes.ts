import { CROCKFORD, readCrockford } from '../../shared/protocol/pairing-code.ts';
import { announce } from '../announcements/announce.ts';
import type { Core } from '../core/core.ts';
import { newId } from '../crypto/ids.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Db, Trx } from '../store/schema.ts';

/**
 * One-time codes by the operator: 64 random bits as 13 characters of Crockford's base32, kept as a hash. One counts at the
 * logins of one application, or on the account page and nowhere else: an application's page sees what is typed into it, and
 * what one application has seen must be worth nothing anywhere else.
 */
const CODE_BYTES = 8;
const CODE_CHARACTERS = 13;
export const BYPASS_MOST_MS = 24 * 3_600_000;

/** Whom a code is for; `applicationId` null: the account page. */
interface BypassOf {
  readonly userId: string;
  readonly applicationId: string | null;
}

export interface NewBypass extends BypassOf {
  /** Why, and the operator's account on the machine: for the log. */
  readonly reason: string;
  readonly madeBy: string;
  readonly lifeMs: number;
}

/**
 * @param made.lifeMs at most a day
 * @returns the code for people, in groups; it is told this once. @throws NodError request_malformed, user_locked, user_unknown
 */
export async function makeBypass(
  core: Pick<Core, 'store' | 'clock' | 'randomBytes' | 'places'>,
  made: NewBypass,
): Promise<{ code: string; expiresAtMs: number }> {
  const { userId, applicationId, reason, madeBy, lifeMs } = made;
  if (!(lifeMs > 0 && lifeMs <= BYPASS_MOST_MS)) {
    throw new NodError('request_malformed', 'Such a code is good for at most a day. Say less: --for 8h');
  }
  if (reason.trim() === '') throw new NodError('request_malformed', 'Say why: --reason TEXT');
  const code = encode(core.randomBytes(CODE_BYTES));
  const atMs = core.clock();
  const expiresAtMs = atMs + lifeMs;
  await core.store.transaction(async (trx) => {
    await core.store.takeTurn(trx, userId);
    const user = await trx.selectFrom('users').select('locked_at_ms').where('id', '=', userId).executeTakeFirst();
    if (!user) throw new NodError('user_unknown', 'There is no such user.');
    if (user.locked_at_ms !== null) throw new NodError('user_locked', 'This user is locked, and can’t use a code.');
    await trx
      .insertInto('bypass_codes')
      .values({
        id: newId('byp_', core.randomBytes),
        user_id: userId,
        application_id: applicationId,
        code_hash: sha256(code),
        reason,
        made_by: madeBy,
        created_at_ms: atMs,
        expires_at_ms: expiresAtMs,
        used_at_ms: null,
      })
      .execute();
    await recordEvent(trx, {
      type: 'bypass.made',
      atMs,
      userId,
      applicationId: applicationId ?? undefined,
      detail: { reason, madeBy, expiresAtMs, for: applicationId === null ? 'account' : 'login' },
    });
    await announce(core, trx, {
      userId,
      what: 'bypass.made',
      by: 'operator',
      applicationId: applicationId ?? undefined,
    });
  });
  return { code: code.replace(/(.{4})(?=.{4})/g, '$1-'), expiresAtMs };
}

/** @returns the code as people type it, normalised (pairing-code.ts); undefined for what is none */
export function readBypassCode(typed: string): string | undefined {
  return readCrockford(typed, CODE_CHARACTERS);
}

/**
 * Spends a code, in the transaction of what it is good for. One of another user, for another application, that was used, or
 * whose time is over, is the same as none.
 * @param spent.code as readBypassCode gives it. @returns whether it was good
 */
export async function spendBypass(
  trx: Trx,
  spent: BypassOf & { readonly code: string; readonly nowMs: number },
): Promise<boolean> {
  const { userId, applicationId, code, nowMs } = spent;
  const { numUpdatedRows } = await trx
    .updateTable('bypass_codes')
    .set({ used_at_ms: nowMs })
    .where('code_hash', '=', sha256(code))
    .where('user_id', '=', userId)
    .where('application_id', applicationId === null ? 'is' : '=', applicationId)
    .where('used_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether a user has an unused code for some application's logins. */
export async function hasLoginBypass(db: Db, userId: string, nowMs: number): Promise<boolean> {
  const code = await db
    .selectFrom('bypass_codes')
    .select('id')
    .where('user_id', '=', userId)
    .where('application_id', 'is not', null)
    .where('used_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .limit(1)
    .executeTakeFirst();
  return code !== undefined;
}

function encode(bytes: Uint8Array): string {
  let number = Buffer.from(bytes).readBigUInt64BE();
  let code = '';
  for (let at = 0; at < CODE_CHARACTERS; at++) {
    code = (CROCKFORD[Number(number & 31n)] ?? '') + code;
    number >>= 5n;
  }
  return code;
}

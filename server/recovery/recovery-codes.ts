import { formatPairingCode } from '../../shared/protocol/pairing-code.ts';
import {
  RECOVERY_CODE_CHARACTERS,
  RECOVERY_CODES,
  type RecoveryCodesLeft,
  readRecoveryCode,
} from '../../shared/protocol/recovery-api.ts';
import { type AnnounceCore, announce } from '../announcements/announce.ts';
import { isYoung } from '../announcements/rule-of-age.ts';
import type { Core } from '../core/core.ts';
import { randomCrockford } from '../crypto/ids.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Db, Trx } from '../store/schema.ts';

/**
 * Recovery codes (N15): ten of 80 random bits, one set per user, kept as hashes, each good once. A plain hash is enough for
 * so many bits, and no failure is counted per user: whoever guesses gets nowhere, and closes nothing for the owner.
 */

export interface NewCodes {
  readonly userId: string;
  /** The device that makes them; null: the person on the account page, who has spent a code there. */
  readonly byDeviceId: string | null;
  readonly ip: string | undefined;
  /** What else belongs to the same transaction: the use of the proof and of the confirmation. */
  readonly spend: (trx: Trx) => Promise<void>;
}

/** How many codes can still be used, and when they were made. */
export async function recoveryCodesLeft(db: Db, userId: string): Promise<RecoveryCodesLeft> {
  const rows = await db
    .selectFrom('recovery_codes')
    .select(['made_at_ms', 'used_at_ms'])
    .where('user_id', '=', userId)
    .execute();
  return { left: rows.filter((row) => row.used_at_ms === null).length, madeAtMs: rows[0]?.made_at_ms ?? null };
}

/**
 * Makes a new set in place of the one before, and tells the user.
 * @returns the codes for people, in groups; they are told this once
 * @throws NodError device_suspended, device_too_young
 */
export async function makeRecoveryCodes(
  core: AnnounceCore & Pick<Core, 'store'>,
  { userId, byDeviceId, ip, spend }: NewCodes,
): Promise<string[]> {
  const { store, clock, randomBytes } = core;
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomCrockford(RECOVERY_CODE_CHARACTERS, randomBytes));
  await store.transaction(async (trx) => {
    await store.takeTurn(trx, userId);
    const atMs = clock();
    if (byDeviceId !== null) await requireMayReplace(trx, userId, byDeviceId, atMs);
    await spend(trx);
    const { numDeletedRows } = await trx
      .deleteFrom('recovery_codes')
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
    if (byDeviceId !== null) await endWhatCodesOpened(trx, userId);
    const made = { user_id: userId, made_at_ms: atMs, made_by_device_id: byDeviceId };
    await trx
      .insertInto('recovery_codes')
      .values(codes.map((code) => ({ ...made, code_hash: sha256(code) })))
      .execute();
    const deviceId = byDeviceId ?? undefined;
    const detail = { replaced: numDeletedRows > 0n };
    await recordEvent(trx, { type: 'recovery.codes_made', atMs, userId, deviceId, deviceIp: ip, detail });
    const by = byDeviceId === null ? 'recovery' : 'device';
    await announce(core, trx, { userId, what: 'recovery.codes_made', by, byDeviceId: deviceId, ip, detail });
  });
  return codes.map(formatPairingCode);
}

/**
 * Spends a code, in the transaction of what it is good for: of two that use the same one, one UPDATE hits. What isn't a code,
 * another user's, one that was used, and a locked user's are the same as none, for the same work.
 * @param spent.typed as the person typed it; `userId` undefined: nobody of that name, for whom no code is right
 * @returns how many are left; undefined where the code wasn't good
 */
export async function spendRecoveryCode(
  trx: Trx,
  spent: { readonly userId: string | undefined; readonly typed: string; readonly atMs: number },
): Promise<number | undefined> {
  const userId = spent.userId ?? '';
  const { numUpdatedRows } = await trx
    .updateTable('recovery_codes')
    .set({ used_at_ms: spent.atMs })
    .where('user_id', '=', userId)
    .where('code_hash', '=', sha256(readRecoveryCode(spent.typed) ?? ''))
    .where('used_at_ms', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('users').select('id').where('id', '=', userId).where('locked_at_ms', 'is', null)),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n ? (await recoveryCodesLeft(trx, userId)).left : undefined;
}

/**
 * Whether a code would be good, without spending it: for the answer to wrong ones, which are most.
 * @param of as spendRecoveryCode. @returns the same for nobody, for the same work
 */
export async function holdsCode(
  db: Db,
  of: { readonly userId: string | undefined; readonly typed: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('recovery_codes')
    .select('code_hash')
    .where('user_id', '=', of.userId ?? '')
    .where('code_hash', '=', sha256(readRecoveryCode(of.typed) ?? ''))
    .where('used_at_ms', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whoever makes new codes because somebody else may have the old ones doesn't wait for what was opened with these. */
async function endWhatCodesOpened(trx: Trx, userId: string): Promise<void> {
  await trx.deleteFrom('account_sessions').where('user_id', '=', userId).execute();
  await trx
    .updateTable('enrollments')
    .set({ state: 'closed' })
    .where('user_id', '=', userId)
    .where('lets_in', '=', 'recovery')
    .where('state', 'in', ['open', 'claimed'])
    .execute();
}

/** For three days a device may not replace codes that were there before it, unless it is the only one that is left. */
async function requireMayReplace(trx: Trx, userId: string, deviceId: string, atMs: number): Promise<void> {
  const active = await trx
    .selectFrom('devices')
    .select(['id', 'activated_at_ms'])
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .execute();
  const device = active.find(({ id }) => id === deviceId);
  if (!device) throw new NodError('device_suspended', 'This device may not do that any more.');
  if (active.length === 1 || !isYoung(device, atMs)) return;
  const { madeAtMs } = await recoveryCodesLeft(trx, userId);
  if (madeAtMs === null || madeAtMs >= (device.activated_at_ms ?? Number.POSITIVE_INFINITY)) return;
  throw new NodError(
    'device_too_young',
    'This device is new: for three days it may not replace recovery codes that were made before it came. Use an older device.',
  );
}

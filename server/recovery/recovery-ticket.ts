import { type AnnounceCore, announce } from '../announcements/announce.ts';
import type { Core } from '../core/core.ts';
import type { Devices } from '../devices/devices.ts';
import type { EnrollmentTicket } from '../devices/ticket.ts';
import { NodError } from '../diagnostics/errors.ts';
import { countEvent, recordEvent } from '../events/record.ts';
import { addressBlock } from '../net/client-address.ts';
import type { Trx } from '../store/schema.ts';
import { spendRecoveryCode } from './recovery-codes.ts';
import { type Named, unlocked, whoRecovers } from './who-recovers.ts';

export type RecoveryCore = AnnounceCore & Pick<Core, 'store'>;

/** A code that somebody typed. */
export interface TypedCode {
  /** Undefined: nobody of that name (who-recovers.ts), for whom no code is right. */
  readonly userId: string | undefined;
  /** As the person typed it. */
  readonly typed: string;
  readonly ip: string;
  /** What the code is for; for the log and the announcement. */
  readonly at: 'pairing' | 'device';
  readonly deviceId?: string | undefined;
}

/**
 * Checks and spends a code, in the user's turn, and tells the user: in the transaction of what the code is good for, so that
 * both happen or neither. A locked user has no right code (whoever locks ends what there is, and nothing may come after).
 * @throws NodError recovery_invalid, the same for every failure and after the same work
 */
export async function useRecoveryCode(core: RecoveryCore, trx: Trx, code: TypedCode): Promise<void> {
  const { typed, ip, at, deviceId } = code;
  await core.store.takeTurn(trx, code.userId ?? '');
  const atMs = core.clock();
  const userId = await unlocked(trx, code.userId);
  const left = await spendRecoveryCode(trx, { userId, typed, atMs });
  if (left === undefined || userId === undefined) throw invalidCode();
  await recordEvent(trx, { type: 'recovery.used', atMs, userId, deviceId, deviceIp: ip, detail: { at, left } });
  await announce(core, trx, { userId, what: 'recovery.used', by: 'recovery', deviceId, ip, detail: { left } });
}

/**
 * A code in place of another device's yes: gives a ticket that lets the next device in. Nothing is counted against the user,
 * so nobody closes this way for somebody else; the caller limits tries per address.
 * @param recovers.serverName under which the realm of before there were realms is shown
 * @throws NodError recovery_invalid, whatever was wrong; enrollment_refused where the account has no room for a device (then the
 *   code isn't spent)
 */
export async function recoveryTicket(
  core: RecoveryCore,
  devices: Pick<Devices, 'createEnrollment'>,
  recovers: Named & { readonly typed: string; readonly ip: string; readonly serverName: string },
): Promise<EnrollmentTicket> {
  const { store } = core;
  const { typed, ip } = recovers;
  const user = await whoRecovers(store.db, recovers, recovers.serverName);
  const code: TypedCode = { userId: user?.id, typed, ip, at: 'pairing' };
  return notingRefusals(core, code, async () => {
    if (user) {
      const spendRecovery = (trx: Trx) => useRecoveryCode(core, trx, code);
      return devices.createEnrollment({ user, applicationId: null, sourceIp: ip, spendRecovery });
    }
    await store.transaction((trx) => useRecoveryCode(core, trx, code));
    throw invalidCode();
  });
}

/** Takes down a wrong code after the transaction that it undid, counted per hour and block of addresses. */
export async function notingRefusals<T>(core: RecoveryCore, code: TypedCode, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NodError && error.code === 'recovery_invalid') {
      const { userId, deviceId, ip, at } = code;
      const about = { atMs: core.clock(), userId, deviceId, deviceIp: ip, detail: { at } };
      await countEvent(core.store.db, { type: 'recovery.refused', ...about }, addressBlock(ip));
    }
    throw error;
  }
}

function invalidCode(): NodError {
  return new NodError(
    'recovery_invalid',
    'That didn’t work. Check the user name and the code: each code works once, and new ones end the old ones.',
  );
}

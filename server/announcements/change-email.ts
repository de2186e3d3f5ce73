import type { Core } from '../core/core.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import { EmailAddressError, parseEmailAddress } from '../net/email-address.ts';
import type { DeviceRow, Trx } from '../store/schema.ts';
import { counting, keptOf } from './account-email.ts';
import { type AnnounceCore, announce } from './announce.ts';
import { isYoung } from './rule-of-age.ts';

/**
 * Only a device sets and changes the address that announcements go to, and a change counts a day later: until then the old
 * address still gets everything, and first of all that it is about to be replaced.
 */
const COUNTS_AFTER_MS = 24 * 3_600_000;
/** A device that plays with addresses would send mail to people who have nothing to do with it. */
const MOST_CHANGES_PER_DAY = 3;
const DAY_MS = 24 * 3_600_000;

/** A change of the address, by one of the user's devices. */
export interface EmailChange {
  readonly email: string | null;
  readonly ip?: string | undefined;
  /** Spends the call's proof, in the same transaction. */
  spend(trx: Trx): Promise<void>;
}

/**
 * Sets, changes or takes away the address. The same address again changes nothing.
 * @throws NodError email_invalid, device_too_young, rate_limited
 */
export async function changeAccountEmail(
  core: Pick<Core, 'store'> & AnnounceCore,
  device: DeviceRow,
  change: EmailChange,
): Promise<void> {
  const { store, clock } = core;
  const email = change.email === null ? null : readAddress(change.email);
  const { ip } = change;
  await store.transaction(async (trx) => {
    await store.takeTurn(trx, device.user_id);
    const atMs = clock();
    await requireMayChange(trx, device, atMs);
    await change.spend(trx);
    const kept = await keptOf(trx, device.user_id);
    if ((kept?.address ?? null) === email) return;
    const old = counting(kept, atMs);
    await requireRate(trx, device.user_id, atMs);
    // Back to what still counts: a change that was taken back needs no wait.
    const countsFromMs = old === email ? atMs : atMs + COUNTS_AFTER_MS;
    const row = { address: email, counts_from_ms: countsFromMs, old_address: old };
    await trx
      .insertInto('email_addresses')
      .values({ user_id: device.user_id, ...row })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
      .execute();
    const about = { userId: device.user_id, deviceId: device.id };
    // The log outlives the account, and need not know where somebody reads mail.
    const detail = { set: email !== null, countsFromMs };
    await recordEvent(trx, { ...about, type: 'user.email_changed', atMs, deviceIp: ip, detail });
    await announce(core, trx, {
      userId: device.user_id,
      what: 'email.changed',
      by: 'device',
      byDeviceId: device.id,
      ip,
      detail,
    });
  });
}

function readAddress(text: string): string {
  try {
    return parseEmailAddress(text);
  } catch (error) {
    if (!(error instanceof EmailAddressError)) throw error;
    throw new NodError(
      'email_invalid',
      error.code === 'local_part'
        ? 'The part before the @ has letters that not every mail server takes. Use an address without them.'
        : 'This is not one e-mail address, such as alice@example.org.',
    );
  }
}

/** The device is active still, and not younger than the rule of age allows. */
async function requireMayChange(trx: Trx, device: DeviceRow, atMs: number): Promise<void> {
  const now = await trx
    .selectFrom('devices')
    .select(['state', 'activated_at_ms'])
    .where('id', '=', device.id)
    .executeTakeFirst();
  if (now?.state !== 'active' || now.activated_at_ms === null) {
    throw new NodError('device_suspended', 'This device may not do that any more.');
  }
  if (!isYoung(now, atMs)) return;
  const older = await trx
    .selectFrom('devices')
    .select('id')
    .where('user_id', '=', device.user_id)
    .where('activated_at_ms', '<', now.activated_at_ms)
    .limit(1)
    .executeTakeFirst();
  if (older === undefined) return;
  throw new NodError(
    'device_too_young',
    'This device is new: for three days it may not change that. Use a device that you had before.',
  );
}

async function requireRate(trx: Trx, userId: string, atMs: number): Promise<void> {
  const recent = await trx
    .selectFrom('announcements')
    .select('at_ms')
    .where('user_id', '=', userId)
    .where('at_ms', '>', atMs - DAY_MS)
    .where('what', '=', 'email.changed')
    .orderBy('at_ms', 'desc')
    .limit(MOST_CHANGES_PER_DAY)
    .execute();
  const oldest = recent[MOST_CHANGES_PER_DAY - 1];
  if (oldest === undefined) return;
  throw new NodError('rate_limited', 'The address was changed often today. Try again tomorrow.', {
    params: { retryAfterSeconds: Math.ceil((oldest.at_ms + DAY_MS - atMs) / 1000) },
  });
}

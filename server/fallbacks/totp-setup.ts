import type { TotpBegun, TotpResponse } from '../../shared/protocol/totp-api.ts';
import { readTotpCode } from '../../shared/protocol/totp-code.ts';
import { announce } from '../announcements/announce.ts';
import { isTooYoung, isYoung, YOUNG_MS } from '../announcements/rule-of-age.ts';
import type { Core } from '../core/core.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { Db, DeviceRow, TotpSecretsTable, Trx } from '../store/schema.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

/**
 * How an app of six digits comes to a user, and goes: a device begins (and hears the secret, this once), the person types the
 * first digits into it, and from then on they count. There is one per user. To have another one, the old one is removed
 * first, so that one that is begun and given up changes nothing.
 */

/** For so long the first digits can be typed. */
const BEGUN_MS = 10 * 60_000;

/** A device's call, and what its transaction has to spend: the proof, and the person's confirmation where there is one. */
export interface TotpCall {
  readonly device: Pick<DeviceRow, 'id' | 'user_id'>;
  readonly ip: string | undefined;
  readonly spend: (trx: Trx) => Promise<void>;
}

/** @throws NodError device_suspended, device_too_young, totp_exists */
export async function beginTotp(core: Core, serverName: string, { device, spend }: TotpCall): Promise<TotpBegun> {
  const { store, clock } = core;
  return store.transaction(async (trx) => {
    await store.takeTurn(trx, device.user_id);
    const nowMs = clock();
    const kept = await keptOf(trx, device.user_id);
    if (kept?.confirmed_at_ms != null && kept.device?.state === 'active') {
      throw new NodError(
        'totp_exists',
        'Another app is set up for this account. Remove it first, then set up this one.',
      );
    }
    await requireMayTouch(trx, device, kept, nowMs);
    const { username } = await trx
      .selectFrom('users')
      .select('username')
      .where('id', '=', device.user_id)
      .executeTakeFirstOrThrow();
    const { sealed, uri, secret } = newTotpSecret(core, { serverName, username });
    const row = {
      secret_sealed: sealed,
      by_device_id: device.id,
      created_at_ms: nowMs,
      confirmed_at_ms: null,
      counts_from_ms: nowMs,
      last_step: 0,
    };
    await trx
      .insertInto('totp_secrets')
      .values({ user_id: device.user_id, ...row })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
      .execute();
    await spend(trx);
    return { uri, secret, expiresAtMs: nowMs + BEGUN_MS };
  });
}

/**
 * The first digits, typed into the device that began. Where older devices are there, those of a young one count only when it
 * is young no more: until then one of the older can remove it.
 * @throws NodError totp_not_begun, wrong_code
 */
export async function confirmTotp(
  core: Core,
  { device, ip, spend, code: typed }: TotpCall & { code: string },
): Promise<TotpResponse> {
  const { store, clock } = core;
  const { user_id: userId, id: deviceId } = device;
  await store.transaction(async (trx) => {
    await store.takeTurn(trx, userId);
    const atMs = clock();
    const kept = await keptOf(trx, userId);
    if (
      kept === undefined ||
      kept.confirmed_at_ms !== null ||
      kept.by_device_id !== deviceId ||
      kept.device?.state !== 'active' ||
      kept.created_at_ms + BEGUN_MS <= atMs
    ) {
      throw new NodError('totp_not_begun', 'This took too long, or another device began anew. Start again.');
    }
    const code = readTotpCode(typed);
    const step = code === undefined ? undefined : stepOfCode(core, kept.secret_sealed, code, atMs);
    if (step === undefined) {
      throw new NodError(
        'wrong_code',
        'That is not what the other app shows now. Look again, and check that its clock is right.',
      );
    }
    const waits = isYoung(kept.device, atMs) && (await olderOnes(trx, userId, kept.device));
    const countsFromMs = waits ? (kept.device.activated_at_ms ?? atMs) + YOUNG_MS : atMs;
    const { numUpdatedRows } = await trx
      .updateTable('totp_secrets')
      .set({ confirmed_at_ms: atMs, counts_from_ms: countsFromMs, last_step: step })
      .where('user_id', '=', userId)
      .where('secret_sealed', '=', kept.secret_sealed)
      .where('confirmed_at_ms', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Error('its turn was not kept');
    await spend(trx);
    await tell(core, trx, { device, ip }, 'totp.added', { countsFromMs });
  });
  return describeTotp(store.db, userId, clock());
}

/** Removes it, or what was begun. Nothing there is no error. @throws NodError device_suspended, device_too_young */
export async function removeTotp(core: Core, { device, ip, spend }: TotpCall): Promise<void> {
  const { store, clock } = core;
  await store.transaction(async (trx) => {
    await store.takeTurn(trx, device.user_id);
    const kept = await keptOf(trx, device.user_id);
    await requireMayTouch(trx, device, kept, clock());
    const { numDeletedRows } = await trx
      .deleteFrom('totp_secrets')
      .where('user_id', '=', device.user_id)
      .executeTakeFirst();
    await spend(trx);
    if (numDeletedRows === 0n || kept?.confirmed_at_ms == null) return;
    await tell(core, trx, { device, ip }, 'totp.removed');
  });
}

/** What devices are told of it; never the secret. One that was begun isn't there yet. */
export async function describeTotp(db: Db, userId: string, nowMs: number): Promise<TotpResponse> {
  const kept = await keptOf(db, userId);
  if (kept?.confirmed_at_ms == null) return { totp: null };
  return {
    totp: {
      byDeviceId: kept.by_device_id,
      byName: kept.device?.name ?? null,
      sinceMs: kept.confirmed_at_ms,
      countsFromMs: kept.counts_from_ms > nowMs ? kept.counts_from_ms : null,
      ended: kept.device?.state !== 'active',
    },
  };
}

type Setter = Pick<DeviceRow, 'name' | 'state' | 'activated_at_ms'>;
type Kept = Pick<
  TotpSecretsTable,
  'secret_sealed' | 'by_device_id' | 'created_at_ms' | 'confirmed_at_ms' | 'counts_from_ms'
> & { readonly device: Setter | undefined };

async function keptOf(db: Db, userId: string): Promise<Kept | undefined> {
  const row = await db
    .selectFrom('totp_secrets')
    .select(['secret_sealed', 'by_device_id', 'created_at_ms', 'confirmed_at_ms', 'counts_from_ms'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const device = await db
    .selectFrom('devices')
    .select(['name', 'state', 'activated_at_ms'])
    .where('id', '=', row.by_device_id)
    .executeTakeFirst();
  return { ...row, device };
}

/** For three days a device touches nothing that an older one set up, unless no other one is left. */
async function requireMayTouch(
  trx: Trx,
  { id, user_id: userId }: TotpCall['device'],
  kept: Kept | undefined,
  atMs: number,
): Promise<void> {
  const active = await trx
    .selectFrom('devices')
    .select(['id', 'activated_at_ms'])
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .execute();
  const device = active.find((one) => one.id === id);
  if (!device) throw new NodError('device_suspended', 'This device may not do that any more.');
  if (active.length === 1 || kept?.confirmed_at_ms == null || kept.by_device_id === id) return;
  // One whose device is gone for good has no age to compare: whoever is young leaves it alone.
  if (!(kept.device ? isTooYoung(device, kept.device, atMs) : isYoung(device, atMs))) return;
  throw new NodError(
    'device_too_young',
    'This device is new: for three days it may not replace or remove what an older one set up. Use that one.',
  );
}

async function olderOnes(trx: Trx, userId: string, { activated_at_ms: sinceMs }: Setter): Promise<boolean> {
  const older = await trx
    .selectFrom('devices')
    .select('id')
    .where('user_id', '=', userId)
    .where('state', '=', 'active')
    .where('activated_at_ms', '<', sinceMs ?? Number.MAX_SAFE_INTEGER)
    .limit(1)
    .executeTakeFirst();
  return older !== undefined;
}

async function tell(
  core: Core,
  trx: Trx,
  { device, ip }: Pick<TotpCall, 'device' | 'ip'>,
  what: 'totp.added' | 'totp.removed',
  detail: Record<string, number> = {},
): Promise<void> {
  const { user_id: userId, id: deviceId } = device;
  await recordEvent(trx, { type: what, atMs: core.clock(), userId, deviceId, deviceIp: ip, detail });
  await announce(core, trx, { userId, what, by: 'device', byDeviceId: deviceId, ip, detail });
}

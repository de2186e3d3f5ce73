import type { ActivateRequest, Self } from '../../shared/protocol/device-api.ts';
import { sameSecret, sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow, EnrollmentRow, Trx, VouchRow } from '../store/schema.ts';
import { noteAdmission } from './admit.ts';
import type { CallSource } from './authenticate-proof.ts';
import { requireUnlapsed, requireUsable } from './device-life.ts';
import type { DevicesCore } from './devices.ts';
import { type Refusal, refusalOf, refuseDevice } from './may-add-device.ts';
import { subscriptionColumns } from './subscription.ts';
import { describeSelf, endpointHash } from './views.ts';

/**
 * Makes a pending device active: by the nonce that its test push carried, so that nobody can enrol somebody else's
 * endpoint; or by giving push up, where the server's policy allows it: then the endpoint that never answered is
 * forgotten, and the device is in pull mode. Where the user has another active device, which has to say yes to it, it is
 * `unvouched` from here on. A device that was activated echoes in the same way what shows its renewed endpoint, and the
 * test notification of a healthy device; a repeated call changes nothing.
 *
 * @throws NodError activation_invalid, pull_not_allowed, enrollment_refused (may-add-device.ts), device_suspended,
 *   device_revoked
 */
export async function activateDevice(
  core: DevicesCore,
  device: Pick<DeviceRow, 'id'>,
  request: ActivateRequest,
  source: CallSource,
): Promise<Self> {
  const { store, clock, settings } = core;
  const current = await store.db.selectFrom('devices').selectAll().where('id', '=', device.id).executeTakeFirst();
  if (!current) throw new NodError('device_unknown', 'There is no such device.');
  const atMs = clock();
  requireUsable(current);
  requireUnlapsed(current, atMs);
  if ('pull' in request) {
    if (!settings.pullAllowed) {
      throw new NodError('pull_not_allowed', 'This server needs notifications on each device. Turn them on for Nod.');
    }
  } else if (
    current.test_nonce_hash === null ||
    current.test_expires_at_ms <= atMs ||
    !sameSecret(sha256(request.nonce), current.test_nonce_hash)
  ) {
    throw invalid();
  }
  const by = 'pull' in request ? 'pull' : 'echo';
  const about = { userId: current.user_id, deviceId: device.id, deviceIp: source.ip };
  const outcome = await store.transaction(async (trx) => {
    // When two devices are activated at once, the second sees the first.
    if (current.state === 'pending') await store.takeTurn(trx, current.user_id);
    await source.proof?.spend(trx);
    const standing = current.state === 'pending' ? await standingOf(core, trx, current) : undefined;
    if (standing?.refusal) return standing.refusal;
    const how = standing?.how ?? null;
    const pending = trx
      .updateTable('devices')
      .set({
        state: how === null ? 'unvouched' : 'active',
        activated_at_ms: how === null ? null : atMs,
        last_seen_ms: atMs,
        ...(by === 'echo' ? { push_health: 'sent', push_health_at_ms: atMs } : subscriptionColumns(core, null)),
      })
      .where('id', '=', device.id)
      .where('state', '=', 'pending');
    const { numUpdatedRows } = await (by === 'echo'
      ? pending.where('test_nonce_hash', '=', current.test_nonce_hash)
      : pending
    ).executeTakeFirst();
    if (numUpdatedRows !== 1n) return 'unchanged';
    if (standing && how !== null) {
      const admission = { device: current, ticket: standing.ticket, how, atMs, deviceIp: source.ip, by } as const;
      await noteAdmission(core, trx, admission);
    }
    return 'activated';
  });
  if (outcome === 'unchanged') await confirmActive(core, current, by, { atMs, ip: source.ip });
  else if (outcome !== 'activated') {
    return refuseDevice(core, outcome, { ...about, detail: { enrollmentId: current.enrollment_id } });
  }
  return describeSelf(core, device.id);
}

type Ticket = Pick<EnrollmentRow, 'application_id' | 'lets_in' | 'moves_device_id' | 'reason' | 'made_by'>;

/**
 * Who lets this device in; `how` is null where one of the user's devices has to. Asked once more here, where it counts: a
 * device that an attacker keeps pending before the user has one must not slip in beside the first.
 */
async function standingOf(
  { settings }: DevicesCore,
  trx: Trx,
  device: DeviceRow,
): Promise<{ refusal: Refusal } | { refusal: undefined; ticket: Ticket; how: VouchRow['how'] | null }> {
  const ticket = await trx
    .selectFrom('enrollments')
    .select(['application_id', 'lets_in', 'moves_device_id', 'reason', 'made_by'])
    .where('id', '=', device.enrollment_id)
    .executeTakeFirst();
  if (ticket === undefined) return { refusal: 'unknown application' };
  const { application_id: applicationId, lets_in: letsIn } = ticket;
  const refusal = await refusalOf(trx, { userId: device.user_id, applicationId, letsIn }, settings.vouch);
  if (refusal) return { refusal };
  const known = { refusal: undefined, ticket };
  // Without its approval the old device would lose its place to whoever photographed the QR.
  if (ticket.moves_device_id !== null) return { ...known, how: null };
  if (letsIn === 'operator' || letsIn === 'recovery') return { ...known, how: letsIn };
  const another = await trx
    .selectFrom('devices')
    .select('id')
    .where('user_id', '=', device.user_id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (another === undefined) return { ...known, how: 'first' };
  return { ...known, how: settings.vouch === 'off' ? 'off' : null };
}

/**
 * Of a device that was activated before: an echo shows that its notifications arrive, and that its endpoint, which may be
 * a new one, is its own. In pull mode an endpoint that it never showed is given up.
 */
async function confirmActive(
  core: DevicesCore,
  device: DeviceRow,
  by: 'echo' | 'pull',
  { atMs, ip }: { atMs: number; ip: string | undefined },
): Promise<void> {
  const confirmed = await core.store.transaction(async (trx) => {
    const active = () =>
      trx.updateTable('devices').where('id', '=', device.id).where('state', 'in', ['active', 'unvouched']);
    if (by === 'pull') {
      const { numUpdatedRows } = await active()
        .set({ ...subscriptionColumns(core, null), last_seen_ms: atMs })
        .where('delivery', '=', 'pull')
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    }
    const echoed = () =>
      active()
        .set({ delivery: 'push', push_health: 'sent', push_health_at_ms: atMs })
        .where('test_nonce_hash', '=', device.test_nonce_hash)
        .where('endpoint', 'is not', null);
    const shown = await echoed().where('delivery', '=', 'pull').returning('endpoint').executeTakeFirst();
    if (!shown) return (await echoed().executeTakeFirst()).numUpdatedRows === 1n;
    await recordEvent(trx, {
      type: 'device.renewed',
      atMs,
      userId: device.user_id,
      deviceId: device.id,
      deviceIp: ip,
      detail: { delivery: 'push', endpointHash: endpointHash(shown.endpoint ?? '') },
    });
    return true;
  });
  // Revoked, suspended or re-subscribed since it was read; or active with push, which only PUT …/subscription gives up.
  if (!confirmed) throw invalid();
}

function invalid(): NodError {
  return new NodError(
    'activation_invalid',
    'This test was answered too late or is not the newest. Send another test notification.',
  );
}

import type { CompleteRequest, Self } from '../../shared/protocol/device-api.ts';
import { verifyBinding } from '../../shared/protocol/enrollment.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { newId } from '../crypto/ids.ts';
import { NodError } from '../diagnostics/errors.ts';
import { recordEvent } from '../events/record.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { CallSource } from './authenticate-proof.ts';
import type { DevicesCore } from './devices.ts';
import { makeRoomForDevice } from './may-add-device.ts';
import { subscriptionColumns } from './subscription.ts';
import { startTestPush } from './test-push.ts';
import { describeSelf } from './views.ts';
import { NO_WAIT } from './wait.ts';

const invalid = () => new NodError('enrollment_invalid', 'This pairing is not known here. Ask for a new code.');
const used = () => new NodError('enrollment_used', 'This pairing was finished or ended already. Ask for a new code.');
const expired = () =>
  new NodError('enrollment_expired', 'This pairing took longer than 10 minutes. Ask for a new code.');

/**
 * Makes a device from a claimed ticket: the binding proves that the caller holds the new key, has claimed this very
 * ticket (nonce), stands by this subscription and this second key, and has pinned this server's key. The device is `pending` until it has
 * echoed the test push that is sent after the commit; a push that fails doesn't fail the call.
 *
 * @throws NodError enrollment_invalid, enrollment_used, enrollment_expired, enrollment_proof_invalid,
 *   enrollment_refused (too many devices), user_locked, endpoint_not_allowed, pull_not_allowed, request_malformed
 */
export async function completeEnrollment(
  core: DevicesCore,
  enrollmentId: string,
  request: CompleteRequest,
  source: CallSource,
): Promise<Self> {
  const { store, keys, clock, randomBytes, origin } = core;
  const ticket = await store.db
    .selectFrom('enrollments')
    .select(['id', 'user_id', 'application_id', 'state', 'nonce_hash', 'expires_at_ms'])
    .where('id', '=', enrollmentId)
    .executeTakeFirst();
  if (!ticket || ticket.nonce_hash === null) throw invalid();
  const { jwk, thumbprint, offlineJwk } = await verifyBinding(request.binding, {
    enrollmentId,
    audience: origin,
    nonceHash: ticket.nonce_hash,
    serverKeys: keys.publicJwks.flatMap(({ kid }) => kid ?? []),
    subscription: request.subscription,
    offlineJwk: request.offlineJwk,
  }).catch(refuseBinding);
  const atMs = clock();
  // What follows is told only to a caller that has shown the nonce.
  if (ticket.state !== 'claimed') throw used();
  if (ticket.expires_at_ms <= atMs) throw expired();
  const subscription = subscriptionColumns(core, request.subscription);

  const device: DeviceRow = {
    id: newId('dev_', randomBytes),
    user_id: ticket.user_id,
    enrollment_id: ticket.id,
    kind: request.device.kind,
    name: request.device.name,
    platform: request.device.platform.trim(),
    state: 'pending',
    jwk: JSON.stringify(jwk),
    thumbprint,
    features: JSON.stringify(request.device.features ?? []),
    ...subscription,
    test_expires_at_ms: 0,
    test_asked_at_ms: 0,
    test_allowance_ms: 0,
    created_at_ms: atMs,
    activated_at_ms: null,
    last_seen_ms: atMs,
    revoked_at_ms: null,
    suspended_at_ms: null,
    suspended_by: null,
    suspension: null,
    suspension_confirmed: 0,
    removal_at_ms: null,
    ...NO_WAIT,
    offline_jwk: offlineJwk === undefined ? null : JSON.stringify(offlineJwk),
  };
  await store.transaction(async (trx) => {
    // Otherwise two pairings of one user would both see room for the last device.
    await store.takeTurn(trx, ticket.user_id);
    await makeRoomForDevice(trx, ticket.user_id, atMs);
    const { numUpdatedRows } = await trx
      .updateTable('enrollments')
      .set({ state: 'completed' })
      .where('id', '=', ticket.id)
      .where('state', '=', 'claimed')
      .where('expires_at_ms', '>', atMs)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw used();
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('devices')
      .values(device)
      .onConflict((conflict) => conflict.column('thumbprint').doNothing())
      .executeTakeFirst();
    // A revoked device's key counts as well: a key that was taken off an account can't come back, nor move to another
    // one.
    if (numInsertedOrUpdatedRows !== 1n) throw keyInUse();
    await recordEvent(trx, {
      type: 'device.enrolled',
      atMs,
      userId: ticket.user_id,
      applicationId: ticket.application_id ?? undefined,
      deviceId: device.id,
      deviceIp: source.ip,
      detail: { name: device.name, kind: device.kind, delivery: device.delivery, enrollmentId: ticket.id },
    });
  });
  // The push itself isn't awaited: a push service that hangs must not hang the pairing.
  if (device.delivery === 'push') await startTestPush(core, device.id, 'subscribed');
  return describeSelf(core, device.id);
}

function refuseBinding(error: unknown): never {
  if (!(error instanceof ProtocolError)) throw error;
  throw new NodError(
    'enrollment_proof_invalid',
    'The pairing could not be verified. Check that the address is your server’s own, then ask for a new code.',
    { logDetail: `binding: ${error.code}`, cause: error },
  );
}

function keyInUse(): NodError {
  return new NodError(
    'enrollment_proof_invalid',
    'This key belongs to a device already. Make a new one and pair again.',
    { logDetail: 'binding: key in use' },
  );
}

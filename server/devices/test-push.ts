import { signNotice } from '../../shared/protocol/notice.ts';
import type { PushNotification } from '../../shared/protocol/push-payload.ts';
import { randomToken } from '../crypto/ids.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import { requireUnlapsed, requireUsable } from './device-life.ts';
import type { DevicesCore } from './devices.ts';

/** A test push has to be answered within this time. */
const TEST_LIFETIME_MS = 5 * 60_000;
/** Two test pushes to one device are at least this far apart: the endpoint may be somebody else's telephone. */
const TEST_INTERVAL_MS = 10_000;

type TestedDevice = Pick<DeviceRow, 'id' | 'state' | 'delivery' | 'created_at_ms'>;
export type TestOutcome = 'sent' | 'gone' | 'failed';

/**
 * Sends a notice that only the owner of the endpoint can read, with a nonce of 128 bits whose echo activates the device
 * (or tells an active one that its notifications arrive). Only the newest test counts.
 *
 * @returns `sending` settles when the push service has answered; it never rejects
 * @throws NodError device_suspended, device_revoked; activation_invalid when there is nothing to send to or the pairing
 *   is too old; rate_limited with params retryAfterSeconds
 */
export async function startTestPush(
  core: DevicesCore,
  device: TestedDevice,
): Promise<{ sending: Promise<TestOutcome> }> {
  const { store, keys, clock, randomBytes, push, origin, log } = core;
  requireUsable(device);
  requireUnlapsed(device, clock());
  if (device.delivery !== 'push') throw noSubscription();
  const atMs = clock();
  const nonce = randomToken(randomBytes);
  const { numUpdatedRows } = await store.db
    .updateTable('devices')
    .set({ test_nonce_hash: sha256(nonce), test_expires_at_ms: atMs + TEST_LIFETIME_MS })
    .where('id', '=', device.id)
    .where('state', 'in', ['pending', 'active'])
    .where('delivery', '=', 'push')
    // The end of a test's life tells when it was sent.
    .where('test_expires_at_ms', '<=', atMs + TEST_LIFETIME_MS - TEST_INTERVAL_MS)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) {
    throw new NodError('rate_limited', 'A test was sent a moment ago. Wait ten seconds, then try again.', {
      params: { retryAfterSeconds: TEST_INTERVAL_MS / 1000 },
    });
  }
  const notice = await signNotice(
    {
      iss: origin,
      aud: 'nod-device',
      sub: device.id,
      jti: randomToken(randomBytes),
      iat: Math.floor(atMs / 1000),
      exp: Math.floor((atMs + TEST_LIFETIME_MS) / 1000),
      notice: 'test',
      nonce,
    },
    keys.signing,
  );
  const sending = push
    .sendNotice(device.id, { notice, notification: testNotification(origin) })
    .then((outcome): TestOutcome => (outcome === 'pull' ? 'failed' : outcome))
    .catch((error: unknown): TestOutcome => {
      log.warn({ deviceId: device.id, error }, 'test push not sent');
      return 'failed';
    });
  return { sending };
}

/** Shown by Safari when the worker can't run (Declarative Web Push); workers show their own words. */
function testNotification(origin: string): PushNotification {
  return {
    title: 'Notifications work',
    body: 'This device can now receive requests. Open Nod to finish.',
    navigate: `${origin}/`,
    tag: 'nod-test',
  };
}

function noSubscription(): NodError {
  return new NodError(
    'activation_invalid',
    'This device has no notifications to test. Turn them on for Nod first, then try again.',
  );
}

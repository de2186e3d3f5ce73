import { signNotice } from '../../shared/protocol/notice.ts';
import type { PushNotification } from '../../shared/protocol/push-payload.ts';
import { randomToken } from '../crypto/ids.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { DeviceRow } from '../store/schema.ts';
import { wordsFor } from '../words/all.ts';
import type { ServerWords } from '../words/en.ts';
import { requireUnlapsed, requireUsable } from './device-life.ts';
import type { DevicesCore } from './devices.ts';

/** A test push has to be answered within this time. */
const TEST_LIFETIME_MS = 5 * 60_000;
/** The one that follows a renewal: nobody waits for it, and a phone that sleeps answers when it wakes. */
const RENEWAL_TEST_LIFETIME_MS = 24 * 3_600_000;
/** Two tests that a device asks for are at least this far apart. */
const ASK_INTERVAL_MS = 10_000;
/**
 * An endpoint that its device hasn't shown yet may be somebody else's telephone: a device has this many tests to such
 * endpoints at once, and one more each UNSHOWN_INTERVAL_MS. An echo gives none back: otherwise a device with one endpoint
 * of its own could go on for ever.
 */
const UNSHOWN_BURST = 6;
const UNSHOWN_INTERVAL_MS = 10 * 60_000;

const columns = [
  'id',
  'state',
  'delivery',
  'endpoint',
  'created_at_ms',
  'wait_asked_at_ms',
  'test_asked_at_ms',
  'test_allowance_ms',
] as const;
type TestedDevice = Pick<DeviceRow, (typeof columns)[number]>;
export type TestOutcome = 'sent' | 'gone' | 'failed';

/**
 * Sends a notice that only the owner of the endpoint can read, with a nonce of 128 bits whose echo shows that pushes
 * arrive: it activates a pending device, and an active one is pushed to from then on. Only the newest test counts.
 *
 * @param why `asked` by the device, or since it has `subscribed`, which its next call for a test needn't wait for
 * @returns `sending` settles when the push service has answered; it never rejects
 * @throws NodError device_unknown, device_suspended, device_revoked; activation_invalid when there is nothing to send to
 *   or the pairing is too old; rate_limited with params retryAfterSeconds, the time that is left
 */
export async function startTestPush(
  core: DevicesCore,
  deviceId: string,
  why: 'asked' | 'subscribed',
): Promise<{ sending: Promise<TestOutcome> }> {
  const { store, clock, randomBytes } = core;
  const atMs = clock();
  const device = await store.db
    .selectFrom('devices')
    .select(columns)
    .select(({ selectFrom }) =>
      selectFrom('users').select('language').whereRef('users.id', '=', 'devices.user_id').as('language'),
    )
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (!device) throw new NodError('device_unknown', 'There is no such device.');
  requireUsable(device);
  requireUnlapsed(device, atMs);
  if (device.endpoint === null) throw noSubscription();
  const waitMs = Math.max(
    why === 'asked' ? askWaitMs(device, atMs) : 0,
    isShown(device) ? 0 : unshownWaitMs(device, atMs),
  );
  if (waitMs > 0) throw tooSoon(waitMs);

  const nonce = randomToken(randomBytes);
  const isRenewal = why === 'subscribed' && device.state !== 'pending';
  const expiresAtMs = atMs + (isRenewal ? RENEWAL_TEST_LIFETIME_MS : TEST_LIFETIME_MS);
  const { numUpdatedRows } = await store.db
    .updateTable('devices')
    .set({
      test_nonce_hash: sha256(nonce),
      test_expires_at_ms: expiresAtMs,
      ...(why === 'asked' ? { test_asked_at_ms: atMs } : {}),
      ...(isShown(device) ? {} : { test_allowance_ms: usedUntilMs(device, atMs) + UNSHOWN_INTERVAL_MS }),
    })
    .where('id', '=', device.id)
    .where('state', '=', device.state)
    .where('delivery', '=', device.delivery)
    .where('endpoint', '=', device.endpoint)
    // Of several at once one is sent.
    .where('test_asked_at_ms', '=', device.test_asked_at_ms)
    .where('test_allowance_ms', '=', device.test_allowance_ms)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw tooSoon(ASK_INTERVAL_MS);
  return { sending: send(core, device, nonce, { atMs, expiresAtMs }) };
}

/** Whether the device has shown that pushes to its endpoint arrive. */
function isShown({ state, delivery }: TestedDevice): boolean {
  return state !== 'pending' && delivery === 'push';
}

/** A time in the future is of a clock that ran ahead and was corrected since: it holds nobody up. */
function askWaitMs({ test_asked_at_ms: askedAtMs }: TestedDevice, atMs: number): number {
  return askedAtMs > atMs ? 0 : askedAtMs + ASK_INTERVAL_MS - atMs;
}

function unshownWaitMs(device: TestedDevice, atMs: number): number {
  return usedUntilMs(device, atMs) - (UNSHOWN_BURST - 1) * UNSHOWN_INTERVAL_MS - atMs;
}

/** Each test moves this time on by an interval; it may be a burst's length ahead of the clock, and no further. */
function usedUntilMs({ test_allowance_ms: untilMs }: TestedDevice, atMs: number): number {
  return untilMs > atMs + UNSHOWN_BURST * UNSHOWN_INTERVAL_MS ? atMs : Math.max(untilMs, atMs);
}

async function send(
  { keys, origin, push, randomBytes, log, language }: DevicesCore,
  device: { readonly id: string; readonly language: string | null },
  nonce: string,
  { atMs, expiresAtMs }: { atMs: number; expiresAtMs: number },
): Promise<TestOutcome> {
  const { id: deviceId } = device;
  try {
    const notice = await signNotice(
      {
        iss: origin,
        aud: 'nod-device',
        sub: deviceId,
        jti: randomToken(randomBytes),
        iat: Math.floor(atMs / 1000),
        exp: Math.floor(expiresAtMs / 1000),
        notice: 'test',
        nonce,
      },
      keys.signing,
    );
    const outcome = await push.sendNotice(deviceId, {
      notice,
      notification: testNotification(origin, wordsFor(device.language, language)),
    });
    return outcome === 'pull' ? 'failed' : outcome;
  } catch (error) {
    log.warn({ deviceId, error }, 'test push not sent');
    return 'failed';
  }
}

/** Shown by Safari when the worker can't run (Declarative Web Push); workers show their own words. */
function testNotification(origin: string, { push }: ServerWords): PushNotification {
  return {
    ...push.test,
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

function tooSoon(waitMs: number): NodError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  const wait = retryAfterSeconds > 90 ? `${Math.ceil(retryAfterSeconds / 60)} minutes` : `${retryAfterSeconds} seconds`;
  return new NodError('rate_limited', `A test was sent a moment ago. Wait ${wait}, then try again.`, {
    params: { retryAfterSeconds },
  });
}

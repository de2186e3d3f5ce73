import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import webpush from 'web-push';
import { type ChallengeClaims, signChallenge } from '../../shared/protocol/challenge.ts';
import { newChallengeId, newId } from '../crypto/ids.ts';
import { loadOrCreateKeys } from '../crypto/keys.ts';
import type { Log } from '../diagnostics/log.ts';
import { NO_PLACES } from '../net/places.ts';
import type { ChallengeRow, DeliveryRow, DeviceRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { deviceRow, TEST_REALM } from '../store/testing.ts';
import { newDelivery } from './deliveries.ts';
import { createPushSender, type PushSettings } from './sender.ts';
import { type ReceivedPush, startPushService, type TestPushService } from './testing-push-service.ts';
import { createReceiver, type Receiver } from './testing-receiver.ts';

export const ORIGIN = 'https://nod.example';
export const SUBJECT = 'mailto:ops@example.org';

/** A device that is subscribed at the test's push service. */
export interface TestDevice {
  readonly id: string;
  readonly endpoint: string;
  readonly receiver: Receiver;
}

/**
 * A sender on a fresh store, with one user ("alice"), one application ("Harbour Notes") and a push service that stands
 * in for Google's. The clock stands still until a test moves it.
 */
export async function pushWorld(store: Store, settings: Partial<PushSettings> = {}) {
  const service = await startPushService();
  const time = { nowMs: 1_790_000_000_000 };
  const clock = () => time.nowMs;
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-push-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const keys = {
    ...(await loadOrCreateKeys(directory, { randomBytes })),
    vapid: { keyId: 'v2', ...webpush.generateVAPIDKeys() },
    previousVapid: [{ keyId: 'v1', ...webpush.generateVAPIDKeys() }],
  };
  const logged: string[] = [];
  const write = (detail: unknown, message?: unknown) => {
    logged.push(
      `${message} ${JSON.stringify(detail, (_key, value) => (value instanceof Error ? value.stack : value))}`,
    );
  };
  // Not createLog: it hides secrets that shouldn't be logged at all.
  const log: Log = {
    debug: write,
    info: write,
    warn: write,
    error: write,
    fatal: write,
    isLevelEnabled: () => true,
    child: () => log,
  };
  const outcomes: string[] = [];

  /** Another process on the same database has a sender of its own. */
  function openSender(on: Store = store) {
    const sender = createPushSender(
      { store: on, keys, clock, randomBytes, log, places: NO_PLACES, origin: ORIGIN },
      {
        vapidSubject: SUBJECT,
        allowedHosts: [],
        rewrites: new Map([['fcm.googleapis.com', service.baseUrl]]),
        ...settings,
      },
      ({ hostClass, outcome, durationMs }) => {
        if (!(durationMs >= 0)) throw new Error('no duration');
        outcomes.push(`${hostClass} ${outcome}`);
      },
    );
    onTestFinished(() => sender.stop());
    return sender;
  }

  const userId = newId('usr_', randomBytes);
  const applicationId = newId('app_', randomBytes);
  await store.db
    .insertInto('users')
    .values({
      id: userId,
      realm_id: TEST_REALM.id,
      username: 'alice',
      display_name: 'Alice',
      consecutive_failures: 0,
      blocked_until_ms: 0,
      last_success_ms: 0,
      created_at_ms: time.nowMs,
    })
    .execute();
  await store.db
    .insertInto('applications')
    .values({
      id: applicationId,
      realm_id: TEST_REALM.id,
      name: 'Harbour Notes',
      origins: '[]',
      match: 'code',
      origin_required: 0,
      digits: 6,
      ttl_seconds: 120,
      reveal_denial: 1,
      webhook_url: null,
      webhook_username: null,
      webhook_password_sealed: null,
      created_at_ms: time.nowMs,
    })
    .execute();

  async function addDevice(changes: Partial<DeviceRow> = {}): Promise<TestDevice> {
    const id = newId('dev_', randomBytes);
    const receiver = await createReceiver();
    const endpoint = `https://fcm.googleapis.com/fcm/send/secret-path-${id}`;
    const row = deviceRow(id, userId, {
      delivery: 'push',
      endpoint,
      p256dh: receiver.p256dh,
      auth: receiver.auth,
      vapid_key_id: 'v2',
      created_at_ms: time.nowMs,
      activated_at_ms: time.nowMs,
      last_seen_ms: time.nowMs,
      ...changes,
    });
    await store.db.insertInto('devices').values(row).execute();
    return { id, endpoint, receiver };
  }

  /** A pending challenge of two minutes, with or without the delivery rows that the engine inserts with it. */
  async function addChallenge(
    options: { claims?: Partial<ChallengeClaims>; row?: Partial<ChallengeRow>; withDeliveries?: boolean } = {},
  ): Promise<{ id: string; jws: string }> {
    const id = newChallengeId(0, randomBytes);
    const iat = Math.floor(time.nowMs / 1000);
    const jws = await signChallenge(
      {
        iss: ORIGIN,
        sub: userId,
        aud: 'nod-device',
        jti: id,
        iat,
        exp: iat + 120,
        nonce: randomBytes(16).toString('base64url'),
        app: { id: applicationId, name: 'Harbour Notes' },
        action: { title: 'Sign in as alice', details: [{ label: 'Plan', value: 'a detail' }] },
        context: { browser: 'Chrome', os: 'macOS', location: 'Lisbon' },
        match: 'code',
        digits: 6,
        uv: 'discouraged',
        ...options.claims,
      },
      keys.signing,
    );
    await store.db
      .insertInto('challenges')
      .values({
        id,
        user_id: userId,
        application_id: applicationId,
        state: 'pending',
        jws,
        match: 'code',
        digits: 6,
        code_mac: 'mac',
        attempts: 0,
        door: null,
        source_ip: '',
        created_at_ms: time.nowMs,
        expires_at_ms: (iat + 120) * 1000,
        final_at_ms: null,
        decided_by: null,
        receipt_jws: null,
        ...options.row,
      })
      .execute();
    if (options.withDeliveries !== false) {
      const devices = await store.db
        .selectFrom('devices')
        .select(['id', 'delivery'])
        .where('state', '=', 'active')
        .execute();
      const rows = devices.map((device) => newDelivery(id, device, time.nowMs));
      if (rows.length > 0) await store.db.insertInto('deliveries').values(rows).execute();
    }
    return { id, jws };
  }

  return {
    store,
    service,
    time,
    logged,
    outcomes,
    signingKey: keys.signing,
    openSender,
    addDevice,
    addChallenge,
    sender: openSender(),
    deliveryTo: (deviceId: string): Promise<DeliveryRow> =>
      store.db.selectFrom('deliveries').selectAll().where('device_id', '=', deviceId).executeTakeFirstOrThrow(),
    deviceRow: (id: string): Promise<DeviceRow> =>
      store.db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  };
}
export type PushWorld = Awaited<ReturnType<typeof pushWorld>>;

/** The push that a device got. */
export function pushTo(service: TestPushService, device: TestDevice): ReceivedPush {
  const push = service.received.find(({ path }) => path === new URL(device.endpoint).pathname);
  if (push === undefined) throw new Error('nothing was pushed to this device');
  return push;
}

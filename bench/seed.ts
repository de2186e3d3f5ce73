import { createECDH, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../server/crypto/ids.ts';
import type { Nod } from '../server/nod.ts';
import type { DeviceRow, UserRow } from '../server/store/schema.ts';
import type { PublicJwk } from '../shared/protocol/keys.ts';
import { makeTestKey } from '../shared/protocol/vectors/forge.ts';

/** The realm of the measured application and of the users whom it asks. */
export const BENCH_REALM = 'Bench';

/** What the bench needs to play a device: the private half as JWK, since it crosses a process boundary. */
export interface SeededDevice {
  id: string;
  thumbprint: string;
  privateJwk: JsonWebKey;
}

export interface SeededUser {
  id: string;
  username: string;
  devices: SeededDevice[];
}

/** One subscription for all devices: its private half and secret, base64url. */
export interface SeededSubscription {
  privateKey: string;
  publicKey: string;
  auth: string;
}

export interface SeedOptions {
  users: number;
  devicesPerUser: number;
  /** False: the devices pull, and no push takes part. */
  push: boolean;
  /** Further users with one device each. */
  filler: number;
}

/**
 * Puts users with active devices straight into the tables: enrolling a million devices over HTTP would measure something
 * else. The endpoint of a device's subscription ends in its id. Filler users have a key that nobody holds; only their
 * number matters.
 */
export async function seedUsers(
  nod: Nod,
  options: SeedOptions,
): Promise<{ users: SeededUser[]; subscription: SeededSubscription }> {
  const receiver = createECDH('prime256v1');
  const publicKey = receiver.generateKeys().toString('base64url');
  const auth = randomBytes(16).toString('base64url');
  const subscription = { privateKey: receiver.getPrivateKey().toString('base64url'), publicKey, auth };

  const { id: realmId } = await nod.accounts.getRealm(BENCH_REALM);
  const run = randomBytes(4).toString('hex');
  const nowMs = Date.now();
  const users: SeededUser[] = [];
  const userRows: UserRow[] = [];
  const deviceRows: DeviceRow[] = [];
  for (let number = 0; number < options.users; number++) {
    const user = userRow(realmId, `u${run}-${number}`, nowMs);
    userRows.push(user);
    const devices: SeededDevice[] = [];
    for (let device = 0; device < options.devicesPerUser; device++) {
      const { publicJwk, thumbprint, privateJwk } = await exportableKey();
      const row = deviceRow(user.id, publicJwk, thumbprint, nowMs + device);
      const endpoint = `https://fcm.googleapis.com/fcm/send/${row.id}`;
      const pushed = {
        delivery: 'push',
        endpoint,
        p256dh: publicKey,
        auth,
        vapid_key_id: nod.keys.vapid.keyId,
      } as const;
      deviceRows.push(options.push ? { ...row, ...pushed } : row);
      devices.push({ id: row.id, thumbprint, privateJwk });
    }
    users.push({ id: user.id, username: user.username, devices });
  }
  await insertBatches(nod, userRows, deviceRows);
  await seedFiller(nod, realmId, options.filler, nowMs);
  return { users, subscription };
}

const FILLER_BATCH = 20_000;
const ROWS_PER_STATEMENT = 500;

async function insertBatches(nod: Nod, users: readonly UserRow[], devices: readonly DeviceRow[]): Promise<void> {
  await nod.store.transaction(async (trx) => {
    for (let at = 0; at < users.length; at += ROWS_PER_STATEMENT) {
      await trx
        .insertInto('users')
        .values(users.slice(at, at + ROWS_PER_STATEMENT))
        .execute();
    }
    for (let at = 0; at < devices.length; at += ROWS_PER_STATEMENT) {
      await trx
        .insertInto('devices')
        .values(devices.slice(at, at + ROWS_PER_STATEMENT))
        .execute();
    }
  });
}

async function seedFiller(nod: Nod, realmId: string, filler: number, nowMs: number): Promise<void> {
  if (filler === 0) return;
  const { publicJwk } = await exportableKey();
  for (let done = 0; done < filler; done += FILLER_BATCH) {
    const size = Math.min(FILLER_BATCH, filler - done);
    const users = Array.from({ length: size }, (_, index) => userRow(realmId, `filler-${done + index}`, nowMs));
    const devices = users.map(({ id }) => deviceRow(id, publicJwk, randomBytes(32).toString('base64url'), nowMs));
    await insertBatches(nod, users, devices);
  }
  // As autovacuum does in a database that grew over time.
  if (nod.store.kind === 'postgres') await sql`vacuum analyze`.execute(nod.store.db);
}

function userRow(realmId: string, username: string, nowMs: number): UserRow {
  return {
    id: newId('usr_', randomBytes),
    realm_id: realmId,
    username,
    display_name: username,
    consecutive_failures: 0,
    blocked_until_ms: 0,
    last_success_ms: 0,
    unblocked_at_ms: 0,
    no_wait_until_ms: 0,
    locked_at_ms: null,
    lock_reason: null,
    language: null,
    created_at_ms: nowMs,
  };
}

function deviceRow(userId: string, jwk: PublicJwk, thumbprint: string, nowMs: number): DeviceRow {
  return {
    id: newId('dev_', randomBytes),
    user_id: userId,
    enrollment_id: newId('enr_', randomBytes),
    kind: 'pwa',
    name: 'Pixel 9',
    platform: 'Android',
    state: 'active',
    jwk: JSON.stringify(jwk),
    thumbprint,
    features: '[]',
    delivery: 'pull',
    endpoint: null,
    p256dh: null,
    auth: null,
    vapid_key_id: null,
    push_health: '',
    push_health_at_ms: 0,
    test_nonce_hash: null,
    test_expires_at_ms: 0,
    test_asked_at_ms: 0,
    test_allowance_ms: 0,
    created_at_ms: nowMs,
    activated_at_ms: nowMs,
    last_seen_ms: nowMs,
    revoked_at_ms: null,
    suspended_at_ms: null,
    suspended_by: null,
    suspension: null,
    suspension_confirmed: 0,
    removal_at_ms: null,
    wait_asked_at_ms: null,
    wait_delay_ms: null,
    wait_seen_at_ms: null,
    wait_reminded_at_ms: null,
    offline_jwk: null,
  };
}

async function exportableKey(): Promise<{ publicJwk: PublicJwk; thumbprint: string; privateJwk: JsonWebKey }> {
  const key = await makeTestKey();
  const { kid, ...publicJwk } = key.publicJwk;
  return { publicJwk, thumbprint: kid, privateJwk: await crypto.subtle.exportKey('jwk', key.privateKey) };
}

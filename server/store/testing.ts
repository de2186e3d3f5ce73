import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Insertable } from 'kysely';
import * as v from 'valibot';
import { afterAll, describe, inject, onTestFinished } from 'vitest';
import type { Verifier } from '../../shared/protocol/user-verification.ts';
import { trustApplicationRow } from '../accounts/trust-application.ts';
import type { DeviceRow, RealmRow, UserRow, VerifiersTable } from './schema.ts';
import { openStore, type Store } from './store.ts';
import { emptyDatabase } from './testing-postgres.ts';
import './testing-setup.ts';

/** scripts/variants.mjs asks first whether the tests notice on SQLite, which takes a third of the time. */
const KINDS = process.env.NOD_TEST_STORES === 'sqlite' ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const);

/**
 * Runs the tests of `define` on both stores. `fresh()` opens a migrated, empty database; it is closed and removed after
 * the test that asked for it, or after the block when a `beforeAll` did. `quick`: SQLite keeps its files in memory where the
 * machine has a place for that, for tests that write much and pull no plugs.
 */
export function onBothStores(
  name: string,
  define: (fresh: (options?: { quick?: boolean }) => Promise<Store>) => void,
): void {
  for (const kind of KINDS) {
    describe(`${name} (${kind})`, () => {
      const leftovers: (() => Promise<void>)[] = [];
      afterAll(async () => {
        for (const remove of leftovers) await remove();
      });
      define(async ({ quick = false } = {}) => {
        const { store, remove } = await FRESH[kind](quick ? quickDirectory() : tmpdir());
        try {
          onTestFinished(remove);
        } catch {
          // Called outside of a test.
          leftovers.push(remove);
        }
        return store;
      });
    });
  }
}

interface Fresh {
  store: Store;
  remove(): Promise<void>;
}

/** The options of openStore. */
interface Location {
  dataDir: string;
  databaseUrl?: string;
}

const locations = new WeakMap<Store, Location>();

/** The location of a store made by `fresh()`, for another process in a test. With PostgreSQL dataDir is empty. */
export function locationOf(store: Store): Location {
  const location = locations.get(store);
  if (location === undefined) throw new Error('this store was not made by onBothStores');
  return location;
}

/**
 * A second, independent store on the same database: the other process in a test of two. The caller closes it. With
 * SQLite the two must not write at the same time: one would wait for the other, and would block the process that they
 * share.
 */
export function openAgain(store: Store): Promise<Store> {
  return openStore(locationOf(store));
}

/** Every store of `fresh()` has this realm, so that a test of one directory of people needs not make one. */
export const TEST_REALM: RealmRow = { id: `rlm_${'T'.repeat(22)}`, name: 'Test realm', created_at_ms: 1 };

/** A user with nothing to its name, for tests that need a row and not its content. */
export function userRow(id: string, username = id): UserRow {
  return {
    id,
    realm_id: TEST_REALM.id,
    username,
    display_name: id,
    consecutive_failures: 0,
    blocked_until_ms: 0,
    last_success_ms: 0,
    unblocked_at_ms: 0,
    no_wait_until_ms: 0,
    locked_at_ms: null,
    lock_reason: null,
    language: null,
    created_at_ms: 1_785_000_000_123,
  };
}

/** An active device without push, for tests that need a row and not its key. */
export function deviceRow(id: string, userId: string, more: Partial<DeviceRow> = {}): DeviceRow {
  return {
    id,
    user_id: userId,
    enrollment_id: `enr_of_${id}`,
    kind: 'pwa',
    name: 'Pixel 9',
    platform: 'Android',
    state: 'active',
    jwk: '{}',
    features: '[]',
    thumbprint: id,
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
    created_at_ms: 1,
    activated_at_ms: 1,
    last_seen_ms: 1,
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
    ...more,
  };
}

/** A device's verifier as the server remembers it; its word counts from the start. */
export function verifierRow(
  deviceId: string,
  { credentialId, jwk, rpIdHash, origin }: Verifier,
  more: Partial<Insertable<VerifiersTable>> = {},
): Insertable<VerifiersTable> {
  return {
    device_id: deviceId,
    credential_id: credentialId,
    jwk: JSON.stringify(jwk),
    rp_id_hash: rpIdHash,
    origin,
    sign_count: 0,
    created_at_ms: 1,
    counts_from_ms: 0,
    ...more,
  };
}

/** Linux has one; a container may have a small one, which is enough for a test. */
function quickDirectory(): string {
  const inMemory = '/dev/shm';
  try {
    accessSync(inMemory, constants.W_OK);
    return inMemory;
  } catch {
    return tmpdir();
  }
}

const FRESH: Readonly<Record<Store['kind'], (parent: string) => Promise<Fresh>>> = {
  async sqlite(parent) {
    const dataDir = mkdtempSync(path.join(parent, 'nod-sqlite-'));
    return tracked({ dataDir }, async () => rmSync(dataDir, { recursive: true, force: true }));
  },
  async postgres() {
    const { url, error } = await ask({});
    if (url === undefined) throw new Error(error);
    return tracked({ databaseUrl: url, dataDir: '' }, async () => {
      await emptyDatabase(url);
      await ask({ giveBack: url });
    });
  },
};

async function tracked(options: Location, remove: () => Promise<void>): Promise<Fresh> {
  const store = await openStore(options);
  locations.set(store, options);
  await store.db.insertInto('realms').values(TEST_REALM).execute();
  await store.db.insertInto('applications').values(trustApplicationRow(TEST_REALM)).execute();
  return {
    store,
    async remove() {
      await store.close();
      await remove();
    },
  };
}

const answerSchema = v.object({ url: v.optional(v.string()), error: v.optional(v.string()) });

/** Asks the run's global setup (testing-setup.ts), which has PostgreSQL and its databases. */
async function ask(request: { giveBack?: string }): Promise<v.InferOutput<typeof answerSchema>> {
  const socket = connect(inject('testDatabaseSocket'));
  socket.end(JSON.stringify(request));
  return v.parse(answerSchema, JSON.parse(await text(socket)));
}

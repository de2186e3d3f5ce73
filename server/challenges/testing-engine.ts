import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import { type DecisionClaims, signDecision } from '../../shared/protocol/decision.ts';
import { makeTestKey, type TestKey } from '../../shared/protocol/vectors/forge.ts';
import { type Accounts, createAccounts } from '../accounts/accounts.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import type { Core } from '../core/core.ts';
import { newId } from '../crypto/ids.ts';
import { loadOrCreateKeys } from '../crypto/keys.ts';
import type { Proof } from '../devices/authenticate-proof.ts';
import { createLog, type Log } from '../diagnostics/log.ts';
import { NO_PLACES, type Places } from '../net/places.ts';
import type { DeviceRow, EventRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { deviceRow, TEST_REALM } from '../store/testing.ts';
import { createChallenges } from './challenges.ts';
import { DEFAULT_LIMITS } from './limits.ts';

export const ORIGIN = 'https://nod.example';

/** A test's enrolled device: its row and its private key. */
export interface TestDevice {
  row: DeviceRow;
  key: TestKey;
}

/**
 * The engine on a fresh store, with a clock that stands still, an application ("Harbour Notes") and a user ("alice"). All
 * applications are in one realm, and `accounts` makes and finds the users of that one where no realm is named.
 */
export async function engineOn(store: Store, places: Places = NO_PLACES) {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-engine-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const keys = await loadOrCreateKeys(directory, { randomBytes });
  // A whole second, since challenges are signed in seconds.
  const time = { nowMs: 1_790_000_000_000 };
  const clock = () => time.nowMs;
  const accounts = createAccounts({ store, clock, randomBytes, keys });
  const pushed: string[] = [];
  const notices: { deviceId: string; body: string }[] = [];
  const outcomes: string[] = [];
  const push = {
    dispatchChallenge: async (id: string) => {
      pushed.push(id);
    },
    sendNotice: async (deviceId: string, { notification }: { notification: { body: string; silent?: true } }) => {
      if (!notification.silent) throw new Error('a notice that something has ended rings nobody');
      notices.push({ deviceId, body: notification.body });
      return 'sent' as const;
    },
  };
  const errors: object[] = [];
  const log: Log = {
    ...createLog({ level: 'silent' }),
    error: (detail: object) => errors.push(detail),
  };
  const core: Core = { store, keys, clock, randomBytes, log, places, origin: ORIGIN };
  const challenges = createChallenges(core, {
    accounts,
    push,
    limits: DEFAULT_LIMITS,
    onFinal: (state) => outcomes.push(state),
  });

  async function addApplication(options: Partial<NewApplication> = {}) {
    const { id } = await accounts.createApplication({
      name: 'Harbour Notes',
      origins: ['https://notes.example'],
      realm: TEST_REALM.name,
      ...options,
    });
    return accounts.getApplication(id);
  }

  async function addDevice(username = 'alice', changes: Partial<DeviceRow> = {}): Promise<TestDevice> {
    const user = await accounts.getUser(TEST_REALM.id, username);
    const key = await makeTestKey();
    const row = deviceRow(newId('dev_', randomBytes), user.id, {
      enrollment_id: newId('enr_', randomBytes),
      jwk: JSON.stringify(key.publicJwk),
      thumbprint: key.kid,
      delivery: 'push',
      endpoint: 'https://fcm.googleapis.com/fcm/send/token',
      p256dh: 'p',
      auth: 'a',
      vapid_key_id: keys.vapid.keyId,
      created_at_ms: time.nowMs,
      activated_at_ms: time.nowMs,
      last_seen_ms: time.nowMs,
      ...changes,
    });
    await store.db.insertInto('devices').values(row).execute();
    return { row, key };
  }

  /** The challenge as a device receives it. */
  async function challengeJws(id: string): Promise<string> {
    const row = await store.db.selectFrom('challenges').select('jws').where('id', '=', id).executeTakeFirstOrThrow();
    return row.jws;
  }

  /** Signs an answer as an authenticator would; `answer` replaces claims, as an attacker would. */
  async function sign(device: TestDevice, id: string, answer: Partial<DecisionClaims>): Promise<string> {
    const jws = await challengeJws(id);
    const claims: DecisionClaims = {
      iss: device.key.kid,
      aud: readChallenge(jws).iss,
      jti: id,
      iat: Math.floor(time.nowMs / 1000),
      challenge: await hashChallenge(jws),
      decision: 'approve',
      ...answer,
    };
    return signDecision(claims, device.key);
  }

  const decide = async (
    device: TestDevice,
    id: string,
    answer: Partial<DecisionClaims>,
    from: { deviceIp?: string; userAgent?: string } = {},
  ) =>
    challenges.decide({
      challengeId: id,
      decisionJws: await sign(device, id, answer),
      deviceIp: '198.51.100.9',
      ...from,
    });

  const events = (): Promise<EventRow[]> => store.db.selectFrom('events').selectAll().orderBy('id').execute();
  const alice = await accounts.createUser(TEST_REALM.id, { username: 'alice' });
  const application = await addApplication();
  return {
    store,
    core,
    push,
    keys,
    time,
    clock,
    accounts: {
      ...accounts,
      createUser: (input: Parameters<Accounts['createUser']>[1]) => accounts.createUser(TEST_REALM.id, input),
      getUser: (...names: [username: string] | [realmId: string, username: string]) =>
        names.length === 1 ? accounts.getUser(TEST_REALM.id, names[0]) : accounts.getUser(...names),
    },
    challenges,
    pushed,
    notices,
    outcomes,
    errors,
    alice,
    application,
    addApplication,
    addDevice,
    challengeJws,
    sign,
    decide,
    events,
  };
}

/** A code that is not the given one. */
export function otherCode(code: string, step = 1): string {
  return String((Number(code) + step) % 10 ** code.length).padStart(code.length, '0');
}

/** Stands for the proof of a device's call, in tests that are not about proofs. */
export function anyProof(): Proof {
  return { isSpent: false, spend: async () => undefined };
}

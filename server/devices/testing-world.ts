import { createECDH, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClaimResponse, Self, Subscription } from '../../shared/protocol/device-api.ts';
import { signBinding } from '../../shared/protocol/enrollment.ts';
import { generateDeviceKey } from '../../shared/protocol/keys.ts';
import { verifyNotice } from '../../shared/protocol/notice.ts';
import { signProof } from '../../shared/protocol/proof.ts';
import { createAccounts } from '../accounts/accounts.ts';
import type { Core } from '../core/core.ts';
import { loadOrCreateKeys, type ServerKeys } from '../crypto/keys.ts';
import { createLog } from '../diagnostics/log.ts';
import { NO_PLACES } from '../net/places.ts';
import { createEndpointRules } from '../push/endpoint-rules.ts';
import type { DeviceRow, UserRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { TEST_REALM } from '../store/testing.ts';
import { createDevices, type Devices, type DevicesParts } from './devices.ts';
import type { EnrollmentTicket } from './ticket.ts';

/**
 * A small world for the tests of this folder: real rules, store, keys and signatures; a clock that stands still, a push
 * service that keeps what it gets, and devices that behave as docs/protocol.md says.
 */
export const ORIGIN = 'https://nod.example';
const START_MS = Date.UTC(2026, 0, 15, 12);

export interface World {
  core: Core;
  parts: DevicesParts;
  devices: Devices;
  keys: ServerKeys;
  store: Store;
  clock: { nowMs: number };
  /** Notices by device id, newest last. */
  pushed: Map<string, string[]>;
  alice: UserRow;
  bob: UserRow;
  applicationId: string;
}

let sharedKeys: Promise<ServerKeys> | undefined;
export function testKeys(): Promise<ServerKeys> {
  sharedKeys ??= (async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'nod-keys-'));
    try {
      return await loadOrCreateKeys(path.join(directory, 'keys'), { randomBytes });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  })();
  return sharedKeys;
}

export interface WorldOptions {
  settings?: Partial<DevicesParts['settings']>;
  fetch?: typeof fetch;
  sendNotice?: DevicesParts['push']['sendNotice'];
  randomBytes?: Core['randomBytes'];
  webhook?: { url: string; username: string; password: string };
  pairing?: 'link' | 'webhook';
  allowHttpLocalhost?: boolean;
}

export async function createWorld(store: Store, options: WorldOptions = {}): Promise<World> {
  const keys = await testKeys();
  const clock = { nowMs: START_MS };
  const pushed = new Map<string, string[]>();
  const rules = createEndpointRules([]);
  const core: Core = {
    store,
    keys,
    clock: () => clock.nowMs,
    randomBytes: options.randomBytes ?? randomBytes,
    log: createLog({ level: 'silent' }),
    places: NO_PLACES,
    origin: ORIGIN,
  };
  const accounts = createAccounts(
    { ...core, randomBytes },
    { allowHttpLocalhost: options.allowHttpLocalhost ?? false },
  );
  const parts: DevicesParts = {
    accounts,
    push: {
      validateEndpoint: (url) => void rules.parse(url),
      sendNotice:
        options.sendNotice ??
        (async (deviceId, { notice }) => {
          pushed.set(deviceId, [...(pushed.get(deviceId) ?? []), notice]);
          return 'sent';
        }),
    },
    fetch: options.fetch ?? (() => Promise.reject(new Error('no network in this test'))),
    settings: { serverName: 'Example', pullAllowed: true, vouch: 'off', ...options.settings },
  };
  const { id: applicationId } = await accounts.createApplication({
    name: 'Wiki',
    realm: TEST_REALM.name,
    origins: ['https://wiki.example'],
    ...(options.webhook ? { webhook: options.webhook } : {}),
    ...(options.pairing ? { pairing: options.pairing } : {}),
  });
  return {
    core,
    parts,
    devices: createDevices(core, parts),
    keys,
    store,
    clock,
    pushed,
    alice: await accounts.createUser(TEST_REALM.id, { username: 'alice', displayName: 'Alice' }),
    bob: await accounts.createUser(TEST_REALM.id, { username: 'bob' }),
    applicationId,
  };
}

/** A subscription as a browser makes one, at Google's push service. */
export function newSubscription(endpoint = `https://fcm.googleapis.com/fcm/send/${randomToken()}`): Subscription {
  const pair = createECDH('prime256v1');
  return { endpoint, keys: { p256dh: pair.generateKeys('base64url'), auth: randomToken() } };
}

export const randomToken = () => randomBytes(16).toString('base64url');

export type DeviceKey = Awaited<ReturnType<typeof generateDeviceKey>>;

/** The binding that a device signs to complete its claim; a test changes what it attacks. */
export async function bindingFor(
  world: World,
  claim: ClaimResponse,
  key: DeviceKey,
  subscription: Subscription | null,
  changes: Partial<Parameters<typeof signBinding>[0]> = {},
): Promise<string> {
  return signBinding(
    {
      enrollmentId: claim.enrollmentId,
      nonce: claim.nonce,
      audience: ORIGIN,
      serverKey: world.keys.signing.kid,
      subscription,
      nowMs: world.clock.nowMs,
      ...changes,
    },
    key,
    key.publicJwk,
  );
}

/** A ticket as an application (default) or an operator makes it. */
export async function ticketFor(
  world: World,
  user = world.alice,
  applicationId: string | null = world.applicationId,
): Promise<EnrollmentTicket> {
  return world.devices.createEnrollment({ user, applicationId, sourceIp: '198.51.100.4' });
}

export const DEVICE = { kind: 'pwa', name: 'Pixel 9', platform: 'Android' } as const;

export interface Paired {
  self: Self;
  key: DeviceKey;
  subscription: Subscription | null;
}

/** Pairs a device up to the state `pending`. */
export async function pairDevice(
  world: World,
  user = world.alice,
  subscription: Subscription | null = newSubscription(),
): Promise<Paired> {
  const { devices } = world;
  const ticket = await devices.createEnrollment({ user, applicationId: world.applicationId });
  const claim = await devices.claim({ code: ticket.code }, { ip: '192.0.2.7' });
  const key = await generateDeviceKey();
  const binding = await bindingFor(world, claim, key, subscription);
  const self = await devices.complete(
    claim.enrollmentId,
    { binding, device: DEVICE, subscription },
    { ip: '192.0.2.7' },
  );
  return { self, key, subscription };
}

/** The nonce in the newest test push to a device, read as the device reads it. */
export async function testNonce(world: World, deviceId: string): Promise<string> {
  const notice = world.pushed.get(deviceId)?.at(-1);
  const claims = await verifyNotice(notice, {
    keys: world.keys.publicJwks,
    issuer: ORIGIN,
    deviceId,
    now: world.clock.nowMs,
  });
  if (claims.notice !== 'test') throw new Error('not a test notice');
  return claims.nonce;
}

/** Pairs a device and answers its test push. */
export async function pairActiveDevice(world: World, user = world.alice): Promise<Paired> {
  const paired = await pairDevice(world, user);
  const nonce = await testNonce(world, paired.self.deviceId);
  const self = await world.devices.activate(await deviceRow(world, paired.self.deviceId), { nonce });
  return { ...paired, self };
}

export function deviceRow({ store }: World, id: string): Promise<DeviceRow> {
  return store.db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The Authorization header of a call, and the rest that a door hands on. */
export async function provenCall(
  world: World,
  key: DeviceKey,
  call: { method: string; path: string; body?: string },
  changes: Partial<Parameters<typeof signProof>[0]> = {},
) {
  const request = { method: call.method, url: ORIGIN + call.path, body: call.body ?? '' };
  const jws = await signProof({ ...request, nowMs: world.clock.nowMs, jti: randomToken(), ...changes }, key);
  return { ...request, authorization: `Nod-Proof ${jws}` };
}

/** Types of the events so far, oldest first. */
export async function eventTypes({ store }: World): Promise<string[]> {
  const rows = await store.db.selectFrom('events').select('type').orderBy('id').execute();
  return rows.map((row) => row.type);
}

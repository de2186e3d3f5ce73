import type { Language } from '../../shared/languages/languages.ts';
import type { Self, ServerInfo } from '../../shared/protocol/device-api.ts';
import { SERVER_FEATURES } from '../../shared/protocol/features.ts';
import { signKeySet } from '../../shared/protocol/keyset.ts';
import type { SuspensionView, VouchView } from '../../shared/protocol/trust-api.ts';
import { shownRealmName } from '../accounts/realms.ts';
import { sha256 } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import { featuresOf } from '../push/understands.ts';
import type { Db, DeviceRow, DeviceState, PushHealth } from '../store/schema.ts';
import type { DevicesCore } from './devices.ts';
import { keepLanguage } from './language.ts';
import { suspensionView } from './suspension.ts';
import { mayWait, waitView } from './wait.ts';

/** Answers about devices, for themselves and for others, and about the server, for devices. */

/** Revoked devices stay in the list for 30 days, so that people see what became of a lost phone. */
const REVOKED_SHOWN_MS = 30 * 24 * 3_600_000;

/** A device as applications, operators and the user's other devices may see it: no endpoint, and of the key its name. */
export interface DeviceSummary {
  id: string;
  name: string;
  kind: DeviceRow['kind'];
  platform: string;
  /** RFC 7638 thumbprint of its public key, by which a receipt's key is known or isn't. */
  keyThumbprint: string;
  state: DeviceState;
  delivery: DeviceRow['delivery'];
  pushHealth: Self['pushHealth'];
  createdAtMs: number;
  activatedAtMs: number | null;
  lastSeenMs: number;
  revokedAtMs: number | null;
  /** Who let it in; null for one that nobody has, or that came before that was written down. */
  vouch: VouchView | null;
  suspension: SuspensionView | null;
  hasVerifier: boolean;
}

/**
 * The device as it knows itself.
 * @param language that it speaks, where it has said so (language.ts)
 * @throws NodError device_unknown when the row is gone
 */
export async function describeSelf(core: DevicesCore, deviceId: string, language?: Language): Promise<Self> {
  const { store, keys, clock, settings } = core;
  const row = await store.db
    .selectFrom('devices as d')
    .innerJoin('users as u', 'u.id', 'd.user_id')
    .innerJoin('realms as r', 'r.id', 'u.realm_id')
    .leftJoin('verifiers as v', 'v.device_id', 'd.id')
    .leftJoin('devices as s', 's.id', 'd.suspended_by')
    .leftJoin('enrollments as e', 'e.id', 'd.enrollment_id')
    .select(['d.wait_asked_at_ms', 'd.wait_delay_ms', 'd.wait_seen_at_ms', 'd.wait_reminded_at_ms'])
    .select(['u.no_wait_until_ms', 'e.application_id', 'e.lets_in', 'e.moves_device_id'])
    .select(['d.activated_at_ms', 'd.suspension', 'd.suspended_by', 'd.suspended_at_ms', 'd.suspension_confirmed'])
    .select(['d.removal_at_ms', 's.id as suspender_id', 's.name as suspender_name'])
    .select('s.activated_at_ms as suspender_activated_at_ms')
    .select(['d.id', 'd.name', 'd.state', 'd.delivery', 'd.endpoint', 'd.push_health', 'd.user_id', 'd.features'])
    .select('d.offline_jwk')
    .select(['u.username', 'u.display_name', 'u.language', 'v.credential_id', 'v.counts_from_ms'])
    .select(['r.id as realm_id', 'r.name as realm_name'])
    .select((expression) =>
      expression
        .selectFrom('devices as o')
        .select(({ fn }) => fn.countAll().as('others'))
        .whereRef('o.user_id', '=', 'd.user_id')
        .whereRef('o.id', '!=', 'd.id')
        .where('o.state', '=', 'active')
        .as('other_devices'),
    )
    .where('d.id', '=', deviceId)
    .executeTakeFirst();
  if (!row) throw new NodError('device_unknown', 'There is no such device.');
  const otherDevices = Number(row.other_devices ?? 0);
  if (language !== undefined) await keepLanguage(core, { ...row, otherDevices }, language);
  const suspender = row.suspender_id === null ? undefined : { activated_at_ms: row.suspender_activated_at_ms };
  const suspension = suspensionView(row, suspender, clock());
  const delayMs = settings.recoveryDelayMs ?? 0;
  const { application_id, lets_in, moves_device_id } = row;
  const ticket = lets_in === null ? undefined : { application_id, lets_in, moves_device_id };
  const offered = mayWait(delayMs, ticket) && otherDevices > 0 && row.no_wait_until_ms <= clock();
  return {
    deviceId: row.id,
    name: row.name,
    state: shownState(row, row),
    delivery: row.delivery,
    user: { id: row.user_id, username: row.username, displayName: row.display_name },
    realm: { id: row.realm_id, name: shownRealmName({ name: row.realm_name }, settings.serverName) },
    vapid: { keyId: keys.vapid.keyId, publicKey: keys.vapid.publicKey },
    endpointHash: row.endpoint === null ? null : endpointHash(row.endpoint),
    pushHealth: pushHealthWord(row.push_health),
    pushTrouble: row.push_health === 'slowed' || row.push_health === 'unavailable' ? row.push_health : null,
    otherDevices,
    features: featuresOf(row),
    offlineKey: row.offline_jwk !== null,
    verifier:
      row.credential_id === null ? null : { credentialId: row.credential_id, countsFromMs: row.counts_from_ms ?? 0 },
    // A suspended device sees no list of devices, and its person has to know who to ask.
    suspension: suspension && { ...suspension, byName: row.suspender_name },
    wait: row.state === 'unvouched' ? waitView(row, { delayMs, offered }) : null,
    lastAsk: row.state === 'unvouched' ? await lastAskOf(store.db, row.id) : null,
    keySetHash: keys.keySetHash,
    timeMs: clock(),
  };
}

/** How the last request of a device to be let in stands; null where it has made none. */
async function lastAskOf(db: Db, deviceId: string): Promise<Self['lastAsk']> {
  const lastAsk = await db
    .selectFrom('challenges')
    .select(['id as challengeId', 'state'])
    .where('vouches_for', '=', deviceId)
    .orderBy('created_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return lastAsk ?? null;
}

/** As this device knows the state of one: authenticators of earlier releases know no `unvouched`, and can't ask. */
export function shownState<S extends DeviceState>(
  { state }: { state: S },
  reader: Pick<DeviceRow, 'features'>,
): S | 'pending' {
  return state === 'unvouched' && !featuresOf(reader).includes('vouch') ? 'pending' : state;
}

/** base64url SHA-256 of an endpoint: a device compares by it, and the endpoint, a capability, needn't travel again. */
export function endpointHash(endpoint: string): string {
  return sha256(endpoint);
}

const order: Record<DeviceState, number> = { active: 0, pending: 1, unvouched: 1, suspended: 2, revoked: 3 };

/** All devices of a user: usable ones first, and newest first within a state. */
export async function listDevices({ store, clock }: DevicesCore, userId: string): Promise<DeviceSummary[]> {
  const nowMs = clock();
  const rows = await store.db
    .selectFrom('devices as d')
    .leftJoin('vouches as w', 'w.device_id', 'd.id')
    .leftJoin('verifiers as v', 'v.device_id', 'd.id')
    .leftJoin('devices as s', 's.id', 'd.suspended_by')
    .select(['d.id', 'd.name', 'd.kind', 'd.platform', 'd.thumbprint', 'd.state', 'd.delivery', 'd.push_health'])
    .select(['d.created_at_ms', 'd.activated_at_ms', 'd.last_seen_ms', 'd.revoked_at_ms'])
    .select(['d.suspension', 'd.suspended_by', 'd.suspended_at_ms', 'd.suspension_confirmed', 'd.removal_at_ms'])
    .select(['w.how', 'w.by_device_id', 'w.at_ms', 'v.credential_id'])
    .select(['s.id as suspender_id', 's.activated_at_ms as suspender_activated_at_ms'])
    .where('d.user_id', '=', userId)
    .where((is) => is.or([is('d.state', '!=', 'revoked'), is('d.revoked_at_ms', '>', nowMs - REVOKED_SHOWN_MS)]))
    .orderBy('d.created_at_ms', 'desc')
    .orderBy('d.id')
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      platform: row.platform,
      keyThumbprint: row.thumbprint,
      state: row.state,
      delivery: row.delivery,
      pushHealth: pushHealthWord(row.push_health),
      createdAtMs: row.created_at_ms,
      activatedAtMs: row.activated_at_ms,
      lastSeenMs: row.last_seen_ms,
      revokedAtMs: row.revoked_at_ms,
      vouch: row.how === null ? null : { how: row.how, byDeviceId: row.by_device_id, atMs: row.at_ms ?? 0 },
      suspension: suspensionView(
        row,
        row.suspender_id === null ? undefined : { activated_at_ms: row.suspender_activated_at_ms },
        nowMs,
      ),
      hasVerifier: row.credential_id !== null,
    }))
    .sort((a, b) => order[a.state] - order[b.state]);
}

/**
 * The wire's words for devices.push_health; a subscription that was never used is `unknown`. What passes by itself is
 * `failed` too, since authenticators of earlier releases know no other word; `pushTrouble` tells it apart.
 */
const healthWords: Record<PushHealth, Self['pushHealth']> = {
  '': 'unknown',
  sent: 'ok',
  gone: 'gone',
  failed: 'failed',
  slowed: 'failed',
  unavailable: 'failed',
};

function pushHealthWord(column: PushHealth): Self['pushHealth'] {
  return healthWords[column];
}

/** What an authenticator has to know before it can pair: whose server this is, its keys, and its clock. */
export function serverInfo({ keys, origin, settings, clock }: DevicesCore): ServerInfo {
  return {
    issuer: origin,
    name: settings.serverName,
    keys: [...keys.publicJwks],
    vapid: { keyId: keys.vapid.keyId, publicKey: keys.vapid.publicKey },
    pullAllowed: settings.pullAllowed,
    features: [...SERVER_FEATURES],
    timeMs: clock(),
  };
}

/**
 * The server's key sets, oldest first, by which a device follows a rotation from the key that it knows (key-rotation.ts). A
 * server whose keys were never rotated has one, signed by its only key; nobody needs it, and it shows the form. It is signed
 * once a second, the unit of its `iat`, however often it is asked for.
 */
export function createKeySets({ keys, origin, clock }: DevicesCore): () => Promise<string[]> {
  let second = Number.NaN;
  let sets: Promise<string[]>;
  return () => {
    const chain = keys.readKeySets();
    if (chain.length > 0) return Promise.resolve(chain);
    const nowMs = clock();
    if (Math.floor(nowMs / 1000) !== second) {
      second = Math.floor(nowMs / 1000);
      const set = { issuer: origin, keys: keys.publicJwks, nowMs };
      sets = Promise.all(keys.signingKeys.map((key) => signKeySet(set, key)));
    }
    return sets;
  };
}
